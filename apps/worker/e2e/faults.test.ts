import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { expectDocumented } from "./support/documented.ts";
import { type FaultLab, type FaultOrg, startFaultLab } from "./support/fault-lab.ts";
import { MATRIX, type MatrixRow, TIMEOUT } from "./support/fault-matrix.ts";

vi.setConfig({ maxConcurrency: 20 });

/** Milliseconds that an answer may need beyond the Worker's own limit, for its way here on a busy machine. */
const ALLOWANCE = 5000;

const CASES = MATRIX.flatMap((row, i) =>
  (["read", "write"] as const).flatMap((kind) =>
    (["cold", "warm"] as const).map((state) => ({ row, kind, state, name: `${kind}-${state}-${i}` })),
  ),
);
type Case = (typeof CASES)[number];

let lab: FaultLab;
const measured = new Map<string, string>();

beforeAll(async () => {
  const names = [...CASES.map(({ name }) => name), "storm-token", "storm-api", "storm-writes"];
  const orgs = Object.fromEntries(names.map((name) => [name, {}]));
  lab = await startFaultLab(orgs, { TIMEOUT: String(TIMEOUT) });
});
afterAll(() => lab?.close());

/** What the caller got, in a word or two. */
async function read(response: Response): Promise<string> {
  const { status } = response;
  const text = await response.text().catch(() => undefined);
  if (text === undefined) return `${status} truncated`;
  if (response.ok) return String(status);
  const { code, errorCode } = JSON.parse(text);
  return `${status} ${code ?? errorCode}`;
}

/** A way to call the org: with what the Worker has in this state of the row. */
async function prepare({ row, state }: Case, org: FaultOrg): Promise<FaultOrg["call"]> {
  if (state === "cold" && !row.cold) return org.call;
  expect(await read(await org.call("/api/v1/users?limit=1"))).toBe("200");
  if (state === "warm") return org.call;
  return row.cold === "nonce" ? org.callAsOther : org.callByKv;
}

function send(call: FaultOrg["call"], kind: Case["kind"], name: string): Promise<Response> {
  if (kind === "read") return call("/api/v1/users?limit=1");
  const body = JSON.stringify({ profile: { name } });
  return call("/api/v1/groups", { method: "POST", headers: { "content-type": "application/json" }, body });
}

const countGroups = ({ sandbox }: FaultOrg, name: string) =>
  [...sandbox.store.groups.values()].filter(({ profile }) => profile.name === name).length;

describe("a fault", () => {
  it.concurrent.for(CASES)("$row.name, $kind, $state", async (one, { expect }) => {
    const { row, kind, state, name } = one;
    const org = lab.org(name);
    const { requests } = org.sandbox;
    const call = await prepare(one, org);
    requests.clear();
    row.begin(org);

    const start = performance.now();
    const response = await send(call, kind, name);
    const got = await read(response);
    const elapsed = performance.now() - start;
    const done = countGroups(org, name);
    const outcome = `${got}, ${requests.count("token")} + ${requests.count("api")}`;
    const cell = kind === "read" ? outcome : `${outcome}, ${["not done", "done"][done] ?? `done ${done} times`}`;
    measured.set(name, cell);
    expect.soft(cell).toBe(row[kind][state === "cold" ? 0 : 1]);
    expect.soft(done).toBeLessThanOrEqual(1);
    expect.soft(elapsed).toBeLessThan(TIMEOUT + ALLOWANCE);

    org.sandbox.faults.clear();
    // A rejection of the token endpoint is repeated to callers for about a second, an exhausted rate limit until its reset.
    const reset = Number(response.headers.get("x-rate-limit-reset") ?? 0) - Date.now() / 1000 + 1.5;
    const isExhausted = response.status === 429 && response.headers.get("x-rate-limit-limit") !== "0";
    const pause = Number(response.headers.get("retry-after") ?? (isExhausted ? reset : 1.5));
    if (!response.ok) await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    expect.soft(await read(await send(call, kind, `${name} again`))).toBe("200");
    expect.soft(countGroups(org, `${name} again`)).toBe(kind === "write" ? 1 : 0);
  });

  it("comes out as docs/attacks.md says", () => {
    expectDocumented("attacks.md", "faults", renderMatrix(MATRIX));
  });
});

describe("a storm of 429", () => {
  const AT_ONCE = 30;
  const all = <Result>(call: (i: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, i) => call(i)));

  it.concurrent("at the token endpoint: it is asked once, however many callers wait", async ({ expect }) => {
    const org = lab.org("storm-token");
    org.sandbox.faults.set({ on: "token", fault: "rateLimited", reset: 60 });
    for (let turn = 0; turn < 2; turn++) {
      const answers = await all(async () => {
        const response = await send(org.call, "read", "");
        expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(30);
        return read(response);
      });
      expect(answers).toEqual(Array(AT_ONCE).fill("429 token_rate_limited"));
    }
    expect(org.sandbox.requests.count("token")).toBe(1);
    expect(org.sandbox.requests.count("api")).toBe(0);
  });

  it.concurrent("of the API: each call is made once at most, and answered at once", async ({ expect }) => {
    const org = await warm("storm-api");
    org.sandbox.faults.set({ on: "api", fault: "rateLimited", reset: 60 });
    expect(await all(async () => read(await send(org.call, "read", "")))).toEqual(Array(AT_ONCE).fill("429 E0000047"));
    // A call that comes after the first response is answered without asking Okta.
    expect(org.sandbox.requests.count("api")).toBeLessThanOrEqual(AT_ONCE);
  });

  it.concurrent("for concurrency: each write that was refused is made again, and done once", async ({ expect }) => {
    const org = await warm("storm-writes");
    org.sandbox.faults.set({ on: "api", fault: "concurrencyLimited", times: AT_ONCE });
    expect(await all(async (i) => read(await send(org.call, "write", `group ${i}`)))).toEqual(
      Array(AT_ONCE).fill("200"),
    );
    expect(await all(async (i) => countGroups(org, `group ${i}`))).toEqual(Array(AT_ONCE).fill(1));
    expect(org.sandbox.requests.count("api")).toBe(2 * AT_ONCE);
  });

  async function warm(name: string): Promise<FaultOrg> {
    const org = lab.org(name);
    expect(await read(await send(org.call, "read", ""))).toBe("200");
    org.sandbox.requests.clear();
    return org;
  }
});

const LEGEND = `\`2 + 1\`: Okta saw two calls for a token and one of the API. Cold: the Worker has no token yet; warm: it has one in memory. A write makes a
group. Every answer ended within \`TIMEOUT\`, no write was done twice, and the first call after the fault succeeded.`;

function renderMatrix(rows: readonly MatrixRow[]): string {
  const lines = rows.flatMap((row, i) =>
    (["read", "write"] as const).map((kind) => [
      row.name,
      kind,
      ...["cold", "warm"].map((state) => measured.get(`${kind}-${state}-${i}`) ?? "not measured"),
    ]),
  );
  const head = ["fault", "call", "cold", "warm"];
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [LEGEND, "", ...[head, rule, ...lines].map(line)].join("\n");
}
