/** Differences below this many seconds are the network's, or the `Date` header's, which knows whole seconds only. */
const NOISE = 2;

/** Okta's time as well as it can be known: the machine's clock and what Okta's `Date` headers say it is off by. */
export interface Clock {
  /** Seconds since the epoch, by Okta's clock. */
  now(): number;
  /** Seconds on a clock that is never set: for durations. */
  monotonic(): number;
  /** Seconds that Okta's clock is ahead of the machine's; 0 until a difference was found. */
  readonly offset: number;
  /**
   * Compares the machine's clock with the `Date` of a response, and corrects it if it is off.
   *
   * @param exact corrects by less than two seconds as well: Okta has said that the time is wrong.
   * @returns the new offset in seconds if it was corrected.
   */
  adjust(response: Response, exact?: boolean): number | undefined;
}

/** Makes a clock that starts as the machine's, `now` in seconds since the epoch. */
export function createClock(now: () => number): Clock {
  let offset = 0;
  return {
    now: () => now() + offset,
    monotonic: () => performance.now() / 1000,
    get offset() {
      return offset;
    },
    adjust(response, exact = false) {
      const date = dateOf(response);
      if (date === undefined) return undefined;
      const measured = date - now();
      if (measured === offset || (!exact && Math.abs(measured - offset) < NOISE)) return undefined;
      offset = measured;
      return offset;
    },
  };
}

/** Returns the system clock's time in seconds since the epoch. */
export function systemTime(): number {
  return Date.now() / 1000;
}

/** The `Date` header of a response in seconds since the epoch. */
export function dateOf(response: Pick<Response, "headers">): number | undefined {
  const milliseconds = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
