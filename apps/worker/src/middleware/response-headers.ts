import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import { HINT_HEADER } from "../proxy/refusal.ts";
import type { AppEnv } from "./app-env.ts";

const secure = secureHeaders();

/** Sets `Cache-Control: no-store`, `frame-ancestors 'none'` and `nosniff`. */
export const protectAnswer: MiddlewareHandler<AppEnv> = async (c, next) => {
  await secure(c, next);
  c.header("cache-control", "no-store");
  // The runtime adds none, and clients compute their wait for a rate limit from it.
  if (!c.res.headers.has("date")) c.header("date", new Date().toUTCString());
  if (!c.res.headers.has("content-security-policy")) {
    c.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  }
};

const allow = cors({
  origin: (origin) => origin,
  allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  allowHeaders: ["authorization", "x-api-key", "content-type", "accept", "accept-language", "if-match", "prefer"],
  exposeHeaders: [
    "date",
    "etag",
    "link",
    HINT_HEADER,
    "retry-after",
    "server-timing",
    "x-okta-request-id",
    "x-rate-limit-limit",
    "x-rate-limit-remaining",
    "x-rate-limit-reset",
    "x-request-id",
  ],
  maxAge: 600,
});

/** Allows pages of the origins in `ALLOWED_ORIGINS` to call (CORS). Other pages receive no CORS headers. */
export const allowOrigins: MiddlewareHandler<AppEnv> = async (c, next) => {
  const origin = c.req.header("origin");
  const isAllowed = origin !== undefined && c.get("gateway").settings().allowedOrigins.includes(origin);
  return isAllowed ? allow(c, next) : next();
};
