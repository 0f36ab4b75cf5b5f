import { authorization } from "../lab/callers.ts";
import { openLab } from "../lab/gateways.ts";
import type { Workerd } from "../lab/workerd.ts";
import { alternate, compareTable, shareOf, valuesOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { median } from "../src/statistics.ts";

/** An export of all users. */
interface Export {
  /** Items a second. */
  readonly rate: number;
  /** MiB of memory at its peak. */
  readonly memory: number;
}

/** The memory after each so many items. */
interface Growth {
  readonly items: number;
  readonly memory: number;
}

const POINTS = 10;
const USERS = 100_000;

export const question: Question = {
  name: "worker/export",
  title: "An export of 100,000 users",
  method:
    "`GET /api/v1/users` with `Accept: application/x-ndjson`: 500 pages of 200 users, as one stream of lines. The floor is a Worker that reads the pages and writes the lines, and checks nothing.",
  async run({ before }) {
    await using lab = await openLab();
    const growth: Growth[] = [];
    const bare = await lab.startPeer("bare-export");
    const now = await lab.startGateway();
    const earlier = before ? await lab.startGateway({ checkout: before }) : undefined;
    const measured = await alternate(
      [
        { name: "bare Worker", measure: () => exportUsers(bare) },
        { name: "okta-edge", measure: () => exportUsers(now, growth) },
        ...(earlier ? [{ name: "okta-edge before", measure: () => exportUsers(earlier) }] : []),
      ],
      3,
    );
    const [floor, after, old] = measured;
    const atItems = Array.from({ length: POINTS }, (_, place) => {
      const items = ((place + 1) * USERS) / POINTS;
      return { items, memory: median(growth.filter((one) => one.items === items).map(({ memory }) => memory)) };
    });
    return {
      tables: [
        compareTable(measured, [
          { kind: "rate", title: "items/s" },
          { kind: "memory", title: "MiB at the peak" },
        ]),
        {
          caption: "Memory of okta-edge during the export",
          columns: ["items", "MiB"],
          rows: atItems.map(({ items, memory }) => [String(items), memory.toFixed(0)]),
        },
      ],
      plots: [
        {
          file: "export-memory",
          title: "Memory of workerd during an export",
          xTitle: "exported users",
          yTitle: "MiB",
          curves: [{ name: "okta-edge", points: atItems.map(({ items, memory }) => ({ x: items, y: memory })) }],
        },
      ],
      outcomes: [
        {
          work: "NDJSON of 100,000 users, share of a bare Worker's items/s",
          before: old && shareOf(old, floor, "rate"),
          after: after ? shareOf(after, floor, "rate") : 0,
          target: "≥ 0.9",
          unit: "",
        },
        {
          work: "the same, memory at its peak",
          before: old && median(valuesOf(old, "memory")),
          after: after ? median(valuesOf(after, "memory")) : 0,
          target: "flat",
          unit: "MiB",
        },
      ],
    };
  },
};

async function exportUsers(worker: Workerd, growth: Growth[] = []): Promise<Export> {
  const start = performance.now();
  const response = await fetch(`${worker.origin}/api/v1/users?limit=200`, {
    headers: { ...authorization(), accept: "application/x-ndjson" },
  });
  let items = 0;
  let peak = 0;
  for await (const chunk of response.body ?? []) {
    for (const byte of chunk) {
      if (byte !== 10) continue;
      items++;
      if (items % (USERS / POINTS) !== 0) continue;
      const memory = (worker.memory() ?? Number.NaN) / 2 ** 20;
      growth.push({ items, memory });
      peak = Math.max(peak, memory);
    }
  }
  if (items !== USERS) throw new Error(`${worker.origin} exported ${items} users: ${worker.log().slice(-500)}`);
  return { rate: (items * 1000) / (performance.now() - start), memory: peak };
}
