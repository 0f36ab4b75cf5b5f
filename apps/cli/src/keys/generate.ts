/** The kinds of keys that `key new` and `init` make. */
export const KEY_KINDS = ["RS256", "ES256"] as const;

/** A kind of key, named after the algorithm it signs with. */
export type KeyKind = (typeof KEY_KINDS)[number];

/** The sizes of RSA keys. Okta rejects fewer than 2048 bits. */
export const KEY_SIZES = ["2048", "3072", "4096"] as const;

/** Generates a private key and returns it as PEM (PKCS#8). */
export async function generatePrivateKey(kind: KeyKind, bits = 2048): Promise<string> {
  const parameters =
    kind === "ES256"
      ? { name: "ECDSA", namedCurve: "P-256" }
      : {
          name: "RSASSA-PKCS1-v1_5",
          hash: "SHA-256",
          modulusLength: bits,
          publicExponent: Uint8Array.of(1, 0, 1),
        };
  const { privateKey } = (await crypto.subtle.generateKey(parameters, true, ["sign", "verify"])) as CryptoKeyPair;
  const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", privateKey));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}
