import { Agent, get } from "node:http";
import type { Workerd } from "./workerd.ts";

/** Milliseconds between two looks at the memory of a process, and how often it must be the same to within a percent. */
const INTERVAL = 250;
const STEADY = 4;

/** Requests that are open and wait for their responses. */
export interface Held extends Disposable {
  /** How many of them have been answered. */
  answered(): number;
}

/** Opens requests, one for each set of headers, and leaves them open. */
export async function hold(
  { origin }: Workerd,
  path: string,
  headers: readonly Readonly<Record<string, string>>[],
): Promise<Held> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  let answered = 0;
  const sent = headers.map(
    (own) =>
      new Promise<void>((resolve, reject) => {
        const request = get(origin + path, { agent, headers: own }, (response) => {
          answered++;
          response.resume();
        });
        request.once("finish", resolve);
        request.once("error", reject);
      }),
  );
  await Promise.all(sent);
  return { answered: () => answered, [Symbol.dispose]: () => agent.destroy() };
}

/** Returns the memory of a process once it no longer changes, in bytes. */
export async function steadyMemory({ memory }: Workerd): Promise<number> {
  let last = memory() ?? Number.NaN;
  for (let same = 0; same < STEADY; ) {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    const now = memory() ?? Number.NaN;
    same = Math.abs(now - last) < last / 100 ? same + 1 : 0;
    last = now;
  }
  return last;
}
