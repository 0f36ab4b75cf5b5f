import { CompactSign, type CryptoKey, compactVerify, exportJWK, generateKeyPair, type JWK } from "jose";
import type { Clock } from "../org/clock.ts";

/** Seconds that an access token of the org authorization server lives: fixed. */
export const ACCESS_TOKEN_LIFETIME = 3600;

/** What an access token says. */
export interface AccessTokenClaims {
  /** The ID of the token. */
  readonly jti: string;
  /** The Client ID of the app. */
  readonly cid: string;
  /** The scopes granted. */
  readonly scp: readonly string[];
  /** When it was issued, in seconds since the epoch. */
  readonly iat: number;
  /** When it expires, in seconds since the epoch. */
  readonly exp: number;
  /** The thumbprint of the DPoP key that it is bound to. */
  readonly cnf?: { readonly jkt: string };
}

/** Why a token is not accepted. */
export type TokenFault = "malformed" | "invalid" | "expired" | "revoked";

/** Issues access tokens and knows its own again. */
export interface AccessTokens {
  /** Issues a token; `jkt` is the thumbprint of the DPoP key that it is bound to. */
  issue(claims: {
    readonly clientId: string;
    readonly scopes: readonly string[];
    readonly jkt: string | undefined;
  }): Promise<string>;
  /** Resolves with the claims of a token, or with why it is rejected. */
  verify(token: string): Promise<AccessTokenClaims | TokenFault>;
  /** The public half of the signing key. */
  readonly publicJwk: JWK;
  /** Revokes every token issued until now. */
  revokeAll(): void;
}

/** The key that access tokens are signed with. */
interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK & { readonly kid: string };
}

/** The signing key of all orgs of this process: an RSA key takes ten times as long to generate as the rest of an org. */
let signingKey: SigningKey | undefined;

async function generateSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = crypto.randomUUID();
  return { privateKey, publicKey, publicJwk: { ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" } };
}

/** Creates the org's issuer. It accepts only tokens that it has issued itself. */
export async function createAccessTokens(orgUrl: string, now: Clock): Promise<AccessTokens> {
  signingKey ??= await generateSigningKey();
  const { privateKey, publicKey, publicJwk } = signingKey;
  const { kid } = publicJwk;
  const revoked = new Set<string>();
  const alive = new Map<string, number>();
  return {
    publicJwk,
    async issue({ clientId, scopes, jkt }) {
      const iat = Math.floor(now());
      const jti = `AT.${crypto.randomUUID()}`;
      const exp = iat + ACCESS_TOKEN_LIFETIME;
      const claims = {
        ver: 1,
        jti,
        iss: orgUrl,
        aud: orgUrl,
        sub: clientId,
        iat,
        exp,
        cid: clientId,
        scp: scopes,
        ...(jkt !== undefined && { cnf: { jkt } }),
      };
      alive.set(jti, exp);
      return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ kid, typ: "application/okta-internal-at+jwt", alg: "RS256" })
        .sign(privateKey);
    },
    async verify(token) {
      if (token.split(".").length !== 3) return "malformed";
      const claims = await readClaims(token, publicKey);
      if (claims === undefined) return "invalid";
      if (revoked.has(claims.jti)) return "revoked";
      // Another org of this process signs with the same key.
      if (!alive.has(claims.jti)) return "invalid";
      return claims.exp <= now() ? "expired" : claims;
    },
    revokeAll() {
      for (const jti of alive.keys()) revoked.add(jti);
      alive.clear();
    },
  };
}

async function readClaims(token: string, key: CryptoKey): Promise<AccessTokenClaims | undefined> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ["RS256"] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
