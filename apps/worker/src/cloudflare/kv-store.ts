import type { TextStore } from "@okta-edge/core";
import type { TokenNamespace } from "./bindings.ts";

/** KV rejects a value that expires earlier than this many seconds from now. */
const MIN_TTL = 60;

/** Stores texts in Cloudflare KV until they expire. A failure is logged with KV's own words, which name no value. */
export function kvStore(namespace: TokenNamespace): TextStore {
  return {
    get: (key) => logged("get", () => namespace.get(key, "text")),
    async set(key, value, expiresAt) {
      const expiration = Math.floor(expiresAt);
      if (expiration - Date.now() / 1000 <= MIN_TTL) return;
      await logged("put", () => namespace.put(key, value, { expiration }));
    },
  };
}

async function logged<Result>(kv: string, operate: () => Promise<Result>): Promise<Result> {
  try {
    return await operate();
  } catch (error) {
    console.warn(JSON.stringify({ kv, cause: String((error as Partial<Error>)?.message).slice(0, 200) }));
    throw error;
  }
}
