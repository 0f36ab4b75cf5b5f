import type { RetryReason } from "./events.ts";
import { rateLimitWait, readRateLimit } from "./rate-limit.ts";

/** What a repeat would be, and how long to wait for it, in seconds. */
export interface Retry {
  readonly reason: RetryReason;
  readonly wait: number;
}

/** Seconds to wait before the attempt after `attempt` (0, 1, …): half a second doubled each time, and up to as much again by chance. */
export function backoff(attempt: number): number {
  const base = Math.min(0.5 * 2 ** attempt, 8);
  return base + Math.random() * base;
}

/**
 * Whether sending a request again can do no harm. Only methods that change nothing: Okta's DELETE of a user deactivates
 * the first time and deletes the second, and a PUT that is sent late may undo what came between.
 */
export function isSafeMethod(method: string): boolean {
  return /^(GET|HEAD)$/.test(method);
}

/**
 * Whether an answer, or none, invites a repeat.
 *
 * 429 and 423 say that the request was not taken, so any method may be repeated; after a 5xx and a network fault nobody knows, so
 * only one that is safe.
 *
 * @param now Okta's time in seconds since the epoch.
 */
export function retryAfter(
  response: Response | undefined,
  isSafe: boolean,
  attempt: number,
  now: number,
): Retry | undefined {
  const status = response?.status ?? 0;
  const wait = backoff(attempt);
  if (response && status === 429) {
    // A limit of 0 is the org's limit of concurrent calls: soon there is room again, but everybody waits for it.
    const isConcurrency = readRateLimit(response.headers)?.limit === 0;
    return { reason: "rate_limited", wait: isConcurrency ? wait : rateLimitWait(response, now) };
  }
  if (status === 423) return { reason: "locked", wait };
  if (!isSafe || (response && status < 500)) return undefined;
  return { reason: response ? "server_error" : "network", wait };
}
