import type { TextStore, TokenCache, TokenSet } from "@okta-edge/core";
import { createBackground } from "./background.ts";
import type { Bench, Cases } from "./case.ts";

/** A store of texts, and what is in it. */
function createTextStore(): TextStore & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (key) => entries.get(key),
    set: async (key, value) => void entries.set(key, value),
  };
}

/** Gets a token by way of a cache, and waits until it has been written there. */
async function fill({ org }: Bench, app: "dpop" | "p256", tokenCache: TokenCache): Promise<TokenSet> {
  const { waitUntil, settle } = createBackground();
  const tokenSet = await org.client(app, { tokenCache, waitUntil }).token();
  await settle();
  await org.reset();
  return tokenSet;
}

async function encrypted({ lib: { core }, settings }: Bench, store: TextStore, app: "dpop" | "p256" = "dpop") {
  return core.encryptedTokenCache(store, await core.importPrivateKey(settings.apps[app].privateKey));
}

const broken: TokenCache = {
  get: () => Promise.reject(new Error("down")),
  set: () => {
    throw new Error("down");
  },
};

const tokenSet: TokenSet = { accessToken: "a", tokenType: "Bearer", scopes: [], issuedAt: 0, expiresAt: 4e9 };

/** Tokens outlive the client, and a broken cache costs speed, never a request. */
export const cache: Cases = {
  "memory: two clients share one exchange": async (bench) => {
    const { t, org, lib } = bench;
    const tokenCache = lib.core.memoryTokenCache();
    const first = await fill(bench, "dpop", tokenCache);
    const second = org.client("dpop", { tokenCache });
    t.equal((await second.token()).accessToken, first.accessToken);
    t.equal((await second.fetch("/api/v1/users?limit=1")).status, 200);
    t.equal(await org.counts(), { token: 0, api: 1 });
  },
  "memory: other scopes have another token": async ({ t, lib: { core }, org }) => {
    const tokenCache = core.memoryTokenCache();
    const users = await org.client("p256", { tokenCache }).token();
    const groups = await org.client("p256", { tokenCache, scopes: "okta.groups.read" }).token();
    t.ok(users.accessToken !== groups.accessToken, "One token for two sets of scopes.");
    t.equal(groups.scopes, ["okta.groups.read"]);
  },
  "memory: bounded, the one not used for longest goes first": async ({ t, lib: { core } }) => {
    const memory = core.memoryTokenCache({ maxEntries: 2 });
    for (const key of ["a", "b"]) await memory.set(key, tokenSet);
    await memory.get("a");
    await memory.set("c", tokenSet);
    t.equal([await memory.get("b"), (await memory.get("a"))?.accessToken], [undefined, "a"]);
  },
  "layered: what a farther one has comes nearer": async (bench) => {
    const { t, org, lib } = bench;
    const near = lib.core.memoryTokenCache();
    const far = lib.core.memoryTokenCache();
    await fill(bench, "p256", far);
    await org.client("p256", { tokenCache: lib.core.layeredTokenCache(near, far) }).token();
    await org.client("p256", { tokenCache: near }).token();
    t.equal((await org.counts()).token, 0);
  },
  "layered: one that fails is passed over": async (bench) => {
    const { t, org, lib } = bench;
    const tokenCache = lib.core.layeredTokenCache(broken, lib.core.memoryTokenCache());
    const { accessToken } = await fill(bench, "p256", tokenCache);
    t.equal((await org.client("p256", { tokenCache }).token()).accessToken, accessToken);
    t.equal((await org.counts()).token, 0);
  },
  "encrypted: another client with the same key reads it": async (bench) => {
    const { t, org } = bench;
    const store = createTextStore();
    const { accessToken } = await fill(bench, "dpop", await encrypted(bench, store));
    const other = org.client("dpop", { tokenCache: await encrypted(bench, store) });
    t.equal((await other.token()).accessToken, accessToken);
    t.equal((await other.fetch("/api/v1/users?limit=1")).status, 200);
    t.equal((await org.counts()).token, 0);
  },
  "encrypted: the store sees neither token nor key": async (bench) => {
    const { t } = bench;
    const store = createTextStore();
    const { accessToken, dpopKey } = await fill(bench, "dpop", await encrypted(bench, store));
    const stored = JSON.stringify([...store.entries]);
    t.equal(store.entries.size, 1);
    for (const secret of [accessToken, dpopKey?.d ?? ""]) {
      t.ok(secret.length > 20 && !stored.includes(secret), "The store can read a secret.");
      t.ok(!stored.includes(btoa(secret).replace(/=+$/, "")), "The store can decode a secret.");
    }
  },
  "encrypted: with another key it is a miss": async (bench) => {
    const { t } = bench;
    const store = createTextStore();
    await (await encrypted(bench, store)).set("k", tokenSet);
    t.equal((await (await encrypted(bench, store)).get("k"))?.accessToken, "a");
    t.equal(await (await encrypted(bench, store, "p256")).get("k"), undefined);
  },
  "encrypted: damaged, or another's entry, is a miss": async (bench) => {
    const { t } = bench;
    const store = createTextStore();
    const tokenCache = await encrypted(bench, store);
    await tokenCache.set("k", tokenSet);
    const entry = store.entries.get("k") ?? "";
    store.entries.set("other", entry);
    t.equal(await tokenCache.get("other"), undefined);
    for (const damaged of [entry.slice(0, -1), entry.replace(/.(?=.{30}$)/, "."), "", "null"]) {
      store.entries.set("k", damaged);
      t.equal(await tokenCache.get("k"), undefined);
    }
  },
  "one that fails, lies or hangs costs no request": async ({ t, org }) => {
    const lying = { ...broken, get: async () => ({ accessToken: 1 }) as unknown as TokenSet };
    const hanging = { ...broken, get: () => new Promise<undefined>(() => {}) };
    for (const tokenCache of [broken, lying, hanging]) {
      const client = org.client("p256", { tokenCache, tokenCacheTimeout: 50 });
      t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
    }
  },
};
