/** The time limit of a call, from its beginning to the end of its response. */
export interface TimeLimit {
  /** Whole milliseconds that are left, at least 1. */
  remaining(): number;
  /** Resolves with the value of a promise; undefined if the time is up first. */
  within<Value>(promise: Promise<Value>): Promise<Value | undefined>;
}

/** The part of the time that is kept for sending the response, so that it arrives within the limit. */
const RESERVE = 0.025;

/** Starts the time limit. */
export function startTimeLimit(milliseconds: number): TimeLimit {
  const end = performance.now() + milliseconds * (1 - RESERVE);
  const remaining = () => Math.max(1, Math.ceil(end - performance.now()));
  return {
    remaining,
    within: (promise) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(undefined), remaining());
        promise.then(resolve, reject).finally(() => clearTimeout(timer));
      }),
  };
}
