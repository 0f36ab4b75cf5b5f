import type { Clock } from "../org/clock.ts";

/** Remembers what may be used once, for as long as it could be used again. */
export interface UsedOnce {
  /** Marks a value as used until a time in seconds since the epoch. @returns false if it was used already. */
  use(value: string, until: number): boolean;
}

/** Makes an empty {@link UsedOnce}. */
export function createUsedOnce(now: Clock): UsedOnce {
  const used = new Map<string, number>();
  let nextSweep = 0;
  return {
    use(value, until) {
      if (now() > nextSweep) {
        for (const [key, expiry] of used) if (expiry < now()) used.delete(key);
        nextSweep = now() + 60;
      }
      if ((used.get(value) ?? Number.NEGATIVE_INFINITY) >= now()) return false;
      used.set(value, until);
      return true;
    },
  };
}
