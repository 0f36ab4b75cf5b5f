/** Waits for a promise until the signal aborts, then throws the signal's reason. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | null | undefined): Promise<Value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    const settled = <Argument>(settle: (argument: Argument) => void, argument: Argument) => {
      signal.removeEventListener("abort", abort);
      settle(argument);
    };
    promise.then(
      (value) => settled(resolve, value),
      (error) => settled(reject, error),
    );
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
}

/** Waits for a number of seconds, or throws the signal's reason as soon as it aborts. */
export function sleep(seconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, seconds * 1000));
  });
  return abortable(elapsed, signal).finally(() => clearTimeout(timer));
}

/** A signal that aborts when its parent does, or after a time. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Seconds until it aborts. */
  remaining(): number;
  /** Clears the timer. With a body, the parent's abort still reaches the signal as long as someone can read that body. */
  stop(body?: object | null): void;
}

/**
 * Starts a {@link Deadline}.
 *
 * @param milliseconds - `Infinity` for no limit.
 * @param isKept - Whether `stop` with a body has no effect: the time limit applies to the body too.
 * @throws the parent's reason if it has aborted already.
 */
export function startDeadline(
  milliseconds: number,
  parent: AbortSignal | null | undefined,
  error: () => Error,
  isKept = false,
): Deadline {
  parent?.throwIfAborted();
  const controller = new AbortController();
  let { signal } = controller;
  const start = performance.now();
  const isLimited = milliseconds !== Number.POSITIVE_INFINITY;
  // Node warns of a negative time.
  const timer = isLimited ? setTimeout(expire, Math.max(0, milliseconds)) : undefined;
  const follow = () => controller.abort(parent?.reason);
  const release = () => parent?.removeEventListener("abort", follow);
  function expire(): void {
    release();
    controller.abort(error());
  }
  // Vercel's edge-runtime has no `any`. A deadline that is kept ends with its timer, and a listener costs less.
  const combine = !isKept && parent instanceof AbortSignal && AbortSignal.any;
  if (combine) signal = combine.call(AbortSignal, [parent, signal]);
  else parent?.addEventListener("abort", follow);
  return {
    signal,
    remaining: () => (milliseconds - (performance.now() - start)) / 1000,
    stop(body) {
      if (isKept && body && isLimited) return;
      clearTimeout(timer);
      if (!parent || combine) return;
      if (body) whenCollected(body, release);
      else release();
    },
  };
}

let registry: FinalizationRegistry<() => void> | undefined;

/** Runs `action` after the garbage collector has removed the target. */
function whenCollected(target: object, action: () => void): void {
  registry ??= new FinalizationRegistry((run) => run());
  registry.register(target, action);
}

/** Rejects with `error` if the promise takes longer than `milliseconds`. */
export function withTimeLimit<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  error: () => Error,
): Promise<Value> {
  const { signal, stop } = startDeadline(milliseconds, undefined, error);
  return abortable(promise, signal).finally(() => stop());
}
