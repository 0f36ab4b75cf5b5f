/** The operations of a KV namespace that the Worker uses. Cloudflare's `KVNamespace` has them. */
export interface TokenNamespace {
  get(key: string, type: "text"): Promise<string | null>;
  put(key: string, value: string, options: { expiration: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A rate-limiting binding. Cloudflare's `RateLimit` is one. */
export interface CallerLimit {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** An Analytics Engine binding. Cloudflare's `AnalyticsEngineDataset` is one. */
export interface AuditDataset {
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

/**
 * The Worker's bindings and settings, from wrangler.jsonc, secrets and .dev.vars. docs/settings.md describes each.
 *
 * The bindings are declared by what the Worker uses of them, so that the types need neither `@cloudflare/workers-types` nor the
 * output of `wrangler types`.
 */
export interface Env {
  readonly TOKEN_CACHE?: TokenNamespace;
  readonly CALLER_LIMIT?: CallerLimit;
  readonly AUDIT_DATASET?: AuditDataset;
  readonly CALLERS?: string;
  readonly OKTA_PRIVATE_KEY?: string;
  readonly OKTA_ORG_URL?: string;
  readonly OKTA_CLIENT_ID?: string;
  readonly OKTA_KEY_ID?: string;
  readonly OKTA_KEY_ID_NEXT?: string;
  readonly OKTA_PRIVATE_KEY_NEXT?: string;
  readonly OKTA_SCOPES?: string;
  readonly OKTA_ALGORITHM?: string;
  readonly OKTA_ASSERTION_LIFETIME?: string;
  readonly OKTA_ISSUER?: string;
  readonly OKTA_SUBJECT?: string;
  readonly OKTA_AUDIENCE?: string;
  readonly OKTA_TOKEN_ENDPOINT?: string;
  readonly OKTA_DPOP?: string;
  readonly OKTA_CONNECTIONS?: string;
  readonly LOCAL?: string;
  readonly ENVIRONMENT?: string;
  readonly ACCESS_TEAM_DOMAIN?: string;
  readonly ACCESS_AUD?: string;
  readonly ALLOWED_ORIGINS?: string;
  readonly PASS_THROUGH?: string;
  readonly TIMEOUT?: string;
  readonly UNKNOWN_QUERY_PARAMETERS?: string;
}
