import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { createGateways } from "../src/gateway/gateway.ts";
import { refreshTokens } from "../src/gateway/refresh-tokens.ts";
import type { Env } from "../src/settings/env.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway, hashKey } from "./support/gateway.ts";

describe("keys of a caller", () => {
  it("several at once, each until its end", async () => {
    const keys = [
      { keyHash: await hashKey("old-key"), notAfter: "2020-01-01T00:00:00Z" },
      { keyHash: await hashKey("outgoing-key"), notAfter: "2099-01-01T00:00:00Z" },
      { keyHash: await hashKey("new-key") },
    ];
    const { fetch } = await createTestGateway(
      {},
      { CALLERS: JSON.stringify([{ name: "test", keys, scopes: ["okta.users.read"] }]) },
    );
    const call = (key: string) =>
      fetch(new Request("https://worker.example/api/v1/users?limit=1", { headers: { "x-api-key": key } }));
    expect((await call("new-key")).status).toBe(200);
    expect((await call("outgoing-key")).status).toBe(200);
    const expired = await call("old-key");
    expect(expired.status).toBe(401);
    expect((await expired.json<{ detail: string }>()).detail).toContain("has expired");
  });
});

describe("limits of a caller", () => {
  it("a noisy one is asked to wait, others are not", async () => {
    const counts = new Map<string, number>();
    const CALLER_LIMIT = {
      async limit({ key = "" }: { key?: string }) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
        return { success: (counts.get(key) ?? 0) <= 2 };
      },
    };
    const scopes = ["okta.users.read"];
    const { fetch, sandbox } = await createTestGateway({}, {
      CALLER_LIMIT,
      CALLERS: await callersSetting([
        { name: "noisy", key: "noisy-key", scopes },
        { name: "quiet", key: "quiet-key", scopes },
      ]),
    } as never);
    const call = (key: string) =>
      fetch(new Request("https://worker.example/api/v1/users?limit=1", { headers: { "x-api-key": key } }));
    expect((await call("noisy-key")).status).toBe(200);
    expect((await call("noisy-key")).status).toBe(200);
    const refused = await call("noisy-key");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    // Okta's SDKs compute their wait from these.
    const seconds =
      Number(refused.headers.get("x-rate-limit-reset")) - Date.parse(refused.headers.get("date") ?? "") / 1000;
    expect(seconds).toBeGreaterThan(55);
    expect(seconds).toBeLessThan(65);
    expect(refused.headers.get("x-rate-limit-limit")).toBe("100");
    expect(refused.headers.get("x-rate-limit-remaining")).toBe("0");
    expect(await refused.json()).toMatchObject({ code: "caller_rate_limited", errorCode: "E0000047" });
    expect((await call("quiet-key")).status).toBe(200);
    expect(sandbox.requests.count("api")).toBe(3);
    expect((await call("unknown")).status).toBe(401);
    expect([...counts.keys()]).toEqual(["noisy", "quiet"]);
  });

  it("Cloudflare's own binding counts as wrangler.jsonc says", async () => {
    const { fetch } = await createTestGateway({}, {
      CALLER_LIMIT: (env as Env).CALLER_LIMIT,
      CALLERS: await callersSetting([
        { name: `noisy-${crypto.randomUUID()}`, key: "noisy-key", scopes: ["okta.users.read"] },
      ]),
    } as never);
    const statuses: number[] = [];
    for (let calls = 0; calls < 101; calls++) {
      const request = new Request("https://worker.example/api/v1/nothing", { headers: { "x-api-key": "noisy-key" } });
      statuses.push((await fetch(request)).status);
    }
    expect(statuses.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 404));
    expect(statuses[100]).toBe(429);
  });
});

describe("the audit line", () => {
  it("says who did what with what outcome, in one line", async () => {
    const { call } = await createTestGateway();
    const points: AnalyticsEngineDataPoint[] = [];
    const { call: withDataset } = await createTestGateway({}, {
      AUDIT_DATASET: { writeDataPoint: (point: AnalyticsEngineDataPoint) => points.push(point) },
    } as never);
    const [line, ...others] = await auditOf(async () => {
      const response = await call("/api/v1/users/ada.lovelace@example.com", { headers: { "cf-ray": "8f00-AMS" } });
      expect(response.headers.get("x-request-id")).toBe("8f00-AMS");
      expect(response.headers.get("server-timing")).toMatch(/^token;desc="okta", total;dur=\d+$/);
    });
    expect(others).toEqual([]);
    expect(line).toEqual({
      time: expect.stringMatching(/^\d{4}-/),
      requestId: "8f00-AMS",
      caller: "test",
      connection: "default",
      action: "users.get",
      scope: "okta.users.read",
      status: 200,
      oktaRequestId: expect.stringMatching(/^req/),
      version: 1,
      decision: "allowed",
      outcome: "success",
      token: "okta",
      key: "current",
      retries: 0,
      sent: 1,
      duration: expect.any(Number),
    });
    await withDataset("/api/v1/users?limit=1");
    expect(points).toMatchObject([
      { indexes: ["test"], blobs: ["test", "default", "users.list", "okta.users.read", "", "okta", "current"] },
    ]);
  });

  it("reports refusals, and holds no name, no path, no query and no body", async () => {
    const { call } = await createTestGateway();
    const lines = await auditOf(async () => {
      await call("/api/v1/users/ada.lovelace@example.com/lifecycle/suspend", { method: "POST" });
      await call("/api/v1/users?search=profile.secretAttribute");
      await call("/api/v1/nothing/ada.lovelace@example.com");
      await call("/api/v1/users/ada.lovelace@example.com", { headers: { "x-api-key": "another" } });
    });
    expect(lines.map(({ code, status }) => [code, status])).toEqual([
      ["insufficient_scope", 403],
      [undefined, 400],
      ["not_found", 404],
      ["unauthorized", 401],
    ]);
    const text = JSON.stringify(lines);
    // Not "ada", which a random request ID in hexadecimal contains at times.
    for (const secret of ["lovelace", "secretAttribute", "nothing", CALLER_KEY, "another"]) {
      expect(text).not.toContain(secret);
    }
  });

  it("is not written for probes", async () => {
    const { fetch } = await createTestGateway();
    for (const path of ["/health", "/health/", "//ready"]) {
      expect(await auditOf(() => fetch(new Request(`https://worker.example${path}`)))).toEqual([]);
    }
  });
});

describe("pages of other origins", () => {
  const from = (origin: string, method = "GET") =>
    new Request("https://worker.example/api/v1/users?limit=1", {
      method,
      headers: {
        origin,
        "x-api-key": CALLER_KEY,
        ...(method === "OPTIONS" && { "access-control-request-method": "GET" }),
      },
    });

  it("may call when their origin is allowed, and only then", async () => {
    const { fetch } = await createTestGateway({}, { ALLOWED_ORIGINS: "https://app.acme.dev https://b.acme.dev" });
    const good = await fetch(from("https://app.acme.dev"));
    expect(good.headers.get("access-control-allow-origin")).toBe("https://app.acme.dev");
    expect(good.headers.get("access-control-allow-credentials")).toBeNull();
    expect((await fetch(from("https://app.acme.dev", "OPTIONS"))).status).toBe(204);
    for (const origin of ["https://evil.example", "https://app.acme.dev.evil.example", "null", "http://app.acme.dev"]) {
      const refused = await fetch(from(origin));
      expect(refused.headers.get("access-control-allow-origin"), origin).toBeNull();
      expect((await fetch(from(origin, "OPTIONS"))).status, origin).toBe(405);
    }
  });

  it("may not call by default", async () => {
    const { fetch } = await createTestGateway();
    const response = await fetch(from("https://app.acme.dev"));
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it.each(["https://app.acme.dev/", "app.acme.dev", "*"])("ALLOWED_ORIGINS=%s is refused", async (setting) => {
    const { call } = await createTestGateway({}, { ALLOWED_ORIGINS: setting });
    expect((await (await call("/api/v1/users")).json<{ detail: string }>()).detail).toMatch(/^ALLOWED_ORIGINS must be/);
  });
});

it("no response is stored, framed or sniffed", async () => {
  const { call, fetch } = await createTestGateway();
  for (const response of [
    await call("/api/v1/users?limit=1"),
    await call("/api/v1/nothing"),
    await fetch(new Request("https://worker.example/api/v1/users")),
    await fetch(new Request("https://worker.example/")),
    await fetch(new Request("https://worker.example/health")),
  ]) {
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';.* frame-ancestors 'none'$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("strict-transport-security")).toMatch(/max-age=\d+/);
    expect(response.headers.get("set-cookie")).toBeNull();
  }
});

describe("scheduled", () => {
  it("gets the tokens of all callers' scopes, so that a call finds them", async () => {
    const { sandbox, settings, call, restart } = await createTestGateway(
      {},
      {
        CALLERS: await callersSetting([
          { name: "test", key: CALLER_KEY, scopes: ["okta.users.read"] },
          { name: "second", key: "k2", scopes: ["okta.users.read"] },
          { name: "third", key: "k3", scopes: ["okta.groups.read"] },
          { name: "beyond", key: "k4", scopes: ["okta.brands.read"] },
        ]),
      },
    );
    await refreshTokens(await createGateways(sandbox.fetch)(settings));
    expect(sandbox.requests.list.filter(({ status }) => status === 200).map(({ scopes }) => scopes)).toEqual([
      ["okta.users.read"],
      ["okta.groups.read"],
    ]);
    await vi.waitFor(
      async () => {
        const { keys } = await (settings.TOKEN_CACHE as KVNamespace).list({
          prefix: `okta-edge:token:v1:${settings.OKTA_CLIENT_ID}:`,
        });
        expect(keys).toHaveLength(2);
      },
      { timeout: 20_000 },
    );
    restart();
    sandbox.requests.clear();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(0);
  });

  it("one connection that is wrong keeps no other from it, and is reported", async () => {
    const { sandbox, settings } = await createTestGateway(
      {},
      {
        OKTA_CONNECTIONS: '{"broken":{"orgUrl":"https://broken.okta.example"}}',
        CALLERS: await callersSetting([
          { name: "test", key: CALLER_KEY, scopes: ["okta.users.read"], connections: ["broken", "default"] },
        ]),
      },
    );
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    await refreshTokens(await createGateways(sandbox.fetch)(settings));
    expect(error.mock.calls).toEqual([['{"scheduled":"refresh","failed":1,"codes":["not_configured"]}']]);
    error.mockRestore();
    expect(sandbox.requests.list.at(-1)).toMatchObject({ status: 200, scopes: ["okta.users.read"] });
  });
});
