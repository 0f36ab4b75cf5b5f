import { encryptedTokenCache, type PrivateKey, type TokenCache } from "@okta-edge/core";
import type { TokenNamespace } from "../settings/env.ts";

/** KV refuses to expire a value earlier than this many seconds from now. */
const SHORTEST_LIFE = 60;

/** Keeps tokens in Cloudflare KV: encrypted under the private key, and gone when the token is. */
export function kvTokenCache(namespace: TokenNamespace, privateKey: PrivateKey): TokenCache {
  const store = {
    get: (key: string) => namespace.get(key, "text"),
    async set(key: string, value: string, expiresAt: number) {
      const expiration = Math.floor(expiresAt);
      if (expiration - Date.now() / 1000 > SHORTEST_LIFE) await namespace.put(key, value, { expiration });
    },
  };
  return encryptedTokenCache(store, privateKey);
}
