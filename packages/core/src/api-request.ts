import { checkMilliseconds } from "./client-options.ts";
import type { OktaClientObserver } from "./events.ts";
import { resolveUrl } from "./org-url.ts";
import type { ScopeName } from "./scopes.ts";
import { version } from "./version.ts";

/** Maximum number of bytes of a streamed body that are buffered so that the request can be retried. */
const MAX_BUFFERED_BODY = 65_536;

/** A path of the org, a URL on the org's origin, or a request. */
export type OktaRequestInput = string | URL | Request;

/** The body of a request: what `fetch` accepts, or an async iterable of bytes. */
export type OktaRequestBody = BodyInit | AsyncIterable<Uint8Array>;

/** Options of one call, besides those of `fetch`. `redirect` is always `manual`. */
export interface OktaRequestInit extends Omit<RequestInit, "body"> {
  /** The body of the request, as `fetch` accepts it; `json` sends a value as JSON. */
  readonly body?: OktaRequestBody | null | undefined;
  /** The scopes of the token, if they are not all of the client's. */
  readonly scopes?: readonly ScopeName[] | undefined;
  /** A value to send as JSON. */
  readonly json?: unknown;
  /**
   * Time limit of this call in milliseconds, including retries and waits. For `fetch` it ends with the headers of the response: set
   * `timeoutIncludesBody` to limit the body too.
   *
   * @defaultValue the client's `timeout`
   */
  readonly timeout?: number | undefined;
  /**
   * Whether the time limit of `fetch` applies to the body of the response as well: reading it fails when the time is up. The timer runs
   * until then, also after the body is read.
   *
   * @defaultValue false
   */
  readonly timeoutIncludesBody?: boolean | undefined;
  /**
   * Maximum number of retries of this call after a 429, a 5xx or a network error.
   *
   * @defaultValue the client's `maxRetries`
   */
  readonly maxRetries?: number | undefined;
  /** Allows this call to be retried after a 5xx or a network error although its method is not GET or HEAD. */
  readonly idempotent?: boolean | undefined;
  /** Receives the events of this call, besides the client's observer. */
  readonly onEvent?: OktaClientObserver | undefined;
}

/** A call before it is authorized. */
export interface ApiRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: BodyInit | null;
  /** Whether the body can be sent again. */
  readonly canRepeat: boolean;
  /** Other options of `fetch`, such as `cache` or `cf`. */
  readonly init: RequestInit;
}

/**
 * Reads the arguments of a call.
 *
 * @throws {ConfigurationError} `foreign_url` when the URL is not on the org's origin.
 */
export function readApiRequest(
  input: OktaRequestInput,
  callInit: OktaRequestInit,
  orgUrl: string,
): ApiRequest | Promise<ApiRequest> {
  const { scopes, json, timeout, timeoutIncludesBody, maxRetries, idempotent, onEvent, ...fetchInit } = callInit;
  const { headers: own, body: ownBody, ...init } = fetchInit;
  if (timeout !== undefined) checkMilliseconds("timeout", timeout);
  // A Request of another realm or library is not an instance of the global class.
  const request = typeof input === "object" && "url" in input ? input : undefined;
  const url = resolveUrl(request?.url ?? (input as string | URL), orgUrl);
  const headers = new Headers(own ?? request?.headers);
  const setDefault = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  const method = (init.method ?? request?.method ?? "GET").toUpperCase();
  setDefault("accept", "application/json");
  if (json !== undefined) setDefault("content-type", "application/json");
  // A browser sends its own, and asks Okta for permission first if a page sets one.
  if (!("document" in globalThis)) setDefault("user-agent", `okta-edge/${version}`);
  const make = (body: BodyInit | null) => {
    return { url, method, headers, body, canRepeat: !(body instanceof ReadableStream), init };
  };
  if (json !== undefined) return make(JSON.stringify(json));
  if (ownBody !== undefined) return make(isIterable(ownBody) ? streamOf(chunksOf(ownBody)) : ownBody);
  if (!request || /^(GET|HEAD)$/.test(method)) return make(null);
  const { body = bodyOf(request) } = request as Partial<Request>;
  return body ? bufferBody(chunksOf(body)).then(make) : make(null);
}

type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

function isIterable(body: OktaRequestBody | null): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body && !("getReader" in body);
}

/** Firefox has no `Request.body`. */
async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(await request.arrayBuffer());
}

/** Iterates over the chunks of a body; Safari's streams are not iterable. */
async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (!("getReader" in source)) return yield* source;
  const reader = source.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Reads the short body of a Request into memory, so that it can be sent again; a longer one remains a stream. */
async function bufferBody(chunks: AsyncGenerator<Uint8Array>): Promise<BodyInit | null> {
  const read: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; length <= MAX_BUFFERED_BODY; ) {
    const { done, value } = await chunks.next();
    if (done) return read.length > 0 ? new Blob(read) : null;
    read.push(value as Uint8Array<ArrayBuffer>);
    length += value.byteLength;
  }
  return streamOf(chunks, read);
}

/** Makes a stream of chunks, those already read first. */
function streamOf(chunks: AsyncGenerator<Uint8Array>, read: Uint8Array[] = []): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = read.length > 0 ? { done: false, value: read.shift() } : await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
