import { systemTime } from "./clock.ts";
import { sha256 } from "./digest.ts";
import { freshClaims, signJwt } from "./jwt.ts";

/** A key pair that DPoP proofs are signed with (RFC 9449): ES256, and never the key of the client assertion. */
export interface DpopKey {
  /** Non-extractable. */
  readonly privateKey: CryptoKey;
  readonly publicJwk: JsonWebKey;
}

const ECDSA_P256 = { name: "ECDSA", namedCurve: "P-256" };

/** Makes a new DPoP key as a private JWK: a token and its key are cached together, so that whoever finds the one can use it. */
export async function generateDpopJwk(): Promise<JsonWebKey> {
  const { privateKey } = await crypto.subtle.generateKey(ECDSA_P256, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", privateKey);
  return { kty, crv, x, y, d } as JsonWebKey;
}

/** Makes a private JWK of {@link generateDpopJwk} ready to sign. */
export async function importDpopKey(jwk: JsonWebKey): Promise<DpopKey> {
  const { kty, crv, x, y } = jwk;
  const privateKey = await crypto.subtle.importKey("jwk", jwk, ECDSA_P256, false, ["sign"]);
  return { privateKey, publicJwk: { kty, crv, x, y } as JsonWebKey };
}

/** What a DPoP proof is for. */
export interface DpopProofOptions {
  readonly key: DpopKey;
  readonly method: string;
  /** The URL of the request; its query and fragment are no part of the proof. */
  readonly url: string;
  /** The server's nonce, where it gave one. */
  readonly nonce?: string | undefined;
  /** The access token that the request carries; none at the token endpoint. */
  readonly accessToken?: string | undefined;
  /** The time in seconds since the epoch. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
}

/**
 * Makes a DPoP proof for one request. Okta takes each once, and for five minutes.
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
