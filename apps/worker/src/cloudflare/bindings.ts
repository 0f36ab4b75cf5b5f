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

/** A producer of a queue. Cloudflare's `Queue` is one. */
export interface AuditQueue {
  send(line: object): Promise<unknown>;
}

/** The static assets of the deployment. Cloudflare's `Fetcher` serves them. */
export interface Assets {
  fetch(request: Request): Promise<Response>;
}

/** A secret of Cloudflare's Secrets Store. */
export interface SecretBinding {
  get(): Promise<string>;
}

/** A request with an `Idempotency-Key` that would be sent to Okta. */
export interface ClaimRequest {
  readonly caller: string;
  /** The value of the header. */
  readonly key: string;
  /** What the request does: texts in a fixed order. */
  readonly parts: readonly string[];
  readonly body: Uint8Array;
  /** The Worker's path before Okta's paths. */
  readonly prefix: string;
  /** Names this attempt, and no other. */
  readonly attempt: string;
  /** The ID of the attempt in the log. */
  readonly requestId: string;
  /** Milliseconds that the attempt has. */
  readonly timeout: number;
  /** Milliseconds to wait for the outcome of another attempt. */
  readonly wait: number;
}

/** A response while it is stored, and what its audit line says. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly record: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What is known of a request: whether this attempt may send it, or what came of another attempt. */
export type Claim =
  | { readonly state: "claimed" }
  /** Another attempt ended, and nothing was done. */
  | { readonly state: "released" }
  | { readonly state: "done"; readonly response: StoredResponse }
  /** The problem that the caller receives. */
  | { readonly state: "rejected"; readonly problem: object };

/** The methods of the Durable Object that remembers the requests of one caller. */
export interface IdempotencyStub {
  /** Claims a request for an attempt, unless another attempt has it. */
  claim(request: ClaimRequest): Promise<Claim>;
  /** Stores the response of an attempt; null if its outcome is unknown. */
  finish(request: Pick<ClaimRequest, "caller" | "key" | "attempt">, response: StoredResponse | null): Promise<void>;
  /** Forgets an attempt: nothing was done. */
  release(request: Pick<ClaimRequest, "caller" | "key" | "attempt">): Promise<void>;
  /**
   * Marks a confirmation of an MCP client's user as used. Resolves with false if it already is, or has expired.
   *
   * @param expiresAt - In milliseconds since the epoch.
   */
  useConfirmation(id: string, expiresAt: number): Promise<boolean>;
}

/** A Durable Object binding with the class `IdempotencyStore`. Cloudflare's `DurableObjectNamespace` is one. */
export interface IdempotencyNamespace {
  getByName(name: string): IdempotencyStub;
}

/**
 * The Worker's bindings, from wrangler.jsonc. They are declared by what the Worker uses of them, so that the types need neither
 * `@cloudflare/workers-types` nor the output of `wrangler types`.
 */
export interface Bindings {
  readonly TOKEN_CACHE?: TokenNamespace;
  readonly ASSETS?: Assets;
  readonly CALLERS_KV?: CallersNamespace;
  readonly CALLER_LIMIT?: CallerLimit;
  readonly AUDIT_DATASET?: AuditDataset;
  readonly AUDIT_QUEUE?: AuditQueue;
  readonly IDEMPOTENCY?: IdempotencyNamespace;
}
