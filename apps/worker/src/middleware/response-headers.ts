import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "./app-env.ts";

const secure = secureHeaders();

/** Answers are kept by nobody, framed by nobody, and taken for nothing but what they are. */
export const protectAnswer: MiddlewareHandler<AppEnv> = async (c, next) => {
  await secure(c, next);
  c.header("cache-control", "no-store");
  if (!c.res.headers.has("content-security-policy")) {
    c.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  }
};

/** Lets pages of the allowed origins call; for all others it is as if there were no such thing as CORS. */
export function allowOrigins(
  allowedOf: (c: Parameters<MiddlewareHandler<AppEnv>>[0]) => readonly string[],
): MiddlewareHandler<AppEnv> {
  const allow = cors({
    origin: (origin) => origin,
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "x-api-key", "content-type", "accept", "accept-language", "if-match", "prefer"],
    exposeHeaders: [
      "etag",
      "link",
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
  return async (c, next) => {
    const origin = c.req.header("origin");
    return origin !== undefined && allowedOf(c).includes(origin) ? allow(c, next) : next();
  };
}
