import { dateOf } from "./clock.ts";

/** What Okta's `X-Rate-Limit-*` headers said about one bucket. */
export interface RateLimit {
  /** Calls a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** When the bucket is full again, in seconds since the epoch, by Okta's clock. */
  readonly reset: number;
}

/**
 * Reads a response's rate-limit headers.
 *
 * @returns undefined if they are not there, as on some 401 answers.
 * @see {@link https://developer.okta.com/docs/reference/rl-best-practices/ Okta: rate limits}
 *
 * @example
 * ```ts
 * const response = await okta.fetch("/api/v1/users");
 * console.log(readRateLimit(response.headers)?.remaining);
 * ```
 */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = smallest(headers.get("x-rate-limit-limit"));
  const remaining = smallest(headers.get("x-rate-limit-remaining"));
  const reset = smallest(headers.get("x-rate-limit-reset"));
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { limit, remaining, reset };
}

/** Okta at times sends a header twice, which fetch joins with a comma. */
function smallest(header: string | null): number | undefined {
  const numbers = (header ?? "").split(",").map((part) => Number.parseInt(part, 10));
  const known = numbers.filter((number) => Number.isSafeInteger(number) && number >= 0);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/**
 * How long a 429 asks to wait, in seconds: until the reset by Okta's own clock, and one second more.
 * A limit of 0 is the org's limit of concurrent calls, whose reset is a hint at most: then it is one second.
 *
 * @param now Okta's time in seconds since the epoch, for an answer without `Date`.
 */
export function rateLimitWait(response: Pick<Response, "headers">, now: number): number {
  const rateLimit = readRateLimit(response.headers);
  if (rateLimit === undefined || rateLimit.limit === 0) return 1;
  const wait = rateLimit.reset - (dateOf(response) ?? now) + 1;
  return Math.max(1, Math.ceil(wait));
}
