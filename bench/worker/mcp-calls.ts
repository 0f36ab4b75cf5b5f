import { existsSync } from "node:fs";
import { join } from "node:path";
import { authorization } from "../lab/callers.ts";
import { openLab } from "../lab/gateways.ts";
import { type Load, type LoadSample, load } from "../lab/load.ts";
import { alternate, compareTable, type Figure, shareOf } from "../src/alternate.ts";
import type { Outcome, Question, Table } from "../src/question.ts";

const ROUNDS = 5;
const USER = "00u1example";

const FIGURES: readonly [Figure<LoadSample>, ...Figure<LoadSample>[]] = [
  { kind: "rate", title: "calls/s" },
  { kind: "cpu", title: "µs CPU a call" },
  { kind: "latency", title: "ms, median" },
];

type Call = Omit<Load, "connections">;

/** The same call as the tool `users_get`, in a revision of the protocol. */
function toolCall(revision: string, headers: Record<string, string>, meta: object): Call {
  const params = { name: "users_get", arguments: { userId: USER }, ...meta };
  return {
    path: "/mcp",
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
    headers: {
      ...authorization(),
      ...headers,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": revision,
    },
  };
}

const CALLS: Readonly<Record<string, Call>> = {
  REST: { path: `/api/v1/users/${USER}`, headers: authorization() },
  "MCP 2025-11-25": toolCall("2025-11-25", {}, {}),
  "MCP 2026-07-28": toolCall(
    "2026-07-28",
    { "mcp-method": "tools/call", "mcp-name": "users_get" },
    {
      _meta: {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
      },
    },
  ),
};

export const question: Question = {
  name: "worker/mcp-calls",
  title: "A call of an MCP tool",
  method:
    "`tools/call` of `users_get`, and the `GET /api/v1/users/{id}` that it makes, against the same Worker with everything loaded. The time of a call is compared, as the inverse of the rate.",
  async run({ before }) {
    await using lab = await openLab();
    const now = await lab.startGateway();
    // Early versions have no MCP server.
    const hasMcp = before !== undefined && existsSync(join(before, "apps/worker/src/mcp"));
    const earlier = hasMcp ? await lab.startGateway({ checkout: before }) : undefined;
    const tables: Table[] = [];
    const outcomes: Outcome[] = [];
    for (const [caption, connections] of [
      ["One call at a time", 1],
      ["32 connections", 32],
    ] as const) {
      const measure = (worker: typeof now, suffix: string) =>
        Object.entries(CALLS).map(([name, call]) => ({
          name: name + suffix,
          measure: () => load(worker, { ...call, connections }),
        }));
      const [rest, ...others] = measure(now, "");
      if (!rest) throw new Error("There is no floor.");
      const measured = await alternate([rest, ...others, ...(earlier ? measure(earlier, " before") : [])], ROUNDS);
      tables.push(compareTable(measured, FIGURES, caption));
      const named = (name: string) => measured.find((one) => one.name === name);
      const timeOf = (revision: string, suffix: string) => {
        const call = named(revision + suffix);
        const floor = named(`REST${suffix}`);
        return call && floor && shareOf(floor, call, "rate");
      };
      for (const revision of Object.keys(CALLS).slice(1)) {
        outcomes.push({
          work: `${revision} tools/call, ${caption.toLowerCase()}, time of the REST call`,
          before: timeOf(revision, " before"),
          after: timeOf(revision, "") ?? 0,
          target: "≤ 1.3",
          unit: "",
        });
      }
    }
    return { tables, outcomes };
  },
};
