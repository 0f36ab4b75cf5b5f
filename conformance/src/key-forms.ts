import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { SigningAlgorithm } from "@okta-edge/core";
import type { App, AppName, KeyForm } from "./settings.ts";

const EC_APPS = { "P-256": "p256", "P-384": "p384", "P-521": "p521" } as const satisfies Record<string, AppName>;

const EC_ALGORITHMS = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" } as const;

/** Writes the apps' keys in every form that people paste, by OpenSSL and not by what is under test. */
export function makeKeyForms(apps: Readonly<Record<AppName, App>>): Record<string, KeyForm> {
  const forms = { ...rsaForms(apps.rsa.privateKey) };
  for (const [curve, app] of Object.entries(EC_APPS)) {
    const pem = apps[app].privateKey;
    Object.assign(forms, ecForms(curve as keyof typeof EC_APPS, createPrivateKey(pem)));
  }
  return forms;
}

/** Makes what is not a key to sign with, or not one that Okta accepts. */
export function makeRefusedKeys(): Record<string, string> {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = toPkcs8(rsa.privateKey);
  const der = rsa.privateKey.export({ type: "pkcs8", format: "der" });
  // In the middle of the modulus
  der[200] = (der[200] ?? 0) ^ 0x10;
  const [one, two] = [0, 1].map(() =>
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
  );
  return {
    "behind a password": rsa.privateKey
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "correct horse" })
      .toString(),
    "a public key": rsa.publicKey.export({ type: "spki", format: "pem" }).toString(),
    "RSA of 1024 bits": toPkcs8(generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey),
    "RSA-PSS": toPkcs8(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey),
    Ed25519: toPkcs8(generateKeyPairSync("ed25519").privateKey),
    secp256k1: toPkcs8(generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey),
    "RSA with one byte changed": toPem(der),
    "EC whose halves are of two keys": JSON.stringify({ ...one, d: two?.d }),
    truncated: pem.slice(0, 900),
  };
}

function rsaForms(pem: string): Record<string, KeyForm> {
  const key = createPrivateKey(pem);
  const jwk = key.export({ format: "jwk" }) as JsonWebKey;
  const form = (input: KeyForm["input"]): KeyForm => ({
    app: "rsa",
    input,
    algorithm: "RS256",
    thumbprint: thumbprintOf(key),
  });
  return {
    "RSA, PKCS#8": form(pem),
    "RSA, PKCS#1": form(key.export({ type: "pkcs1", format: "pem" }).toString()),
    "RSA, JWK": form(jwk),
    "RSA, JWK as text": form(JSON.stringify({ ...jwk, use: "sig", kid: "k1", key_ops: ["sign"] }, null, 2)),
    "RSA, on one line with \\n": form(pem.trim().replaceAll("\n", "\\n")),
    "RSA, in base64 once more": form(btoa(pem)),
  };
}

function ecForms(curve: keyof typeof EC_APPS, key: KeyObject): Record<string, KeyForm> {
  const jwk = key.export({ format: "jwk" }) as JsonWebKey;
  const algorithm: SigningAlgorithm = EC_ALGORITHMS[curve];
  const form = (input: KeyForm["input"]): KeyForm => ({
    app: EC_APPS[curve],
    input,
    algorithm,
    thumbprint: thumbprintOf(key),
  });
  return {
    [`${curve}, PKCS#8`]: form(toPkcs8(key)),
    [`${curve}, PKCS#8 without the public half`]: form(toPem(withoutPublicHalf(curve, jwk.d ?? ""))),
    [`${curve}, SEC1`]: form(key.export({ type: "sec1", format: "pem" }).toString()),
    [`${curve}, JWK`]: form(jwk),
  };
}

const CURVE_OIDS = { "P-256": "06082a8648ce3d030107", "P-384": "06052b81040022", "P-521": "06052b81040023" };

/** PKCS#8 as Java writes it: RFC 5915 leaves the choice. */
function withoutPublicHalf(curve: keyof typeof CURVE_OIDS, d: string): Buffer {
  const algorithm = element(0x30, Buffer.from(`06072a8648ce3d0201${CURVE_OIDS[curve]}`, "hex"));
  const version = (number: number) => element(0x02, Buffer.from([number]));
  const ecPrivateKey = element(0x30, version(1), element(0x04, Buffer.from(d, "base64url")));
  return element(0x30, version(0), algorithm, element(0x04, ecPrivateKey));
}

/** An element of DER of at most 255 bytes. */
function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function toPkcs8(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function toPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}

/** RFC 7638. */
function thumbprintOf(key: KeyObject): string {
  const { kty, n, e, crv, x, y } = createPublicKey(key).export({ format: "jwk" });
  const members = kty === "RSA" ? { e, kty, n } : { crv, kty, x, y };
  return createHash("sha256").update(JSON.stringify(members)).digest("base64url");
}
