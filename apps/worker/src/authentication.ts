import type { MiddlewareHandler } from "hono";
import { type AppEnv, answerProblem } from "./app-env.ts";
import { readCredential } from "./callers.ts";
import type { Gateway } from "./gateway.ts";
import type { Env } from "./settings.ts";

/** Lets known callers through. */
export function authenticate(gatewayOf: (env: Env) => Gateway): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const findCaller = gatewayOf(c.env).findCaller();
    const credential = readCredential(c.req.raw.headers);
    const caller = "key" in credential ? await findCaller(credential.key) : undefined;
    if (!caller) {
      const detail = "key" in credential ? "The Worker knows no caller with this key." : credential.refusal;
      return answerProblem(c, {
        status: 401,
        code: "unauthorized",
        title: "Who is calling is not known",
        detail,
        headers: { "www-authenticate": 'Bearer realm="okta-edge"' },
      });
    }
    c.set("caller", caller);
    return next();
  };
}

/** Lets through who sends no credential at all, but nobody with a wrong one; and nobody before there are callers. */
export function authenticateIfKeyed(gatewayOf: (env: Env) => Gateway): MiddlewareHandler<AppEnv> {
  const strict = authenticate(gatewayOf);
  return async (c, next) => {
    const { headers } = c.req.raw;
    if (headers.has("authorization") || headers.has("x-api-key")) return strict(c, next);
    gatewayOf(c.env).findCaller();
    return next();
  };
}
