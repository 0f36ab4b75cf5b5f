import { authorization, benchCallers } from "../lab/callers.ts";
import { openLab } from "../lab/gateways.ts";
import { hold, steadyMemory } from "../lab/hold.ts";
import type { Workerd } from "../lab/workerd.ts";
import type { Question } from "../src/question.ts";
import { format, median } from "../src/statistics.ts";

const ROUNDS = 3;

/** Calls that may wait for each caller, and callers. */
const CALLS = 16;
const CALLERS = 24;

/** Bytes in a KiB. */
const KIB = 1024;

export const question: Question = {
  name: "worker/waiting-memory",
  title: "The memory of a call that waits",
  method: `Okta's rate limit is exhausted, and ${CALLS * CALLERS} calls of ${CALLERS} callers wait for its reset: how much larger the process is than before, for each call. A new process for each sample. The floor is a Worker that waits and repeats the request, and does nothing else. More than ${CALLS} calls of one caller do not wait: they get 429 at once.`,
  async run() {
    await using lab = await openLab();
    const settings = { CALLERS: JSON.stringify(benchCallers(CALLERS)) };
    const starts: Readonly<Record<string, () => Promise<Workerd>>> = {
      "bare Worker that waits": () => lab.startPeer("bare-wait"),
      "okta-edge": () => lab.startGateway({ settings }),
    };
    const samples: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, start] of Object.entries(starts)) {
        await using worker = await start();
        const list = samples[name] ?? [];
        samples[name] = list;
        list.push(await measure(worker));
      }
    }
    const [floor = Number.NaN] = Object.values(samples).map(median);
    return {
      tables: [
        {
          columns: ["", "KiB a call", "lowest–highest", "share of the floor"],
          rows: Object.entries(samples).map(([name, values]) => [
            name,
            format(median(values)),
            `${format(Math.min(...values))}–${format(Math.max(...values))}`,
            (median(values) / floor).toFixed(2),
          ]),
        },
      ],
    };
  },
};

/** Returns the KiB that a process has grown by for each call that waits. */
async function measure(worker: Workerd): Promise<number> {
  const headers = Array.from({ length: CALLS * CALLERS }, (_, call) => authorization(call % CALLERS));
  // The code has run, and the token is there, before the memory is first read.
  for (const own of headers) await (await fetch(`${worker.origin}/api/v1/users/00u1example`, { headers: own })).text();
  const before = await steadyMemory(worker);
  using held = await hold(worker, "/api/v1/users/00u1limited", headers);
  const during = await steadyMemory(worker);
  if (held.answered() > 0) throw new Error(`${held.answered()} calls did not wait.`);
  return (during - before) / headers.length / KIB;
}
