import { fromBase64 } from "./base64.ts";
import { sha256 } from "./digest.ts";
import { privateKeyError } from "./errors.ts";
import { toHex } from "./hex.ts";
import type { Pkcs8Key } from "./pkcs8.ts";

/** The signature algorithms that Okta accepts for a client assertion (RFC 7518, section 3.1). */
export type SigningAlgorithm = "RS256" | "RS384" | "RS512" | "ES256" | "ES384" | "ES512";

/** An imported private key. It signs, and cannot be exported. */
export interface PrivateKey {
  /** The key: non-extractable, usable for `sign` only. */
  readonly key: CryptoKey;
  /** The algorithm that the key signs with. */
  readonly algorithm: SigningAlgorithm;
  /** The public half, to compare with Okta or to register there. */
  readonly publicJwk: JsonWebKey;
  /** The JWK SHA-256 thumbprint (RFC 7638) of the public half, in base64url. */
  readonly thumbprint: string;
  /** The `kid` of the JWK, if the key was a JWK with one. */
  readonly keyId?: string;
  /** A non-extractable HKDF key of the private number, from which `encryptedTokenCache` derives its key. */
  readonly derivationKey: CryptoKey;
}

/** Options of {@link importPrivateKey}. */
export interface ImportPrivateKeyOptions {
  /**
   * The algorithm to sign with.
   *
   * @defaultValue RS256 for an RSA key, the algorithm of its curve for an EC key
   */
  readonly algorithm?: SigningAlgorithm | undefined;
}

/** A JWK (RFC 7517) that is not yet validated. */
interface PrivateJwk extends JsonWebKey {
  readonly kid?: unknown;
}

/** Converts standard or padded base64, which some tools write into a JWK. */
function toBase64url(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.replaceAll("+", "-").replaceAll("/", "_").replace(/[=\s]/g, "");
}

/** A private key in any form that {@link importPrivateKey} accepts. */
export type PrivateKeyInput = string | Uint8Array | ArrayBuffer | JsonWebKey;

/**
 * Imports the private key of an Okta API Services app.
 *
 * Accepts PEM in PKCS#8, PKCS#1 or SEC1, as text or as the bytes of a file: with text around it, on one line, with literal `\n`, in
 * quotes, or encoded in base64; or a JWK, a JWK set with one private key, or JSON with a PEM in one of its members.
 * RSA keys must have 2048 bits or more, EC keys must be on the curve P-256, P-384 or P-521.
 *
 * @param input - The key.
 * @param options - The algorithm to sign with.
 * @returns the key, which signs and cannot be exported, with its public half.
 * @throws {PrivateKeyError} with a {@link PrivateKeyErrorCode} that says what is wrong, and a `hint` that describes the fix.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5208 PKCS#8}, {@link https://www.rfc-editor.org/rfc/rfc8017 PKCS#1},
 *   {@link https://www.rfc-editor.org/rfc/rfc5915 SEC1}, {@link https://www.rfc-editor.org/rfc/rfc7517 JWK}
 *
 * @example
 * ```ts
 * const privateKey = await importPrivateKey(pem);
 * console.log(privateKey.algorithm, privateKey.thumbprint);
 * ```
 */
export async function importPrivateKey(
  input: PrivateKeyInput,
  options: ImportPrivateKeyOptions = {},
): Promise<PrivateKey> {
  const jwk = await readJwk(input);
  const { kty, crv, kid, oth } = jwk;
  const algorithm = chooseAlgorithm(jwk, options.algorithm);
  const pick = (...names: readonly (keyof JsonWebKey)[]): JsonWebKey =>
    Object.fromEntries(names.map((name) => [name, toBase64url(jwk[name])]));
  const { d } = pick("d");
  if (!d) throw privateKeyError("private_key_is_public");
  if (oth) throw privateKeyError("private_key_unsupported.multi_prime");
  // In the order of RFC 7638, section 3.3: the thumbprint is the digest of its JSON.
  const publicJwk = kty === "RSA" ? pick("e", "kty", "n") : pick("crv", "kty", "x", "y");
  const parameters = importParameters(kty, crv, algorithm);
  let factors = pick("p", "q", "dp", "dq", "qi");
  const lacksFactors = kty === "RSA" && !Object.values(factors).every(Boolean);
  const forms = lacksFactors ? await loadKeyForms() : undefined;
  let checked: Pick<PrivateKey, "key" | "thumbprint" | "derivationKey">;
  try {
    if (forms) factors = forms.rsaFactors({ ...jwk, ...publicJwk, d });
    // Without `alg`, `use` and `key_ops`, which an engine may reject.
    const [key, derivationKey, thumbprint] = await Promise.all([
      importPair({ ...publicJwk, d, ...factors }, publicJwk, parameters),
      crypto.subtle.importKey("raw", new TextEncoder().encode(d), "HKDF", false, ["deriveKey"]),
      sha256(JSON.stringify(publicJwk)),
    ]);
    checked = { key, derivationKey, thumbprint };
  } catch {
    // The engine's message may quote the key.
    throw privateKeyError("private_key_malformed");
  }
  // It is undefined for an EC key.
  if ((checked.key.algorithm as RsaHashedKeyAlgorithm).modulusLength < 2048)
    throw privateKeyError("private_key_too_small");
  return { ...checked, algorithm, publicJwk, ...(typeof kid === "string" && { keyId: kid }) };
}

/** Imports the `privateKey` of a client's options, unless it is imported already. */
export async function readPrivateKey(options: {
  readonly privateKey: PrivateKeyInput | PrivateKey;
  readonly algorithm?: SigningAlgorithm | undefined;
}): Promise<PrivateKey> {
  const { privateKey, algorithm } = options;
  if (typeof privateKey !== "object" || privateKey === null || !("derivationKey" in privateKey)) {
    return importPrivateKey(privateKey, { algorithm });
  }
  if (algorithm === undefined || algorithm === privateKey.algorithm) return privateKey;
  const { kty = "" } = privateKey.publicJwk;
  throw privateKeyError("private_key_algorithm_mismatch", { kind: kty, supported: privateKey.algorithm });
}

/** The algorithms of each kind of key (RFC 7518, sections 3.3 and 3.4), the usual one first. */
const ALGORITHMS = new Map<unknown, readonly unknown[]>([
  ["RSA", ["RS256", "RS384", "RS512"]],
  ["P-256", ["ES256"]],
  ["P-384", ["ES384"]],
  ["P-521", ["ES512"]],
]);

function chooseAlgorithm({ kty, crv, alg }: PrivateJwk, wanted: SigningAlgorithm | undefined): SigningAlgorithm {
  const kind = kty === "RSA" ? kty : kty === "EC" && crv;
  const fitting = ALGORITHMS.get(kind);
  if (!fitting) throw privateKeyError(kty ? "private_key_unsupported" : "private_key_malformed");
  if (typeof alg === "string" && alg.startsWith("PS")) throw privateKeyError("private_key_rsa_pss");
  const algorithm = wanted ?? alg ?? fitting[0];
  const fits = fitting.includes(algorithm);
  // Okta's console writes `alg` into its JWKs, and Okta accepts no other algorithm from a key registered with it.
  if (fits && (alg ?? algorithm) === algorithm) return algorithm as SigningAlgorithm;
  const supported = fits ? String(alg) : fitting.join(", ");
  throw privateKeyError("private_key_algorithm_mismatch", { kind: String(kind), supported });
}

type ImportParameters = RsaHashedImportParams & EcKeyImportParams & EcdsaParams;

function importParameters(kty: unknown, crv: unknown, algorithm: SigningAlgorithm): ImportParameters {
  const name = kty === "RSA" ? "RSASSA-PKCS1-v1_5" : "ECDSA";
  return { name, hash: `SHA-${algorithm.slice(2)}`, namedCurve: crv as string };
}

/** Imports a private key whose public half fits: engines import any other one as well, and its signatures are invalid. */
async function importPair(jwk: JsonWebKey, publicJwk: JsonWebKey, parameters: ImportParameters): Promise<CryptoKey> {
  const [key, verifier] = await Promise.all([
    crypto.subtle.importKey("jwk", jwk, parameters, false, ["sign"]),
    crypto.subtle.importKey("jwk", publicJwk, parameters, false, ["verify"]),
  ]);
  const probe = new Uint8Array(32);
  const signature = await crypto.subtle.sign(parameters, key, probe);
  if (!(await crypto.subtle.verify(parameters, verifier, signature, probe))) throw new Error();
  return key;
}

/** A PEM in PKCS#8, and the beginning of an RSA key in it that has two primes and 2048 bits or more. */
const PKCS8_PEM = /^\s*-----BEGIN PRIVATE KEY-----([A-Za-z\d+/=\s]+)-----END PRIVATE KEY-----\s*$/;
const PKCS8_RSA = /^3082....02010030..06092a864886f70d01010105000482....3082....020100/;

/** Loads what reads every other form of a key, and explains what is none. */
const loadKeyForms = () => import("./key-forms.ts");

/** Reads a key as Okta's console writes it, a JWK or the PEM of an RSA key in PKCS#8, or in any other form. */
async function readJwk(input: PrivateKeyInput): Promise<PrivateJwk> {
  if (typeof input === "object" && "kty" in (input ?? {}) && (input as JsonWebKey).kty) return input as PrivateJwk;
  const [, base64 = ""] = typeof input === "string" ? (PKCS8_PEM.exec(input) ?? []) : [];
  const der = fromBase64(base64);
  if (der && PKCS8_RSA.test(toHex(der.subarray(0, 64)))) return pkcs8ToJwk({ bytes: der, crv: undefined });
  const { readKey, toPkcs8, KeyProblem } = await loadKeyForms();
  let pkcs8: Pkcs8Key;
  try {
    const found = readKey(input);
    if (!(found instanceof Uint8Array)) return found;
    pkcs8 = toPkcs8(found);
  } catch (problem) {
    throw problem instanceof KeyProblem ? privateKeyError(problem.id, problem.values) : problem;
  }
  return pkcs8ToJwk(pkcs8);
}

async function pkcs8ToJwk({ bytes, crv }: Pkcs8Key): Promise<PrivateJwk> {
  const parameters = importParameters(crv ? "EC" : "RSA", crv, "RS256");
  try {
    // Extractable for a moment: some files, such as Java's, lack the public half of an EC key, which only the engine can compute.
    const key = await crypto.subtle.importKey("pkcs8", bytes, parameters, true, ["sign"]);
    const { alg, ...jwk } = await crypto.subtle.exportKey("jwk", key);
    return jwk;
  } catch {
    throw privateKeyError("private_key_malformed");
  }
}
