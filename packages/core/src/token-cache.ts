import { setBounded } from "./bounded-map.ts";
import { systemTime } from "./clock.ts";
import type { TokenSet } from "./token-request.ts";
import { isAccessToken } from "./token-response.ts";

/** Seconds before expiry in which a farther cache may hold a newer token. */
const FRESH = 600;

/**
 * Stores tokens between requests, instances and isolates: in Cloudflare KV, Deno KV, Redis, …
 *
 * An implementation that fails, hangs or returns a wrong value costs time, but never a request. Let an entry expire with its token, at
 * `expiresAt`. A key names everything that a token depends on, and is not secret; values are secret: wrap the store in
 * `encryptedTokenCache`.
 *
 * @example
 * ```ts
 * const kv = await Deno.openKv();
 * const store: TokenCache = {
 *   get: async (key) => (await kv.get<TokenSet>([key])).value ?? undefined,
 *   set: async (key, tokenSet) => void (await kv.set([key], tokenSet, { expireIn: tokenSet.expiresAt * 1000 - Date.now() })),
 * * };
 * ```
 */
export interface TokenCache {
  /** Resolves with the token of a key; undefined if there is none. */
  get(key: string): Promise<TokenSet | undefined>;
  /** Stores the token of a key, or replaces it. */
  set(key: string, tokenSet: TokenSet): Promise<void>;
}

/** Options of {@link memoryTokenCache}. */
export interface MemoryTokenCacheOptions {
  /**
   * Maximum number of entries; the least recently used one is deleted first.
   *
   * @defaultValue 1000
   */
  readonly maxEntries?: number;
}

/**
 * Creates a {@link TokenCache} in memory, for clients that share their tokens. Each client keeps its own tokens without it.
 *
 * @param options - How many tokens it keeps.
 * @returns the cache.
 *
 * @example
 * ```ts
 * const tokenCache = memoryTokenCache();
 * const reader = createOktaClient({ ...settings, scopes: ["okta.users.read"], tokenCache });
 * ```
 */
export function memoryTokenCache({ maxEntries = 1000 }: MemoryTokenCacheOptions = {}): TokenCache {
  const entries = new Map<string, TokenSet>();
  return {
    async get(key) {
      const tokenSet = entries.get(key);
      if (tokenSet) setBounded(entries, key, tokenSet, maxEntries);
      return tokenSet;
    },
    async set(key, tokenSet) {
      setBounded(entries, key, tokenSet, maxEntries);
    },
  };
}

/**
 * Combines several caches, the nearest first. A token of a farther cache is copied to the nearer ones; `set` writes to all of them.
 * A cache that fails is skipped, and so is an entry that expires soon if a farther cache holds a later one.
 *
 * @param caches - The caches, the nearest first.
 * @returns the cache.
 *
 * @example
 * ```ts
 * const tokenCache = layeredTokenCache(memoryTokenCache(), encryptedTokenCache(store, privateKey));
 * ```
 */
export function layeredTokenCache(...caches: readonly TokenCache[]): TokenCache {
  return {
    async get(key) {
      let best: TokenSet | undefined;
      for (const [i, cache] of caches.entries()) {
        const tokenSet: unknown = await (async () => cache.get(key))().catch(() => undefined);
        if (!isTokenSet(tokenSet) || (best && tokenSet.expiresAt <= best.expiresAt)) continue;
        best = tokenSet;
        await Promise.allSettled(caches.slice(0, i).map(async (nearer) => nearer.set(key, tokenSet)));
        if (isFresh(tokenSet)) break;
      }
      return best;
    },
    async set(key, tokenSet) {
      await Promise.allSettled(caches.map(async (cache) => cache.set(key, tokenSet)));
    },
  };
}

/** Reports whether a token is not yet due for a refresh, by the system clock. */
function isFresh({ issuedAt, expiresAt }: TokenSet): boolean {
  return expiresAt - systemTime() > Math.min(FRESH, (expiresAt - issuedAt) / 2);
}

/** Reports whether a value from a store is a token set in every part that is used. */
export function isTokenSet(value: unknown): value is TokenSet {
  const { accessToken, tokenType, scopes, issuedAt, expiresAt, dpopKey } = (value ?? {}) as Partial<TokenSet>;
  return (
    isAccessToken(accessToken) &&
    (tokenType === "Bearer" || (tokenType === "DPoP" && dpopKey?.kty === "EC")) &&
    Array.isArray(scopes) &&
    scopes.every((scope) => typeof scope === "string") &&
    Number.isFinite(issuedAt) &&
    Number.isFinite(expiresAt)
  );
}
