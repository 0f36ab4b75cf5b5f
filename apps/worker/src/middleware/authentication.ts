import type { Context, MiddlewareHandler } from "hono";
import type { Caller, Callers } from "../callers/callers.ts";
import { hasCredential, readCredential } from "../callers/credential.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { isForLoopback } from "../http/loopback.ts";
import type { AppEnv } from "./app-env.ts";
import { answerProblem } from "./problem-response.ts";

/** Seconds of the window that the binding `CALLER_LIMIT` counts in. */
const LIMIT_PERIOD = 60;

/** Lets known callers through, as many calls as each may make. */
export function authenticate(gatewayOf: (c: Context<AppEnv>) => Gateway): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const found = await identify(c.req.raw, gatewayOf(c));
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

/** Allows anonymous requests, rejects invalid credentials, and fails if `CALLERS` is not set. */
export function authenticateIfKeyed(gatewayOf: (c: Context<AppEnv>) => Gateway): MiddlewareHandler<AppEnv> {
  const strict = authenticate(gatewayOf);
  return async (c, next) => {
    if (hasCredential(c.req.raw.headers)) return strict(c, next);
    callersFor(c.req.raw, gatewayOf(c));
    return next();
  };
}

/** Returns the callers; throws where a caller has the key that everyone knows, and the request did not come to a loopback address. */
function callersFor(request: Request, gateway: Gateway): Callers {
  const callers = gateway.callers();
  // Cloudflare sets CF-Ray; on this machine nothing does.
  const isHere = isForLoopback(request) && !request.headers.has("cf-ray");
  if (callers.localKeyError && !isHere) throw callers.localKeyError;
  return callers;
}

async function identify(request: Request, gateway: Gateway): Promise<Caller | { readonly refusal: string }> {
  const { headers } = request;
  const callers = callersFor(request, gateway);
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
