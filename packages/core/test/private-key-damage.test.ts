import { describe, expect, it } from "vitest";
import { importPrivateKey } from "../src/index.ts";
import {
  derOf,
  makeEcKey,
  makeRsaKey,
  privateJwkOf,
  publicJwkOf,
  runInDirectory,
  toPem,
  toTraditional,
} from "./support/openssl.ts";
import { commandOf, expectKeyError } from "./support/private-key-error.ts";

const rsa = await makeRsaKey();
const ec = await makeEcKey("P-256");
const otherRsa = await makeRsaKey();
const otherEc = await makeEcKey("P-256");
const pems = [rsa, ec, await toTraditional(rsa), await toTraditional(ec)];
const jwks = [privateJwkOf(rsa), privateJwkOf(ec)];

describe("a private key that is truncated", () => {
  it.each(pems)("as PEM, %#", async (pem) => {
    for (let length = 1; length < pem.trimEnd().length; length += 41) {
      await expectKeyError(pem.slice(0, length), "private_key_malformed");
      // A beginning that is a path's own would be taken for one.
      await expectKeyError(`x${pem.slice(length)}`, "private_key_malformed");
      await expectKeyError(btoa(pem.slice(0, length)), "private_key_malformed");
    }
  });

  it.each(pems)("within a PEM that is whole, %#", async (pem) => {
    const der = derOf(pem);
    // Up to where the curve of SEC1 begins, behind the key, and then from where it ends.
    const lengths = [0, 1, 4, 30, 34, 38, 52, 60, 90, 100, der.length - 1];
    for (const length of lengths) {
      await expectKeyError(toPem(der.subarray(0, length)), "private_key_malformed");
      if (length > 0) await expectKeyError(der.subarray(0, length).toString("base64"), "private_key_malformed");
    }
  });

  it("the hint says how to test the file", async () => {
    const error = await expectKeyError(rsa.slice(0, 800), "private_key_malformed");
    const [whole, cut] = await Promise.all(
      [rsa, rsa.slice(0, 800)].map((text) => runInDirectory(commandOf(error), { "key.pem": text })),
    );
    expect(whole?.status).toBe(0);
    expect(cut?.status).not.toBe(0);
  });

  it.each(jwks)("as JSON, %#", async (jwk) => {
    const json = JSON.stringify(jwk);
    for (const part of [
      json.slice(0, -1),
      json.slice(0, 40),
      "{",
      '{"',
      '{"kty"',
      `${json}}`,
      json.replaceAll('"', ""),
    ]) {
      for (const form of [part, btoa(part), `'${part}'`, JSON.stringify(part)]) {
        const error = await expectKeyError(form, "private_key_malformed");
        expect(error.message).toMatch(/ not valid JSON\.$/);
      }
    }
  });

  it.each(jwks)("as a JWK without one of its members, or with nothing in it, %#", async (jwk) => {
    // The factors of an RSA key can be recovered from the rest.
    const names = Object.keys(jwk).filter((name) => !["kty", "crv", "d", "p", "q", "dp", "dq", "qi"].includes(name));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const { [name]: _, ...rest } = jwk as Record<string, string>;
      await expectKeyError(rest, "private_key_malformed");
    }
    for (const nothing of ["", null, 0, {}, "§", "AA"]) {
      await expectKeyError({ ...jwk, [names[0] ?? ""]: nothing } as JsonWebKey, "private_key_malformed");
    }
    // Some engines sign without it, as long as the primes are there.
    for (const nothing of ["", null]) {
      await expectKeyError({ ...jwk, d: nothing } as JsonWebKey, "private_key_is_public");
      await expectKeyError(JSON.stringify({ ...jwk, d: nothing }), "private_key_is_public");
    }
  });
});

describe("a private key that is damaged", () => {
  it("in its base64", async () => {
    for (const pem of pems) {
      await expectKeyError(pem.replace(/(.{64}\n.{20})./, "$1!"), "private_key_malformed");
      await expectKeyError(pem.replace(/(.{64}\n.{20})./, "$1"), "private_key_malformed");
      await expectKeyError(`./key.pem\n${pem.replace(/(.{64}\n.{20})./, "$1!")}`, "private_key_malformed");
      await expectKeyError(pem.replace("END", "THE END OF"), "private_key_malformed");
      await expectKeyError(pem.replace(/-----$/m, "---"), "private_key_malformed");
      await expectKeyError(pem.replace(/END .*KEY/, "END CERTIFICATE"), "private_key_malformed");
    }
  });

  it("in its structure", async () => {
    for (const pem of pems) {
      const hex = derOf(pem).toString("hex");
      const damaged = [
        hex.replace(/^30/, "31"),
        hex.replace(/0201(0[01])/, "0202$1"),
        hex.replace(/0201(0[01])/, "020109"),
        `00${hex}`,
      ];
      for (const bytes of damaged) await expectKeyError(toPem(Buffer.from(bytes, "hex")), "private_key_malformed");
    }
  });

  it("the public half is another key's: in a JWK", async () => {
    const { n } = publicJwkOf(otherRsa);
    const { x, y } = publicJwkOf(otherEc);
    for (const jwk of [
      { ...jwks[0], n },
      { ...jwks[1], x, y },
    ]) {
      await expectKeyError(jwk as JsonWebKey, "private_key_malformed");
      await expectKeyError(JSON.stringify(jwk), "private_key_malformed");
    }
  });

  it("the public half is another key's: in PEM", async () => {
    const hexOf = (value = "") => Buffer.from(value, "base64url").toString("hex");
    const { n } = publicJwkOf(rsa);
    const { x, y } = publicJwkOf(ec);
    const other = { ...publicJwkOf(otherRsa), ...publicJwkOf(otherEc) };
    for (const pem of pems) {
      const hex = derOf(pem).toString("hex");
      const mixed = hex
        .replace(hexOf(n), hexOf(publicJwkOf(otherRsa).n))
        .replace(hexOf(x) + hexOf(y), hexOf(other.x) + hexOf(other.y));
      expect(mixed).not.toBe(hex);
      await expectKeyError(toPem(Buffer.from(mixed, "hex")), "private_key_malformed");
    }
  });

  it("the text is longer than any key", async () => {
    const comment = (length: number) => `# ${"x".repeat(length - rsa.trim().length - 3)}\n${rsa.trim()}`;
    expect(comment(65_536)).toHaveLength(65_536);
    expect(await importPrivateKey(comment(65_536))).toHaveProperty("algorithm", "RS256");
    await expectKeyError(comment(65_537), "private_key_malformed");
    await expectKeyError("-----BEGIN PRIVATE KEY-----".repeat(100_000), "private_key_malformed");
  });
});
