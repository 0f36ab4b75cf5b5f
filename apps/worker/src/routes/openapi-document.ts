import type { Action } from "@okta-edge/actions";
import { catalogue } from "@okta-edge/actions/catalogue";
import { describeActions } from "@okta-edge/actions/openapi";
import { version } from "@okta-edge/core";
import type { Context } from "hono";
import { coversScope } from "../callers/scope.ts";
import type { AppEnv } from "../middleware/app-env.ts";

/** The actions that are open to whoever asks: a caller's own, and all of them for somebody without a key. */
export function visibleActions(c: Context<AppEnv>): readonly Action[] {
  const caller = c.get("caller");
  return caller ? catalogue.filter(({ scope }) => coversScope(caller.scopes, scope)) : catalogue;
}

/** The OpenAPI document of what is open to whoever asks. */
export function openApiDocument(c: Context<AppEnv>): Record<string, unknown> {
  return describeActions(visibleActions(c), { serverUrl: new URL(c.req.url).origin, version });
}
