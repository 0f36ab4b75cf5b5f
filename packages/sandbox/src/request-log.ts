/** A request that the org was asked. */
export interface LoggedRequest {
  readonly kind: "token" | "api" | "other";
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  readonly clientId?: string | undefined;
  /** Of the token: those granted by the token endpoint, or those that the call came with. */
  readonly scopes?: readonly string[] | undefined;
}

/** What the org was asked, so that a test can count it. */
export interface RequestLog {
  /** The last thousand requests, the oldest first. */
  readonly list: readonly LoggedRequest[];
  /** How many there were, of a kind or in all, since the last `clear`. */
  count(kind?: LoggedRequest["kind"]): number;
  clear(): void;
}

const KEPT = 1000;

/** Makes an empty log, and the way to add to it. */
export function createRequestLog(): { readonly log: RequestLog; add(request: LoggedRequest): void } {
  const list: LoggedRequest[] = [];
  const counts = { token: 0, api: 0, other: 0 };
  const log: RequestLog = {
    list,
    count: (kind) => (kind ? counts[kind] : counts.token + counts.api + counts.other),
    clear() {
      list.length = 0;
      counts.token = counts.api = counts.other = 0;
    },
  };
  return {
    log,
    add(request) {
      counts[request.kind]++;
      list.push(request);
      if (list.length > KEPT) list.shift();
    },
  };
}
