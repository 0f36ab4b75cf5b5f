import type { RetryReason } from "./events.ts";
import { rateLimitWait, readRateLimit, retryAfterSeconds } from "./rate-limit.ts";

/** Why to retry, and how many seconds to wait first. */
export interface Retry {
  readonly reason: RetryReason;
  readonly wait: number;
}

/** Returns the seconds before the next attempt: 0.5 doubled each time, at most 8, and up to as much again at random. */
export function backoff(attempt: number): number {
  const base = Math.min(0.5 * 2 ** attempt, 8);
  return base + Math.random() * base;
}

/** Reports whether enough time remains after a wait for a response to arrive. */
export function fitsInto(wait: number, remaining: number): boolean {
  return wait + Math.min(wait / 2, 2) < remaining;
}

/**
 * Reports whether a request can be sent again without harm. DELETE and PUT cannot: Okta's first DELETE of a user deactivates the user, the
 * second one deletes; and a late PUT may undo a change made in between.
 */
export function isSafeMethod(method: string): boolean {
  return /^(GET|HEAD)$/.test(method);
}

/**
 * Reports whether a response or network error is retryable. 429 and 423 mean that Okta did not process the request, so that every method
 * can be retried; after a 5xx or a network error only safe ones.
 *
 * @param now - Okta's time in seconds since the epoch.
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
    // A limit of 0 is the org's limit of concurrent calls: another call may end at any time.
    const isConcurrency = readRateLimit(response.headers)?.limit === 0;
    // Callers that wait for the same reset do not all call at once.
    const untilReset = rateLimitWait(response, now) + Math.random() / 2;
    return { reason: "rate_limited", wait: isConcurrency ? wait : untilReset };
  }
  if (status === 423) return { reason: "locked", wait };
  if (!isSafe || (response && status < 500)) return undefined;
  if (!response) return { reason: "network", wait };
  return { reason: "server_error", wait: Math.max(wait, retryAfterSeconds(response, now) ?? 0) };
}
