import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importPrivateKey, type PrivateKey, PrivateKeyError, type SigningAlgorithm } from "../src/index.ts";
import { findLeak } from "./support/key-material.ts";
import {
  CURVES,
  derOf,
  makeEcKey,
  makeRsaKey,
  openssl,
  privateJwkOf,
  toPem,
  toTraditional,
} from "./support/openssl.ts";

/** Milliseconds that one import may take on a machine that is busy with other tests: what runs away takes far more. */
const LIMIT = 10_000;

const rsa = await makeRsaKey();
const ecs = await Promise.all(Object.values(CURVES).map(makeEcKey));
const [ec = ""] = ecs;
const traditional = await Promise.all([rsa, ...ecs].map(toTraditional));
const locked = await openssl("pkcs8 -topk8 -passout pass:secret", ec);
const pems = [rsa, ...ecs, ...traditional, locked, await openssl("pkey -pubout", rsa)];
const jwks = [rsa, ...ecs].map(privateJwkOf);

/** Expects a key that signs, or a refusal that gives nothing away, and soon. */
async function expectKeyOrRefusal(input: unknown, algorithm?: unknown): Promise<void> {
  const begun = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("It takes too long.")), LIMIT);
  });
  const options = algorithm === undefined ? {} : { algorithm: algorithm as SigningAlgorithm };
  try {
    await expectToSign(await Promise.race([importPrivateKey(input as string, options), late]));
  } catch (error) {
    if (!(error instanceof PrivateKeyError)) throw error;
    expect(error.code).toMatch(/^private_key_[a-z_]+$/);
    expect(error.hint).toBeTruthy();
    const material = typeof input === "string" ? input : inspect(input, { depth: 20, maxStringLength: null });
    expect(findLeak(error, material)).toBeUndefined();
  } finally {
    clearTimeout(timer);
  }
  expect(performance.now() - begun).toBeLessThan(LIMIT);
}

async function expectToSign({ key, publicJwk, algorithm, thumbprint }: PrivateKey): Promise<void> {
  expect(key).toMatchObject({ type: "private", extractable: false, usages: ["sign"] });
  expect(algorithm).toMatch(/^(RS|ES)(256|384|512)$/);
  expect(thumbprint).toMatch(/^[\w-]{43}$/);
  const parameters = {
    ...key.algorithm,
    hash: `SHA-${algorithm.slice(2)}`,
  } as RsaHashedImportParams & EcKeyImportParams & EcdsaParams;
  const verifier = await crypto.subtle.importKey("jwk", publicJwk, parameters, false, ["verify"]);
  const text = new TextEncoder().encode("a text of the test");
  const signature = await crypto.subtle.sign(parameters, key, text);
  expect(await crypto.subtle.verify(parameters, verifier, signature, text)).toBe(true);
}

/** A change of a sequence of characters or bytes: the places are parts of its length. */
interface Edit {
  readonly kind: "flip" | "cut" | "insert" | "duplicate";
  readonly at: number;
  readonly length: number;
  readonly other: Uint8Array;
}

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("flip", "cut", "insert", "duplicate"),
    at: place,
    length: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 200 })),
    other: fc.uint8Array({ minLength: 1, maxLength: 20 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Bytes after edits; a text's are its characters. */
function edit(bytes: Buffer, changes: readonly Edit[]): Buffer {
  return changes.reduce((before, { kind, at, length, other }) => {
    const start = Math.floor(at * before.length);
    const [head, part, tail] = [
      before.subarray(0, start),
      before.subarray(start, start + length),
      before.subarray(start + length),
    ];
    if (kind === "flip") return Buffer.concat([head, part.map((byte, i) => byte ^ (other[i] ?? 0)), tail]);
    if (kind === "cut") return Buffer.concat([head, tail]);
    if (kind === "insert") return Buffer.concat([head, other, part, tail]);
    return Buffer.concat([head, part, part, tail]);
  }, bytes);
}

const check = <Values extends [unknown, ...unknown[]]>(
  numRuns: number,
  property: fc.IAsyncProperty<Values>,
): Promise<void> => fc.assert(property, { numRuns });

const limits = { timeout: 120_000 };
describe("importPrivateKey gives a key that signs, or a PrivateKeyError that gives nothing away, for", limits, () => {
  it("any text", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.base64String({ maxLength: 2000 }),
      fc.json(),
      fc.webPath(),
    );
    await check(
      600,
      fc.asyncProperty(text, (input) => expectKeyOrRefusal(input)),
    );
  });

  it("any bytes, bare, in PEM, or behind the beginning of a key", async () => {
    const beginnings = [...pems.map((pem) => derOf(pem)), Buffer.from("openssh-key-v1\0"), Buffer.from([0x30])];
    const cases = fc.tuple(
      fc.oneof(fc.constant(Buffer.alloc(0)), fc.constantFrom(...beginnings)),
      fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "CERTIFICATE", "X"),
    );
    const property = fc.asyncProperty(cases, async ([beginning, length, rest, label]) => {
      const der = Buffer.concat([beginning.subarray(0, length), rest]);
      for (const input of [der.toString("base64"), der.toString("latin1"), toPem(der, label)]) {
        await expectKeyOrRefusal(input);
      }
    });
    await check(300, property);
  });

  it("a PEM or a JWK whose text was changed", async () => {
    const texts = [...pems, ...jwks.map((jwk) => JSON.stringify(jwk)), ...pems.map(btoa), pems.join("")];
    const property = fc.asyncProperty(fc.constantFrom(...texts), edits, (text, changes) =>
      expectKeyOrRefusal(edit(Buffer.from(text, "latin1"), changes).toString("latin1")),
    );
    await check(1000, property);
  });

  it("a PEM whose bytes were changed", async () => {
    const property = fc.asyncProperty(fc.constantFrom(...pems), edits, (pem, changes) =>
      expectKeyOrRefusal(toPem(edit(derOf(pem), changes))),
    );
    await check(1000, property);
  });

  it("a PEM of which one byte was changed", async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...pems),
      place,
      fc.integer({ min: 1, max: 255 }),
      (pem, at, by) => {
        const der = derOf(pem);
        const i = Math.floor(at * at * der.length);
        der[i] = (der[i] ?? 0) ^ by;
        return expectKeyOrRefusal(toPem(der));
      },
    );
    await check(1000, property);
  });

  it("a JWK with anything in it", async () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withTypedArray: true });
    const names = fc.constantFrom(
      "RSA",
      "EC",
      "oct",
      "OKP",
      "P-256",
      "P-384",
      "P-521",
      "constructor",
      "__proto__",
      "RS256",
    );
    const values = fc.oneof(
      anything,
      names,
      fc.base64String().map((text) => text.replace(/=+$/, "")),
      fc.constant(undefined),
    );
    const members = [
      "kty",
      "crv",
      "n",
      "e",
      "d",
      "p",
      "q",
      "dp",
      "dq",
      "qi",
      "x",
      "y",
      "alg",
      "use",
      "kid",
      "key_ops",
      "ext",
    ];
    const changes = fc.dictionary(fc.constantFrom(...members), values, { maxKeys: 3 });
    const property = fc.asyncProperty(fc.constantFrom({}, ...jwks), changes, (jwk, change) =>
      expectKeyOrRefusal({ ...jwk, ...change }),
    );
    await check(1000, property);
  });

  it("anything else, and for any algorithm", async () => {
    const anything = fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true, withTypedArray: true });
    await check(
      300,
      fc.asyncProperty(anything, (input) => expectKeyOrRefusal(input)),
    );
    const property = fc.asyncProperty(fc.constantFrom(...pems, ...jwks), anything, expectKeyOrRefusal);
    await check(300, property);
  });
});
