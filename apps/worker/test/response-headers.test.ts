import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { sendOnce } from "../src/connections/send-once.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import config from "../wrangler.jsonc?raw";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** Milliseconds between a header `Date` and now. */
const age = (response: Response) => Date.now() - Date.parse(response.headers.get("date") ?? "");

describe("Date", () => {
  it("is Okta's on Okta's responses, so that the time until the reset is right", async () => {
    const { call } = await createTestGateway({ now: () => 1_800_000_000 });
    const response = await call("/api/v1/users?limit=1");
    expect(response.headers.get("date")).toBe(new Date(1_800_000_000_000).toUTCString());
    const reset = Number(response.headers.get("x-rate-limit-reset"));
    expect(reset - 1_800_000_000).toBeGreaterThanOrEqual(0);
    expect(reset - 1_800_000_000).toBeLessThanOrEqual(60);
  });

  it("is now on the Worker's own", async () => {
    const { call, fetch } = await createTestGateway();
    for (const response of [
      await call("/api/v1/nothing"),
      await fetch(new Request("https://worker.example/health")),
      await fetch(new Request("https://worker.example/api/v1/users")),
    ]) {
      expect(Math.abs(age(response))).toBeLessThan(60_000);
    }
  });
});

describe("the Worker's own 429", () => {
  async function limited(settings = {}) {
    const { fetch } = await createTestGateway(
      {},
      {
        CALLER_LIMIT: { limit: async () => ({ success: false }) },
        CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.users.read"] }]),
        ...settings,
      },
    );
    return fetch(new Request("https://worker.example/api/v1/users", { headers: { "x-api-key": CALLER_KEY } }));
  }

  it("has the headers that Okta's SDKs wait by beside Retry-After", async () => {
    const response = await limited();
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("60");
    expect(response.headers.get("x-rate-limit-limit")).toBe("100");
    expect(response.headers.get("x-rate-limit-remaining")).toBe("0");
    const date = Date.parse(response.headers.get("date") ?? "") / 1000;
    expect(Number(response.headers.get("x-rate-limit-reset")) - date).toBe(60);
  });

  it("says what CALLER_LIMIT_CALLS says, whose default is that of wrangler.jsonc", async () => {
    expect((await limited({ CALLER_LIMIT_CALLS: "20" })).headers.get("x-rate-limit-limit")).toBe("20");
    expect((await limited({ CALLER_LIMIT_CALLS: "many" })).status).toBe(503);
    const limits = [...config.matchAll(/"simple": \{ "limit": (\d+), "period": 60 \}/g)].map(([, limit]) => limit);
    expect(limits.length).toBeGreaterThan(0);
    expect(new Set(limits)).toEqual(new Set(["100"]));
  });

  it("has them too where Okta limits the token endpoint", async () => {
    const { call, sandbox } = await createTestGateway();
    sandbox.faults.set({ on: "token", fault: "rateLimited", reset: 120 });
    const response = await call("/api/v1/users");
    expect(response.status).toBe(429);
    const wait = Number(response.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(100);
    expect(response.headers.get("x-rate-limit-remaining")).toBe("0");
    const date = Date.parse(response.headers.get("date") ?? "") / 1000;
    expect(Number(response.headers.get("x-rate-limit-reset")) - date).toBe(wait);
  });
});

describe("Okta's 429", () => {
  it("reaches the caller with Retry-After beside Okta's own headers", async () => {
    const { call, sandbox } = await createTestGateway();
    sandbox.faults.set({ on: "api", fault: "rateLimited", reset: 120 });
    const response = await call("/api/v1/users");
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ errorCode: "E0000047" });
    const date = Date.parse(response.headers.get("date") ?? "") / 1000;
    const reset = Number(response.headers.get("x-rate-limit-reset"));
    expect(response.headers.get("retry-after")).toBe(String(reset - date + 1));
  });
});

describe("rate-limit headers", () => {
  it("that Okta sends twice reach the caller once, with the lower value", async () => {
    const { call, sandbox } = await createTestGateway({}, {}, async (request) => {
      const response = await sandbox.fetch(request);
      if (!request.url.includes("/api/v1/")) return response;
      const doubled = new Response(response.body, response);
      doubled.headers.append("x-rate-limit-reset", "1900000000");
      return doubled;
    });
    const reset = (await call("/api/v1/users?limit=1")).headers.get("x-rate-limit-reset");
    expect(reset).toMatch(/^\d+$/);
    expect(Number(reset)).toBeLessThan(1_900_000_000);
  });
});

describe("at Cloudflare", () => {
  const ray = { "cf-ray": "9a1b2c3d4e5f6789-FRA", "x-api-key": CALLER_KEY };

  it("redirects http to https, and sends nothing to Okta", async () => {
    const { fetch, sandbox } = await createTestGateway();
    const request = (method: string) =>
      fetch(new Request("http://worker.example/api/v1/users?limit=1", { method, headers: ray, redirect: "manual" }));
    for (const method of ["GET", "POST"]) {
      const { status, headers } = await request(method);
      expect([status, headers.get("location")]).toEqual([308, "https://worker.example/api/v1/users?limit=1"]);
    }
    expect(sandbox.requests.count()).toBe(0);
    const local = await fetch(new Request("http://127.0.0.1:8787/health"));
    expect(local.status).toBe(200);
  });

  it.each([
    ['"strong"', "no-store, no-transform"],
    ['W/"weak"', "no-store"],
    [undefined, "no-store"],
  ])("a response with the ETag %s has Cache-Control: %s", async (etag, expected) => {
    const { sandbox, settings } = await createTestGateway();
    const app = createApp(
      createGateways(async (request) => {
        if (!request.url.includes("/api/")) return sandbox.fetch(request);
        return Response.json([], { headers: etag ? { etag } : {} });
      }),
    );
    const response = await app.fetch(
      new Request("https://worker.example/api/v1/users?limit=1", { headers: ray }),
      settings,
    );
    expect(response.headers.get("cache-control")).toBe(expected);
    expect(response.headers.get("etag")).toBe(etag ?? null);
  });

  it("sends requests to Okta past every cache", async () => {
    const seen: RequestInit[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (async (_: Request, init: RequestInit) => {
      seen.push(init);
      return new Response();
    }) as typeof globalThis.fetch;
    try {
      await sendOnce(new Request("https://example.okta.com/api/v1/users"));
      await sendOnce(new Request("https://example.okta.com/api/v1/users", { headers: { dpop: "proof" } }));
    } finally {
      globalThis.fetch = fetch;
    }
    expect(seen.map(({ cache }) => cache)).toEqual(["no-store", "no-store"]);
  });
});
