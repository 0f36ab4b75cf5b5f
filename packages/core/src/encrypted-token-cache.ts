import { compactDecrypt } from "jose/jwe/compact/decrypt";
import { CompactEncrypt } from "jose/jwe/compact/encrypt";
import type { PrivateKey } from "./private-key.ts";
import { isTokenSet, type TokenCache } from "./token-cache.ts";

/** A store of short texts, such as Cloudflare KV. It receives ciphertext only. */
export interface TextStore {
  /** Resolves with the text of an entry; null or undefined if there is none. */
  get(key: string): Promise<string | null | undefined>;
  /**
   * Stores an entry, or replaces it.
   *
   * @param expiresAt - When the entry expires, in seconds since the epoch.
   */
  set(key: string, value: string, expiresAt: number): Promise<void>;
}

/**
 * Creates a {@link TokenCache} whose entries cannot be read without the private key. Each entry is a JWE (RFC 7516; `dir`, A256GCM).
 * Its key is derived from the private key (HKDF, RFC 5869), and it is bound to its cache key, so that entries cannot be exchanged.
 * An entry that cannot be decrypted is a miss: a new private key makes all entries unusable.
 *
 * @param store - Where to store the entries.
 * @param privateKey - The result of `importPrivateKey`.
 * @returns the cache.
 *
 * @example
 * ```ts
 * const privateKey = await importPrivateKey(env.OKTA_PRIVATE_KEY);
 * const tokenCache = encryptedTokenCache(store, privateKey);
 * ```
 */
export function encryptedTokenCache(store: TextStore, privateKey: PrivateKey): TokenCache {
  let derived: Promise<CryptoKey> | undefined;
  const encryptionKey = () => {
    derived ??= deriveEncryptionKey(privateKey);
    return derived;
  };
  return {
    async get(key) {
      const jwe = await store.get(key);
      if (typeof jwe !== "string") return undefined;
      try {
        const options = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
        const { plaintext, protectedHeader } = await compactDecrypt(jwe, await encryptionKey(), options);
        const tokenSet: unknown = JSON.parse(new TextDecoder().decode(plaintext));
        return protectedHeader.kid === key && isTokenSet(tokenSet) ? tokenSet : undefined;
      } catch {
        return undefined;
      }
    },
    async set(key, tokenSet) {
      const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(tokenSet)))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: key })
        .encrypt(await encryptionKey());
      await store.set(key, jwe, tokenSet.expiresAt);
    },
  };
}

async function deriveEncryptionKey({ derivationKey, thumbprint }: PrivateKey): Promise<CryptoKey> {
  const text = new TextEncoder();
  const parameters = {
    name: "HKDF",
    hash: "SHA-256",
    salt: text.encode(thumbprint),
    info: text.encode("okta-edge token cache v1, A256GCM"),
  };
  return crypto.subtle.deriveKey(parameters, derivationKey, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}
