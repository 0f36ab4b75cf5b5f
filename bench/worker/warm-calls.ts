import { authorization } from "../lab/callers.ts";
import { type GatewayOptions, type Lab, openLab } from "../lab/gateways.ts";
import { type LoadSample, load } from "../lab/load.ts";
import type { Workerd } from "../lab/workerd.ts";
import { alternate, compareTable, type Figure, type Measured, shareOf } from "../src/alternate.ts";
import type { Outcome, Question, RunOptions, Table } from "../src/question.ts";

const ROUNDS = 3;
/** Samples that are not counted. V8 compiles what it has seen often, and the memory of an isolate grows for its first 10,000 calls. */
const WARM_UP = 3;
const PATH = "/api/v1/users/00u1example";

const FIGURES: readonly [Figure<LoadSample>, ...Figure<LoadSample>[]] = [
  { kind: "rate", title: "calls/s" },
  { kind: "cpu", title: "µs CPU a call" },
  { kind: "latency", title: "ms, median" },
];

interface Case {
  readonly caption: string;
  readonly work: string;
  readonly connections: number;
  readonly target: string;
  readonly gateway: GatewayOptions;
}

const CASES: readonly Case[] = [
  {
    caption: "Bearer token, 32 connections",
    work: "warm call, Bearer, 32 concurrent, share of a bare Worker",
    connections: 32,
    target: "≥ 0.70",
    gateway: { dpop: "never" },
  },
  {
    caption: "DPoP, 32 connections",
    work: "warm call, DPoP, 32 concurrent, share of a bare Worker",
    connections: 32,
    target: "≥ 0.50",
    gateway: { dpop: "always" },
  },
  {
    caption: "Bearer token, one call at a time",
    work: "warm call, one at a time, share of a bare Worker",
    connections: 1,
    target: "≥ 0.75",
    gateway: { dpop: "never" },
  },
];

export const question: Question = {
  name: "worker/warm-calls",
  title: "A warm call",
  method:
    "`GET /api/v1/users/{id}` with a token in memory. The floor is a Worker that only forwards; the minimal gateway checks one key by its hash, sets security headers, limits the time and writes an audit line. okta-edge also finds the operation, checks scopes and parameters, keeps the token fresh, and can retry.",
  async run(options) {
    await using lab = await openLab();
    const tables: Table[] = [];
    const outcomes: Outcome[] = [];
    const peers = {
      "bare Worker": await lab.startPeer("bare"),
      "Hono proxy": await lab.startPeer("hono-proxy"),
      "minimal gateway": await lab.startPeer("minimal-gateway"),
    };
    for (const one of CASES) {
      const measured = await measure(lab, peers, one, options);
      tables.push(compareTable(measured, FIGURES, one.caption));
      const share = (name: string) => {
        const found = measured.find((candidate) => candidate.name === name);
        return found && shareOf(found, measured[0], "rate");
      };
      const { work, target } = one;
      outcomes.push({ work, before: share("okta-edge before"), after: share("okta-edge") ?? 0, target, unit: "" });
    }
    return { tables, outcomes };
  },
};

async function measure(
  lab: Lab,
  peers: Readonly<Record<string, Workerd>>,
  { connections, gateway }: Case,
  { before }: RunOptions,
): Promise<readonly Measured<LoadSample>[]> {
  const workers: Record<string, Workerd> = { ...peers, "okta-edge": await lab.startGateway(gateway) };
  if (before) workers["okta-edge before"] = await lab.startGateway({ ...gateway, checkout: before });
  const calls = { path: PATH, connections, headers: authorization() };
  for (let sample = 0; sample < WARM_UP; sample++) {
    for (const worker of Object.values(workers)) await load(worker, calls);
  }
  const contestants = Object.entries(workers).map(([name, worker]) => ({ name, measure: () => load(worker, calls) }));
  return alternate(contestants, ROUNDS);
}
