import type { TextStore } from "@okta-edge/core";
import type { TokenNamespace } from "./bindings.ts";

/** KV rejects a value that expires earlier than this many seconds from now. */
const MIN_TTL = 60;

/** Stores texts in Cloudflare KV until they expire. */
export function kvStore(namespace: TokenNamespace): TextStore {
  return {
    get: (key) => namespace.get(key, "text"),
    async set(key, value, expiresAt) {
      const expiration = Math.floor(expiresAt);
      if (expiration - Date.now() / 1000 > MIN_TTL) await namespace.put(key, value, { expiration });
    },
  };
}
