import type { TokenCache, TokenSet } from "@okta-edge/core";
import type { AppName } from "../settings.ts";
import { createBackground } from "./background.ts";
import type { Bench, Cases } from "./case.ts";

/** A cache that holds a token of an app, changed as the case wants it, until it is given another. */
async function cacheOf({ org }: Bench, app: AppName, changes: Partial<TokenSet>): Promise<TokenCache> {
  let held: TokenSet | undefined = { ...(await org.client(app).token()), ...changes };
  await org.reset();
  return {
    get: async () => held,
    set: async (_, tokenSet) => {
      held = tokenSet;
    },
  };
}

const inSeconds = (seconds: number) => Date.now() / 1000 + seconds;
const nearItsEnd = () => ({ issuedAt: inSeconds(-3500), expiresAt: inSeconds(100) });

/** Tokens are replaced before they expire, and once Okta refuses them. */
export const refresh: Cases = {
  "a token near its end is used, and renewed behind the call": async (bench) => {
    const { t, org } = bench;
    const tokenCache = await cacheOf(bench, "dpop", nearItsEnd());
    const old = await tokenCache.get("");
    const { waitUntil, settle } = createBackground();
    const client = org.client("dpop", { tokenCache, waitUntil });
    t.equal((await client.token()).accessToken, old?.accessToken);
    await settle();
    t.ok((await client.token()).accessToken !== old?.accessToken, "It was not renewed.");
    t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
  },
  "a token that is as good as expired is not sent": async (bench) => {
    const { t, org } = bench;
    const tokenCache = await cacheOf(bench, "p256", { expiresAt: inSeconds(5) });
    const old = await tokenCache.get("");
    const client = org.client("p256", { tokenCache });
    t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
    t.ok((await client.token()).accessToken !== old?.accessToken, "It was not renewed.");
    t.equal(await org.counts(), { token: 1, api: 1 });
  },
  "a renewal that fails leaves a good token in use": async (bench) => {
    const { t, org } = bench;
    const tokenCache = await cacheOf(bench, "p256", nearItsEnd());
    await org.set({ on: "token", fault: "status500" });
    const { waitUntil, settle } = createBackground();
    const client = org.client("p256", { tokenCache, waitUntil, maxRetries: 0 });
    for (let call = 0; call < 3; call++) {
      t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
      await settle();
    }
    const { token } = await org.counts();
    t.ok(token > 0, "It was not tried.");
  },
  "a token that Okta refuses is replaced, and the call repeated": async (bench) => {
    const { t, org } = bench;
    for (const app of ["p256", "dpop"] as const) {
      const tokenCache = await cacheOf(bench, app, { accessToken: "revoked" });
      const client = org.client(app, { tokenCache });
      t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
      t.equal((await org.counts()).api, 2);
    }
  },
  "a write as well, once": async (bench) => {
    const { t, org } = bench;
    const scopes = ["okta.groups.manage"];
    const tokenCache = await cacheOf(bench, "p256", { accessToken: "revoked" });
    const json = { profile: { name: `Conformance ${crypto.randomUUID()}` } };
    const client = org.client("p256", { tokenCache, scopes });
    const { id } = await client.json<{ id: string }>("/api/v1/groups", { method: "POST", json });
    t.match(id, /^00g/);
    t.equal((await org.counts()).api, 2);
  },
  "a new token that is refused too is the end of it": async ({ t, org }) => {
    const client = org.client("p256", {
      fetch(request) {
        const headers = new Headers(request.headers);
        if (headers.has("authorization")) headers.set("authorization", "Bearer mangled");
        return fetch(new Request(request, { headers }));
      },
    });
    await t.rejects(client.json("/api/v1/users"), { name: "OktaApiError", code: "unauthorized", status: 401 });
    t.equal((await org.counts()).api, 2);
  },
};
