import type { TokenCache } from "@okta-edge/core";
import { describe, expect, it, vi } from "vitest";
import { createApp } from "../src/app.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { refreshTokens } from "../src/gateway/refresh-tokens.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** Okta's scopes, each of which is a set of its own. */
const RESOURCES = "users groups apps logs roles features policies idps devices brands domains orgs".split(" ");

/** KV that is slow, and counts what it is asked. */
function slowKv() {
  const entries = new Map<string, string>();
  const seen = { running: 0, most: 0, written: 0 };
  return {
    seen,
    get: async (key: string) => entries.get(key) ?? null,
    async put(key: string, value: string) {
      seen.running++;
      seen.most = Math.max(seen.most, seen.running);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      entries.set(key, value);
      seen.running--;
      seen.written++;
    },
    delete: async () => {},
  };
}

describe("the scheduled refresh", () => {
  it("requests few tokens at once, however many sets of scopes there are", async () => {
    const scopes = RESOURCES.map((name) => `okta.${name}.read`);
    const { sandbox, settings } = await createTestGateway(
      {},
      {
        OKTA_SCOPES: scopes.join(" "),
        CALLERS: await callersSetting(scopes.map((scope) => ({ name: scope, key: scope, scopes: [scope] }))),
      },
    );
    let running = 0;
    let most = 0;
    const gateway = await createGateways(async (request) => {
      most = Math.max(most, ++running);
      const response = await sandbox.fetch(request);
      running--;
      return response;
    })(settings);
    await refreshTokens(gateway);
    expect(sandbox.requests.list.filter(({ status }) => status === 200)).toHaveLength(scopes.length);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("replaces a token that a request would still use for a while", async () => {
    let now = Date.now();
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now);
    try {
      const { sandbox, settings } = await createTestGateway({ apps: [{ dpop: false }], now: () => now / 1000 });
      const gateways = createGateways(sandbox.fetch);
      const request = () =>
        createApp(gateways).fetch(
          new Request("https://worker.example/api/v1/users?limit=1", {
            headers: { authorization: `Bearer ${CALLER_KEY}` },
          }),
          settings,
        );
      const scopesOfExchanges = () => sandbox.requests.count("token");
      await refreshTokens(await gateways(settings));
      const exchanges = scopesOfExchanges();
      now += (3600 - 890) * 1000;
      expect((await request()).status).toBe(200);
      expect(scopesOfExchanges()).toBe(exchanges);
      await refreshTokens(await gateways(settings));
      expect(scopesOfExchanges()).toBe(exchanges + 1);
    } finally {
      clock.mockRestore();
    }
  });
});

it("a token is stored in KV that takes longer than a second to write it", async () => {
  const kv = slowKv();
  const { call } = await createTestGateway({}, { TOKEN_CACHE: kv });
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect((await call("/api/v1/users?limit=1")).status).toBe(200);
  await vi.waitFor(() => expect(kv.seen.written).toBe(1), { timeout: 10_000 });
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
});

describe("what goes wrong without failing a call", () => {
  const failing = (): Pick<TokenCache, never> & Record<string, unknown> => ({
    get: async () => Promise.reject(new Error("KV GET failed: 500")),
    put: async () => Promise.reject(new Error("KV PUT failed: 429 Too Many Requests")),
    delete: async () => {},
  });

  it("is logged: failures of KV with their cause", async () => {
    const { call } = await createTestGateway({}, { TOKEN_CACHE: failing() });
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    const lines = () => warn.mock.calls.map(([line]) => JSON.parse(String(line)));
    await vi.waitFor(() => expect(lines().filter(({ event }) => event === "cache.failed")).toHaveLength(2), {
      timeout: 20_000,
    });
    expect(lines()).toEqual(
      expect.arrayContaining([
        { event: "cache.failed", connection: "default", key: "current", operation: "get" },
        { event: "cache.failed", connection: "default", key: "current", operation: "set" },
        { kv: "get", cause: "KV GET failed: 500" },
        { kv: "put", cause: "KV PUT failed: 429 Too Many Requests" },
      ]),
    );
    warn.mockRestore();
  });

  it("is logged: retries and corrections of the clock, without a path", async () => {
    let failures = 1;
    let ahead = true;
    const { sandbox, settings } = await createTestGateway({ now: () => Date.now() / 1000 + (ahead ? 7200 : 0) });
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const app = createApp(
      createGateways(async (request) =>
        request.url.includes("/api/") && failures-- > 0 ? new Response(null, { status: 503 }) : sandbox.fetch(request),
      ),
    );
    const request = new Request("https://worker.example/api/v1/users/ada.lovelace@example.com", {
      headers: { authorization: `Bearer ${CALLER_KEY}` },
    });
    expect((await app.fetch(request, settings)).status).toBe(200);
    ahead = false;
    const lines = warn.mock.calls.map(([line]) => String(line));
    const events = lines.map((line) => JSON.parse(line));
    expect(events).toContainEqual(expect.objectContaining({ event: "clock.corrected", connection: "default" }));
    expect(events).toContainEqual(
      expect.objectContaining({ event: "request.retried", method: "GET", reason: "server_error" }),
    );
    expect(lines.join()).not.toMatch(/ada|\/api\//);
    warn.mockRestore();
  });

  it("is logged: an internal error with its causes, where it was thrown, and no message", async () => {
    const { settings } = await createTestGateway();
    const cause = Object.assign(new TypeError("secret-in-cause"), {
      stack: "TypeError: secret-in-cause\n    at b (index.js:2:3)",
    });
    const broken = Object.assign(new Error("secret-in-error", { cause }), {
      stack: "Error: secret-in-error\nsecond line of the message\n    at a (index.js:1:2)",
    });
    const app = createApp(async () => {
      throw broken;
    });
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await app.fetch(new Request("https://worker.example/api/v1/users"), settings);
    expect(response.status).toBe(500);
    const { requestId } = await response.json<{ requestId: string }>();
    expect(error.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      {
        requestId,
        code: "internal_error",
        errors: [
          { name: "Error", stack: "Error\n    at a (index.js:1:2)" },
          { name: "TypeError", stack: "TypeError\n    at b (index.js:2:3)" },
        ],
      },
    ]);
    error.mockRestore();
  });
});
