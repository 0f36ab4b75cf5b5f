import { describe, expect, it } from "vitest";
import { importPrivateKey, PrivateKeyError, type PrivateKeyInput } from "../src/index.ts";
import { readPrivateKey } from "../src/private-key.ts";
import { derOf, makeEcKey, makeRsaKey, openssl, privateJwkOf, publicJwkOf, toTraditional } from "./support/openssl.ts";
import { errorOf } from "./support/org.ts";
import { expectKeyError } from "./support/private-key-error.ts";

const rsa = await makeRsaKey();
const otherRsa = await makeRsaKey();
const ec = await makeEcKey("P-256");
const utf16 = (text: string): string => Buffer.from(`\uFEFF${text}`, "utf16le").toString("latin1");
const everyMember = (jwk: object, change: (text: string) => string) =>
  Object.fromEntries(
    Object.entries(jwk).map(([name, value]) => [name, /^(kty|crv)$/.test(name) ? value : change(String(value))]),
  ) as JsonWebKey;

describe.each([
  ["RSA", rsa],
  ["EC", ec],
])("accepts an %s key", (_, pem) => {
  const jwk = privateJwkOf(pem);

  it.each<[string, () => PrivateKeyInput]>([
    ["as a Buffer of the PEM file", () => Buffer.from(pem)],
    ["as a Uint8Array of the PEM file", () => new TextEncoder().encode(pem)],
    ["as an ArrayBuffer of the PEM file", () => Uint8Array.from(Buffer.from(pem)).buffer],
    ["as the DER file", () => derOf(pem)],
    ["as a view of a larger buffer", () => new Uint8Array([0, 0, ...derOf(pem)]).subarray(2)],
    ["as the UTF-16 file", () => Buffer.from(`\uFEFF${pem}`, "utf16le")],
    ["as text that was read from UTF-16", () => utf16(pem).replace(/^ÿþ/, "")],
    [
      "as text that was decoded from UTF-16 as UTF-8",
      () => new TextDecoder().decode(Buffer.from(`\uFEFF${pem}`, "utf16le")),
    ],
    ["with line breaks that are escaped twice", () => pem.replaceAll("\n", "\\\\n")],
    ["with line breaks that are percent-encoded", () => pem.replaceAll("\n", "%0A")],
    ["with Windows line breaks that are percent-encoded", () => pem.replaceAll("\n", "%0d%0a")],
    ["percent-encoded", () => encodeURIComponent(pem)],
    ["with zero-width characters", () => pem.replaceAll("\n", "\u200B\n\uFEFF").replace("BEGIN", "BEGIN\u2060")],
    [
      "in quoted mail",
      () =>
        pem
          .trim()
          .split("\n")
          .map((line) => `> ${line}`)
          .join("\n"),
    ],
    [
      "in mail that is quoted twice",
      () =>
        pem
          .trim()
          .split("\n")
          .map((line) => `>> ${line}`)
          .join("\r\n"),
    ],
    ["as a JWK set with one private key", () => ({ keys: [{ ...publicJwkOf(rsa) }, jwk] }) as JsonWebKey],
    ["as the JSON of a JWK set", () => JSON.stringify({ keys: [jwk] })],
    ["as JSON of a secret manager", () => JSON.stringify({ clientId: "0oa1", "private-key": pem })],
    ["as an object of a secret manager", () => ({ data: { data: { key: pem } } }) as unknown as JsonWebKey],
    ["as JSON with escaped line breaks in it", () => JSON.stringify({ PRIVATE_KEY: pem.replaceAll("\n", "\\n") })],
    ["as JSON with a JWK in it", () => JSON.stringify({ secret: jwk })],
    [
      "as a JWK in standard base64",
      () => everyMember(jwk, (text) => Buffer.from(text, "base64url").toString("base64")),
    ],
    ["as a JWK with padding", () => everyMember(jwk, (text) => text.padEnd(Math.ceil(text.length / 4) * 4, "="))],
  ])("%s", async (_form, make) => {
    const expected = await importPrivateKey(pem);
    const imported = await importPrivateKey(make());
    expect(imported.publicJwk).toEqual(publicJwkOf(pem));
    expect(imported.thumbprint).toBe(expected.thumbprint);
  });
});

describe("completes an RSA JWK", () => {
  const without = (jwk: object, ...missing: string[]): JsonWebKey =>
    Object.fromEntries(Object.entries(jwk).filter(([name]) => !missing.includes(name)));

  it.each([
    ["p, q, dp, dq and qi", ["p", "q", "dp", "dq", "qi"]],
    ["dp, dq and qi", ["dp", "dq", "qi"]],
    ["p", ["p"]],
    ["q", ["q"]],
    ["qi", ["qi"]],
  ])("that lacks %s", async (_, missing) => {
    for (const pem of [rsa, await makeRsaKey(3072)]) {
      const [expected, imported] = await Promise.all([
        importPrivateKey(pem),
        importPrivateKey(without(privateJwkOf(pem), ...missing)),
      ]);
      expect(imported.publicJwk).toEqual(expected.publicJwk);
      const data = new Uint8Array([1, 2, 3]);
      const sign = ({ key }: { key: CryptoKey }) => crypto.subtle.sign("RSASSA-PKCS1-v1_5", key, data);
      expect(await sign(imported)).toEqual(await sign(expected));
    }
  });

  it("with another public exponent", async () => {
    const pem = await openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3");
    const { n, e, d, kty } = privateJwkOf(pem);
    expect((await importPrivateKey({ kty, n, e, d } as JsonWebKey)).publicJwk).toEqual(publicJwkOf(pem));
  });

  it.each<[string, Record<string, string>]>([
    ["a `d` of another key", { d: String(privateJwkOf(otherRsa).d) }],
    ["an `e` of 0", { e: "AA" }],
    ["an `e` of 2", { e: "Ag" }],
    ["a modulus of 0", { n: "AA" }],
    ["a modulus of 1", { n: "AQ" }],
    ["a modulus that is prime", { n: String(privateJwkOf(rsa).p) }],
    ["a modulus of 100,000 bits", { n: "x".repeat(17_000) }],
    ["text that is not base64", { d: "§§§" }],
  ])("and rejects %s", async (_, damage) => {
    const { kty, n, e, d } = privateJwkOf(rsa);
    await expectKeyError({ kty, n, e, d, ...damage } as JsonWebKey, "private_key_malformed");
  });
});

describe("identifies", () => {
  it("a JWK set without a private key", async () => {
    await expectKeyError({ keys: [publicJwkOf(rsa)] } as JsonWebKey, "private_key_is_public");
    await expectKeyError(JSON.stringify({ keys: [] }), "private_key_is_public");
  });

  it("a JWK set with several private keys", async () => {
    const error = await expectKeyError(
      { keys: [privateJwkOf(rsa), privateJwkOf(ec)] } as JsonWebKey,
      "private_key_malformed",
    );
    expect(error.message).toBe("The JWK set contains several private keys.");
  });

  it("a multi-prime key", async () => {
    const multiPrime = await openssl(
      "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3",
    );
    for (const form of [multiPrime, await toTraditional(multiPrime)]) {
      const error = await expectKeyError(form, "private_key_unsupported");
      expect(error.message).toContain("multi-prime");
      expect(error.hint).not.toContain("openssl");
    }
    const jwk = { ...privateJwkOf(rsa), oth: [{ r: "AQ", d: "AQ", t: "AQ" }] } as JsonWebKey;
    expect((await expectKeyError(jwk, "private_key_unsupported")).message).toContain("multi-prime");
  });

  it.each(["-----BEGIN PRIVATE KEY-----", '"-----BEGIN RSA PRIVATE KEY-----"', " -----BEGIN EC PRIVATE KEY-----\n"])(
    "a value that is cut after its first line: %j",
    async (text) => {
      const error = await expectKeyError(text, "private_key_malformed");
      expect(error.message).toBe("The private key consists of its first line only.");
      expect(error.hint).toContain("Quote the value of `privateKey`");
    },
  );

  it.each([
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\\n...",
    "<private key>",
    "YOUR_PRIVATE_KEY",
    '{ "kty": "RSA", ... }',
    "...",
  ])("the example's value: %j", async (text) => {
    const error = await expectKeyError(text, "private_key_malformed");
    expect(error.message).toBe("The private key is still the example value.");
  });

  it("an empty file", async () => {
    await expectKeyError(new Uint8Array() as unknown as string, "private_key_empty");
  });
});

it("rejects an `algorithm` beside an imported key that signs with another one", async () => {
  const privateKey = await importPrivateKey(rsa);
  expect(await readPrivateKey({ privateKey, algorithm: "RS256" })).toBe(privateKey);
  const error = await errorOf(readPrivateKey({ privateKey, algorithm: "RS512" }), PrivateKeyError);
  expect(error).toMatchObject({ code: "private_key_algorithm_mismatch", option: "algorithm" });
});
