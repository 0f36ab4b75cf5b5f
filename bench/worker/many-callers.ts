import { authorization, benchCallers } from "../lab/callers.ts";
import { type Lab, openLab } from "../lab/gateways.ts";
import { load } from "../lab/load.ts";
import { alternate, shareOf, valuesOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { format, formatSpread, median } from "../src/statistics.ts";

const COUNTS = [1, 100, 1000, 10_000];

export const question: Question = {
  name: "worker/many-callers",
  title: "From 1 to 10,000 callers",
  method:
    "A warm call by the last caller of the setting `CALLERS`, 32 connections. The key is found by its hash, so that the number of callers does not matter. (A variable on Cloudflare holds 5 KB; callers in KV are found in the same way, once in a while.)",
  async run({ before }) {
    await using lab = await openLab();
    const now = await measure(lab, undefined);
    const old = before ? await measure(lab, before) : undefined;
    const last = (rows: Awaited<ReturnType<typeof measure>>) => rows.at(-1)?.share ?? 0;
    return {
      tables: [
        {
          columns: ["callers", "calls/s", "lowest–highest", "share of one caller"],
          rows: now.map(({ count, rates, share }) => [
            String(count),
            format(median(rates)),
            formatSpread(rates),
            share.toFixed(2),
          ]),
        },
      ],
      plots: [
        {
          file: "callers",
          title: "Speed by the number of callers",
          xTitle: "callers",
          yTitle: "share of the speed with one caller",
          isLogarithmic: true,
          curves: [
            { name: "now", points: now.map(({ count, share }) => ({ x: count, y: share })) },
            ...(old ? [{ name: "before", points: old.map(({ count, share }) => ({ x: count, y: share })) }] : []),
          ],
        },
      ],
      outcomes: [
        {
          work: "a call with 10,000 callers, share of one with one caller",
          before: old && last(old),
          after: last(now),
          target: "≥ 0.95",
          unit: "",
        },
      ],
    };
  },
};

async function measure(lab: Lab, checkout: string | undefined) {
  const contestants = [];
  for (const count of COUNTS) {
    const settings = { CALLERS: JSON.stringify(benchCallers(count)) };
    const worker = await lab.startGateway({ settings, checkout });
    const calls = { path: "/api/v1/users/00u1example", connections: 32, headers: authorization(count - 1) };
    // The first call reads the callers.
    await (await fetch(worker.origin + calls.path, { headers: calls.headers })).arrayBuffer();
    contestants.push({ name: String(count), measure: () => load(worker, calls) });
  }
  const measured = await alternate(contestants, 3);
  return measured.map((one, place) => ({
    count: COUNTS[place] ?? 0,
    rates: valuesOf(one, "rate"),
    share: shareOf(one, measured[0], "rate"),
  }));
}
