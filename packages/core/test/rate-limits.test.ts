import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RateLimitError } from "../src/index.ts";
import { rateLimitWait } from "../src/rate-limit.ts";
import { retryAfter } from "../src/retry.ts";
import { createTestOrg, errorOf } from "./support/org.ts";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const DATE = "Tue, 03 Jan 2034 00:00:00 GMT";
const NOW = Date.parse(DATE) / 1000;
const limited = (headers: Record<string, string>, status = 429) => new Response(null, { status, headers });

describe("the wait after a 429", () => {
  it.each<[string, Record<string, string>, number]>([
    ["all of Okta's headers", { date: DATE, ...okta(10, 0, 30) }, 31],
    ["the reset alone", { date: DATE, "x-rate-limit-reset": String(NOW + 30) }, 31],
    ["Retry-After in seconds", { "retry-after": "17" }, 17],
    ["Retry-After as a date", { date: DATE, "retry-after": "Tue, 03 Jan 2034 00:00:12 GMT" }, 12],
    ["the later of both", { date: DATE, ...okta(10, 0, 3), "retry-after": "20" }, 20],
    ["a limit of concurrent calls", { date: DATE, ...okta(0, 0, 30) }, 1],
    ["a Retry-After in the past", { date: DATE, "retry-after": "Mon, 02 Jan 2034 00:00:00 GMT" }, 1],
    ["a Retry-After that is neither", { "retry-after": "soon" }, 1],
    ["nothing", {}, 1],
  ])("follows %s", (_, headers, seconds) => {
    expect(rateLimitWait(limited(headers), NOW)).toBe(seconds);
  });

  it("follows Retry-After of a 503 as well", () => {
    expect(retryAfter(limited({ "retry-after": "9" }, 503), true, 0, NOW)).toEqual({ reason: "server_error", wait: 9 });
    expect(retryAfter(limited({}, 503), true, 0, NOW)).toEqual({ reason: "server_error", wait: 0.5 });
    expect(retryAfter(limited({ "retry-after": "9" }, 503), false, 0, NOW)).toBeUndefined();
  });
});

function okta(limit: number, remaining: number, reset: number): Record<string, string> {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": String(remaining),
    "x-rate-limit-reset": String(NOW + reset),
  };
}

describe("a rate limit that is exhausted", () => {
  /** An org whose bucket of GET /api/v1/users/{id} is exhausted until the reset. */
  async function exhaustedOrg(seconds = 45) {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    const reset = Math.floor(clock.now()) + seconds;
    let calls = 0;
    const okta = client({
      fetch: async (request) => {
        if (!request.url.includes("/api/")) return sandbox.fetch(request);
        calls++;
        if (!/GET .*\/users\/\d+$/.test(`${request.method} ${request.url}`) || clock.now() > reset)
          return Response.json([]);
        return new Response("{}", {
          status: 429,
          headers: {
            date: new Date(clock.now() * 1000).toUTCString(),
            "x-rate-limit-limit": "10",
            "x-rate-limit-remaining": "0",
            "x-rate-limit-reset": String(reset),
          },
        });
      },
    });
    await okta.token();
    return { okta, clock, calls: () => calls };
  }

  it("is not asked again before its reset", async () => {
    const { okta, clock, calls } = await exhaustedOrg();
    expect((await okta.fetch("/api/v1/users/1")).status).toBe(429);
    const responses = await Promise.all(Array.from({ length: 64 }, (_, i) => okta.fetch(`/api/v1/users/${i}`)));
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([429]));
    expect(calls()).toBe(1);
    clock.advance(20);
    const error = await errorOf(okta.json("/api/v1/users/2"), RateLimitError);
    expect(error.retryAfter).toBeGreaterThan(24);
    expect(error.retryAfter).toBeLessThan(28);
    expect(calls()).toBe(1);
    clock.advance(27);
    expect((await okta.fetch("/api/v1/users/2")).status).toBe(200);
    expect(calls()).toBe(2);
  });

  it("is asked again after a minute, even if the response names a reset in a year", async () => {
    const { okta, clock, calls } = await exhaustedOrg(31_536_000);
    await okta.fetch("/api/v1/users/1");
    clock.advance(30);
    await okta.fetch("/api/v1/users/1");
    expect(calls()).toBe(1);
    clock.advance(32);
    await okta.fetch("/api/v1/users/1");
    expect(calls()).toBe(2);
  });

  it("does not affect other paths and methods, which may have limits of their own", async () => {
    const { okta, calls } = await exhaustedOrg();
    await okta.fetch("/api/v1/users/1");
    for (const [method, path] of [
      ["GET", "/api/v1/users"],
      ["GET", "/api/v1/users/1/groups"],
      ["POST", "/api/v1/users/1"],
      ["GET", "/api/v1/groups/1"],
    ] as const) {
      expect((await okta.fetch(path, { method })).status).toBe(200);
    }
    expect(calls()).toBe(5);
  });

  it("is reported at once if the wait would leave too little time for the response", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client({
      fetch: async (request) =>
        request.url.includes("/api/")
          ? new Response(null, {
              status: 429,
              headers: {
                date: new Date(clock.now() * 1000).toUTCString(),
                "x-rate-limit-limit": "10",
                "x-rate-limit-remaining": "0",
                "x-rate-limit-reset": String(Math.floor(clock.now()) + 18),
              },
            })
          : sandbox.fetch(request),
    });
    const start = Date.now();
    const error = await errorOf(okta.json("/api/v1/users"), RateLimitError);
    expect(error.retryAfter).toBe(19);
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  it("is waited for by an iteration with default settings, for 45 seconds", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const okta = client({
      fetch: async (request) => {
        if (!request.url.includes("/api/")) return sandbox.fetch(request);
        if (calls++ > 0) return Response.json([{ id: "1" }]);
        const reset = String(Math.floor(clock.now()) + 45);
        return new Response(null, {
          status: 429,
          headers: { date: new Date(clock.now() * 1000).toUTCString(), "x-rate-limit-reset": reset },
        });
      },
    });
    await okta.token();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const items: unknown[] = [];
      const read = (async () => {
        for await (const item of okta.items("/api/v1/users")) items.push(item);
      })();
      await vi.waitFor(() => expect(calls).toBe(1), { timeout: 20_000 });
      await vi.advanceTimersByTimeAsync(47_000);
      await read;
      expect(items).toEqual([{ id: "1" }]);
    } finally {
      vi.useRealTimers();
    }
  });
});
