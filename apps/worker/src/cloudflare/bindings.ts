/** The operations of a KV namespace that the Worker uses. Cloudflare's `KVNamespace` has them. */
export interface TokenNamespace {
  get(key: string, type: "text"): Promise<string | null>;
  put(key: string, value: string, options: { expiration: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The operations of a KV namespace with callers that the Worker uses. Cloudflare's `KVNamespace` has them. */
export interface CallersNamespace {
  get(key: string, options: { type: "text"; cacheTtl: number }): Promise<string | null>;
}

/** A rate-limiting binding. Cloudflare's `RateLimit` is one. */
export interface CallerLimit {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** An Analytics Engine binding. Cloudflare's `AnalyticsEngineDataset` is one. */
export interface AuditDataset {
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

/** A secret of Cloudflare's Secrets Store. */
export interface SecretBinding {
  get(): Promise<string>;
}

/**
 * The Worker's bindings, from wrangler.jsonc. They are declared by what the Worker uses of them, so that the types need neither
 * `@cloudflare/workers-types` nor the output of `wrangler types`.
 */
export interface Bindings {
  readonly TOKEN_CACHE?: TokenNamespace;
  readonly CALLERS_KV?: CallersNamespace;
  readonly CALLER_LIMIT?: CallerLimit;
  readonly AUDIT_DATASET?: AuditDataset;
}
