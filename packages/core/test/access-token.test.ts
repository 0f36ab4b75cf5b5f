import { describe, expect, it } from "vitest";
import {
  encryptedTokenCache,
  importPrivateKey,
  memoryTokenCache,
  TimeoutError,
  type TokenCache,
  TokenRequestError,
  type TokenSet,
} from "../src/index.ts";
import { adminOf, createTestOrg, errorOf } from "./support/org.ts";

/** Lets everything that is under way without a timer come to its end. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** A cache that counts, and holds what a test puts into it. */
function countingCache(): TokenCache & {
  readonly entries: Map<string, TokenSet>;
  readonly calls: Record<string, number>;
} {
  const entries = new Map<string, TokenSet>();
  const calls = { get: 0, set: 0, delete: 0 };
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
    async delete(key) {
      calls.delete++;
      entries.delete(key);
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

  it("all go away, and the exchange still ends in a token for whoever comes", async () => {
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
    const { client, sandbox, clock } = await createTestOrg();
    const okta = client({ refreshAhead: 300 });
    const first = await okta.token();
    clock.advance(3600 - 301);
    expect((await okta.token()).accessToken).toBe(first.accessToken);
    await settle();
    expect(sandbox.requests.count("token")).toBe(2);
    clock.advance(2);
    const during = await Promise.all([okta.token(), okta.token(), okta.token()]);
    expect(during.map(({ accessToken }) => accessToken)).toEqual(Array(3).fill(first.accessToken));
    await settle();
    expect(sandbox.requests.count("token")).toBe(3);
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
  });

  it("is waited for once the token has expired", async () => {
    const { client, clock } = await createTestOrg();
    const okta = client();
    const first = await okta.token();
    clock.advance(3600);
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
  });

  it("that fails leaves the token that is still valid in use, and is not tried by every call", async () => {
    const { client, clock, sandbox, events } = await createTestOrg();
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
    expect(error).toMatchObject({ error: "consent_required", hint: "Grant the scopes to the app: Okta API Scopes." });
    adminOf(sandbox).scopes = ["okta.users.read"];
    clock.advance(2);
    expect((await okta.token()).scopes).toEqual(["okta.users.read"]);
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

describe("the token cache", () => {
  it("is asked once, and spares another client the exchange", async () => {
    const tokenCache = countingCache();
    const { client, sandbox } = await createTestOrg();
    const first = await client({ tokenCache }).token();
    await settle();
    expect(tokenCache.calls).toEqual({ get: 1, set: 1, delete: 0 });
    const another = client({ tokenCache });
    const found = await another.token();
    await another.token();
    expect(found).toEqual(first);
    expect(tokenCache.calls).toEqual({ get: 2, set: 1, delete: 0 });
    expect(sandbox.requests.count("token")).toBe(2);
    const users = await another.json<unknown[]>("/api/v1/users?limit=1");
    expect(users).toHaveLength(1);
  });

  it("holds a token that is about to expire: it is used, and renewed behind it with one write", async () => {
    const tokenCache = countingCache();
    const { client, clock, sandbox } = await createTestOrg();
    const old = await client({ tokenCache }).token();
    clock.advance(3400);
    const another = client({ tokenCache });
    expect((await another.token()).accessToken).toBe(old.accessToken);
    await settle();
    expect(tokenCache.calls).toEqual({ get: 2, set: 2, delete: 0 });
    expect((await another.token()).accessToken).not.toBe(old.accessToken);
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("spares a renewal when another instance has made it already", async () => {
    const tokenCache = countingCache();
    const { client, clock, sandbox } = await createTestOrg();
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
    const { client, clock, sandbox } = await createTestOrg();
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
    ["hangs on set", { set: () => new Promise(() => {}) }],
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
    const { client, events } = await createTestOrg();
    const okta = client({ tokenCache: { ...countingCache(), ...fault }, tokenCacheTimeout: 30 });
    const start = performance.now();
    expect(await okta.json<unknown[]>("/api/v1/users?limit=1")).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 40));
    const failures = events.flatMap((event) => (event.type === "cache.failed" ? [event.operation] : []));
    const expected = name.includes("at once") ? ["get", "set"] : /on (get|set)/.exec(name)?.slice(1);
    expect(failures).toEqual(expected ?? []);
  });

  it("names everything that a token depends on in its keys", async () => {
    const tokenCache = countingCache();
    const { client, settings } = await createTestOrg({ apps: [{ keys: 2, dpop: false }, { dpop: false }] });
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
      delete: async (key: string) => void entries.delete(key),
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
    await cache.delete("k");
    expect(await cache.get("k")).toBeUndefined();
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
    await cache.delete("a");
    expect(await cache.get("a")).toBeUndefined();
  });
});

it("an exchange that hangs ends in a TimeoutError, and the next one works", async () => {
  const { client, sandbox, clock } = await createTestOrg();
  let hang = true;
  const okta = client({ timeout: 50, fetch: (request) => (hang ? new Promise(() => {}) : sandbox.fetch(request)) });
  await errorOf(okta.token(), TimeoutError);
  hang = false;
  clock.advance(5);
  expect((await okta.token()).tokenType).toBe("DPoP");
});
