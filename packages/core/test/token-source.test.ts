import { describe, expect, it, vi } from "vitest";
import {
  encryptedTokenCache,
  importPrivateKey,
  memoryTokenCache,
  OktaEdgeError,
  TimeoutError,
  type TokenCache,
  TokenRequestError,
  type TokenSet,
} from "../src/index.ts";
import { adminOf, createTestOrg, errorOf } from "./support/org.ts";

/** Something to wait at until it is opened. */
function createGate(): { readonly released: Promise<void>; readonly release: () => void } {
  let open: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { released, release: () => open?.() };
}

/** A cache that counts, and holds what a test puts into it. */
function countingCache(): TokenCache & {
  readonly entries: Map<string, TokenSet>;
  readonly calls: Record<string, number>;
} {
  const entries = new Map<string, TokenSet>();
  const calls = { get: 0, set: 0 };
  return {
    entries,
    calls,
    async get(key) {
      calls.get++;
      return entries.get(key);
    },
    async set(key, tokenSet) {
      calls.set++;
      entries.set(key, tokenSet);
    },
  };
}

describe("one exchange for all", () => {
  it.each([
    [true, 2],
    [false, 1],
  ])("a thousand concurrent askers, DPoP demanded: %s, make %d token requests", async (dpop, requests) => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop }] });
    const okta = client();
    const tokens = await Promise.all(Array.from({ length: 1000 }, () => okta.token()));
    expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(sandbox.requests.count("token")).toBe(requests);
  });

  it("one of a thousand goes away, and the others have their token", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    const controller = new AbortController();
    const gone = okta.token({ signal: controller.signal });
    const others = Array.from({ length: 999 }, () => okta.token());
    controller.abort(new Error("gone"));
    await expect(gone).rejects.toThrow("gone");
    expect(await Promise.all(others)).toHaveLength(999);
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("all go away, and the exchange still ends in a token for the next caller", async () => {
    const { client, sandbox } = await createTestOrg();
    const kept: Promise<unknown>[] = [];
    const okta = client({ waitUntil: (promise) => kept.push(promise) });
    await expect(okta.token({ signal: AbortSignal.abort(new Error("gone")) })).rejects.toThrow("gone");
    await Promise.all(kept);
    expect(sandbox.requests.count("token")).toBe(2);
    await okta.token();
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("scopes in another order, or twice, are the same scopes; other scopes are another token", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    const first = await okta.token({ scopes: ["okta.users.read", "okta.groups.read"] });
    const same = await okta.token({ scopes: ["okta.groups.read", "okta.users.read", "okta.groups.read"] });
    expect(same.accessToken).toBe(first.accessToken);
    const other = await okta.token({ scopes: ["okta.groups.read"] });
    expect(other.accessToken).not.toBe(first.accessToken);
    expect(other.scopes).toEqual(["okta.groups.read"]);
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("scopes whose names run together are not the same scopes", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client();
    await errorOf(okta.token({ scopes: ["a", "bc"] }), TokenRequestError);
    await errorOf(okta.token({ scopes: ["ab", "c"] }), TokenRequestError);
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("its DPoP key is for all tokens of a client; never: none is made", async () => {
    const { client } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = (await createTestOrg()).client();
    const keys = await Promise.all(
      ["okta.users.read", "okta.groups.read"].map(async (scope) => (await okta.token({ scopes: [scope] })).dpopKey),
    );
    expect(keys[0]?.d).toBeTruthy();
    expect(keys[1]).toEqual(keys[0]);
    const generateKey = vi.spyOn(crypto.subtle, "generateKey");
    await client({ dpop: "never" }).token();
    expect(generateKey).not.toHaveBeenCalled();
    generateKey.mockRestore();
  });

  it("its nonce is the last that Okta gave, whatever the scopes", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    await okta.token();
    sandbox.dpop.dropNonces();
    await okta.token({ scopes: ["okta.groups.read"] });
    expect(sandbox.requests.count("token")).toBe(4);
    await okta.token({ scopes: ["okta.apps.read"] });
    expect(sandbox.requests.count("token")).toBe(5);
  });

  it("reports when Okta's clock corrects the machine's", async () => {
    const { client, clock, events } = await createTestOrg({ apps: [{ dpop: false }] });
    await client({ now: () => clock.now() - 600 }).token();
    expect(events.filter(({ type }) => type === "clock.corrected")).toEqual([
      { type: "clock.corrected", offset: 599.75 },
    ]);
    events.length = 0;
    await client().token();
    expect(events.map(({ type }) => type)).toEqual(["token.requested", "token.refreshed"]);
  });

  it("leaves no timer behind", async () => {
    const { client } = await createTestOrg();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await client({ tokenCache: countingCache() }).token();
      await errorOf(client({ keyId: "unknown" }).token(), TokenRequestError);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("a failed exchange is not repeated by every asker", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client({ keyId: "unknown" });
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => okta.token()));
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
    expect(sandbox.requests.count("token")).toBe(1);
  });
});

describe("renewal", () => {
  it("is ahead of expiry, in the background, by one exchange", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client, sandbox, clock, settle } = await createTestOrg();
    const okta = client({ refreshAhead: 300 });
    const first = await okta.token();
    clock.advance(3600 - 300 - 0.25);
    expect((await okta.token()).accessToken).toBe(first.accessToken);
    await settle();
    expect(sandbox.requests.count("token")).toBe(2);
    clock.advance(1);
    const during = await Promise.all([okta.token(), okta.token(), okta.token()]);
    expect(during.map(({ accessToken }) => accessToken)).toEqual(Array(3).fill(first.accessToken));
    await settle();
    expect(sandbox.requests.count("token")).toBe(3);
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
  });

  it("is not before the half of the token's life, however far ahead it is wanted", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client, sandbox, clock, settle } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client({ refreshAhead: 7200 });
    await okta.token();
    clock.advance(1799);
    await okta.token();
    await settle();
    expect(sandbox.requests.count("token")).toBe(1);
    clock.advance(1);
    await okta.token();
    await settle();
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("is waited for in the last ten seconds: the token could expire on its way", async () => {
    const { client, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client({ refreshAhead: 0 });
    const first = await okta.token();
    clock.advance(3600 - 10 - 0.5);
    expect((await okta.token()).accessToken).toBe(first.accessToken);
    clock.advance(0.25);
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
  });

  it("of a token that is old when it comes is not begun at once, and over and over", async () => {
    const { client, sandbox, settle } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client({
      async fetch(request) {
        const { headers } = await sandbox.fetch(request);
        // Too little for a difference of the clocks, but more than the half of its life.
        const date = new Date(Date.parse(headers.get("date") ?? "") - 1000).toUTCString();
        return Response.json({ token_type: "Bearer", expires_in: 2, access_token: "abc" }, { headers: { date } });
      },
    });
    await okta.token();
    await settle();
    expect(sandbox.requests.count("token")).toBe(1);
  });

  it("is waited for once the token has expired", async () => {
    const { client, clock } = await createTestOrg();
    const okta = client();
    const first = await okta.token();
    clock.advance(3600);
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
  });

  it("is nothing that those wait for who ask meanwhile", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client();
    await okta.token();
    clock.advance(3400);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await okta.token();
      const timers = vi.getTimerCount();
      await Promise.all(Array.from({ length: 50 }, () => okta.token()));
      // The exchange itself may have started another one.
      expect(vi.getTimerCount()).toBeLessThan(timers + 5);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => expect(sandbox.requests.count("token")).toBe(2), { timeout: 20_000 });
  });

  it("that fails leaves the token that is still valid in use, and is not tried by every call", async () => {
    const { client, clock, sandbox, events, settle } = await createTestOrg();
    const okta = client();
    const first = await okta.token();
    adminOf(sandbox).active = false;
    clock.advance(3600 - 200);
    for (let i = 0; i < 50; i++) {
      expect((await okta.token()).accessToken).toBe(first.accessToken);
      await settle();
    }
    expect(events.filter(({ type }) => type === "token.failed")).toHaveLength(1);
    expect(sandbox.requests.count("token")).toBe(3);
    clock.advance(200);
    const error = await errorOf(okta.token(), TokenRequestError);
    expect(error.error).toBe("invalid_client");
  });

  it("goes by Okta's clock, not by the machine's", async () => {
    const { client, clock, sandbox } = await createTestOrg();
    let drift = 0;
    const okta = client({ now: () => clock.now() + drift, assertionLifetime: 3600 });
    drift = -5000;
    const first = await okta.token();
    expect(first.expiresAt).toBe(Math.floor(clock.now()) + 3600);
    const before = sandbox.requests.count("token");
    clock.advance(3595);
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
    expect(sandbox.requests.count("token")).toBeGreaterThan(before);
  });
});

describe("a refusal", () => {
  it("is repeated without asking Okta, for a time that doubles", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client, clock, sandbox } = await createTestOrg();
    const okta = client({ keyId: "unknown" });
    const asked: number[] = [];
    for (let second = 0; second < 130; second++) {
      const before = sandbox.requests.count("token");
      await errorOf(okta.token(), TokenRequestError);
      if (sandbox.requests.count("token") > before) asked.push(second);
      clock.advance(1);
    }
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 123]);
  });

  it("ends as soon as Okta grants a token again", async () => {
    const { client, clock, sandbox } = await createTestOrg({ apps: [{ scopes: [] }] });
    const okta = client();
    const error = await errorOf(okta.token(), TokenRequestError);
    expect(error).toMatchObject({
      error: "consent_required",
      hint: "Grant `scopes` to the app: Okta API Scopes.",
    });
    adminOf(sandbox).scopes = ["okta.users.read"];
    clock.advance(2);
    expect((await okta.token()).scopes).toEqual(["okta.users.read"]);
  });

  it("leaves a nonce that the next exchange has at once", async () => {
    const { client, clock, sandbox } = await createTestOrg({ apps: [{ scopes: [] }] });
    const okta = client();
    await errorOf(okta.token(), TokenRequestError);
    expect(sandbox.requests.count("token")).toBe(2);
    clock.advance(2);
    await errorOf(okta.token(), TokenRequestError);
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("of one set of scopes is none of another", async () => {
    const { client } = await createTestOrg({ apps: [{ scopes: ["okta.users.read"] }] });
    const okta = client();
    await errorOf(okta.token({ scopes: ["okta.groups.read"] }), TokenRequestError);
    expect((await okta.token({ scopes: ["okta.users.read"] })).tokenType).toBe("DPoP");
  });

  it("is never kept as a token", async () => {
    const tokenCache = countingCache();
    const { client } = await createTestOrg({ apps: [{ scopes: [] }] });
    await errorOf(client({ tokenCache }).token(), TokenRequestError);
    expect(tokenCache.entries.size).toBe(0);
  });

  it("for the rate limit is repeated as long as Okta says, but a minute at most", async () => {
    const { client, clock } = await createTestOrg();
    let wait = 30;
    const fetch = vi.fn(async () => {
      const reset = String(Math.floor(clock.now()) + wait - 1);
      const headers = {
        date: new Date(clock.now() * 1000).toUTCString(),
        "x-rate-limit-limit": "1",
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": reset,
      };
      return new Response(null, { status: 429, headers });
    });
    // Shorter than the wait, which is reported at once and not slept through.
    const okta = client({ fetch, timeout: 2000 });
    const refusal = () => errorOf(okta.token(), TokenRequestError);
    expect(await refusal()).toMatchObject({ code: "token_rate_limited", retryAfter: 30 });
    clock.advance(29.75);
    expect((await refusal()).retryAfter).toBe(30);
    expect(fetch).toHaveBeenCalledTimes(1);
    wait = 3600;
    clock.advance(0.25);
    expect((await refusal()).retryAfter).toBe(3600);
    expect(fetch).toHaveBeenCalledTimes(2);
    clock.advance(59.75);
    await refusal();
    expect(fetch).toHaveBeenCalledTimes(2);
    clock.advance(0.25);
    await refusal();
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  const passing: [string, () => Response][] = [
    ["an answer of 500", () => new Response(null, { status: 500 })],
    ["a rate limit that is over in a second", () => new Response(null, { status: 429 })],
    [
      "no connection",
      () => {
        throw new TypeError("fetch failed");
      },
    ],
  ];

  it.each(passing)("that may pass is tried again: %s", async (_, fail) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const fetch = async (request: Request) => (++calls === 1 ? fail() : sandbox.fetch(request));
    expect((await client({ fetch }).token()).tokenType).toBe("Bearer");
    expect(calls).toBe(2);
    vi.restoreAllMocks();
  });

  it.each([0, 1])("that may pass is tried again maxRetries times: %d", async (maxRetries) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client } = await createTestOrg({ apps: [{ dpop: false }] });
    const fetch = vi.fn(async () => new Response(null, { status: 503 }));
    const error = await errorOf(client({ fetch, maxRetries }).token(), TokenRequestError);
    expect(error.code).toBe("token_endpoint_failed");
    expect(fetch).toHaveBeenCalledTimes(maxRetries + 1);
    vi.restoreAllMocks();
  });

  it("that may pass is tried again: the token endpoint fails twice", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const okta = client({
      fetch: async (request) => (++calls <= 2 ? new Response(null, { status: 503 }) : sandbox.fetch(request)),
    });
    expect((await okta.token()).tokenType).toBe("Bearer");
    expect(calls).toBe(3);
  });
});

describe("a token with time left", () => {
  it("is replaced before it is returned to a caller with a `refreshAhead` of its own, and to no other", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    const tokenCache = countingCache();
    const okta = client({ tokenCache });
    const first = await okta.token();
    clock.advance(3600 - 899);
    expect(await okta.token()).toBe(first);
    const second = await okta.token({ refreshAhead: 900 });
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(await okta.token({ refreshAhead: 900 })).toBe(second);
    expect(sandbox.requests.count("token")).toBe(2);
    // Another instance finds the new one in the cache.
    expect((await client({ tokenCache }).token({ refreshAhead: 900 })).accessToken).toBe(second.accessToken);
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("is not returned to a caller with a `refreshAhead` of its own when it cannot be replaced", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    let works = true;
    const okta = client({
      maxRetries: 0,
      fetch: async (request) => (works ? sandbox.fetch(request) : new Response(null, { status: 503 })),
    });
    const first = await okta.token();
    clock.advance(3600 - 600);
    works = false;
    const error = await errorOf(okta.token({ refreshAhead: 900 }), TokenRequestError);
    expect(error.code).toBe("token_endpoint_failed");
    expect(await okta.token()).toBe(first);
  });
});

describe("an error of this library that `fetch` throws", () => {
  it("is final: the request is sent once", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const okta = client({
      async fetch(request) {
        if (new URL(request.url).pathname !== "/api/v1/users") return sandbox.fetch(request);
        calls++;
        throw new OktaEdgeError("network_error", "No more requests are allowed.");
      },
    });
    await errorOf(okta.fetch("/api/v1/users"), OktaEdgeError);
    expect(calls).toBe(1);
  });
});

describe("a token refused before its time", () => {
  it("is replaced whenever it has worked before, also within ten seconds of the last time", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client();
    for (let revocations = 1; revocations <= 3; revocations++) {
      const calls = Array.from({ length: 10 }, async () => (await okta.fetch("/api/v1/users?limit=1")).status);
      expect(new Set(await Promise.all(calls))).toEqual(new Set([200]));
      expect(sandbox.requests.count("token")).toBe(revocations);
      sandbox.accessTokens.revokeAll();
    }
  });

  it("is not replaced within ten seconds of the last time if it never worked", async () => {
    const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client({
      fetch: async (request) =>
        request.url.includes("/api/") ? new Response(null, { status: 401 }) : sandbox.fetch(request),
    });
    const tokenRequestsOfACall = async () => {
      const before = sandbox.requests.count("token");
      expect((await okta.fetch("/api/v1/users")).status).toBe(401);
      return sandbox.requests.count("token") - before;
    };
    expect(await tokenRequestsOfACall()).toBe(2);
    clock.advance(9.75);
    expect(await tokenRequestsOfACall()).toBe(0);
    clock.advance(0.5);
    expect(await tokenRequestsOfACall()).toBe(1);
  });

  it("and replaced meanwhile, says nothing about the one that replaced it", async () => {
    const { client, sandbox, clock, settle } = await createTestOrg({ apps: [{ dpop: false }] });
    const arrival = createGate();
    const answer = createGate();
    const okta = client({
      async fetch(request) {
        if (new URL(request.url).search === "?limit=1") {
          arrival.release();
          await answer.released;
        }
        return sandbox.fetch(request);
      },
    });
    const late = okta.fetch("/api/v1/users?limit=1");
    await arrival.released;
    clock.set(clock.now() + 3400);
    sandbox.accessTokens.revokeAll();
    await okta.token();
    await settle();
    expect(sandbox.requests.count("token")).toBe(2);
    answer.release();
    expect((await late).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(2);
    sandbox.accessTokens.revokeAll();
    expect((await okta.fetch("/api/v1/users?limit=2")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("is replaced even if its scopes were forgotten among two hundred others", async () => {
    const { client, sandbox, settle } = await createTestOrg({ apps: [{ dpop: false }] });
    const { released, release } = createGate();
    let requests = 0;
    const okta = client({
      async fetch(request) {
        if (new URL(request.url).pathname !== "/oauth2/v1/token") {
          await released;
          return new Response(null, { status: requests > 201 ? 200 : 401 });
        }
        requests++;
        return Response.json({ token_type: "Bearer", expires_in: 3600, access_token: `token-${requests}` });
      },
    });
    const late = okta.fetch("/api/v1/users", { scopes: ["first"] });
    await settle();
    for (let i = 0; i < 200; i++) await okta.token({ scopes: [`other-${i}`] });
    expect(requests).toBe(201);
    release();
    expect((await late).status).toBe(200);
    expect(requests).toBe(202);
    await okta.token({ scopes: ["other-199"] });
    expect(requests).toBe(202);
    expect(sandbox.requests.count()).toBe(0);
  });
});

describe("the token cache", () => {
  it("is asked once, and spares another client the exchange", async () => {
    const tokenCache = countingCache();
    const { client, sandbox, settle } = await createTestOrg();
    const first = await client({ tokenCache }).token();
    await settle();
    expect(tokenCache.calls).toEqual({ get: 1, set: 1 });
    const another = client({ tokenCache });
    const found = await another.token();
    await another.token();
    expect(found).toEqual(first);
    expect(tokenCache.calls).toEqual({ get: 2, set: 1 });
    expect(sandbox.requests.count("token")).toBe(2);
    const users = await another.json<unknown[]>("/api/v1/users?limit=1");
    expect(users).toHaveLength(1);
  });

  it("is where a token came from, if neither memory has it nor Okta is asked", async () => {
    const tokenCache = countingCache();
    const { client, events } = await createTestOrg();
    for (const okta of [client({ tokenCache, waitUntil: undefined }), client({ tokenCache, waitUntil: undefined })]) {
      for (let i = 0; i < 2; i++) await okta.fetch("/api/v1/users?limit=1");
    }
    const origins = events.flatMap((event) => (event.type === "token.used" ? [event.from] : []));
    expect(origins).toEqual(["okta", "memory", "cache", "memory"]);
  });

  it("holds a token that is about to expire: it is used, and renewed behind it with one write", async () => {
    const tokenCache = countingCache();
    const { client, clock, sandbox, settle } = await createTestOrg();
    const old = await client({ tokenCache }).token();
    clock.advance(3400);
    const another = client({ tokenCache });
    expect((await another.token()).accessToken).toBe(old.accessToken);
    await settle();
    expect(tokenCache.calls).toEqual({ get: 2, set: 2 });
    expect((await another.token()).accessToken).not.toBe(old.accessToken);
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("spares a renewal when another instance has made it already", async () => {
    const tokenCache = countingCache();
    const { client, clock, sandbox, settle } = await createTestOrg();
    const [one, two] = [client({ tokenCache }), client({ tokenCache })];
    await one.token();
    await two.token();
    clock.advance(3400);
    await one.token();
    await settle();
    const requests = sandbox.requests.count("token");
    await two.token();
    await settle();
    expect(sandbox.requests.count("token")).toBe(requests);
    expect((await two.token()).accessToken).toBe((await one.token()).accessToken);
  });

  it("gives a remembered nonce: a client that finds a token that has just lapsed needs one call for the next", async () => {
    const tokenCache = countingCache();
    const { client, clock, sandbox, settle } = await createTestOrg();
    await client({ tokenCache }).token();
    clock.advance(3500);
    const another = client({ tokenCache });
    await another.token();
    await settle();
    expect(sandbox.requests.count("token")).toBe(3);
  });

  const faults: [string, Partial<TokenCache>][] = [
    ["throws on get", { get: async () => Promise.reject(new Error("down")) }],
    [
      "throws at once",
      {
        get() {
          throw new Error("down");
        },
        set() {
          throw new Error("down");
        },
      },
    ],
    ["throws on set", { set: async () => Promise.reject(new Error("down")) }],
    ["hangs on get", { get: () => new Promise(() => {}) }],
    ["holds null", { get: async () => null as unknown as TokenSet }],
    ["holds text", { get: async () => "token" as unknown as TokenSet }],
    ["holds an empty object", { get: async () => ({}) as TokenSet }],
    [
      "holds a DPoP token without its key",
      {
        get: async () => ({ accessToken: "a", tokenType: "DPoP", scopes: [], issuedAt: 0, expiresAt: 4e9 }) as TokenSet,
      },
    ],
    [
      "holds a token that would break a header",
      {
        get: async () =>
          ({ accessToken: "a\nb", tokenType: "Bearer", scopes: [], issuedAt: 0, expiresAt: 4e9 }) as TokenSet,
      },
    ],
    [
      "holds an expired token",
      {
        get: async () => ({ accessToken: "a", tokenType: "Bearer", scopes: [], issuedAt: 0, expiresAt: 1 }) as TokenSet,
      },
    ],
  ];

  it.each(faults)("%s: that costs its time limit at most, never the request", async (name, fault) => {
    const { client, events, settle } = await createTestOrg();
    const okta = client({ tokenCache: { ...countingCache(), ...fault }, tokenCacheTimeout: 30 });
    const start = performance.now();
    expect(await okta.json<unknown[]>("/api/v1/users?limit=1")).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(10_000);
    await settle();
    const failures = events.flatMap((event) => (event.type === "cache.failed" ? [event.operation] : []));
    const expected = name.includes("at once") ? ["get", "set"] : /on (get|set)/.exec(name)?.slice(1);
    expect(failures).toEqual(expected ?? []);
  });

  it("has as long for a write as `waitUntil` allows, and its time limit for a read alone", async () => {
    const { client, events, settle } = await createTestOrg();
    const { released, release } = createGate();
    const slow = countingCache();
    const written: string[] = [];
    const set = async (key: string) => released.then(() => void written.push(key));
    await client({ tokenCache: { ...slow, set }, tokenCacheTimeout: 20 }).token();
    // The read begins after the write, and its time is up.
    await client({ tokenCache: { ...slow, get: () => new Promise(() => {}) }, tokenCacheTimeout: 20 }).token();
    expect(events.flatMap((event) => (event.type === "cache.failed" ? [event.operation] : []))).toEqual(["get"]);
    release();
    await settle();
    expect(written).toHaveLength(1);
  });

  it("names everything that a token depends on in its keys", async () => {
    const tokenCache = countingCache();
    const { client, settings, settle } = await createTestOrg({ apps: [{ keys: 2, dpop: false }, { dpop: false }] });
    const { sandbox } = await createTestOrg();
    const elsewhere = sandbox.apps[0];
    const other = await createTestOrg({
      orgUrl: "https://other.okta.example",
      apps: [{ clientId: settings.clientId, dpop: false }],
    });
    await client({ tokenCache }).token();
    await client({ tokenCache, scopes: ["okta.groups.read"] }).token();
    await client({ tokenCache, dpop: "never" }).token();
    await other.client({ tokenCache }).token();
    await settle();
    expect(elsewhere).toBeDefined();
    expect(tokenCache.entries.size).toBe(4);
    for (const key of tokenCache.entries.keys()) {
      expect(key).toMatch(/^okta-edge:token:v1:0oa\w+:[\w-]{43}$/);
      expect(new TextEncoder().encode(key).length).toBeLessThan(512);
    }
  });
});

describe("encryptedTokenCache", () => {
  const store = () => {
    const entries = new Map<string, string>();
    return {
      entries,
      get: async (key: string) => entries.get(key),
      set: async (key: string, value: string) => void entries.set(key, value),
    };
  };
  const tokenSet: TokenSet = {
    accessToken: "secret-token",
    tokenType: "Bearer",
    scopes: ["a"],
    issuedAt: 1,
    expiresAt: 2,
  };

  it("shows nothing of a token, and gives it back", async () => {
    const { settings } = await createTestOrg();
    const privateKey = await importPrivateKey(settings.privateKey as string);
    const text = store();
    const cache = encryptedTokenCache(text, privateKey);
    await cache.set("k", tokenSet);
    const value = text.entries.get("k") ?? "";
    expect(value).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(value).not.toContain(Buffer.from("secret-token").toString("base64url").slice(0, 12));
    expect(await cache.get("k")).toEqual(tokenSet);
  });

  it("takes as a miss: another key's entry, an entry put under another name, a changed byte, garbage, other algorithms", async () => {
    const [one, two] = await Promise.all([createTestOrg(), createTestOrg()]);
    const text = store();
    const cache = encryptedTokenCache(text, await importPrivateKey(one.settings.privateKey as string));
    const foreign = encryptedTokenCache(text, await importPrivateKey(two.settings.privateKey as string));
    await cache.set("k", tokenSet);
    expect(await foreign.get("k")).toBeUndefined();
    const value = text.entries.get("k") ?? "";
    text.entries.set("other", value);
    expect(await cache.get("other")).toBeUndefined();
    const parts = value.split(".");
    for (const [i, part] of parts.entries()) {
      const bytes = Buffer.from(part, "base64url");
      for (let at = 0; at < bytes.length; at += 5) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
        text.entries.set("k", parts.with(i, changed.toString("base64url")).join("."));
        expect(await cache.get("k"), `part ${i}, byte ${at}`).toBeUndefined();
      }
    }
    for (const garbage of ["", "x", "{}", "a.b.c.d.e", value.slice(0, -4), JSON.stringify(tokenSet)]) {
      text.entries.set("k", garbage);
      expect(await cache.get("k")).toBeUndefined();
    }
  });
});

describe("memoryTokenCache", () => {
  it("forgets what was not used for longest when it is full", async () => {
    const cache = memoryTokenCache({ maxEntries: 2 });
    const tokenSet = { accessToken: "a", tokenType: "Bearer", scopes: [], issuedAt: 0, expiresAt: 1 } as const;
    await cache.set("a", tokenSet);
    await cache.set("b", tokenSet);
    await cache.get("a");
    await cache.set("c", tokenSet);
    expect(await cache.get("b")).toBeUndefined();
    expect(await cache.get("a")).toBe(tokenSet);
    expect(await cache.get("c")).toBe(tokenSet);
  });
});

/** A Worker's timers end with the request that began them, and so do the time limits of what it began. */
it("an exchange that lost its time limit is not waited for, and does not come between the next one", async () => {
  const { client, sandbox, clock } = await createTestOrg({ apps: [{ dpop: false }] });
  const gates = [createGate(), createGate()];
  let calls = 0;
  const okta = client({
    async fetch(request) {
      const call = calls++;
      await gates[call]?.released;
      if (call > 0) return sandbox.fetch(request);
      return Response.json({ token_type: "Bearer", expires_in: 20, access_token: "of-the-first" });
    },
  });
  const start = Math.round(performance.now());
  const stopwatch = vi.spyOn(performance, "now").mockReturnValue(start);
  try {
    const asked = [okta.token()];
    stopwatch.mockReturnValue(start + 5000);
    asked.push(okta.token());
    await vi.waitFor(() => expect(calls).toBe(1), { timeout: 20_000 });
    stopwatch.mockReturnValue(start + 12_001);
    asked.push(okta.token());
    await vi.waitFor(() => expect(calls).toBe(2), { timeout: 20_000 });
    gates[0]?.release();
    expect((await Promise.all(asked.slice(0, 2))).map(({ accessToken }) => accessToken)).toEqual(
      Array(2).fill("of-the-first"),
    );
    clock.advance(15);
    asked.push(okta.token());
    gates[1]?.release();
    expect(await asked[3]).toEqual(await asked[2]);
    expect(calls).toBe(2);
  } finally {
    stopwatch.mockRestore();
  }
});

it("an exchange that hangs ends in a TimeoutError, and the next one works", async () => {
  const { client, sandbox, clock } = await createTestOrg();
  let hang = true;
  const okta = client({ timeout: 2000, fetch: (request) => (hang ? new Promise(() => {}) : sandbox.fetch(request)) });
  expect((await errorOf(okta.token(), TimeoutError)).message).toBe("Timed out waiting for an access token.");
  hang = false;
  clock.advance(5);
  expect((await okta.token()).tokenType).toBe("DPoP");
});
