/** Tolerated difference in seconds: it comes from the network, or from the `Date` header, which has whole seconds. */
const CLOCK_TOLERANCE = 2;

/** Okta's time: the system clock, corrected by Okta's `Date` headers. */
export interface Clock {
  /** Returns Okta's time in seconds since the epoch. */
  now(): number;
  /** Returns the seconds of a clock that is never set, for durations. */
  monotonic(): number;
  /** Seconds that Okta's clock is ahead of the system clock; 0 until a difference is found. */
  readonly offset: number;
  /**
   * Compares the system clock with the `Date` of a response, and corrects the offset if they differ.
   *
   * @param exact - Also corrects less than two seconds, because Okta rejected the time.
   * @returns the new offset in seconds if it was corrected.
   */
  adjust(response: Response, exact?: boolean): number | undefined;
}

/** Creates a clock that starts as `now`, in seconds since the epoch. */
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
      if (measured === offset || (!exact && Math.abs(measured - offset) < CLOCK_TOLERANCE)) return undefined;
      offset = measured;
      return offset;
    },
  };
}

/** Returns the system clock's time in seconds since the epoch. */
export function systemTime(): number {
  return Date.now() / 1000;
}

/** Returns the `Date` header of a response in seconds since the epoch. */
export function dateOf(response: Pick<Response, "headers">): number | undefined {
  const milliseconds = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
