import { describe, expect, it, vi } from "vitest";
import { continueTrace } from "../src/middleware/traceparent.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

async function start(settings: Record<string, unknown> = {}) {
  const CALLERS = await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.users.manage"] }]);
  const gateway = await createTestGateway({}, { CALLERS, ...settings });
  const users = await (await gateway.call("/api/v1/users?limit=2")).json<
    { id: string; profile: { login: string } }[]
  >();
  const [one, two] = users;
  if (!one || !two) throw new Error("The sandbox has too few users.");
  return { ...gateway, one, two };
}

describe("an audit line", () => {
  it("names the Okta IDs of the path, the decision and the outcome", async () => {
    const { call, one } = await start();
    const [line] = await auditOf(() => call(`/api/v1/users/${one.id}`));
    expect(line).toMatchObject({ version: 1, ids: [one.id], decision: "allowed", outcome: "success", sent: 1 });
  });

  it("never holds a login, a path or a query", async () => {
    const { call, one } = await start();
    const login = encodeURIComponent(one.profile.login);
    const lines = await auditOf(async () => {
      await call(`/api/v1/users/${login}`);
      await call(`/api/v1/users?q=${login}`);
      await call(`/api/v1/users/${login}/nonsense`);
      await call(`/api/v1/users/${login}`, { method: "PUT", body: "{}" });
    });
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(JSON.stringify(line)).not.toMatch(/@|%40|\/api|\bq=/);
  });

  it("says denied for what the Worker rejects, with the reason", async () => {
    const { call } = await start();
    const [line] = await auditOf(() => call("/api/v1/groups"));
    expect(line).toMatchObject({ decision: "denied", outcome: "failure", code: "insufficient_scope", sent: 0 });
  });

  it("says unknown when the connection broke after the request was sent", async () => {
    const { sandbox, call, one } = await start();
    sandbox.faults.set({ on: "api", fault: "connectionReset" });
    const [line] = await auditOf(() => call(`/api/v1/users/${one.id}/lifecycle/suspend`, { method: "POST" }));
    expect(line).toMatchObject({ decision: "allowed", outcome: "unknown", status: 502 });
  });

  it("holds the client's address with AUDIT_ADDRESS=on only, and nothing that is none", async () => {
    const from = (address: string) => ({ headers: { "cf-connecting-ip": address } });
    const path = "/api/v1/users?limit=1";
    const off = await start();
    expect((await auditOf(() => off.call(path, from("192.0.2.1"))))[0]).not.toHaveProperty("address");
    const on = await start({ AUDIT_ADDRESS: "on" });
    expect((await auditOf(() => on.call(path, from("2001:db8::1"))))[0]).toMatchObject({ address: "2001:db8::1" });
    expect((await auditOf(() => on.call(path, from('x","caller":"root'))))[0]).not.toHaveProperty("address");
  });

  it("continues the client's trace, and the response returns it", async () => {
    const { call } = await start();
    let response = new Response();
    const [line] = await auditOf(async () => {
      response = await call("/api/v1/users?limit=1", { headers: { traceparent: `00-${TRACE}-${SPAN}-01` } });
    });
    expect(line?.traceparent).toMatch(new RegExp(`^00-${TRACE}-(?!${SPAN})[0-9a-f]{16}-01$`));
    expect(response.headers.get("traceparent")).toBe(line?.traceparent);
  });

  it("stays one line of JSON, whatever the client sends", async () => {
    const { fetch } = await start();
    const headers = {
      authorization: "Bearer wrong",
      "cf-ray": 'a","caller":"root',
      traceparent: `00-${TRACE}-${SPAN}-01","x":"`,
    };
    const [line] = await auditOf(() => fetch(new Request("https://worker.example/api/v1/users/%0a%22", { headers })));
    expect(line).not.toHaveProperty("caller");
    expect(line).not.toHaveProperty("traceparent");
  });
});

it.each([
  ["", undefined],
  [`00-${"0".repeat(32)}-${SPAN}-01`, undefined],
  [`00-${TRACE}-${"0".repeat(16)}-01`, undefined],
  [`ff-${TRACE}-${SPAN}-01`, undefined],
  [`00-${TRACE.toUpperCase()}-${SPAN}-01`, undefined],
  [`00-${TRACE}-${SPAN}-01-more`, undefined],
  [`01-${TRACE}-${SPAN}-00-more`, TRACE],
])("the traceparent %j continues the trace %j", (header, trace) => {
  expect(continueTrace(header)?.split("-")[1]).toBe(trace);
});

describe("the queue", () => {
  it("receives every line", async () => {
    const received: unknown[] = [];
    const { call } = await start({ AUDIT_QUEUE: { send: async (line: object) => void received.push(line) } });
    received.length = 0;
    const lines = await auditOf(() => call("/api/v1/users?limit=1"));
    expect(received).toEqual(lines);
  });

  it("that does not accept a line costs no call: the loss is logged, and counted in the next line", async () => {
    let isDown = false;
    const send = () => (isDown ? Promise.reject(new Error("The queue is full.")) : Promise.resolve());
    const { call } = await start({ AUDIT_QUEUE: { send } });
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    isDown = true;
    await auditOf(async () => {
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    });
    await vi.waitFor(
      () => expect(error.mock.calls.filter(([line]) => String(line).includes("line_lost"))).toHaveLength(2),
      { timeout: 20_000 },
    );
    error.mockRestore();
    isDown = false;
    const lines = await auditOf(async () => {
      await call("/api/v1/users?limit=1");
      await call("/api/v1/users?limit=1");
    });
    const counts = lines.map(({ lost = 0 }) => Number(lost));
    expect(counts[0]).toBeGreaterThanOrEqual(1);
    expect(counts[1]).toBe(0);
  });
});
