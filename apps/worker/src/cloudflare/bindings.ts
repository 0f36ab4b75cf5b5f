/** The operations of a KV namespace that the Worker uses. Cloudflare's `KVNamespace` has them. */
export interface TokenNamespace {
  /** Resolves with the text under a key; null if there is none. */
  get(key: string, type: "text"): Promise<string | null>;
  /** Stores a text until `expiration`, in seconds since the epoch. */
  put(key: string, value: string, options: { expiration: number }): Promise<void>;
  /** Deletes what is under a key. */
  delete(key: string): Promise<void>;
}

/** The operations of a KV namespace with callers that the Worker uses. Cloudflare's `KVNamespace` has them. */
export interface CallersNamespace {
  /** Resolves with the text under a key, which may be `cacheTtl` seconds old; null if there is none. */
  get(key: string, options: { type: "text"; cacheTtl: number }): Promise<string | null>;
}

/** A rate-limiting binding. Cloudflare's `RateLimit` is one. */
export interface CallerLimit {
  /** Counts a call under a key. Resolves with whether it is within the limit. */
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

/** An Analytics Engine binding. Cloudflare's `AnalyticsEngineDataset` is one. */
export interface AuditDataset {
  /** Writes an audit line as a data point. */
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

/** A producer of a queue. Cloudflare's `Queue` is one. */
export interface AuditQueue {
  /** Sends an audit line to the queue. */
  send(line: object): Promise<unknown>;
}

/** The static assets of the deployment. Cloudflare's `Fetcher` serves them. */
export interface Assets {
  /** Responds with the file at the path of a request; 404 if there is none. */
  fetch(request: Request): Promise<Response>;
}

/** A secret of Cloudflare's Secrets Store. */
export interface SecretBinding {
  /** Resolves with the value of the secret. */
  get(): Promise<string>;
}

/** A request with an `Idempotency-Key` that would be sent to Okta. */
export interface ClaimRequest {
  /** The name of the caller. */
  readonly caller: string;
  /** The value of the header. */
  readonly key: string;
  /** What the request does: texts in a fixed order. */
  readonly parts: readonly string[];
  /** The body of the request; empty if it has none. */
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
  /** The HTTP status. */
  readonly status: number;
  /** The headers, as names and values. */
  readonly headers: readonly (readonly [string, string])[];
  /** What the audit line of the first attempt says: action, connection, scope, code and request ID. */
  readonly record: Readonly<Record<string, string | undefined>>;
  /** The body; empty if it has none. */
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
  /** Returns the object of a name, which is made when it is first called. */
  getByName(name: string): IdempotencyStub;
}

/**
 * The Worker's bindings, from wrangler.jsonc. They are declared by what the Worker uses of them, so that the types need neither
 * `@cloudflare/workers-types` nor the output of `wrangler types`.
 */
export interface Bindings {
  /** The KV namespace where access tokens are kept, encrypted. */
  readonly TOKEN_CACHE?: TokenNamespace;
  /** The pages. */
  readonly ASSETS?: Assets;
  /** The KV namespace with the callers, one signed entry per key. */
  readonly CALLERS_KV?: CallersNamespace;
  /** Limits the calls of each caller. */
  readonly CALLER_LIMIT?: CallerLimit;
  /** Receives audit lines as data points. */
  readonly AUDIT_DATASET?: AuditDataset;
  /** Receives audit lines. */
  readonly AUDIT_QUEUE?: AuditQueue;
  /** Remembers the requests with an `Idempotency-Key`. */
  readonly IDEMPOTENCY?: IdempotencyNamespace;
}
