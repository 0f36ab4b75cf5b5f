import { systemTime } from "./clock.ts";
import { sha256 } from "./digest.ts";
import { freshClaims, signJwt } from "./jwt.ts";

/** A key pair that signs DPoP proofs (RFC 9449) with ES256. It is not the key of the client assertion. */
export interface DpopKey {
  /** Non-extractable. */
  readonly privateKey: CryptoKey;
  /** The public half, which each proof contains. */
  readonly publicJwk: JsonWebKey;
}

const ECDSA_P256 = { name: "ECDSA", namedCurve: "P-256" };

/**
 * Generates a DPoP key as a private JWK. It is cached with its token, so that every instance that reads the token can also use it.
 *
 * @returns the JWK, with its private number: anyone who reads it can use the token that is bound to it.
 */
export async function generateDpopJwk(): Promise<JsonWebKey> {
  const { privateKey } = await crypto.subtle.generateKey(ECDSA_P256, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);
  return { kty, crv, x, y, d } as JsonWebKey;
}

/**
 * Imports a private JWK of {@link generateDpopJwk}.
 *
 * @param jwk - The private JWK.
 * @returns the key, which cannot be exported.
 */
export async function importDpopKey(jwk: JsonWebKey): Promise<DpopKey> {
  const { kty, crv, x, y } = jwk;
  const privateKey = await crypto.subtle.importKey("jwk", jwk, ECDSA_P256, false, ["sign"]);
  return { privateKey, publicJwk: { kty, crv, x, y } as JsonWebKey };
}

/** Options of {@link createDpopProof}. */
export interface DpopProofOptions {
  /** The key pair that signs the proof. */
  readonly key: DpopKey;
  /** The HTTP method of the request, such as `GET`. */
  readonly method: string;
  /** The URL of the request; the proof contains it without query and fragment. */
  readonly url: string;
  /** The nonce of the server, if it requires one. */
  readonly nonce?: string | undefined;
  /** The access token of the request; none at the token endpoint. */
  readonly accessToken?: string | undefined;
  /**
   * Returns the time in seconds since the epoch.
   *
   * @defaultValue the system clock
   */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates a DPoP proof for one request. Okta accepts each proof once, within five minutes.
 *
 * @param options - The key and the request.
 * @returns the proof, for the `DPoP` header.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-4.2 RFC 9449, section 4.2}
 * @see {@link https://developer.okta.com/docs/guides/dpop/ Okta: DPoP}
 *
 * @example
 * ```ts
 * const key = await importDpopKey(await generateDpopJwk());
 * const proof = await createDpopProof({ key, method: "GET", url: "https://example.okta.com/api/v1/users", accessToken });
 * ```
 */
export async function createDpopProof(options: DpopProofOptions): Promise<string> {
  const { key, method, nonce, accessToken, now = systemTime } = options;
  const { origin, pathname } = new URL(options.url);
  return signJwt(
    { alg: "ES256", typ: "dpop+jwt", jwk: key.publicJwk },
    {
      ...freshClaims(now),
      htm: method,
      htu: origin + pathname,
      nonce,
      ath: accessToken && (await sha256(accessToken)),
    },
    key.privateKey,
  );
}
