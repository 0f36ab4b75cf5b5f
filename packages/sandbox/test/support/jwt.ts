import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, importPKCS8, type JWK } from "jose";

/** A JWT before it is signed. Members that are undefined are left out of it. */
export interface Draft {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
}

/** Changes to a good JWT, each in one place. */
export interface Tampering {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  /** The private key to sign with instead. */
  readonly key?: CryptoKey | Uint8Array;
}

/** Signs a draft with the algorithm that its header names. */
export async function sign({ header, claims }: Draft, key: CryptoKey | Uint8Array): Promise<string> {
  const { alg, ...others } = header;
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ ...others, alg: String(alg) })
    .sign(key);
}

/** The same JWT with other claims under the old signature. */
export function withPayload(jwt: string, change: (claims: Record<string, unknown>) => Record<string, unknown>): string {
  const [header, payload = "", signature] = jwt.split(".");
  return [header, encode(change(decode(payload))), signature].join(".");
}

/** A JWT that no one signed. */
export function unsigned({ header, claims }: Draft): string {
  return `${encode(header)}.${encode(claims)}.`;
}

/** The header and the claims of a JWT, unverified. */
export function read(jwt: string): Draft {
  const [header = "", claims = ""] = jwt.split(".");
  return { header: decode(header), claims: decode(claims) };
}

/** An app's private key. */
export function importKey(pem: string, algorithm = "ES256"): Promise<CryptoKey> {
  return importPKCS8(pem, algorithm);
}

/** A key pair for proofs. */
export interface ProofKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  /** The private key too. */
  readonly privateJwk: JWK;
}

/** Makes a key pair of a client's own. */
export async function makeProofKey(algorithm = "ES256"): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey) };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text: string): Record<string, unknown> => JSON.parse(Buffer.from(text, "base64url").toString());
