import { openLab } from "../lab/gateways.ts";
import { load } from "../lab/load.ts";
import { alternate, compareTable, valuesOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { median } from "../src/statistics.ts";

export const question: Question = {
  name: "worker/openapi-document",
  title: "The OpenAPI document",
  method:
    "`GET /openapi.json` without a key: all actions, some 250 KB, for a client that accepts gzip as every browser and SDK does. The floor is a Worker that returns a constant 401.",
  async run({ before }) {
    await using lab = await openLab();
    const call = { path: "/openapi.json", connections: 8, headers: { "accept-encoding": "gzip" } };
    const floor = await lab.startPeer("bare-refusal");
    const now = await lab.startGateway();
    const earlier = before ? await lab.startGateway({ checkout: before }) : undefined;
    const measured = await alternate(
      [
        { name: "bare 401", measure: () => load(floor, { ...call, status: 401 }) },
        { name: "okta-edge", measure: () => load(now, call) },
        ...(earlier ? [{ name: "okta-edge before", measure: () => load(earlier, call) }] : []),
      ],
      3,
    );
    const rate = (place: number) => {
      const one = measured[place];
      return one && median(valuesOf(one, "rate"));
    };
    return {
      tables: [
        compareTable(measured, [
          { kind: "rate", title: "requests/s" },
          { kind: "cpu", title: "µs CPU a request" },
        ]),
      ],
      outcomes: [
        { work: "`/openapi.json`", before: rate(2), after: rate(1) ?? 0, target: "≥ 1,000", unit: "requests/s" },
      ],
    };
  },
};
