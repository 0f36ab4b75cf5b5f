/** A request that the org was asked. */
export interface LoggedRequest {
  /** What was requested: a token, the Management API, or another path. */
  readonly kind: "token" | "api" | "other";
  /** The HTTP method. */
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Undefined as long as there is no answer, and for good where there never was one. */
  readonly status?: number | undefined;
  /** Whether the client closed the connection before the response was complete. */
  readonly aborted?: true | undefined;
  /** Why it was rejected, in the words of the response. */
  readonly reason?: string | undefined;
  /** The Client ID of the app that sent it; undefined if that is not known. */
  readonly clientId?: string | undefined;
  /** Of the token: those granted by the token endpoint, or those that the call came with. */
  readonly scopes?: readonly string[] | undefined;
}

/** A request while it is being answered: what is known of it is still growing. */
export type RequestRecord = { -readonly [Member in keyof LoggedRequest]: LoggedRequest[Member] };

/** What the org was asked, so that a test can count it. */
export interface RequestLog {
  /** The last thousand requests as they came in, the oldest first. */
  readonly list: readonly LoggedRequest[];
  /** How many there were, of a kind or in all, since the last `clear`. */
  count(kind?: LoggedRequest["kind"]): number;
  /** Forgets all requests and counts. */
  clear(): void;
}

const MAX_REQUESTS = 1000;

/** Makes an empty log, and the way to add to it. */
export function createRequestLog(): { readonly log: RequestLog; add(request: RequestRecord): void } {
  const list: RequestRecord[] = [];
  const dropped = { token: 0, api: 0, other: 0 };
  const log: RequestLog = {
    list,
    count: (kind) =>
      kind
        ? dropped[kind] + list.filter((request) => request.kind === kind).length
        : dropped.token + dropped.api + dropped.other + list.length,
    clear() {
      list.length = 0;
      dropped.token = dropped.api = dropped.other = 0;
    },
  };
  return {
    log,
    add(request) {
      list.push(request);
      const first = list.length > MAX_REQUESTS ? list.shift() : undefined;
      if (first) dropped[first.kind]++;
    },
  };
}
