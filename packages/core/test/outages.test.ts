import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  layeredTokenCache,
  memoryTokenCache,
  OktaEdgeError,
  type TokenCache,
  TokenRequestError,
  type TokenSet,
} from "../src/index.ts";
import { adminOf, createTestOrg, errorOf } from "./support/org.ts";

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a failed exchange", () => {
  it("is repeated after its pause, although the wall clock was set back by an hour", async () => {
    const { client, clock, sandbox } = await createTestOrg({ apps: [{ dpop: false, scopes: [] }] });
    let offset = 0;
    const okta = client({ now: () => clock.now() + offset });
    await errorOf(okta.token(), TokenRequestError);
    adminOf(sandbox).scopes = ["okta.users.read"];
    offset = -3600;
    clock.advance(2);
    expect((await okta.token()).scopes).toEqual(["okta.users.read"]);
  });

  it("does not prevent the cache from being read", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false, scopes: [] }] });
    const tokenCache = memoryTokenCache();
    const okta = client({ tokenCache });
    await errorOf(okta.token(), TokenRequestError);
    adminOf(sandbox).scopes = ["okta.users.read"];
    const { accessToken } = await client({ tokenCache }).token();
    const requests = sandbox.requests.count("token");
    expect((await okta.token()).accessToken).toBe(accessToken);
    expect(sandbox.requests.count("token")).toBe(requests);
  });

  it.each<[string, () => Promise<Response>]>([
    ["503", async () => new Response(null, { status: 503 })],
    ["a network error", () => Promise.reject(new TypeError("fetch failed"))],
  ])("is over within seconds of a long outage: %s", async (_, fail) => {
    const { client, clock, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    let isDown = true;
    const okta = client({ maxRetries: 0, fetch: (request) => (isDown ? fail() : sandbox.fetch(request)) });
    for (let second = 0; second < 100; second++) {
      await errorOf(okta.token(), TokenRequestError);
      clock.advance(1);
    }
    isDown = false;
    clock.advance(5);
    expect((await okta.token()).tokenType).toBe("Bearer");
  });

  it("adds up to a fifth to its pause, at random", async () => {
    const { client, clock, sandbox } = await createTestOrg({ apps: [{ dpop: false, scopes: [] }] });
    vi.mocked(Math.random).mockReturnValue(0.999);
    const okta = client();
    await errorOf(okta.token(), TokenRequestError);
    const requests = sandbox.requests.count("token");
    clock.advance(1.1);
    await errorOf(okta.token(), TokenRequestError);
    expect(sandbox.requests.count("token")).toBe(requests);
    clock.advance(0.11);
    await errorOf(okta.token(), TokenRequestError);
    expect(sandbox.requests.count("token")).toBe(requests + 1);
  });

  it("gives every caller an error of its own", async () => {
    const { client } = await createTestOrg({ apps: [{ dpop: false, scopes: [] }] });
    const okta = client();
    const errors = await Promise.all([1, 2, 3].map(() => errorOf(okta.token(), TokenRequestError)));
    errors.push(await errorOf(okta.token(), TokenRequestError));
    expect(new Set(errors).size).toBe(4);
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
    expect(errors[3]?.describe(() => "NAME").hint).toBe(errors[0]?.describe(() => "NAME").hint);
  });
});

describe("an exchange whose request has ended", () => {
  it("is replaced by the caller that joined it, and not waited for any longer", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const okta = client({
      // The first one never settles, and ignores its signal: its timers have ended with the request of the Worker.
      fetch: (request) => (calls++ === 0 ? new Promise(() => {}) : sandbox.fetch(request)),
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    void okta.token().catch(() => {});
    await vi.waitFor(() => expect(calls).toBe(1), { timeout: 20_000 });
    vi.clearAllTimers();
    vi.useRealTimers();
    clock.advance(11.9);
    expect((await okta.token()).tokenType).toBe("Bearer");
    expect(calls).toBe(2);
  });
});

it("sets no timer to a negative time, which Node warns of", async () => {
  const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
  let calls = 0;
  const okta = client({
    fetch: (request) => (calls++ === 0 ? new Promise(() => {}) : sandbox.fetch(request)),
  });
  const first = okta.token();
  await vi.waitFor(() => expect(calls).toBe(1), { timeout: 20_000 });
  const timer = vi.spyOn(globalThis, "setTimeout");
  clock.advance(60);
  await Promise.all([first, okta.token()]);
  expect(timer.mock.calls.length).toBeGreaterThan(0);
  expect(timer.mock.calls.filter(([, milliseconds = 0]) => milliseconds < 0)).toEqual([]);
});

describe("a token request that never responds", () => {
  it("leaves time for another attempt", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const tokens = await new Promise<TokenSet[]>((resolve, reject) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const okta = client({
        fetch: (request) => {
          if (calls++ > 0) return sandbox.fetch(request);
          // Half the time of the exchange passes, and then the wait before the next attempt, which is at most a second.
          clock.advance(5);
          void vi.advanceTimersByTimeAsync(5000).then(async () => vi.advanceTimersByTimeAsync(1000));
          return new Promise(() => {});
        },
      });
      Promise.all(Array.from({ length: 64 }, () => okta.token())).then(resolve, reject);
    });
    expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(calls).toBe(2);
  });

  it("does not prevent the last seconds of the token from being used", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    let isDown = false;
    const okta = client({
      maxRetries: 0,
      refreshAhead: 0,
      fetch: (request) => (isDown ? Promise.reject(new TypeError("fetch failed")) : sandbox.fetch(request)),
    });
    const { accessToken, expiresAt } = await okta.token();
    isDown = true;
    clock.advance(expiresAt - clock.now() - 5);
    expect((await okta.token()).accessToken).toBe(accessToken);
    clock.advance(4.5);
    await errorOf(okta.token(), TokenRequestError);
  });
});

describe("the token cache", () => {
  const tokenIn = (cache: TokenCache) => vi.spyOn(cache, "get");

  it.each<[string, (tokenSet: TokenSet) => unknown]>([
    ["null", () => null],
    ["text", () => "token"],
    ["a token without an expiry", ({ expiresAt: _, ...rest }) => rest],
    ["an expiry that is NaN", (tokenSet) => ({ ...tokenSet, expiresAt: Number.NaN })],
    ["scopes that are not strings", (tokenSet) => ({ ...tokenSet, scopes: [1] })],
    ["a DPoP key that cannot be imported", (tokenSet) => ({ ...tokenSet, dpopKey: { kty: "EC", crv: "P-256" } })],
    [
      "a DPoP key on another curve",
      (tokenSet) => ({ ...tokenSet, dpopKey: { ...tokenSet.dpopKey, crv: "P-384" } as JsonWebKey }),
    ],
    ["a DPoP token without its key", ({ dpopKey: _, ...rest }) => rest],
  ])("misses with %s", async (_, damage) => {
    const { client, sandbox } = await createTestOrg();
    const tokenCache = memoryTokenCache();
    const tokenSet = await client().token();
    tokenIn(tokenCache).mockResolvedValue(damage(tokenSet) as TokenSet);
    const before = sandbox.requests.count("token");
    expect((await client({ tokenCache }).fetch("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBeGreaterThan(before);
  });

  it("layered: an expired entry in the near cache does not hide the far cache", async () => {
    const { client, sandbox, clock, settle } = await createTestOrg({ apps: [{ dpop: false }] });
    vi.spyOn(Date, "now").mockImplementation(() => clock.now() * 1000);
    const far = memoryTokenCache();
    const instances = Array.from({ length: 8 }, () =>
      client({ tokenCache: layeredTokenCache(memoryTokenCache(), far) }),
    );
    for (let hour = 0; hour < 4; hour++) {
      for (const okta of instances) {
        await okta.token();
        await settle();
      }
      clock.advance(3600);
    }
    expect(sandbox.requests.count("token")).toBe(4);
  });

  it("layered: null and foreign values are not hits", async () => {
    const { client } = await createTestOrg({ apps: [{ dpop: false }] });
    const tokenSet = await client().token();
    const near = memoryTokenCache();
    const far = memoryTokenCache();
    await far.set("key", tokenSet);
    tokenIn(near).mockResolvedValue(null as unknown as TokenSet);
    expect(await layeredTokenCache(near, far).get("key")).toEqual(tokenSet);
  });
});

it("treats a `waitUntil` that throws like an observer that throws", async () => {
  const { client } = await createTestOrg();
  const context = {
    isHere: true,
    waitUntil(this: { isHere: boolean } | undefined, _: Promise<unknown>) {
      if (!this?.isHere) throw new TypeError("Illegal invocation");
    },
  };
  const { waitUntil } = context;
  const okta = client({ waitUntil, tokenCache: memoryTokenCache() });
  expect((await okta.fetch("/api/v1/users?limit=1")).status).toBe(200);
});

it("starts a new exchange for a key that is fixed meanwhile, with an error of its own each time", async () => {
  const { client } = await createTestOrg();
  const okta = client({ privateKey: "not a key" });
  const [one, two] = await Promise.all([errorOf(okta.token(), OktaEdgeError), errorOf(okta.token(), OktaEdgeError)]);
  expect(one).not.toBe(two);
  expect(one.code).toBe("private_key_malformed");
});
