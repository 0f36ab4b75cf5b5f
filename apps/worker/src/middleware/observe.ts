import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.ts";
import { type AuditTrail, writeAudit } from "./audit.ts";

/** Assigns an ID to every call and writes its audit line. Probes of `/health` and `/ready` have none. */
export const observe: MiddlewareHandler<AppEnv> = async (c, next) => {
  const start = performance.now();
  const trail: AuditTrail = { requestId: rayOf(c.req.header("cf-ray")) ?? crypto.randomUUID(), retries: 0, sent: 0 };
  c.set("trail", trail);
  await next();
  const duration = Math.round(performance.now() - start);
  c.header("x-request-id", trail.requestId);
  c.header("server-timing", serverTiming(trail, duration));
  if (!/^\/(health|ready)$/.test(c.req.path))
    writeAudit(trail, { status: c.res.status, duration }, c.env.AUDIT_DATASET);
};

/** Cloudflare's own ID of the request. Where Cloudflare is not in front, anybody may send anything, which is to fill no log. */
function rayOf(header: string | undefined): string | undefined {
  return header?.match(/^[\w-]{1,64}$/)?.[0];
}

/** What took how long, for whoever looks at a single call (W3C Server Timing). */
function serverTiming({ token, retries }: AuditTrail, duration: number): string {
  return [token && `token;desc="${token}"`, retries > 0 && `retries;desc="${retries}"`, `total;dur=${duration}`]
    .filter(Boolean)
    .join(", ");
}
