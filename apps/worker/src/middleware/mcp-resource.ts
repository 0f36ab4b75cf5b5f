import type { Context, Handler } from "hono";
import { loadMcp } from "../on-demand/load.ts";
import type { AppEnv } from "./app-env.ts";
import { answerJson } from "./json-response.ts";

const METADATA = "/.well-known/oauth-protected-resource";

/** Returns a path without the slash at its end, which means the same. */
const trimmed = (path: string) => path.replace(/\/$/, "");

/** Returns the authorization server of an MCP endpoint; undefined for all other paths, or if none is set. */
export function authorizationServerOf(c: Context<AppEnv>, path: string): string | undefined {
  return /^(\/connections\/[\w-]+)?\/mcp\/?$/.test(path) ? c.get("gateway").settings().authorizationServer : undefined;
}

/** Returns the parameter of a challenge that leads clients to the metadata (RFC 9728, section 5.1). */
export function challengeOf(c: Context<AppEnv>): string {
  return `, resource_metadata="${new URL(METADATA + trimmed(c.req.path), c.req.url)}"`;
}

/** Answers with the metadata of an MCP endpoint (RFC 9728); without a path, with that of `/mcp`. */
export const answerResourceMetadata: Handler<AppEnv> = (c, next) => {
  const path = trimmed(c.req.path.slice(METADATA.length)) || "/mcp";
  const server = authorizationServerOf(c, path);
  if (!server) return next();
  return loadMcp().then(({ describeResource }) => answerJson(c, describeResource(new URL(path, c.req.url), server)));
};
