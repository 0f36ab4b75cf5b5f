import type { PrivateKeyErrorCode } from "@okta-edge/core";
import type { Case, Cases } from "./case.ts";
import { expectNoSecret } from "./secrets.ts";

const CURVES = ["P-256", "P-384", "P-521"] as const;

/** The forms in which people paste a private key. */
const KEY_FORMS: readonly string[] = [
  "RSA, PKCS#8",
  "RSA, PKCS#1",
  "RSA, JWK",
  "RSA, JWK as text",
  "RSA, on one line with \\n",
  "RSA, in base64 once more",
  ...CURVES.flatMap((curve) => [
    `${curve}, PKCS#8`,
    `${curve}, PKCS#8 without the public half`,
    `${curve}, SEC1`,
    `${curve}, JWK`,
  ]),
];

/** What is not a key to sign with, or not one that Okta accepts. */
const REFUSED_KEYS: Readonly<Record<string, PrivateKeyErrorCode>> = {
  "behind a password": "private_key_encrypted",
  "a public key": "private_key_is_public",
  "RSA of 1024 bits": "private_key_too_small",
  "RSA-PSS": "private_key_rsa_pss",
  Ed25519: "private_key_unsupported",
  secp256k1: "private_key_unsupported",
  "RSA with one byte changed": "private_key_malformed",
  "EC whose halves are of two keys": "private_key_malformed",
  truncated: "private_key_malformed",
};

function takes(form: string): Case {
  return async ({ t, lib: { core }, org, settings }) => {
    const { app, input, algorithm, thumbprint } = settings.keyForms[form] ?? {};
    if (!app || !input) throw new Error("This form was not made.");
    const privateKey = await core.importPrivateKey(input);
    t.equal([privateKey.algorithm, privateKey.thumbprint], [algorithm, thumbprint]);
    t.equal([privateKey.key.extractable, [...privateKey.key.usages]], [false, ["sign"]]);
    t.ok(!("d" in privateKey.publicJwk), "The public half holds the private one.");
    const { tokenType } = await org.client(app, { privateKey }).token();
    t.equal(tokenType, "Bearer");
  };
}

function refuses(name: string): Case {
  return async ({ t, lib: { core }, settings }) => {
    const input = settings.refusedKeys[name];
    if (!input) throw new Error("This key was not made.");
    const error = await t.rejects(core.importPrivateKey(input), { name: "PrivateKeyError", code: REFUSED_KEYS[name] });
    t.ok(error.hint, "There is no hint.");
    expectNoSecret(t, error, [input]);
  };
}

/** Every form of a private key is read, and Okta takes what it signs; everything else is refused by name. */
export const keys: Cases = {
  ...Object.fromEntries(KEY_FORMS.map((form) => [form, takes(form)])),
  ...Object.fromEntries(Object.keys(REFUSED_KEYS).map((name) => [`refuses ${name}`, refuses(name)])),
  "cannot be read back": async ({ t, lib: { core }, settings }) => {
    const { key, derivationKey } = await core.importPrivateKey(settings.apps.rsa.privateKey);
    await t.rejects(crypto.subtle.exportKey("pkcs8", key), {});
    await t.rejects(crypto.subtle.exportKey("raw", derivationKey), {});
  },
  "of RSA do not sign as EC": async ({ t, lib: { core }, settings }) => {
    const { privateKey } = settings.apps.rsa;
    await t.rejects(core.importPrivateKey(privateKey, { algorithm: "ES256" }), {
      code: "private_key_algorithm_mismatch",
    });
  },
};
