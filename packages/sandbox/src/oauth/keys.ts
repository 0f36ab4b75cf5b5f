import { exportJWK, exportPKCS8, generateKeyPair, type JWK } from "jose";

/** The algorithms that Okta takes from an app and in a DPoP proof. */
export const SIGNATURE_ALGORITHMS: readonly string[] = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

/** A fresh key pair: the private half as PKCS#8 PEM, the public one as a JWK with its KID. */
export interface KeyPair {
  readonly keyId: string;
  readonly privateKey: string;
  readonly publicJwk: JWK;
}

/** Makes a key pair at run time: no key of the sandbox is ever stored. */
export async function makeKeyPair(algorithm: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const [pem, jwk] = await Promise.all([exportPKCS8(privateKey), exportJWK(publicKey)]);
  const keyId = crypto.randomUUID().replaceAll("-", "").slice(0, 24);
  return { keyId, privateKey: pem, publicJwk: { ...jwk, kid: keyId, use: "sig" } };
}
