import { gzipSync } from "node:zlib";
import { openLab } from "../lab/gateways.ts";
import { bundleWorker } from "../lab/worker-bundle.ts";
import type { Workerd } from "../lab/workerd.ts";
import { alternate, compareTable, valuesOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { median } from "../src/statistics.ts";

const ROUNDS = 3;

/** How long the first response takes. */
interface Start {
  /** Milliseconds from the request of a process that has just started to its response. */
  readonly first: number;
  /** Milliseconds of CPU time of the process until then. */
  readonly cpu: number;
}

export const question: Question = {
  name: "worker/isolate-start",
  title: "The start of an isolate",
  method:
    "A new workerd process for each sample: the time of its first request, `GET /health`, which the isolate starts for, and the CPU time of the process until then.",
  async run({ before }) {
    await using lab = await openLab();
    const measured = await alternate(
      [
        { name: "bare 401", measure: () => measure(() => lab.startPeer("bare-refusal")) },
        { name: "okta-edge", measure: () => measure(() => lab.startGateway()) },
        ...(before
          ? [{ name: "okta-edge before", measure: () => measure(() => lab.startGateway({ checkout: before })) }]
          : []),
      ],
      ROUNDS,
    );
    const beyond = (place: number) => {
      const [floor] = measured;
      const one = measured[place];
      return one && floor && median(valuesOf(one, "first")) - median(valuesOf(floor, "first"));
    };
    const size = await mainSize();
    return {
      tables: [
        compareTable(measured, [
          { kind: "first", title: "ms" },
          { kind: "cpu", title: "ms CPU" },
        ]),
      ],
      outcomes: [
        {
          work: "start of an isolate to its first response, beyond a bare Worker",
          before: beyond(2),
          after: beyond(1) ?? 0,
          target: "≤ +10 ms",
          unit: "ms",
        },
        {
          work: "main path of the Worker, gzipped",
          before: before ? await mainSize(before) : undefined,
          after: size,
          target: "≤ 80 KB",
          unit: "KB",
        },
      ],
    };
  },
};

async function measure(start: () => Promise<Workerd>): Promise<Start> {
  await using worker = await start();
  const begin = performance.now();
  const response = await fetch(`${worker.origin}/health`);
  await response.arrayBuffer();
  const first = performance.now() - begin;
  return { first, cpu: (worker.cpuSeconds() ?? Number.NaN) * 1000 };
}

async function mainSize(checkout?: string): Promise<number> {
  const [main] = await bundleWorker(checkout);
  return gzipSync(main?.contents ?? "", { level: 9 }).byteLength / 1024;
}
