import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import type { PrivateKey } from "./private-key.ts";
import { isTokenSet, type TokenCache } from "./token-cache.ts";

/** A store of short texts, such as Cloudflare KV. It receives ciphertext only. */
export interface TextStore {
  get(key: string): Promise<string | null | undefined>;
  /** @param expiresAt - When the entry expires, in seconds since the epoch. */
  set(key: string, value: string, expiresAt: number): Promise<void>;
}

/**
 * Creates a {@link TokenCache} whose entries cannot be read without the private key. Each entry is a JWE (RFC 7516; `dir`, A256GCM).
 * Its key is derived from the private key (HKDF, RFC 5869), and it is bound to its cache key, so that entries cannot be exchanged.
 * An entry that cannot be decrypted is a miss: a new private key makes all entries unusable.
 *
 * @param store - Where to store the entries.
 * @param privateKey - The result of `importPrivateKey`.
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
        const tokenSet: unknown = JSON.parse(await decrypt(jwe, headerOf(key), await encryptionKey()));
        return isTokenSet(tokenSet) ? tokenSet : undefined;
      } catch {
        return undefined;
      }
    },
    async set(key, tokenSet) {
      const jwe = await encrypt(JSON.stringify(tokenSet), headerOf(key), await encryptionKey());
      await store.set(key, jwe, tokenSet.expiresAt);
    },
  };
}

/** Length of the initialization vector and of the authentication tag in bytes (RFC 7518, section 5.3). */
const IV = 12;
const TAG = 16;

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Returns the protected header of an entry. It names the cache key, and is authenticated with the entry. */
function headerOf(key: string): string {
  return encodeBase64url(utf8(JSON.stringify({ alg: "dir", enc: "A256GCM", kid: key })));
}

/** Encrypts text as a JWE in compact form (RFC 7516, section 7.1): header, no encrypted key, IV, ciphertext, tag. */
async function encrypt(text: string, header: string, key: CryptoKey): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const parameters = { name: "AES-GCM", iv, additionalData: utf8(header) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, utf8(text)));
  const parts = [iv, sealed.subarray(0, -TAG), sealed.subarray(-TAG)];
  return [header, "", ...parts.map(encodeBase64url)].join(".");
}

/** Decrypts a JWE with exactly this header; throws if it is another one, or damaged. */
async function decrypt(jwe: string, header: string, key: CryptoKey): Promise<string> {
  const [protectedHeader, encryptedKey, ...parts] = jwe.split(".");
  const [iv, ciphertext, tag] = parts.map(decodeBase64url);
  if (protectedHeader !== header || encryptedKey !== "" || parts.length !== 3) throw new Error();
  if (iv?.length !== IV || tag?.length !== TAG || !ciphertext) throw new Error();
  const sealed = new Uint8Array([...ciphertext, ...tag]);
  const parameters = { name: "AES-GCM", iv, additionalData: utf8(header) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, sealed));
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
