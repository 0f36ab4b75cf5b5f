import { createSandbox } from "@okta-edge/sandbox";
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import {
  type ClientAssertionOptions,
  ConfigurationError,
  createClientAssertion,
  importPrivateKey,
} from "../src/index.ts";
import { CURVES, makeEcKey, makeRsaKey, privateJwkOf, publicJwkOf } from "./support/openssl.ts";
import { adminOf, claimsOf, createTestClock, errorOf } from "./support/org.ts";

const rsa = await makeRsaKey();
const audience = "https://example.okta.com/oauth2/v1/token";
const clientId = "0oa1example";
const NOW = 1_800_000_000;
const options: ClientAssertionOptions = {
  clientId,
  audience,
  privateKey: await importPrivateKey(rsa),
  now: () => NOW,
};

/** The assertion's header and claims, after jose has verified it against the key's public half as Okta would. */
async function verify(
  assertion: string,
  pem: string,
  algorithm: string,
  expected = { issuer: clientId, subject: clientId },
) {
  const publicKey = await importJWK(publicJwkOf(pem), algorithm);
  const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, {
    algorithms: [algorithm],
    audience,
    ...expected,
    currentDate: new Date(NOW * 1000),
    requiredClaims: ["iss", "sub", "aud", "exp", "iat", "jti"],
  });
  return { claims: payload, header: protectedHeader };
}

describe("a client assertion", () => {
  it("is what the connector table says, and no more", async () => {
    const { header, claims } = await verify(await createClientAssertion({ ...options, keyId: "k1" }), rsa, "RS256");
    expect(header).toEqual({ alg: "RS256", kid: "k1" });
    expect(claims).toEqual({
      iss: clientId,
      sub: clientId,
      aud: audience,
      iat: NOW,
      exp: NOW + 300,
      jti: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    });
  });

  it("is a compact JWS in base64url without padding", async () => {
    expect(await createClientAssertion(options)).toMatch(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{342}$/);
  });

  it.each(["RS256", "RS384", "RS512"] as const)("of an RSA key, with %s", async (algorithm) => {
    const privateKey = await importPrivateKey(rsa, { algorithm });
    const { header } = await verify(await createClientAssertion({ ...options, privateKey }), rsa, algorithm);
    expect(header.alg).toBe(algorithm);
  });

  it.each([
    ["P-256", "ES256"],
    ["P-384", "ES384"],
    ["P-521", "ES512"],
  ] as const)("of a %s key, with %s", async (curve, algorithm) => {
    const pem = await makeEcKey(CURVES[curve]);
    const assertion = await createClientAssertion({ ...options, privateKey: await importPrivateKey(pem) });
    const { header } = await verify(assertion, pem, algorithm);
    expect(header).toEqual({ alg: algorithm });
  });

  it("is refused by jose with another key, so that the tests above mean something", async () => {
    const assertion = await createClientAssertion(options);
    await expect(verify(assertion, await makeRsaKey(), "RS256")).rejects.toThrow("signature");
  });

  it("names an issuer and a subject other than the client, where they are given", async () => {
    const both = await createClientAssertion({ ...options, issuer: "the-issuer", subject: "the-subject" });
    await verify(both, rsa, "RS256", { issuer: "the-issuer", subject: "the-subject" });
    const issuer = await createClientAssertion({ ...options, issuer: "the-issuer" });
    await verify(issuer, rsa, "RS256", { issuer: "the-issuer", subject: clientId });
    const subject = await createClientAssertion({ ...options, subject: "the-subject" });
    await verify(subject, rsa, "RS256", { issuer: clientId, subject: "the-subject" });
  });

  it("has a jti of its own, however many are made at once", async () => {
    const assertions = await Promise.all(Array.from({ length: 100 }, () => createClientAssertion(options)));
    expect(new Set(assertions.map((assertion) => claimsOf(assertion).jti)).size).toBe(100);
    expect(new Set(assertions).size).toBe(100);
  });
});

describe("the kid", () => {
  const headerWith = async (more: Partial<ClientAssertionOptions>) =>
    decodeProtectedHeader(await createClientAssertion({ ...options, ...more }));

  it("is left out if there is none", async () => {
    expect(await headerWith({})).toEqual({ alg: "RS256" });
    for (const keyId of [undefined, ""]) expect(await headerWith({ keyId })).toEqual({ alg: "RS256" });
  });

  it("is the JWK's, unless another is given", async () => {
    const privateKey = await importPrivateKey({ ...privateJwkOf(rsa), kid: "of-the-jwk" } as JsonWebKey);
    expect(await headerWith({ privateKey })).toEqual({ alg: "RS256", kid: "of-the-jwk" });
    expect(await headerWith({ privateKey, keyId: "given" })).toEqual({ alg: "RS256", kid: "given" });
    for (const keyId of ["", " "]) expect(await headerWith({ privateKey, keyId })).toMatchObject({ kid: "of-the-jwk" });
  });
});

describe("the times", () => {
  const timesWith = async (more: Partial<ClientAssertionOptions>) => {
    const { iat, exp } = claimsOf(await createClientAssertion({ ...options, ...more }));
    return { iat, exp };
  };

  it.each([1, 2, 60, 300, 3599, 3600])("a lifetime of %i s", async (lifetime) => {
    expect(await timesWith({ lifetime })).toEqual({ iat: NOW, exp: NOW + lifetime });
  });

  it("a lifetime of 300 s, if none is given", async () => {
    expect(await timesWith({ lifetime: undefined })).toEqual({ iat: NOW, exp: NOW + 300 });
  });

  it.each([
    0,
    -1,
    0.5,
    1.5,
    3600.5,
    3601,
    1e9,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    "300",
    "",
    null,
    true,
    [300],
    300n,
    {},
  ])("no lifetime of %o", async (lifetime) => {
    const promise = createClientAssertion({ ...options, lifetime: lifetime as number });
    const error = await errorOf(promise, ConfigurationError);
    expect(error).toMatchObject({ name: "ConfigurationError", code: "invalid_lifetime" });
    expect(error.message).toMatch(/`assertionLifetime`.* 1 to 3600/);
    expect(JSON.stringify(error)).not.toContain("eyJ");
  });

  it("are whole seconds, and never in the future, whatever the clock's fractions", async () => {
    for (const fraction of [0.001, 0.25, 0.5, 0.999]) {
      expect(await timesWith({ now: () => NOW + fraction, lifetime: 3600 })).toEqual({ iat: NOW, exp: NOW + 3600 });
    }
  });

  it("come from one look at the clock", async () => {
    let looks = 0;
    const now = () => NOW + 100 * looks++;
    expect(await timesWith({ now })).toEqual({ iat: NOW, exp: NOW + 300 });
    expect(looks).toBe(1);
  });

  it("are the machine's, if no clock is given", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { iat, exp } = await timesWith({ now: undefined });
    const after = Math.floor(Date.now() / 1000);
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(iat).toBeLessThanOrEqual(after);
    expect(exp).toBe(Number(iat) + 300);
  });
});

describe("Okta, as the sandbox plays it", async () => {
  const clock = createTestClock();
  const sandbox = await createSandbox({ now: clock.now, apps: [{ dpop: false, keys: 2 }] });
  const app = adminOf(sandbox);
  const tokenEndpoint = `${sandbox.orgUrl}/oauth2/v1/token`;
  const [keyId = "", otherKeyId = ""] = app.keys.map((key) => key.keyId);
  const good: ClientAssertionOptions = {
    clientId: app.clientId,
    keyId,
    privateKey: await importPrivateKey(app.keys[0]?.privateKey ?? ""),
    audience: tokenEndpoint,
    now: clock.now,
  };

  /** What it says to an assertion: Bearer, or why not. */
  async function answerTo(assertion: string): Promise<string> {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      scope: "okta.users.read",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    });
    const response = await sandbox.fetch(new Request(tokenEndpoint, { method: "POST", body }));
    const { token_type, error_description } = await response.json();
    return token_type ?? error_description;
  }
  const answer = async (more: Partial<ClientAssertionOptions> = {}) =>
    answerTo(await createClientAssertion({ ...good, ...more }));

  it.each([undefined, 1, 300, 3600])("takes a lifetime of %s s, by a clock between two seconds", async (lifetime) => {
    expect(clock.now() % 1).toBe(0.25);
    expect(await answer({ lifetime })).toBe("Bearer");
  });

  it("takes an assertion once", async () => {
    const assertion = await createClientAssertion(good);
    expect(await answerTo(assertion)).toBe("Bearer");
    expect(await answerTo(assertion)).toBe("The client_assertion token has already been used.");
    expect(await answer()).toBe("Bearer");
  });

  it("takes none when its lifetime is over", async () => {
    const assertion = await createClientAssertion({ ...good, lifetime: 10 });
    clock.advance(10);
    expect(await answerTo(assertion)).toBe("The client_assertion token is expired.");
  });

  it("takes none that the options make another's", async () => {
    const refusals: [Partial<ClientAssertionOptions>, RegExp][] = [
      [{ clientId: "0oa1stranger" }, /issuer claim/],
      [{ issuer: "0oa1stranger" }, /issuer claim/],
      [{ subject: "0oa1stranger" }, /subject claim/],
      [{ audience: sandbox.orgUrl }, /audience claim/],
      [{ keyId: "" }, /kid is invalid/],
      [{ keyId: otherKeyId }, /signature is invalid/],
      [{ privateKey: options.privateKey }, /signature is invalid/],
      [{ now: () => clock.now() + 60 }, /issued before the current time/],
      [{ now: () => clock.now() + 1, lifetime: 3600 }, /too far into the future/],
    ];
    for (const [more, refusal] of refusals) expect(await answer(more)).toMatch(refusal);
    expect(await answer()).toBe("Bearer");
  });
});
