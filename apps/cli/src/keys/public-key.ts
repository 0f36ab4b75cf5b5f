import { importPrivateKey, type SigningAlgorithm } from "@okta-edge/core";

/** The public half of a key, as Okta's "Add key" accepts it. */
export interface PublicKey {
  readonly algorithm: SigningAlgorithm;
  /** RFC 7638. `kid` has the same value unless the key is a JWK with a `kid` of its own. */
  readonly thumbprint: string;
  readonly publicJwk: JsonWebKey & { readonly kid: string; readonly use: "sig"; readonly alg: string };
}

/**
 * Reads the public half of a private key.
 *
 * @throws {PrivateKeyError} when the text is not a private key that Okta accepts.
 */
export async function readPublicKey(privateKey: string): Promise<PublicKey> {
  const { algorithm, thumbprint, publicJwk, keyId } = await importPrivateKey(privateKey);
  return {
    algorithm,
    thumbprint,
    publicJwk: { ...publicJwk, kid: keyId ?? thumbprint, use: "sig", alg: algorithm },
  };
}

/** Writes a public key for the reader, with the place where Okta expects it. */
export function describePublicKey({ algorithm, thumbprint, publicJwk }: PublicKey): string {
  return [
    `algorithm   ${algorithm}`,
    `thumbprint  ${thumbprint}`,
    "",
    "Public JWK, for Okta: Applications › your app › General › Public Keys › Add key",
    "",
    JSON.stringify(publicJwk, null, 2),
  ].join("\n");
}
