/** What goes on behind a call, collected so that a case can wait for it. */
export interface Background {
  readonly waitUntil: (promise: Promise<unknown>) => void;
  settle(): Promise<void>;
}

/** Collects what a client keeps alive behind its answers, as a Worker's `ctx.waitUntil` does. */
export function createBackground(): Background {
  const work: Promise<unknown>[] = [];
  return {
    waitUntil: (promise) => void work.push(promise),
    async settle() {
      while (work.length > 0) await Promise.allSettled(work.splice(0));
    },
  };
}
