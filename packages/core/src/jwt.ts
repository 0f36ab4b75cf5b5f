import { encode } from "jose/base64url";

/** The header of a JWT (RFC 7515, section 4.1). */
interface JwtHeader {
  readonly alg: string;
  readonly typ?: string;
  readonly kid?: string;
  readonly jwk?: JsonWebKey;
}

/**
 * Signs claims as a JWT (RFC 7519) in compact form. The key was made or imported for `alg`, so that jose's checks of keys are not needed:
 * its signer would be half of the size of `importPrivateKey` and `createClientAssertion`.
 */
export async function signJwt(header: JwtHeader, claims: Record<string, unknown>, key: CryptoKey): Promise<string> {
  const content = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
  // An RSA key has its hash already.
  const parameters = { name: key.algorithm.name, hash: `SHA-${header.alg.slice(2)}` };
  const signature = await crypto.subtle.sign(parameters, key, new TextEncoder().encode(content));
  return `${content}.${encode(new Uint8Array(signature))}`;
}

/** Returns the claims of every JWT here: the time of issue in whole seconds since the epoch, and an ID that is used once. */
export function freshClaims(now: () => number): { readonly iat: number; readonly jti: string } {
  return { iat: Math.floor(now()), jti: crypto.randomUUID() };
}
