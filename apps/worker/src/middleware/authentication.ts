import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { type Caller, type Callers, hashKey } from "../callers/callers.ts";
import { hasCredential, readCredential } from "../callers/credential.ts";
import { isCrossSite } from "../callers/cross-site.ts";
import { allowsCall, LIMIT_PERIOD } from "../cloudflare/caller-limit.ts";
import { isForLoopback } from "../http/loopback.ts";
import { type Problem, ProblemError } from "../http/problem.ts";
import { loadMcp } from "../on-demand/load.ts";
import type { AppEnv } from "./app-env.ts";
import type { AuditTrail } from "./audit.ts";
import { innerCallOf } from "./inner-call.ts";
import { authorizationServerOf, challengeOf } from "./mcp-resource.ts";
import { answerProblem } from "./problem-response.ts";

/** Identifies the caller and applies its rate limit. */
export const authenticate = createMiddleware<AppEnv>(async (c, next) => {
  const address = c.req.raw.headers.get("cf-connecting-ip");
  if (address !== null && c.get("gateway").settings().auditAddress) noteAddress(c.get("trail"), address);
  const inner = innerCallOf(c.req.raw);
  if (inner) {
    c.set("caller", inner.caller);
    c.get("trail").caller = inner.caller.name;
    return next();
  }
  const server = authorizationServerOf(c, c.req.path);
  const found = (server && (await identifyPerson(c, server))) || (await identify(c));
  if ("refusal" in found) {
    return answerProblem(c, {
      status: 401,
      code: "unauthorized",
      title: "Unauthorized",
      detail: found.refusal,
      headers: { "www-authenticate": `Bearer realm="okta-edge"${server ? challengeOf(c) : ""}` },
    });
  }
  c.set("caller", found);
  c.get("trail").caller = found.name;
  const limited = await countCall(c, found);
  return limited ? answerProblem(c, limited) : next();
});

/** Counts a call of a caller; returns the problem if its rate limit is exceeded. */
export async function countCall(c: Context<AppEnv>, { name }: Caller): Promise<Problem | undefined> {
  if (await allowsCall(c.env, name)) return undefined;
  return {
    status: 429,
    code: "caller_rate_limited",
    title: "Caller rate limit exceeded",
    detail: `Rate limit exceeded for caller "${name}".`,
    retryAfter: LIMIT_PERIOD,
    limit: c.get("gateway").settings().callsPerMinute,
  };
}

/** Allows anonymous requests, rejects invalid credentials, and fails if `CALLERS` is not set. */
export const authenticateIfKeyed = createMiddleware<AppEnv>(async (c, next) => {
  if (hasCredential(c.req.raw.headers)) return authenticate(c, next);
  callersFor(c);
  return next();
});

/** Returns the callers; throws if one has the key that everyone knows, and the request did not come to a loopback address. */
function callersFor(c: Context<AppEnv>): Callers {
  const callers = c.get("gateway").callers();
  // Cloudflare sets CF-Ray; on a developer's machine nothing does.
  const isHere = () => isForLoopback(c.req.raw) && !c.req.raw.headers.has("cf-ray");
  if (callers.localKeyError && !isHere()) throw callers.localKeyError;
  return callers;
}

/** Identifies a person by a token of the MCP server's authorization server; undefined if the request has none. */
async function identifyPerson(
  c: Context<AppEnv>,
  server: string,
): Promise<Caller | { readonly refusal: string } | undefined> {
  const callers = callersFor(c);
  const { identifyByToken } = await loadMcp();
  return identifyByToken(c, server, callers, ProblemError);
}

async function identify(c: Context<AppEnv>): Promise<Caller | { readonly refusal: string }> {
  const { headers } = c.req.raw;
  const callers = callersFor(c);
  const verifyAccess = c.get("gateway").verifyAccess();
  const assertion = headers.get("cf-access-jwt-assertion");
  if (verifyAccess && assertion !== null && !headers.has("authorization") && !headers.has("x-api-key")) {
    const identity = await verifyAccess(assertion);
    if (identity) c.get("trail").identity = identity.name.slice(0, 320);
    const caller = identity && callers.byAccess(identity);
    if (caller) return rejectCrossSite(c, caller);
    return {
      refusal: identity
        ? "No caller in CALLERS has this identity of Cloudflare Access."
        : "The assertion is not signed by Cloudflare Access for this application, or it has expired.",
    };
  }
  const credential = readCredential(headers);
  if ("refusal" in credential) return credential;
  const hash = await hashKey(credential.key);
  const found =
    callers.byKeyHash(hash) ??
    (await c
      .get("gateway")
      .kvCallers()
      ?.find(hash, headers.get("cf-connecting-ip") ?? ""));
  if (!found) {
    c.get("trail").keyHash = Array.from(hash.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return { refusal: "No caller has this key." };
  }
  c.set("keyExpiresAt", found.expiresAt);
  if (!found.isExpired) return found.caller;
  c.get("trail").caller = found.caller.name;
  return { refusal: "The caller's key has expired. Use its successor." };
}

/** Without Cloudflare in front, clients send any value. */
function noteAddress(trail: AuditTrail, address: string): void {
  if (/^[0-9A-Fa-f:.]{2,45}$/.test(address)) trail.address = address;
}

/** Access identifies a browser by a cookie, which it sends with the requests of any page. Only requests that change nothing pass then. */
function rejectCrossSite(c: Context<AppEnv>, caller: Caller): Caller {
  const isRead = /^(GET|HEAD)$/.test(c.req.method);
  if (isRead || !isCrossSite(c.req.raw, c.get("gateway").settings().allowedOrigins)) return caller;
  c.get("trail").caller = caller.name;
  throw new ProblemError({
    status: 403,
    code: "cross_site",
    title: "Cross-site request",
    detail:
      "A page of another site sent this request with your Cloudflare Access session. Only pages of this Worker and of ALLOWED_ORIGINS may send it.",
  });
}
