import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../src/app.ts";
import { createFairShare, type FairShare } from "../src/connections/fair-share.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { CALLER_KEY, createTestGateway } from "./support/gateway.ts";

const LIMIT = 600;
const START = 1_800_000_000;

/** A minute of Okta's in steps of 100 ms, and what each caller got. */
function simulate(share: FairShare, minutes: number, triesAStep: Readonly<Record<string, number>>) {
  const got = Object.fromEntries(Object.keys(triesAStep).map((caller) => [caller, 0]));
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  for (let minute = 0; minute < minutes; minute++) {
    let used = 0;
    for (let step = 0; step < 600; step++, now += 100) {
      for (const [caller, tries] of Object.entries(triesAStep)) {
        for (let i = 0; i < tries; i++) {
          const counted = share.begin(caller, i % 2 ? "users.list" : "users.create", "/api/v1/users");
          if (typeof counted === "number") continue;
          const isOver = ++used > LIMIT;
          if (!isOver) got[caller] = (got[caller] ?? 0) + 1;
          counted.end(
            new Response(null, {
              status: isOver ? 429 : 200,
              headers: {
                date: new Date((START + now / 1000) * 1000).toUTCString(),
                "x-rate-limit-limit": String(LIMIT),
                "x-rate-limit-remaining": String(Math.max(0, LIMIT - used)),
                "x-rate-limit-reset": String(START + (minute + 1) * 60),
              },
            }),
          );
        }
      }
    }
  }
  return got;
}

afterEach(() => vi.restoreAllMocks());

describe("Okta's rate limit", () => {
  it("is shared in equal parts by a caller with 64 connections and one with a single one", () => {
    const { many = 0, one = 0 } = simulate(createFairShare(), 5, { many: 64, one: 1 });
    // In the first minute, no one knows of the second caller.
    expect(one).toBeGreaterThanOrEqual(4 * (LIMIT / 2));
    expect(many + one).toBeGreaterThan(4.9 * LIMIT);
  });

  it("is open to a caller alone, and to one beside a hundred that call twice a minute", () => {
    expect(simulate(createFairShare(), 2, { many: 64 })).toEqual({ many: 2 * LIMIT });
    vi.restoreAllMocks();
    const share = createFairShare();
    const idle = Array.from({ length: 100 }, (_, i) => `idle-${i}`);
    for (const caller of idle) share.begin(caller, "users.list", "/api/v1/users");
    const { many = 0 } = simulate(share, 3, { many: 64 });
    expect(many).toBeGreaterThan(2.5 * LIMIT);
  });
});

it("few calls of a caller wait for a rate limit, and the rest are answered at once with Retry-After", async () => {
  const { sandbox, settings } = await createTestGateway();
  const app = createApp(
    createGateways(async (request) => {
      if (!request.url.includes("/api/")) return sandbox.fetch(request);
      const reset = String(Math.ceil(Date.now() / 1000) + 2);
      const headers = { "x-rate-limit-limit": "10", "x-rate-limit-remaining": "0", "x-rate-limit-reset": reset };
      return Response.json({ errorCode: "E0000047" }, { status: 429, headers });
    }),
  );
  const call = () =>
    app.fetch(
      new Request("https://worker.example/api/v1/users?limit=1", {
        headers: { authorization: `Bearer ${CALLER_KEY}` },
      }),
      settings,
    );
  const first = call();
  const waiting = Array.from({ length: 15 }, call);
  // All of them have seen the limit once the sandbox has issued a token and they wait for the reset.
  await vi.waitFor(
    async () => {
      const late = await Promise.race([call(), new Promise<undefined>((resolve) => setTimeout(resolve, 50))]);
      expect(late?.status).toBe(429);
      expect(Number(late?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await late?.json()).toMatchObject({ code: "share_exceeded" });
    },
    { timeout: 20_000 },
  );
  await Promise.all([first, ...waiting]);
});

it.each([
  [{}, "60"],
  [{ "retry-after": "7" }, "7"],
  [{ "x-rate-limit-limit": "0", "x-rate-limit-remaining": "0", "x-rate-limit-reset": "1" }, "1"],
] as const)("Okta's 429 with the headers %j reaches the caller with Retry-After: %s", async (headers, expected) => {
  const { sandbox, settings } = await createTestGateway({}, { TIMEOUT: "500" });
  const app = createApp(
    createGateways(async (request) => {
      if (!request.url.includes("/api/")) return sandbox.fetch(request);
      return Response.json({ errorCode: "E0000047" }, { status: 429, headers });
    }),
  );
  const request = new Request("https://worker.example/api/v1/users?limit=1", {
    headers: { authorization: `Bearer ${CALLER_KEY}` },
  });
  const response = await app.fetch(request, settings);
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe(expected);
});
