import type { Context } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { HINT_HEADER } from "../proxy/refusal.ts";
import type { AppEnv } from "./app-env.ts";
import { innerCallOf } from "./inner-call.ts";

/** Those of Hono's `secureHeaders`, which is larger than all middleware of the Worker, and `no-store`. */
const CONSTANT_HEADERS = Object.entries({
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=15552000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "SAMEORIGIN",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
});

/**
 * Sets `Cache-Control: no-store`, `frame-ancestors 'none'` and `nosniff`. Cloudflare must not transform a response with a strong `ETag`: it
 * would weaken or remove the tag, and the client could not send it in `If-Match`.
 */
export const protectAnswer = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  // The Worker reads it itself.
  if (innerCallOf(c.req.raw)) return;
  const headers = ownHeaders(c);
  for (const [name, value] of CONSTANT_HEADERS) headers.set(name, value);
  if (headers.get("etag")?.startsWith('"')) headers.set("cache-control", "no-store, no-transform");
  // The runtime adds none, and clients compute their wait for a rate limit from it.
  if (!headers.has("date")) headers.set("date", new Date().toUTCString());
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  }
});

/**
 * Returns the headers of the response, to be set directly: Hono's `c.header` copies the whole response each time. Only a response that a
 * route of the deployment's own has received by `fetch` has headers that cannot be set, and is copied once.
 */
function ownHeaders(c: Context<AppEnv>): Headers {
  try {
    c.res.headers.delete("server-timing");
  } catch {
    const response = c.res;
    // Otherwise Hono merges both.
    c.res = undefined;
    c.res = new Response(response.body, response);
  }
  return c.res.headers;
}

const allow = cors({
  origin: (origin) => origin,
  allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  allowHeaders: [
    "authorization",
    "x-api-key",
    "content-type",
    "accept",
    "accept-language",
    "if-match",
    "prefer",
    "idempotency-key",
    "traceparent",
  ],
  exposeHeaders: [
    "date",
    "etag",
    "idempotency-replayed",
    "link",
    HINT_HEADER,
    "retry-after",
    "server-timing",
    "traceparent",
    "x-okta-request-id",
    "x-rate-limit-limit",
    "x-rate-limit-remaining",
    "x-rate-limit-reset",
    "x-request-id",
  ],
  maxAge: 600,
});

/** Allows pages of the origins in `ALLOWED_ORIGINS` to call (CORS). Other pages receive no CORS headers. */
export const allowOrigins = createMiddleware<AppEnv>(async (c, next) => {
  const origin = c.req.header("origin");
  const isAllowed = origin !== undefined && c.get("gateway").settings().allowedOrigins.includes(origin);
  return isAllowed ? allow(c, next) : next();
});
