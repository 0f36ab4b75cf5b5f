import type { Hono } from "hono";
import { createApp } from "./app.ts";
import type { Caller } from "./callers/callers.ts";
import { sendOnce } from "./connections/send-once.ts";
import { createGateways } from "./gateway/gateway.ts";
import { refreshTokens } from "./gateway/refresh-tokens.ts";
import type { Env } from "./settings/env.ts";

/** A Hono app that is a deployable Worker: it has `fetch` and `scheduled`. */
export interface OktaEdgeWorker<Bindings extends Env = Env>
  extends Hono<{ Bindings: Bindings; Variables: { caller: Caller } }> {
  /** Handles the cron trigger: renews the tokens that are about to expire. */
  scheduled(controller: unknown, env: Env): Promise<void>;
}

/** Options of {@link createWorker}. */
export interface CreateWorkerOptions<Bindings extends Env = Env> {
  /**
   * Adds routes and middleware that run before the gateway authenticates the caller. Such routes are open to everyone. The gateway has
   * already assigned the request ID, and writes the audit line and the security headers afterwards.
   */
  readonly before?: (app: Hono<{ Bindings: Bindings }>) => void;
}

/**
 * Creates the Worker, for deployments that add routes or middleware. Without either, use the default export of this package.
 *
 * A route that you add to the returned app is open only to the callers in `CALLERS`: the gateway authenticates each request first, and
 * `c.get("caller")` returns the caller. Your routes take precedence over Okta's paths. `/`, `/docs`, `/favicon.ico`, `/health`, `/ready`,
 * `/openapi.json` and the connection check belong to the gateway.
 *
 * @param options - `before` adds routes that are open to everyone.
 * @returns a Hono app that also has `scheduled`, so that `export default app` deploys both handlers.
 * @example
 * ```ts
 * import { createWorker } from "@okta-edge/worker";
 *
 * const app = createWorker({
 *   before(open) {
 *     open.get("/status", (c) => c.text("open to everyone"));
 *   },
 * });
 *
 * app.get("/mine", (c) => c.json({ caller: c.get("caller").name }));
 *
 * export default app;
 * ```
 */
export function createWorker<Bindings extends Env = Env>(
  options: CreateWorkerOptions<Bindings> = {},
): OktaEdgeWorker<Bindings> {
  const gateways = createGateways(sendOnce);
  // Bindings of the deployment's own are unknown to the gateway, which reads only those of Env.
  const before = options.before as CreateWorkerOptions["before"];
  const app = createApp(gateways, { before });
  const scheduled: OktaEdgeWorker["scheduled"] = async (_, env) => refreshTokens(await gateways(env));
  return Object.assign(app, { scheduled }) as unknown as OktaEdgeWorker<Bindings>;
}
