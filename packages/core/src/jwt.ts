import type { CompactJWSHeaderParameters } from "jose";
import { CompactSign } from "jose/jws/compact/sign";

/** Signs claims as a JWT (RFC 7519). jose's general JWT builder, which the two JWTs of this package do not need, would double the size. */
export function signJwt(
  header: CompactJWSHeaderParameters,
  claims: Record<string, unknown>,
  key: CryptoKey,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(key);
}

/** Returns the claims of every JWT here: the time of issue in whole seconds since the epoch, and an ID that is used once. */
export function freshClaims(now: () => number): { readonly iat: number; readonly jti: string } {
  return { iat: Math.floor(now()), jti: crypto.randomUUID() };
}
