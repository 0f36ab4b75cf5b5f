import { OktaEdgeError } from "@okta-edge/core";
import type { Context } from "hono";
import { waitUntil } from "../cloudflare/runtime.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { checkReadiness } from "../gateway/readiness.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { answerJson } from "../middleware/json-response.ts";
import { SettingsError } from "../settings/settings-error.ts";

/** Milliseconds for which a result is reused, whatever it is. */
const READY_TTL = 60_000;

/** Milliseconds that one check may take. */
const READY_TIMEOUT = 15_000;

interface KnownResult {
  readonly ready: Promise<boolean>;
  readonly until: number;
}

const results = new WeakMap<Gateway, KnownResult>();

/** Responds whether the Worker can serve its callers, and nothing else. */
export async function answerReady(c: Context<AppEnv>): Promise<Response> {
  const ready = await currentReadiness(c.get("gateway"));
  return ready ? answerJson(c, { ready }) : answerJson(c, { ready }, 503, { "retry-after": String(READY_TTL / 1000) });
}

/** Resolves with whether the Worker can serve its callers. One check a minute runs, whatever the number of requests. */
export function currentReadiness(gateway: Gateway): Promise<boolean> {
  const known = results.get(gateway);
  const fresh = known && Date.now() < known.until ? known : { ready: isReady(gateway), until: Date.now() + READY_TTL };
  results.set(gateway, fresh);
  // Other requests may be waiting for it when this one is aborted.
  waitUntil(fresh.ready);
  return Promise.race([fresh.ready, isLate()]);
}

/** The log has the reason, once a check. */
async function isReady(gateway: Gateway): Promise<boolean> {
  try {
    await checkReadiness(gateway);
    return true;
  } catch (error) {
    const code = error instanceof OktaEdgeError || error instanceof SettingsError ? error.code : "not_ready";
    console.error(JSON.stringify({ ready: false, code }));
    return false;
  }
}

function isLate(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(false), READY_TIMEOUT));
}
