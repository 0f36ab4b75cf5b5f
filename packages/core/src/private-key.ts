import { sha256 } from "./digest.ts";
import { privateKeyError } from "./errors.ts";
import { readKey } from "./key-text.ts";
import { toPkcs8 } from "./pkcs8.ts";
import { rsaFactors } from "./rsa-factors.ts";

/** The signature algorithms that Okta accepts for a client assertion (RFC 7518, section 3.1). */
export type SigningAlgorithm = "RS256" | "RS384" | "RS512" | "ES256" | "ES384" | "ES512";

/** An imported private key. It signs, and cannot be exported. */
export interface PrivateKey {
  /** The key: non-extractable, usable for `sign` only. */
  readonly key: CryptoKey;
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
  const found = readKey(input);
  const jwk: PrivateJwk = found instanceof Uint8Array ? await derToJwk(found) : found;
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
  let checked: Pick<PrivateKey, "key" | "thumbprint" | "derivationKey">;
  try {
    let factors = pick("p", "q", "dp", "dq", "qi");
    if (kty === "RSA" && !Object.values(factors).every(Boolean)) factors = rsaFactors({ ...jwk, ...publicJwk, d });
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

/** Parses PKCS#8, PKCS#1 and SEC1, whatever the label of the PEM is. */
async function derToJwk(der: Uint8Array<ArrayBuffer>): Promise<PrivateJwk> {
  const { bytes, crv } = toPkcs8(der);
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
