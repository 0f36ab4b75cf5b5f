import type { Contestant } from "./alternate.ts";

/** Milliseconds of one sample. */
const SAMPLE = 300;

/** How fast a function is. */
export interface FunctionSpeed {
  /** Calls a second. */
  readonly rate: number;
  /** Microseconds a call. */
  readonly time: number;
}

/** Makes a contestant of a function that is called again and again in this process, by default one call at a time. */
export function speedOf(name: string, run: () => unknown, concurrency = 1): Contestant<FunctionSpeed> {
  return {
    name,
    async measure() {
      const start = performance.now();
      let calls = 0;
      let elapsed = 0;
      const repeat = async () => {
        do {
          await run();
          calls++;
          elapsed = performance.now() - start;
        } while (elapsed < SAMPLE);
      };
      await Promise.all(Array.from({ length: concurrency }, repeat));
      return { rate: (calls * 1000) / elapsed, time: (elapsed * 1000) / calls };
    },
  };
}
