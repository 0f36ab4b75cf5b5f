import { sha256 } from "./digest.ts";
import { privateKeyError } from "./errors.ts";
import { readKeyText } from "./key-text.ts";
import { toPkcs8 } from "./pkcs8.ts";

/** The signature algorithms that Okta takes for a client assertion (RFC 7518, section 3.1). */
export type SigningAlgorithm = "RS256" | "RS384" | "RS512" | "ES256" | "ES384" | "ES512";

/** A private key that is ready to sign, and can no longer be read by anyone. */
export interface PrivateKey {
  /** The key itself: non-extractable, usable for `sign` alone. */
  readonly key: CryptoKey;
  readonly algorithm: SigningAlgorithm;
  /** The public half, to be compared with what Okta shows or to be registered there. */
  readonly publicJwk: JsonWebKey;
  /** The JWK SHA-256 thumbprint (RFC 7638) of the public half, in base64url. */
  readonly thumbprint: string;
  /** The `kid` that the JWK came with, if it was a JWK and had one. */
  readonly keyId?: string;
  /** HKDF key over the private key's secret number, non-extractable: what `encryptedTokenCache` derives its key from. */
  readonly derivationKey: CryptoKey;
}

/** Options of {@link importPrivateKey}. */
export interface ImportPrivateKeyOptions {
  /** The algorithm to sign with; by default RS256 for an RSA key, and for an EC key the one that belongs to its curve. */
  readonly algorithm?: SigningAlgorithm | undefined;
}

/** What is read of a JWK (RFC 7517), whoever wrote it. */
interface PrivateJwk extends JsonWebKey {
  readonly kid?: unknown;
}

/**
 * Imports the private key of an Okta API Services app.
 *
 * Takes what people really paste: PEM in PKCS#8, PKCS#1 or SEC1, with text around it, on one line, with literal `\n`, in
 * quotes, or encoded in base64 once more; or a JWK as an object or as JSON, as Okta's console offers it.
 * RSA keys need 2048 bits or more; EC keys are on P-256, P-384 or P-521.
 *
 * @throws {PrivateKeyError} whose `code` says what was given instead, and whose `hint` says how to mend it.
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
  input: string | JsonWebKey,
  options: ImportPrivateKeyOptions = {},
): Promise<PrivateKey> {
  const found = typeof input === "string" ? readKeyText(input) : input;
  if (!found) throw privateKeyError("private_key_empty");
  const jwk: PrivateJwk = found instanceof Uint8Array ? await derToJwk(found) : found;
  const { kty, crv, n, e, d, p, q, dp, dq, qi, x, y, kid } = jwk;
  const algorithm = chooseAlgorithm(jwk, options.algorithm);
  if (!d) throw privateKeyError("private_key_is_public");
  // In the order of RFC 7638, section 3.3, so that its JSON is what the thumbprint is made of.
  const publicJwk = (kty === "RSA" ? { e, kty, n } : { crv, kty, x, y }) as JsonWebKey;
  const parameters = importParameters(kty, crv, algorithm);
  let checked: Pick<PrivateKey, "key" | "thumbprint" | "derivationKey">;
  try {
    // `alg`, `use` and `key_ops` are left behind: an engine may refuse them.
    const bare = { ...publicJwk, d, ...(kty === "RSA" && { p, q, dp, dq, qi }) } as JsonWebKey;
    const key = await crypto.subtle.importKey("jwk", bare, parameters, false, ["sign"]);
    await checkPair(key, publicJwk, parameters);
    const derivationKey = await crypto.subtle.importKey("raw", new TextEncoder().encode(d), "HKDF", false, [
      "deriveKey",
    ]);
    checked = { key, derivationKey, thumbprint: await sha256(JSON.stringify(publicJwk)) };
  } catch {
    // What an engine says may quote the key.
    throw privateKeyError("private_key_malformed");
  }
  // That of an EC key is undefined.
  if ((checked.key.algorithm as RsaHashedKeyAlgorithm).modulusLength < 2048)
    throw privateKeyError("private_key_too_small");
  return { ...checked, algorithm, publicJwk, ...(typeof kid === "string" && { keyId: kid }) };
}

/** Imports the `privateKey` of a client's options, unless it is imported already. */
export async function readPrivateKey(options: {
  readonly privateKey: string | JsonWebKey | PrivateKey;
  readonly algorithm?: SigningAlgorithm | undefined;
}): Promise<PrivateKey> {
  const { privateKey, algorithm } = options;
  if (typeof privateKey === "object" && privateKey && "derivationKey" in privateKey) return privateKey;
  return importPrivateKey(privateKey, { algorithm });
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
  // Okta's console writes `alg` into the JWKs that it makes; a key registered with it signs with nothing else.
  if (fits && (alg ?? algorithm) === algorithm) return algorithm as SigningAlgorithm;
  if (fits) throw privateKeyError("private_key_algorithm_mismatch.jwk", { supported: String(alg) });
  throw privateKeyError("private_key_algorithm_mismatch", { kind: String(kind), supported: fitting.join(", ") });
}

type ImportParameters = RsaHashedImportParams & EcKeyImportParams & EcdsaParams;

function importParameters(kty: unknown, crv: unknown, algorithm: SigningAlgorithm): ImportParameters {
  const name = kty === "RSA" ? "RSASSA-PKCS1-v1_5" : "ECDSA";
  return { name, hash: `SHA-${algorithm.slice(2)}`, namedCurve: crv as string };
}

/** Engines import a key whose numbers do not belong together; such a key fails at Okta, or leaks by its faults. */
async function checkPair(key: CryptoKey, publicJwk: JsonWebKey, parameters: ImportParameters): Promise<void> {
  const verifier = await crypto.subtle.importKey("jwk", publicJwk, parameters, false, ["verify"]);
  const probe = new Uint8Array(32);
  const signature = await crypto.subtle.sign(parameters, key, probe);
  if (!(await crypto.subtle.verify(parameters, verifier, signature, probe))) throw new Error();
}

/** Reads PKCS#8, PKCS#1 and SEC1, whatever the label on the PEM says. */
async function derToJwk(der: Uint8Array<ArrayBuffer>): Promise<PrivateJwk> {
  const { bytes, crv } = toPkcs8(der);
  const parameters = importParameters(crv ? "EC" : "RSA", crv, "RS256");
  try {
    // Extractable for a moment, since only the engine can work out what some files leave out: Java's, an EC key's public half.
    const key = await crypto.subtle.importKey("pkcs8", bytes, parameters, true, ["sign"]);
    const { alg, ...jwk } = await crypto.subtle.exportKey("jwk", key);
    return jwk;
  } catch {
    throw privateKeyError("private_key_malformed");
  }
}
