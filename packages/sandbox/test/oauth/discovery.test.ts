import { createRemoteJWKSet, customFetch as joseFetch, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import { importKey } from "../support/jwt.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
/** Sends what a library requests to the org. */
const toOrg = (url: string | URL, init?: RequestInit) => org.sandbox.fetch(new Request(url, init));

beforeAll(async () => {
  org = await makeOrg({ apps: [{ dpop: false, scopes: ["okta.users.read"] }] });
  // The libraries make their assertions by the machine's clock.
  org.clock.now = Date.now() / 1000;
});

describe("the authorization server's metadata", () => {
  it.each(["oidc", "oauth2"] as const)("is discovered by oauth4webapi with the algorithm %s", async (algorithm) => {
    const issuer = new URL(org.sandbox.orgUrl);
    const response = await oauth.discoveryRequest(issuer, { algorithm, [oauth.customFetch]: toOrg as never });
    const server = await oauth.processDiscoveryResponse(issuer, response);
    expect(server.token_endpoint).toBe(`${org.sandbox.orgUrl}/oauth2/v1/token`);
    expect(server.scopes_supported).toContain("okta.users.read");
  });

  it("leads openid-client to an access token that the published keys verify", async () => {
    const { clientId, keyId, privateKey } = org.app;
    const key = { key: (await importKey(privateKey)) as CryptoKey, kid: keyId };
    const config = await openid.discovery(
      new URL(org.sandbox.orgUrl),
      clientId,
      undefined,
      // Okta accepts the token endpoint as audience only.
      openid.PrivateKeyJwt(key, { [openid.modifyAssertion]: aimAtTokenEndpoint }),
      { [openid.customFetch]: toOrg as never },
    );
    const { access_token: token } = await openid.clientCredentialsGrant(config, { scope: "okta.users.read" });
    const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri ?? ""), { [joseFetch]: toOrg as never });
    const { payload } = await jwtVerify(token, keys, { issuer: org.sandbox.orgUrl });
    expect(payload).toMatchObject({ cid: clientId, scp: ["okta.users.read"] });
  });

  it("holds no private member of the signing key", async () => {
    const { keys } = (await (await toOrg(`${org.sandbox.orgUrl}/oauth2/v1/keys`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "e", "kid", "kty", "n", "use"]]);
  });
});

function aimAtTokenEndpoint(_: unknown, payload: Record<string, unknown>): void {
  payload.aud = `${org.sandbox.orgUrl}/oauth2/v1/token`;
}
