import type { Context, MiddlewareHandler } from "hono";
import type { Caller } from "../callers/callers.ts";
import { hasCredential, readCredential } from "../callers/credential.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { AppEnv } from "./app-env.ts";
import { answerProblem } from "./problem-response.ts";

/** Seconds of the window that the binding `CALLER_LIMIT` counts in. */
const LIMIT_PERIOD = 60;

/** Lets known callers through, as many calls as each may make. */
export function authenticate(gatewayOf: (c: Context<AppEnv>) => Gateway): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const found = await identify(c.req.raw.headers, gatewayOf(c));
    if ("refusal" in found) {
      return answerProblem(c, {
        status: 401,
        code: "unauthorized",
        title: "Who is calling is not known",
        detail: found.refusal,
        headers: { "www-authenticate": 'Bearer realm="okta-edge"' },
      });
    }
    c.set("caller", found);
    c.get("trail").caller = found.name;
    const limited = await c.env.CALLER_LIMIT?.limit({ key: found.name });
    if (limited?.success === false) {
      return answerProblem(c, {
        status: 429,
        code: "caller_rate_limited",
        title: "The caller calls too often",
        detail: `The caller ${found.name} has used up its calls; others have theirs.`,
        retryAfter: LIMIT_PERIOD,
      });
    }
    return next();
  };
}

/** Lets through who sends no credential at all, but nobody with a wrong one; and nobody before there are callers. */
export function authenticateIfKeyed(gatewayOf: (c: Context<AppEnv>) => Gateway): MiddlewareHandler<AppEnv> {
  const strict = authenticate(gatewayOf);
  return async (c, next) => {
    if (hasCredential(c.req.raw.headers)) return strict(c, next);
    gatewayOf(c).callers();
    return next();
  };
}

async function identify(headers: Headers, gateway: Gateway): Promise<Caller | { readonly refusal: string }> {
  const callers = gateway.callers();
  const verifyAccess = gateway.verifyAccess();
  const assertion = headers.get("cf-access-jwt-assertion");
  if (verifyAccess && assertion !== null && !headers.has("authorization") && !headers.has("x-api-key")) {
    const identity = await verifyAccess(assertion);
    const caller = identity === undefined ? undefined : callers.byAccess(identity);
    if (caller) return caller;
    return {
      refusal:
        identity === undefined
          ? "Cloudflare Access has not signed the assertion for this application, or it has expired."
          : "Nobody in CALLERS has this identity of Cloudflare Access.",
    };
  }
  const credential = readCredential(headers);
  if ("refusal" in credential) return credential;
  const caller = await callers.byKey(credential.key);
  if (caller === "expired") return { refusal: "The caller's key has expired; use its successor." };
  return caller ?? { refusal: "The Worker knows no caller with this key." };
}
