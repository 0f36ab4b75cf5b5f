import type { Bench, Cases } from "./case.ts";
import { readJwt } from "./jwt.ts";

/** A fetch that keeps the assertions and proofs that go out to the token endpoint. */
function listen() {
  const assertions: string[] = [];
  const proofs: (string | null)[] = [];
  return {
    assertions,
    proofs,
    async fetch(request: Request): Promise<Response> {
      if (request.url.endsWith("/token")) {
        const form = new URLSearchParams(await request.clone().text());
        assertions.push(form.get("client_assertion") ?? "");
        proofs.push(request.headers.get("dpop"));
      }
      return fetch(request);
    },
  };
}

async function requestOptions({ lib: { core }, org, settings }: Bench) {
  const { clientId, keyId, privateKey } = settings.apps.dpop;
  return {
    tokenEndpoint: `${org.options("dpop").orgUrl}/oauth2/v1/token`,
    clientId,
    keyId,
    privateKey: await core.importPrivateKey(privateKey),
    scopes: ["okta.users.read", "okta.groups.read"],
  };
}

/** A client assertion for an access token (RFC 7523, section 2.2), where the app demands DPoP (RFC 9449) and where it does not. */
export const exchange: Cases = {
  "with DPoP: a nonce is demanded and answered": async (bench) => {
    const { t, org, lib } = bench;
    const tokenSet = await lib.core.requestToken(await requestOptions(bench));
    t.equal([tokenSet.tokenType, tokenSet.scopes], ["DPoP", ["okta.users.read", "okta.groups.read"]]);
    t.equal(tokenSet.expiresAt - tokenSet.issuedAt, 3600);
    t.match(tokenSet.dpopNonce, /^\S{8,}$/);
    t.equal((await org.counts()).token, 2);
  },
  "with DPoP: each attempt has an assertion and a proof of its own": async (bench) => {
    const { t, lib } = bench;
    const heard = listen();
    await lib.core.requestToken({ ...(await requestOptions(bench)), fetch: heard.fetch });
    t.equal(new Set(heard.assertions.map((jwt) => readJwt(jwt).claims.jti)).size, 2);
    const proofs = heard.proofs.map((proof) => readJwt(proof ?? ""));
    t.equal(new Set(proofs.map(({ claims }) => claims.jti)).size, 2);
    t.equal(
      proofs.map(({ claims }) => "nonce" in claims),
      [false, true],
    );
    const { kty, d } = Object(proofs[0]?.header.jwk);
    t.equal([kty, d], ["EC", undefined]);
  },
  "with DPoP: a nonce that is known saves a call": async (bench) => {
    const { t, org, lib } = bench;
    const options = await requestOptions(bench);
    const { dpopKey, dpopNonce } = await lib.core.requestToken(options);
    await org.reset();
    await lib.core.requestToken({ ...options, dpopKey, dpopNonce });
    t.equal((await org.counts()).token, 1);
  },
  "with DPoP: the token opens the API": async ({ t, org }) => {
    const response = await org.client("dpop").fetch("/api/v1/users?limit=1");
    t.equal([response.status, (await response.json()).length], [200, 1]);
  },
  "with DPoP: a write with a body": async ({ t, org }) => {
    const client = org.client("dpop", { scopes: ["okta.groups.manage"] });
    const json = { profile: { name: `Conformance ${crypto.randomUUID()}` } };
    const { id } = await client.json<{ id: string }>("/api/v1/groups", { method: "POST", json });
    t.match(id, /^00g/);
    t.equal(await client.json(`/api/v1/groups/${id}`, { method: "DELETE" }), undefined);
  },
  "with DPoP: never offers no proof, and Okta refuses": async ({ t, org }) => {
    const refused = org.client("dpop", { dpop: "never" }).token();
    await t.rejects(refused, { code: "token_refused", error: "invalid_dpop_proof" });
  },
  "without DPoP: one call": async ({ t, org }) => {
    const tokenSet = await org.client("p256").token();
    t.equal([tokenSet.tokenType, tokenSet.dpopKey], ["Bearer", undefined]);
    t.equal((await org.counts()).token, 1);
  },
  "without DPoP: the token opens the API": async ({ t, org }) => {
    const response = await org.client("p256").fetch("/api/v1/users?limit=1");
    t.equal([response.status, (await response.json()).length], [200, 1]);
  },
  "without DPoP: always refuses a Bearer token": async ({ t, org }) => {
    await t.rejects(org.client("p256", { dpop: "always" }).token(), { code: "dpop_mismatch" });
  },
  "gives the scopes that were granted, not those that were asked for": async ({ t, org }) => {
    const client = org.client("narrow", { scopes: ["okta.users.read", "okta.groups.read"] });
    t.equal((await client.token()).scopes, ["okta.groups.read"]);
  },
  "a clock that is ten minutes off is corrected by Okta's": async ({ t, org }) => {
    for (const offset of [-600, 600]) {
      const offsets: number[] = [];
      const client = org.client("dpop", {
        now: () => Date.now() / 1000 + offset,
        onEvent: (event) => event.type === "clock.corrected" && offsets.push(event.offset),
      });
      t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
      t.equal(
        offsets.map((found) => Math.abs(found + offset) <= 2),
        [true],
      );
    }
  },
};
