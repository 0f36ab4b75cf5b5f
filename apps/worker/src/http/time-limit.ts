/** A call's time, from its beginning to the end of its answer. */
export interface TimeLimit {
  /** Whole milliseconds that are left, at least 1. */
  remaining(): number;
  /** Passes a body on until the time is up: then it breaks off, for whoever reads it as for whoever sends it. */
  bound(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array>;
}

/** What of the time is kept for the way back: who waits so many milliseconds has an answer before they are over. */
const RESERVE = 0.025;

/** Starts to count. */
export function startTimeLimit(milliseconds: number): TimeLimit {
  const end = performance.now() + milliseconds * (1 - RESERVE);
  const remaining = () => Math.max(1, Math.ceil(end - performance.now()));
  return {
    remaining,
    bound: (body) => body.pipeThrough(new IdentityTransformStream(), { signal: AbortSignal.timeout(remaining()) }),
  };
}
