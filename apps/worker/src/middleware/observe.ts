import { createMiddleware } from "hono/factory";
import { waitUntil } from "../cloudflare/runtime.ts";
import type { AppEnv } from "./app-env.ts";
import { type AuditTrail, writeAudit } from "./audit.ts";
import { innerCallOf } from "./inner-call.ts";
import { continueTrace } from "./traceparent.ts";

/** Assigns an ID to every call and writes its audit line. Probes of `/health` and `/ready` have none. */
export const observe = createMiddleware<AppEnv>((c, next) => {
  const start = performance.now();
  const inner = innerCallOf(c.req.raw);
  const requestId = rayOf(c.req.header("cf-ray")) ?? crypto.randomUUID();
  const trail: AuditTrail = { requestId, ...inner?.trail, retries: 0, sent: 0 };
  c.set("trail", trail);
  const trace = continueTrace(c.req.header("traceparent"));
  if (trace) trail.traceparent = trace;
  const isProbe = /^\/(health|ready)\/?$/.test(c.req.path) && /^(GET|HEAD)$/.test(c.req.method);
  const handled = next().then(async () => {
    const duration = Math.round(performance.now() - start);
    const { headers } = c.res;
    headers.set("x-request-id", trail.requestId);
    headers.set("server-timing", serverTiming(trail, duration));
    if (trace) headers.set("traceparent", trace);
    if (isProbe || c.get("isRecorded")) return;
    const { status } = c.res;
    const write = () => {
      if (c.req.raw.signal.aborted) trail.aborted = true;
      writeAudit(trail, { status, duration, forwarded: c.get("forwarded") }, c.env);
    };
    const streamed = c.get("streamed");
    if (streamed) waitUntil(streamed.then(write));
    else write();
  });
  // A client that is gone ends the request, but not this: the line is written in every case.
  waitUntil(handled);
  return handled;
});

/** Returns Cloudflare's ID of the request. Without Cloudflare in front, clients send any value, which must not fill the log. */
function rayOf(header: string | undefined): string | undefined {
  return header?.match(/^[\w-]{1,64}$/)?.[0];
}

/** Returns how long the call took, for a developer who looks at a single call (W3C Server Timing). */
function serverTiming({ token, retries }: AuditTrail, duration: number): string {
  return [token && `token;desc="${token}"`, retries > 0 && `retries;desc="${retries}"`, `total;dur=${duration}`]
    .filter(Boolean)
    .join(", ");
}
