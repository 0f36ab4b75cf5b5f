import { authorization, keyOf } from "../lab/callers.ts";
import { openLab } from "../lab/gateways.ts";
import { type Load, type LoadSample, load } from "../lab/load.ts";
import { alternate, compareTable, type Figure, shareOf } from "../src/alternate.ts";
import type { Outcome, Question, Table } from "../src/question.ts";

const ROUNDS = 3;

const FIGURES: readonly [Figure<LoadSample>, ...Figure<LoadSample>[]] = [
  { kind: "rate", title: "calls/s" },
  { kind: "cpu", title: "µs CPU a call" },
];

interface Rejection extends Omit<Load, "connections"> {
  readonly name: string;
}

const USER = "/api/v1/users/00u1example";

const REJECTIONS: readonly Rejection[] = [
  { name: "no key", path: USER, status: 401 },
  { name: "a wrong key", path: USER, status: 401, headers: { authorization: `Bearer wrong-${keyOf(0)}` } },
  { name: "a missing scope", path: "/api/v1/groups/00g1example", status: 403, headers: authorization() },
  { name: "an unknown parameter", path: `${USER}?unknown=1`, status: 400, headers: authorization() },
];

export const question: Question = {
  name: "worker/rejections",
  title: "A call that is rejected",
  method:
    "32 connections. The floor is a Worker that returns a constant 401. okta-edge writes an audit line for each, and a problem document that says what to do.",
  async run({ before }) {
    await using lab = await openLab();
    const tables: Table[] = [];
    const outcomes: Outcome[] = [];
    const floor = await lab.startPeer("bare-refusal");
    const now = await lab.startGateway();
    const earlier = before ? await lab.startGateway({ checkout: before }) : undefined;
    for (const { name, ...call } of REJECTIONS) {
      const calls: Load = { ...call, connections: 32 };
      const measured = await alternate(
        [
          { name: "bare 401", measure: () => load(floor, { ...calls, status: 401 }) },
          { name: "okta-edge", measure: () => load(now, calls) },
          ...(earlier ? [{ name: "okta-edge before", measure: () => load(earlier, calls) }] : []),
        ],
        ROUNDS,
      );
      tables.push(compareTable(measured, FIGURES, `Rejected for ${name}`));
      const [bare, after, old] = measured;
      outcomes.push({
        work: `rejection for ${name}, share of a bare 401`,
        before: old && shareOf(old, bare, "rate"),
        after: after ? shareOf(after, bare, "rate") : 0,
        target: "≥ 0.55",
        unit: "",
      });
    }
    return { tables, outcomes };
  },
};
