import { createHash } from "node:crypto";
import { createSandbox, type SandboxApp, type SandboxAppOptions } from "@okta-edge/sandbox";
import { calculateJwkThumbprint, createLocalJWKSet, decodeJwt, EmbeddedJWK, importPKCS8, jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  createClientAssertion,
  createDpopProof,
  createOktaClient,
  generateDpopJwk,
  importDpopKey,
  importPrivateKey,
  type OktaClientOptions,
  requestToken,
  TokenRequestError,
} from "../src/index.ts";
import { makeAppKeys, type OidcProvider, startOidcProvider } from "./support/oidc-provider.ts";
import { errorOf } from "./support/org.ts";

const ALGORITHMS = ["RS256", "ES256"] as const;
type Algorithm = (typeof ALGORITHMS)[number];

describe("oidc-provider, an authorization server that knows nothing of us", () => {
  const keys = { RS256: makeAppKeys("RS256"), ES256: makeAppKeys("ES256") };
  let provider: OidcProvider;

  beforeAll(async () => {
    // It warns that what it keeps in memory is lost, which is meant here.
    vi.spyOn(console, "warn").mockImplementationOnce(() => {});
    provider = await startOidcProvider(
      ALGORITHMS.flatMap((algorithm) =>
        [true, false].map((dpop) => ({
          clientId: clientIdOf(algorithm, dpop),
          algorithm,
          dpop,
          publicJwk: keys[algorithm].publicJwk,
        })),
      ),
    );
  });

  afterAll(() => provider.stop());

  const clientIdOf = (algorithm: Algorithm, dpop: boolean) => `${algorithm}-${dpop ? "dpop" : "bearer"}`;

  const settingsOf = (algorithm: Algorithm, dpop: boolean): OktaClientOptions => ({
    orgUrl: provider.issuer,
    tokenEndpoint: provider.tokenEndpoint,
    clientId: clientIdOf(algorithm, dpop),
    privateKey: keys[algorithm].privateKey,
    scopes: ["okta.users.read"],
  });

  /** What the provider answered to token requests while `action` ran. */
  async function answersTo(action: () => Promise<unknown>): Promise<number[]> {
    const before = provider.answers.length;
    await action();
    return provider.answers.slice(before);
  }

  /** Sends an assertion as it is, by nothing of ours. */
  async function send(assertion: string): Promise<[status: number, error: unknown]> {
    const response = await fetch(provider.tokenEndpoint, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: "okta.users.read",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      }),
    });
    const { error } = (await response.json()) as { error?: string };
    return [response.status, error];
  }

  it.each(ALGORITHMS)("%s: gives a Bearer token in one request", async (algorithm) => {
    const okta = createOktaClient({ ...settingsOf(algorithm, false), dpop: "never" });
    expect(await answersTo(() => okta.token())).toEqual([200]);
    const tokenSet = await okta.token();
    expect(tokenSet).toMatchObject({ tokenType: "Bearer", scopes: ["okta.users.read"] });
    expect(tokenSet.expiresAt - tokenSet.issuedAt).toBe(3600);
    const claims = decodeJwt(tokenSet.accessToken);
    expect(claims).toMatchObject({ client_id: clientIdOf(algorithm, false), scope: "okta.users.read" });
    expect(claims).not.toHaveProperty("cnf");
  });

  it.each(ALGORITHMS)("%s: gives a DPoP token after one nonce, which the client remembers", async (algorithm) => {
    const okta = createOktaClient(settingsOf(algorithm, true));
    expect(await answersTo(() => okta.token())).toEqual([400, 200]);
    expect(await answersTo(() => okta.token({ scopes: ["okta.groups.read"] }))).toEqual([200]);
    const { accessToken, tokenType, dpopKey = {} } = await okta.token();
    expect(tokenType).toBe("DPoP");
    const { cnf } = decodeJwt<{ cnf: { jkt: string } }>(accessToken);
    expect(cnf).toEqual({ jkt: await calculateJwkThumbprint(dpopKey) });
  });

  it("takes the issuer as audience, as it may be set for servers that want that", async () => {
    const okta = createOktaClient({ ...settingsOf("RS256", true), audience: provider.issuer });
    expect((await okta.token()).tokenType).toBe("DPoP");
    const elsewhere = createOktaClient({ ...settingsOf("RS256", true), audience: "https://elsewhere.example" });
    expect(await errorOf(elsewhere.token(), TokenRequestError)).toMatchObject({ status: 401, error: "invalid_client" });
  });

  it("binds the token to the key that is given, and takes its nonce again", async () => {
    const { privateKey, orgUrl, ...settings } = settingsOf("ES256", true);
    const dpopKey = await generateDpopJwk();
    const options = {
      ...settings,
      tokenEndpoint: provider.tokenEndpoint,
      privateKey: await importPrivateKey(privateKey as string),
      scopes: ["okta.users.read", "okta.groups.read"],
      dpopKey,
    };
    const { accessToken, dpopNonce, scopes } = await requestToken({ ...options, dpop: "always" });
    expect(scopes).toEqual(["okta.users.read", "okta.groups.read"]);
    expect(decodeJwt(accessToken)).toMatchObject({ cnf: { jkt: await calculateJwkThumbprint(dpopKey) } });
    expect(await answersTo(() => requestToken({ ...options, dpopNonce }))).toEqual([200]);
    expect(await answersTo(() => requestToken({ ...options, dpopNonce: "made-up" }))).toEqual([400, 200]);
  });

  it("refuses an app without the proof that it demands, and we say so", async () => {
    const okta = createOktaClient({ ...settingsOf("RS256", true), dpop: "never" });
    const error = await errorOf(okta.token(), TokenRequestError);
    expect(error).toMatchObject({ code: "token_refused", status: 400, error: "invalid_grant" });
  });

  it.each(ALGORITHMS)("%s: refuses another key, and we say that it did", async (algorithm) => {
    const okta = createOktaClient({ ...settingsOf(algorithm, true), privateKey: makeAppKeys(algorithm).privateKey });
    const error = await errorOf(okta.token(), TokenRequestError);
    expect(error).toMatchObject({ code: "token_refused", status: 401, error: "invalid_client" });
  });

  it("refuses an assertion that it has seen, one that has expired, and one for another audience", async () => {
    const { clientId } = settingsOf("RS256", false);
    const options = {
      clientId,
      privateKey: await importPrivateKey(keys.RS256.privateKey),
      audience: provider.tokenEndpoint,
    };
    const assertion = await createClientAssertion(options);
    expect(await send(assertion)).toEqual([200, undefined]);
    expect(await send(assertion)).toEqual([401, "invalid_client"]);
    expect(await send(await createClientAssertion(options))).toEqual([200, undefined]);
    const now = () => Date.now() / 1000 - 600;
    expect(await send(await createClientAssertion({ ...options, now }))).toEqual([401, "invalid_client"]);
    expect(await send(await createClientAssertion({ ...options, now, lifetime: 900 }))).toEqual([200, undefined]);
    const audience = `${provider.issuer}/elsewhere`;
    expect(await send(await createClientAssertion({ ...options, audience }))).toEqual([401, "invalid_client"]);
  });
});

describe("oauth4webapi, a client that knows nothing of the sandbox", () => {
  const scope = "okta.users.read";

  /** An org, and the other client's view of it. */
  async function meetSandbox(app: SandboxAppOptions) {
    const sandbox = await createSandbox({ apps: [app], users: 5 });
    const [{ clientId, keyId, privateKey }] = sandbox.apps as [SandboxApp];
    const server: oauth.AuthorizationServer = {
      issuer: sandbox.orgUrl,
      token_endpoint: `${sandbox.orgUrl}/oauth2/v1/token`,
    };
    const client: oauth.Client = { client_id: clientId };
    const key = await importPKCS8(privateKey, app.algorithm ?? "RS256");
    // It would name the issuer, as newer standards want, where Okta wants its token endpoint.
    const authentication = oauth.PrivateKeyJwt(
      { key, kid: keyId },
      { [oauth.modifyAssertion]: (_, payload) => void Object.assign(payload, { aud: server.token_endpoint }) },
    );
    const options = {
      [oauth.customFetch]: (url: string, init: object) => sandbox.fetch(new Request(url, init)),
      ...(app.dpop !== false && { DPoP: oauth.DPoP(client, await oauth.generateKeyPair("ES256")) }),
    };
    const askForToken = async (as = authentication) =>
      oauth.processClientCredentialsResponse(
        server,
        client,
        await oauth.clientCredentialsGrantRequest(server, client, as, { scope }, options),
      );
    const call = (path: string, token: string) =>
      oauth.protectedResourceRequest(token, "GET", new URL(path, sandbox.orgUrl), undefined, null, options);
    return { sandbox, key, askForToken, call, DPoP: options.DPoP };
  }

  it.each(ALGORITHMS)("%s: gets a DPoP token by the nonce that the sandbox demands, and calls", async (algorithm) => {
    const { sandbox, askForToken, call, DPoP } = await meetSandbox({ algorithm });
    const demand = await errorOf(askForToken(), oauth.ResponseBodyError);
    expect(demand).toMatchObject({ status: 400, error: "use_dpop_nonce" });
    expect(oauth.isDPoPNonceError(demand)).toBe(true);
    const token = await askForToken();
    expect(token).toMatchObject({ token_type: "dpop", expires_in: 3600, scope });
    expect(decodeJwt(token.access_token)).toMatchObject({ cnf: { jkt: await DPoP?.calculateThumbprint() } });
    const users = await call("/api/v1/users?limit=2", token.access_token);
    expect(users.status).toBe(200);
    expect(await users.json()).toHaveLength(2);
    await askForToken();
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("gets a Bearer token from an app without DPoP, and calls", async () => {
    const { askForToken, call } = await meetSandbox({ dpop: false });
    const token = await askForToken();
    expect(token).toMatchObject({ token_type: "bearer", expires_in: 3600, scope });
    expect((await call("/api/v1/users", token.access_token)).status).toBe(200);
  });

  it("is refused as by Okta when it names the issuer as audience", async () => {
    const { askForToken, key } = await meetSandbox({ dpop: false });
    const error = await errorOf(askForToken(oauth.PrivateKeyJwt(key)), oauth.ResponseBodyError);
    expect(error).toMatchObject({ status: 401, error: "invalid_client" });
    expect(error.error_description).toContain("audience");
  });

  it.each([
    [true, "dpop"],
    [false, "bearer"],
  ])("reads the challenge for a scope that the token lacks, DPoP: %s", async (dpop, scheme) => {
    const { askForToken, call } = await meetSandbox({ dpop });
    if (dpop) await errorOf(askForToken(), oauth.ResponseBodyError);
    const { access_token: token } = await askForToken();
    const error = await errorOf(call("/api/v1/groups", token), oauth.WWWAuthenticateChallengeError);
    expect(error.status).toBe(403);
    expect(error.cause).toMatchObject([
      { scheme, parameters: { error: "insufficient_scope", scope: "okta.groups.read", resource: "/api/v1/groups" } },
    ]);
  });
});

describe("jose", () => {
  const audience = "https://example.okta.com/oauth2/v1/token";

  it.each(ALGORITHMS)("%s: verifies an assertion by the registered key, its claims and its age", async (algorithm) => {
    const { privateKey, publicJwk } = makeAppKeys(algorithm);
    const key = await importPrivateKey(privateKey);
    const assertion = await createClientAssertion({
      clientId: "0oa1example",
      keyId: `key-${algorithm}`,
      privateKey: key,
      audience,
    });
    const { payload, protectedHeader } = await jwtVerify(assertion, createLocalJWKSet({ keys: [publicJwk] }), {
      algorithms: [algorithm],
      audience,
      issuer: "0oa1example",
      subject: "0oa1example",
      maxTokenAge: 10,
      requiredClaims: ["exp", "iat", "jti"],
    });
    expect(protectedHeader).toEqual({ alg: algorithm, kid: `key-${algorithm}` });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
    expect(key.thumbprint).toBe(await calculateJwkThumbprint(publicJwk));
  });

  it("verifies a proof by the key within it", async () => {
    const jwk = await generateDpopJwk();
    const key = await importDpopKey(jwk);
    const url = "https://example.okta.com/api/v1/users?limit=1#top";
    const proof = await createDpopProof({ key, method: "GET", url, nonce: "n-1", accessToken: "token" });
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: "dpop+jwt",
      algorithms: ["ES256"],
      maxTokenAge: 10,
      requiredClaims: ["jti"],
    });
    expect(payload).toMatchObject({ htm: "GET", htu: "https://example.okta.com/api/v1/users", nonce: "n-1" });
    expect(payload.ath).toBe(createHash("sha256").update("token").digest("base64url"));
    expect(protectedHeader.jwk).not.toHaveProperty("d");
    expect(await calculateJwkThumbprint(protectedHeader.jwk ?? {})).toBe(await calculateJwkThumbprint(jwk));
  });
});
