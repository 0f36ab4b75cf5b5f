import type { SigningAlgorithm } from "@okta-edge/core";
import type { AppName } from "../settings.ts";
import type { Case, Cases } from "./case.ts";
import { isSignedBy, readJwt } from "./jwt.ts";

const ALGORITHMS: Readonly<Record<SigningAlgorithm, AppName>> = {
  RS256: "rsa",
  RS384: "rsa",
  RS512: "rsa",
  ES256: "p256",
  ES384: "p384",
  ES512: "p521",
};

function signs(algorithm: SigningAlgorithm, name: AppName): Case {
  return async ({ t, lib: { core }, org, settings }) => {
    const { clientId, privateKey: pem } = settings.apps[name];
    const privateKey = await core.importPrivateKey(pem, { algorithm });
    const assertion = await core.createClientAssertion({ clientId, privateKey, audience: "https://example.com/token" });
    t.equal(readJwt(assertion).header, { alg: algorithm });
    t.ok(await isSignedBy(assertion, privateKey.publicJwk, algorithm), "The signature is not the key's.");
    t.equal((await org.client(name, { algorithm }).token()).tokenType, "Bearer");
  };
}

/** What the client asserts about itself (RFC 7523, section 3). */
export const assertion: Cases = {
  ...Object.fromEntries(
    Object.entries(ALGORITHMS).map(([algorithm, app]) => [
      `${algorithm}, as the key verifies and Okta takes it`,
      signs(algorithm as SigningAlgorithm, app),
    ]),
  ),
  "says who, to whom and for how long": async ({ t, lib: { core }, settings }) => {
    const privateKey = await core.importPrivateKey(settings.apps.p256.privateKey);
    const now = () => 1_800_000_000.9;
    const audience = `${settings.orgUrl}/oauth2/v1/token`;
    const options = { clientId: "0oa1", keyId: "k1", privateKey, audience, now };
    const { header, claims } = readJwt(await core.createClientAssertion(options));
    const { jti, ...others } = claims;
    t.equal(header, { alg: "ES256", kid: "k1" });
    t.equal(others, { iss: "0oa1", sub: "0oa1", aud: audience, iat: 1_800_000_000, exp: 1_800_000_300 });
    t.match(jti, /^\S{16,}$/);
  },
  "says what it is asked to say": async ({ t, lib: { core }, settings }) => {
    const privateKey = await core.importPrivateKey(settings.apps.p256.privateKey);
    const reported = { issuer: "i", subject: "s", audience: "a", lifetime: 60, now: () => 1_800_000_000 };
    const { claims } = readJwt(await core.createClientAssertion({ clientId: "0oa1", privateKey, ...reported }));
    t.equal([claims.iss, claims.sub, claims.aud, claims.exp], ["i", "s", "a", 1_800_000_060]);
  },
  "is another one each time": async ({ t, lib: { core }, settings }) => {
    const privateKey = await core.importPrivateKey(settings.apps.p256.privateKey);
    const make = () => core.createClientAssertion({ clientId: "0oa1", privateKey, audience: "a", now: () => 1 });
    const made = await Promise.all(Array.from({ length: 50 }, make));
    t.equal(new Set(made.map((jwt) => readJwt(jwt).claims.jti)).size, 50);
  },
  "lives from 1 to 3600 seconds": async ({ t, lib: { core }, settings }) => {
    const privateKey = await core.importPrivateKey(settings.apps.p256.privateKey);
    for (const lifetime of [0, -1, 1.5, 3601, Number.NaN]) {
      const refused = core.createClientAssertion({ clientId: "0oa1", privateKey, audience: "a", lifetime });
      await t.rejects(refused, { name: "ConfigurationError", code: "invalid_lifetime" });
    }
  },
  "names the key of an app that has two": async ({ t, org }) => {
    t.equal((await org.client("twoKeys").token()).tokenType, "DPoP");
    await t.rejects(org.client("twoKeys", { keyId: undefined }).token(), {
      code: "token_refused",
      error: "invalid_client",
      errorDescription: "The client_assertion JWT kid is invalid.",
    });
  },
};
