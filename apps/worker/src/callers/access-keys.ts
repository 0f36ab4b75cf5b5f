import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import * as errors from "jose/errors";
import type { WaitUntil } from "../cloudflare/runtime.ts";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import type { Fetch } from "../http/fetch.ts";
import { ProblemError } from "../http/problem.ts";

/** Milliseconds that the team's domain has to respond. */
const TIMEOUT = 5000;

/** Milliseconds after which keys are fetched again, and between two attempts while none are known or an assertion names another key. */
const KEYS_TTL = 600_000;
const RETRY_PAUSE = 5000;
const UNKNOWN_KEY_PAUSE = 30_000;

/** Bytes of a key set that are read. */
const MAX_KEYS = 256 * 1024;

/**
 * Creates the look-up of a team's signing keys. They are fetched by one request at a time, whatever the number of assertions. If they
 * cannot be fetched, those that are known stay in use.
 *
 * @throws {ProblemError} 503 `access_unavailable` while no keys are known.
 */
export function createAccessKeys(url: string, fetch: Fetch, waitUntil: WaitUntil): JWTVerifyGetKey {
  let known: { readonly find: JWTVerifyGetKey; readonly at: number } | undefined;
  let lastAttempt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | undefined;

  async function refresh(pause: number): Promise<void> {
    if (!pending && performance.now() - lastAttempt < pause) return;
    if (!pending) {
      lastAttempt = performance.now();
      pending = load().finally(() => {
        pending = undefined;
      });
      waitUntil(pending.catch(() => {}));
    }
    // The request that began it may be gone, and its timers with it.
    await Promise.race([pending, new Promise((resolve) => setTimeout(resolve, TIMEOUT))]);
  }

  async function load(): Promise<void> {
    try {
      const request = new Request(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
      const response = await fetch(request);
      if (response.status !== 200) throw new Error(`status ${response.status}`);
      const bytes = await readKeys(response);
      known = { find: createLocalJWKSet(JSON.parse(bytes) as JSONWebKeySet), at: performance.now() };
    } catch (error) {
      if (isSubrequestLimit(error)) {
        // Another request can fetch them at once.
        lastAttempt = Number.NEGATIVE_INFINITY;
        throw error;
      }
      console.error(JSON.stringify({ access: "keys_unavailable", cause: String(error).slice(0, 200) }));
    }
  }

  return async (header, input) => {
    if (!known || performance.now() - known.at > KEYS_TTL) await refresh(RETRY_PAUSE);
    if (!known) throw unavailable();
    try {
      return await known.find(header, input);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh(UNKNOWN_KEY_PAUSE);
      return known.find(header, input);
    }
  };
}

async function readKeys(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > MAX_KEYS) throw new Error("too many keys");
  return text;
}

function unavailable(): ProblemError {
  return new ProblemError({
    status: 503,
    code: "access_unavailable",
    title: "Cloudflare Access cannot be reached",
    detail:
      "The keys of ACCESS_TEAM_DOMAIN cannot be fetched, so that assertions cannot be verified. Retry later, or send a caller's key.",
    retryAfter: RETRY_PAUSE / 1000,
  });
}
