import { dateOf } from "./clock.ts";

/** The `X-Rate-Limit-*` headers of a response. */
export interface RateLimit {
  /** Requests per minute. */
  readonly limit: number;
  /** Requests that are left until the reset. */
  readonly remaining: number;
  /** Time of the reset in seconds since the epoch, by Okta's clock. */
  readonly reset: number;
}

/**
 * Reads a response's rate-limit headers.
 *
 * @param headers - The headers of a response of Okta's.
 * @returns undefined if they are missing, as in some 401 responses.
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

/** Okta sometimes sends a header twice, and fetch joins the values with a comma. */
function smallest(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (!header.includes(",")) return finite(Number.parseFloat(header));
  const [first, ...others] = header.split(",").map(Number.parseFloat).filter(Number.isFinite);
  return first === undefined ? undefined : Math.min(first, ...others);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Returns the seconds to wait after a 429: until the reset by Okta's own clock and one second more, or as long as `Retry-After` says,
 * which proxies send. A limit of 0 is the org's limit of concurrent calls, whose reset is a hint only: one second.
 *
 * @param now - Okta's time in seconds since the epoch, for a response without `Date`.
 */
export function rateLimitWait(response: Pick<Response, "headers">, now: number): number {
  const { headers } = response;
  const date = dateOf(response) ?? now;
  const reset = smallest(headers.get("x-rate-limit-reset"));
  const isConcurrency = smallest(headers.get("x-rate-limit-limit")) === 0;
  const untilReset = reset === undefined || isConcurrency ? 0 : reset - date + 1;
  return Math.max(1, Math.ceil(untilReset), retryAfterSeconds(response, now) ?? 0);
}

/** Returns the seconds of a `Retry-After` header (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(response: Pick<Response, "headers">, now: number): number | undefined {
  const value = response.headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const at = Date.parse(value) / 1000;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil(at - (dateOf(response) ?? now)));
}
