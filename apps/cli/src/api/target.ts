/** A request of the Okta Management API. */
export interface ApiCall {
  readonly method: string;
  /** With the query; or the URL of a next page. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON; undefined for none. */
  readonly body?: unknown;
  /** The scopes that the operation needs. Undefined: not known. */
  readonly scopes?: readonly string[] | undefined;
}

/** What calls are sent to: an Okta org, or a Worker in front of one. */
export interface ApiTarget {
  /** The origin, for the reader. */
  readonly url: string;
  /** Sends a call, waits for rate limits, and resolves with any response. */
  send(call: ApiCall): Promise<Response>;
  /** Describes a response that is not 2xx. */
  toError(response: Response): Promise<Error>;
}

/** Reports a wait for a rate limit. */
export type OnWait = (seconds: number) => void;
