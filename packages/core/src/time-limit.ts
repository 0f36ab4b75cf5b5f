/** Waits, but not longer than until the signal aborts; then throws the signal's reason. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | null | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
}

/** Waits for a number of seconds, or throws the signal's reason as soon as it aborts. */
export function sleep(seconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  return abortable(elapsed, signal).finally(() => clearTimeout(timer));
}

/** A signal that aborts when its parent does, or with what `error` makes after `milliseconds`. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Seconds until it aborts. */
  remaining(): number;
  /** Stops the clock; the parent's abort is still passed on. */
  stop(): void;
}

/** Starts a {@link Deadline}, unless its parent has aborted already: then throws the parent's reason. */
export function startDeadline(milliseconds: number, parent: AbortSignal | undefined, error: () => Error): Deadline {
  parent?.throwIfAborted();
  const controller = new AbortController();
  let { signal } = controller;
  const start = performance.now();
  const timer = setTimeout(() => controller.abort(error()), milliseconds);
  // With `any`, a parent that lives on keeps nothing alive; Vercel's edge-runtime has none.
  if (parent && AbortSignal.any) signal = AbortSignal.any([parent, signal]);
  else parent?.addEventListener("abort", () => controller.abort(parent.reason));
  return {
    signal,
    remaining: () => (milliseconds - (performance.now() - start)) / 1000,
    stop: () => clearTimeout(timer),
  };
}

/** Rejects with what `error` makes if the promise takes longer than `milliseconds`. */
export function withTimeLimit<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  error: () => Error,
): Promise<Value> {
  const { signal, stop } = startDeadline(milliseconds, undefined, error);
  return abortable(promise, signal).finally(stop);
}
