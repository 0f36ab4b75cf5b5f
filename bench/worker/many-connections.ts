import { authorization } from "../lab/callers.ts";
import { openLab } from "../lab/gateways.ts";
import { load } from "../lab/load.ts";
import { alternate, shareOf, valuesOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { format, median } from "../src/statistics.ts";

const COUNTS = [1, 5, 10, 25, 50];

export const question: Question = {
  name: "worker/many-connections",
  title: "From 1 to 50 connections",
  method: "A warm call with a Bearer token, beside a bare Worker under the same load.",
  async run() {
    await using lab = await openLab();
    const bare = await lab.startPeer("bare");
    const gateway = await lab.startGateway();
    const rows = [];
    for (const connections of COUNTS) {
      const calls = { path: "/api/v1/users/00u1example", connections, headers: authorization() };
      const [floor, one] = await alternate(
        [
          { name: "bare Worker", measure: () => load(bare, calls) },
          { name: "okta-edge", measure: () => load(gateway, calls) },
        ],
        2,
      );
      if (!floor || !one) throw new Error("Nothing was measured.");
      const rate = median(valuesOf(one, "rate"));
      rows.push({ connections, rate, bare: median(valuesOf(floor, "rate")), share: shareOf(one, floor, "rate") });
    }
    return {
      tables: [
        {
          columns: ["connections", "bare Worker, calls/s", "okta-edge, calls/s", "share"],
          rows: rows.map(({ connections, bare, rate, share }) => [
            String(connections),
            format(bare),
            format(rate),
            share.toFixed(2),
          ]),
        },
      ],
      plots: [
        {
          file: "connections",
          title: "Calls a second by the number of connections",
          xTitle: "connections",
          yTitle: "calls/s",
          curves: [
            { name: "bare Worker", points: rows.map(({ connections, bare }) => ({ x: connections, y: bare })) },
            { name: "okta-edge", points: rows.map(({ connections, rate }) => ({ x: connections, y: rate })) },
          ],
        },
      ],
    };
  },
};
