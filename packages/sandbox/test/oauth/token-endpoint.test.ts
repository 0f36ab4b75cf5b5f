import type { CryptoKey } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askToken, getToken, makeAssertion, type TokenRequestTampering } from "../support/client.ts";
import { expectRefusal } from "../support/expect.ts";
import { importKey, makeProofKey, type Tampering, unsigned, withPayload } from "../support/jwt.ts";
import { appOf, makeOrg, registered, START, type TestOrg, unique } from "../support/org.ts";

let org: TestOrg;
let strangersKey: CryptoKey;

beforeAll(async () => {
  org = await makeOrg({
    apps: [
      { scopes: ["okta.users.read", "okta.groups.read"] },
      { keys: 2 },
      { algorithm: "RS256" },
      { keys: 0 },
      { scopes: ["okta.users.read"] },
    ],
    rateLimits: false,
  });
  strangersKey = (await makeProofKey()).privateKey;
});
beforeEach(() => {
  org.clock.now = START;
});

async function expectInvalidClient(tampering: TokenRequestTampering, description: string) {
  expectRefusal(await askToken(org, tampering), [401, "invalid_client", description]);
}

async function expectToken(tampering: TokenRequestTampering) {
  const { status, text } = await askToken(org, tampering);
  expect({ status, text }).toMatchObject({ status: 200 });
}

const assertedBy = (assertion: string): TokenRequestTampering => ({ form: { client_assertion: assertion } });

it("a good assertion and a good proof get a token", async () => {
  const { status, body } = await askToken(org);
  expect(status).toBe(200);
  expect(body).toEqual({
    token_type: "DPoP",
    expires_in: 3600,
    access_token: expect.any(String),
    scope: "okta.users.read",
  });
});

it("client_id may say the same as the assertion", async () => {
  await expectToken({ form: { client_id: org.app.clientId } });
});

describe("claims of the assertion", () => {
  const AUDIENCE = "The audience claim for client_assertion must be the endpoint invoked for the request.";
  const EXP = "The client_assertion must contain the 'exp' claim as seconds since epoch.";
  const EXPIRED = "The client_assertion token is expired.";
  const TOO_FAR = "The client_assertion token has an expiration too far into the future.";
  const IAT = "The client_assertion token must be issued before the current time.";

  it.each<[name: string, claims: Record<string, unknown>, description: string]>([
    ["unknown issuer", { iss: "0oaNobody" }, "The issuer claim for client_assertion is not a valid client_id."],
    ["no issuer", { iss: undefined }, "The issuer claim for client_assertion is not a valid client_id."],
    ["other subject", { sub: "0oaNobody" }, "The subject claim for client_assertion is not a valid client_id."],
    ["no subject", { sub: undefined }, "The subject claim for client_assertion is not a valid client_id."],
    ["issuer's URL as audience", { aud: "https://sandbox.okta.example" }, AUDIENCE],
    ["token endpoint of another org", { aud: "https://other.okta.example/oauth2/v1/token" }, AUDIENCE],
    ["token endpoint of a custom server", { aud: "https://sandbox.okta.example/oauth2/default/v1/token" }, AUDIENCE],
    ["no audience", { aud: undefined }, AUDIENCE],
    ["no exp", { exp: undefined }, EXP],
    ["exp as text", { exp: String(START + 300) }, EXP],
    ["exp with a fraction", { exp: START + 300.5 }, EXP],
    ["expired a second ago", { exp: START - 1 }, EXPIRED],
    ["expires now", { exp: START }, EXPIRED],
    ["lives for 3601 seconds", { exp: START + 3601 }, TOO_FAR],
    ["exp in milliseconds", { exp: (START + 300) * 1000 }, TOO_FAR],
    ["issued a minute ahead", { iat: START + 60 }, IAT],
    ["iat as text", { iat: String(START) }, IAT],
  ])("%s: refused", (_name, claims, description) => expectInvalidClient({ assertion: { claims } }, description));

  it.each<[name: string, claims: Record<string, unknown>]>([
    ["lives for 3600 seconds", { exp: START + 3600 }],
    ["lives for one more second", { exp: START + 1 }],
    ["issued a second ahead", { iat: START + 1 }],
    ["no iat", { iat: undefined }],
  ])("%s: taken", (_name, claims) => expectToken({ assertion: { claims } }));

  it("an assertion is taken until it expires", async () => {
    const assertion = await makeAssertion(org, { claims: { jti: undefined, exp: START + 10 } });
    org.clock.now = START + 9.9;
    await expectToken(assertedBy(assertion));
    org.clock.now = START + 10;
    await expectInvalidClient(assertedBy(assertion), EXPIRED);
  });
});

describe("jti of the assertion", () => {
  const USED = "The client_assertion token has already been used.";

  it("works once, to the end of the assertion's life", async () => {
    const assertion = await makeAssertion(org);
    await expectToken(assertedBy(assertion));
    await expectInvalidClient(assertedBy(assertion), USED);
    org.clock.now = START + 299;
    await expectInvalidClient(assertedBy(assertion), USED);
  });

  it("works once, whatever else a second assertion says", async () => {
    const jti = unique();
    await expectToken({ assertion: { claims: { jti } } });
    await expectInvalidClient({ assertion: { claims: { jti, exp: START + 200 } } }, USED);
  });

  it("of one app says nothing about another's", async () => {
    const jti = unique();
    await expectToken({ assertion: { claims: { jti } } });
    await expectToken({ app: appOf(org.sandbox, 4), assertion: { claims: { jti } } });
  });

  it("may be left out: then the assertion can be used again", async () => {
    const assertion = await makeAssertion(org, { claims: { jti: undefined } });
    await expectToken(assertedBy(assertion));
    await expectToken(assertedBy(assertion));
  });
});

describe("signature of the assertion", () => {
  const SIGNATURE = "The client_assertion signature is invalid.";
  const KID = "The client_assertion JWT kid is invalid.";
  const ALGORITHM = "The client_assertion JWT signature algorithm is invalid.";
  const UNREADABLE = "The parsing of the client_assertion failed.";
  const header = { alg: "ES256" };

  it("by an unregistered key: refused", () => expectInvalidClient({ assertion: { key: strangersKey } }, SIGNATURE));

  it("over another payload: refused", async () => {
    const tampered = withPayload(await makeAssertion(org), (claims) => ({ ...claims, exp: START + 301 }));
    await expectInvalidClient(assertedBy(tampered), SIGNATURE);
  });

  it("by the key of another app: refused", async () => {
    const key = await importKey(appOf(org.sandbox, 4).privateKey);
    await expectInvalidClient({ assertion: { key } }, SIGNATURE);
  });

  it("truncated: refused", async () => {
    const [head, payload] = (await makeAssertion(org)).split(".");
    await expectInvalidClient(assertedBy(`${head}.${payload}.`), SIGNATURE);
  });

  it("unknown kid: refused", () => expectInvalidClient({ assertion: { header: { kid: "nobodys" } } }, KID));

  it("no kid where the app has one key: taken", () => expectToken({ assertion: { header: { kid: undefined } } }));

  it("no kid where the app has two keys: refused", () =>
    expectInvalidClient({ app: appOf(org.sandbox, 1), assertion: { header: { kid: undefined } } }, KID));

  it("each of two keys: taken by its own kid only", async () => {
    const app = appOf(org.sandbox, 1);
    const [first, second] = app.keys;
    const key = await importKey(second?.privateKey ?? "");
    await expectToken({ app });
    await expectToken({ app, assertion: { key, header: { kid: second?.keyId } } });
    await expectInvalidClient({ app, assertion: { key, header: { kid: first?.keyId } } }, SIGNATURE);
  });

  it("alg none: refused", async () => {
    const aud = `${org.sandbox.orgUrl}/oauth2/v1/token`;
    const { clientId } = org.app;
    const claims = { iss: clientId, sub: clientId, aud, exp: START + 300, jti: unique() };
    await expectInvalidClient(assertedBy(unsigned({ header: { alg: "none" }, claims })), ALGORITHM);
  });

  it("alg HS256: refused", () => {
    const assertion: Tampering = { header: { alg: "HS256" }, key: new Uint8Array(32).fill(7) };
    return expectInvalidClient({ assertion }, ALGORITHM);
  });

  it("alg PS256, by the app's own RSA key: refused", async () => {
    const app = appOf(org.sandbox, 2);
    const key = await importKey(app.privateKey, "PS256");
    await expectInvalidClient({ app, assertion: { key, header: { alg: "PS256" } } }, ALGORITHM);
  });

  it.each(["RS256", "RS384", "RS512"])("alg %s, by the app's own RSA key: taken", async (alg) => {
    const app = appOf(org.sandbox, 2);
    const key = await importKey(app.privateKey, alg);
    await expectToken({ app, assertion: { key, header: { alg } } });
  });

  it.each([
    ["text", "not-a-jwt"],
    ["nothing", ""],
    ["three parts of nothing", "a.b.c"],
    ["a payload that is not an object", unsigned({ header, claims: [] as never }).replace(/\.W10\./, ".MQ.")],
  ])("not a JWT but %s: refused", (_name, assertion) => expectInvalidClient(assertedBy(assertion), UNREADABLE));
});

describe("the client", () => {
  const CLIENT_ID = "Invalid value for 'client_id' parameter.";

  it("no assertion: refused", () =>
    expectInvalidClient({ form: { client_assertion: undefined } }, "No client credentials found."));

  it.each(["urn:ietf:params:oauth:client-assertion-type:saml2-bearer", undefined])(
    "client_assertion_type %s: refused",
    async (type) => {
      const answer = await askToken(org, { form: { client_assertion_type: type } });
      expectRefusal(answer, [400, "invalid_request", "The client_assertion_type is invalid."]);
    },
  );

  it("client_id of another app: refused", () =>
    expectInvalidClient({ form: { client_id: appOf(org.sandbox, 4).clientId } }, CLIENT_ID));

  it("inactive app: refused", async () => {
    const app = appOf(org.sandbox, 4);
    registered(org, 4).active = false;
    await expectInvalidClient({ app }, CLIENT_ID);
    registered(org, 4).active = true;
    await expectToken({ app });
  });

  it("app without keys: refused", () =>
    expectInvalidClient(
      { app: appOf(org.sandbox, 3), assertion: { key: strangersKey } },
      "The client does not have a JWKSet configured, but the client_assertion requires one.",
    ));

  it("basic authentication: refused", () =>
    expectInvalidClient(
      { headers: { authorization: `Basic ${btoa("client:secret")}` } },
      "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
    ));
});

it("a token is its own", async () => {
  expect(await getToken(org)).not.toBe(await getToken(org));
});
