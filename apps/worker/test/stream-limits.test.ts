import { describe, expect, it, vi } from "vitest";
import { createApp } from "../src/app.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

const NDJSON = { headers: { accept: "application/x-ndjson" } };
const linesOf = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a stream of pages", () => {
  it("counts every page of its caller, and ends with where to continue when the limit is reached", async () => {
    const counts: string[] = [];
    const CALLER_LIMIT = {
      async limit({ key = "" }: { key?: string }) {
        counts.push(key);
        return { success: counts.length <= 4 };
      },
    };
    const { call, sandbox } = await createTestGateway({}, { CALLER_LIMIT });
    let lines: Record<string, Record<string, unknown>>[] = [];
    const [audit] = await auditOf(async () => {
      lines = await linesOf(await call("/api/v1/users?limit=3", NDJSON));
    });
    expect(sandbox.requests.count("api")).toBe(4);
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)?.error).toMatchObject({
      code: "caller_rate_limited",
      retryAfter: 60,
      next: expect.stringMatching(/^https:\/\/worker\.example\/api\/v1\/users\?/),
    });
    expect(audit).toMatchObject({
      status: 200,
      pages: 4,
      items: 12,
      sent: 4,
      ended: "error",
      code: "caller_rate_limited",
    });
  });

  it("is on record with its pages, items and calls when it has ended", async () => {
    const { call, sandbox } = await createTestGateway();
    const lines = await auditOf(async () => (await call("/api/v1/users?limit=20", NDJSON)).text());
    const pages = sandbox.requests.count("api");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ action: "users.list", pages, sent: pages, ended: "complete" });
    expect(lines[0]?.items).toBeGreaterThan(20);
  });

  it("is on record when its client is gone", async () => {
    const { call } = await createTestGateway();
    const lines = await auditOf(async () => {
      const response = await call("/api/v1/users?limit=1", NDJSON);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      await reader.cancel();
    });
    expect(lines[0]).toMatchObject({ ended: "aborted" });
  });

  it.each([
    { streams: 1, limit: 10, left: 2 },
    { streams: 12, limit: 40, left: 8 },
  ])("leaves a share of Okta's rate limit to others: $streams at once", async ({ streams, limit, left }) => {
    const { sandbox, settings, call } = await createTestGateway();
    let pages = 0;
    const reset = String(Math.ceil(Date.now() / 1000) + 50);
    // Okta's limit as its headers report it: each page takes one.
    const app = createApp(
      createGateways(async (request) => {
        if (!request.url.includes("/api/v1/users")) return sandbox.fetch(request);
        const remaining = limit - ++pages;
        const response = await sandbox.fetch(request);
        const headers = new Headers(response.headers);
        headers.set("x-rate-limit-limit", String(limit));
        headers.set("x-rate-limit-remaining", String(remaining));
        headers.set("x-rate-limit-reset", reset);
        return new Response(response.body, { status: response.status, headers });
      }),
    );
    const open = async () => {
      const request = new Request("https://worker.example/api/v1/users?limit=1", {
        headers: { ...NDJSON.headers, authorization: `Bearer ${CALLER_KEY}` },
      });
      const { body } = await app.fetch(request, settings);
      return (body as ReadableStream<Uint8Array>).getReader();
    };
    const readers = await Promise.all(Array.from({ length: streams }, open));
    const reading = readers.map(async (reader) => {
      while (!(await reader.read()).done);
    });
    await vi.waitFor(() => expect(pages).toBe(limit - left));
    // What would be requested without a wait is requested by now.
    expect((await call("/api/v1/groups?limit=1")).status).toBe(200);
    expect(pages).toBe(limit - left);
    await Promise.all(readers.map((reader) => reader.cancel()));
    await Promise.all(reading);
    expect(pages).toBe(limit - left);
  });

  it("that reaches Cloudflare's limit of subrequests ends with where to continue", async () => {
    const { sandbox, settings } = await createTestGateway();
    let sent = 0;
    const app = createApp(
      createGateways(async (request) => {
        if (++sent > 8) throw new Error("Too many subrequests by single Worker invocation.");
        return sandbox.fetch(request);
      }),
    );
    const request = new Request("https://worker.example/api/v1/users?limit=1", {
      headers: { ...NDJSON.headers, authorization: `Bearer ${CALLER_KEY}` },
    });
    const [audit] = await auditOf(async () => {
      const lines = await linesOf(await app.fetch(request, settings));
      expect(lines.at(-1)?.error).toMatchObject({
        code: "subrequest_limit",
        next: expect.stringMatching(/^https:\/\/worker\.example\/api\/v1\/users\?/),
      });
    });
    expect(audit).toMatchObject({ pages: 6, sent: 7, retries: 0, ended: "error", code: "subrequest_limit" });
  });

  it.each([
    ["goes on after an empty page that links to another one", "/api/v1/users?limit=1", 1, 4],
    ["ends at an empty page of the System Log, which always links to another one", "/api/v1/logs?limit=1", 1, 1],
    ["ends with an error when its pages lead in a circle", "/api/v1/users?limit=1", Number.POSITIVE_INFINITY, 4],
  ])("%s", async (name, path, last, count) => {
    const { sandbox, settings } = await createTestGateway(
      {},
      {
        OKTA_SCOPES: "okta.users.read okta.logs.read",
        CALLERS: await callersSetting([
          { name: "test", key: CALLER_KEY, scopes: ["okta.users.read", "okta.logs.read"] },
        ]),
      },
    );
    let pages = 0;
    const app = createApp(
      createGateways(async (request) => {
        if (!request.url.includes("/api/v1/")) return sandbox.fetch(request);
        // The second page is empty.
        const items = ++pages === 2 || path.includes("logs") ? [] : [{ id: pages }];
        const isLast = pages > 3 && last === 1;
        const after = last === 1 ? pages : pages % 2;
        const link = `<${new URL(request.url).origin}${path}&after=${after}>; rel="next"`;
        return Response.json(items, { headers: isLast ? {} : { link } });
      }),
    );
    const request = new Request(`https://worker.example${path}`, {
      headers: { ...NDJSON.headers, authorization: `Bearer ${CALLER_KEY}` },
    });
    const [audit] = await auditOf(async () => (await app.fetch(request, settings)).text());
    expect(audit).toMatchObject({ pages: count, ended: name.includes("circle") ? "error" : "complete" });
  });

  it("ends when a page after the first is larger than a page can be", async () => {
    const { sandbox, settings } = await createTestGateway();
    let pages = 0;
    const app = createApp(
      createGateways(async (request) => {
        if (!request.url.includes("/api/v1/users") || ++pages === 1) return sandbox.fetch(request);
        const chunk = new TextEncoder().encode(`${" ".repeat(1024 * 1024)}`);
        const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
        return new Response(body, { headers: { "content-type": "application/json" } });
      }),
    );
    const request = new Request("https://worker.example/api/v1/users?limit=1", {
      headers: { ...NDJSON.headers, authorization: `Bearer ${CALLER_KEY}` },
    });
    const lines = await linesOf(await app.fetch(request, settings));
    expect(lines.at(-1)?.error).toMatchObject({ code: "unexpected_response" });
  });
});

it("a check is on record with the number of its requests", async () => {
  const { call, sandbox } = await createTestGateway();
  const [line] = await auditOf(() => call("/connections/default/check", { method: "POST" }));
  expect(line).toMatchObject({
    action: "connection.check",
    sent: sandbox.requests.count() + sentUncounted(sandbox.requests.list),
  });
});

/** The sandbox does not log the requests of its metadata. */
function sentUncounted(list: readonly { readonly path: string }[]): number {
  return list.some(({ path }) => path.includes("okta-organization")) ? 0 : 1;
}

it("the check says that Cloudflare's limit of subrequests is reached, not that Okta cannot be reached", async () => {
  const { sandbox, call } = await createTestGateway({}, {}, (request) => {
    if (!request.url.includes("/api/")) return sandbox.fetch(request);
    throw new Error("Too many subrequests by single Worker invocation.");
  });
  const response = await call("/connections/default/check", { method: "POST" });
  const { steps } = await response.json<{
    readonly steps: readonly { step: string; status: string; detail: string }[];
  }>();
  const role = steps.find(({ step }) => step === "role");
  expect(role).toMatchObject({ status: "failed", detail: expect.stringContaining("limit of subrequests") });
});

it("/openapi.json is built once per set of scopes, with the origin of each request", async () => {
  const { fetch } = await createTestGateway(
    {},
    { CALLERS: await callersSetting([{ name: "a", key: CALLER_KEY, scopes: ["okta.logs.read"] }]) },
  );
  const stringify = vi.spyOn(JSON, "stringify");
  try {
    const first = await (await fetch(new Request("https://one.example/openapi.json"))).json<{
      servers: { url: string }[];
    }>();
    stringify.mockClear();
    const second = await (await fetch(new Request("https://two.example/openapi.json"))).json<{
      servers: { url: string }[];
    }>();
    expect([first.servers[0]?.url, second.servers[0]?.url]).toEqual(["https://one.example", "https://two.example"]);
    const large = stringify.mock.results.filter(({ value }) => String(value).length > 10_000);
    expect(large).toEqual([]);
  } finally {
    stringify.mockRestore();
  }
});
