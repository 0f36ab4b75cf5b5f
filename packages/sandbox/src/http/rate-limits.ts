import type { Clock } from "../org/clock.ts";
import { OktaError } from "../org/okta-error.ts";

/** Seconds that a bucket lasts. It begins with its first call, not with the minute. */
const WINDOW = 60;

/** Calls a minute of each bucket, as seen in a production org. */
const DEFAULT_LIMITS: Readonly<Record<string, number>> = {
  token: 600,
  users: 600,
  user: 2000,
  groups: 500,
  group: 1000,
  apps: 100,
  app: 500,
  logs: 120,
  devices: 100,
  default: 1000,
};

/** Limits by bucket; `false` counts without ever refusing. */
export type RateLimitOptions = Readonly<Record<string, number>> | false;

/** Counts calls by bucket. */
export interface RateLimits {
  /** Counts a call; throws E0000047 when the bucket is empty. */
  count(bucket: string): void;
  /** The headers that every answer of the bucket has. */
  headers(bucket: string): Readonly<Record<string, string>>;
  /** Sets a bucket's limit, from now on. */
  setLimit(bucket: string, limit: number): void;
}

/** Makes full buckets. */
export function createRateLimits(options: RateLimitOptions | undefined, now: Clock): RateLimits {
  const limits: Record<string, number> = { ...DEFAULT_LIMITS, ...(options || {}) };
  const windows = new Map<string, { used: number; readonly reset: number }>();

  function windowOf(bucket: string) {
    const known = windows.get(bucket);
    if (known && known.reset > now()) return known;
    const fresh = { used: 0, reset: Math.floor(now()) + WINDOW };
    windows.set(bucket, fresh);
    return fresh;
  }
  const limitOf = (bucket: string) => limits[bucket] ?? (limits.default as number);

  return {
    count(bucket) {
      const window = windowOf(bucket);
      window.used++;
      if (window.used > limitOf(bucket) && options !== false) throw rateLimited();
    },
    headers(bucket) {
      const { used, reset } = windowOf(bucket);
      const limit = limitOf(bucket);
      return {
        "x-rate-limit-limit": String(limit),
        "x-rate-limit-remaining": String(Math.max(0, limit - used)),
        "x-rate-limit-reset": String(reset),
      };
    },
    setLimit(bucket, limit) {
      limits[bucket] = limit;
    },
  };
}

/** E0000047, which comes without a `Retry-After`. */
export function rateLimited(): OktaError {
  return new OktaError({
    status: 429,
    code: "E0000047",
    summary: "API call exceeded rate limit due to too many requests.",
  });
}
