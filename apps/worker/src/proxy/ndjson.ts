import {
  createApiError,
  iteratePages,
  nextPageUrl,
  OktaApiError,
  type OktaClient,
  OktaEdgeError,
  type OktaRequestInit,
} from "@okta-edge/core";
import { readAtMost } from "../http/bounded-bytes.ts";
import { type Problem, ProblemError, problemBody, toProblem } from "../http/problem.ts";
import { throughWorker } from "./forward.ts";

/** The media type of a stream of JSON values, one a line. */
export const NDJSON_TYPE = "application/x-ndjson";

/** Milliseconds for a page after the first: waiting for a rate limit takes a minute at most. */
const PAGE_TIMEOUT = 75_000;

/** Bytes of a page. The largest of Okta's, a thousand events of the System Log, has a few millions. */
const MAX_PAGE = 16 * 1024 * 1024;

/** How much larger than the last page the next one is expected to be, so that it is read at once. */
const EXPECTED_GROWTH = 1.25;

/** Reports whether a request asks for all pages as one stream. */
export function wantsNdjson(headers: Headers): boolean {
  return headers.get("accept")?.toLowerCase().includes(NDJSON_TYPE) ?? false;
}

/** How far a stream came. */
export interface StreamRecord {
  pages: number;
  items: number;
  /** How it ended. */
  ended?: "complete" | "error" | "aborted";
  /** The code of the error. */
  code?: string;
}

/** A page that is counted. */
interface CountedPage {
  end(response: Response | undefined): void;
}

/** What a stream of pages needs. */
export interface NdjsonOptions {
  readonly okta: OktaClient;
  /** Okta's URL of the first page. */
  readonly url: string;
  /** What every page is requested with. */
  readonly init: Pick<OktaRequestInit, "scopes" | "headers" | "onEvent">;
  /** The Worker's URL before Okta's paths, as the caller knows it. */
  readonly base: string;
  readonly requestId: string;
  /** Reports whether a path is one of the operation that the caller may call. */
  readonly isAllowed: (path: string) => boolean;
  /** Returns the setting that holds an option of the connection. */
  readonly nameOption: (option: string) => string;
  /** Returns a problem if the caller may not request another page now. */
  readonly countPage: () => Promise<Problem | undefined>;
  /** Counts a page that is about to be requested; returns the seconds to wait if others need what remains of Okta's rate limit. */
  readonly beginPage: () => CountedPage | number;
  /** Receives how far the stream came, once it has ended in any way. */
  readonly onEnd: (record: StreamRecord) => void;
}

/**
 * Creates one stream of all pages from the first on: an item a line. If it has to stop before the end, the last line is `{"error": …}`,
 * a problem whose `next` is the URL to continue from. Pages are requested as fast as the caller reads them; a caller that closes the
 * connection ends the stream.
 */
export async function streamPages(first: Response, options: NdjsonOptions): Promise<ReadableStream<Uint8Array>> {
  const { okta, base, requestId, nameOption } = options;
  const abort = new AbortController();
  const record: StreamRecord = { pages: 0, items: 0 };
  const encoder = new TextEncoder();
  const encode = (lines: readonly unknown[]) =>
    encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const end = (ended: StreamRecord["ended"], code?: string) => {
    if (record.ended) return;
    Object.assign(record, { ended, ...(code && { code }) });
    options.onEnd(record);
  };
  let lastSize = 0;
  const pages = iteratePages<unknown>(
    options.url,
    async (url) => {
      const response = record.pages === 0 ? first : await requestPage(url, options, abort.signal);
      const { bytes, body } = await readList(response, lastSize * EXPECTED_GROWTH);
      lastSize = bytes;
      const next = nextPageUrl(response.headers, url);
      if (next !== undefined && !leadsOn(next, options)) throw invalid(response, "The next page is not of this list.");
      record.pages++;
      record.items += body.length;
      return { response, body };
    },
    {},
  );
  const items = pages[Symbol.asyncIterator]();
  let page: IteratorResult<readonly unknown[]> | undefined = await items.next();

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        page ??= await items.next();
        const { done, value } = page;
        page = undefined;
        if (!done) return controller.enqueue(encode(value));
        end("complete");
        controller.close();
      } catch (error) {
        if (abort.signal.aborted) return;
        const problem = toProblem(pageError(error), nameOption);
        const next = pages.nextUrl && throughWorker(pages.nextUrl, okta.orgUrl, base);
        const members = { ...problem.members, next, retryAfter: problem.retryAfter };
        controller.enqueue(encode([{ error: problemBody({ ...problem, members }, requestId) }]));
        end("error", problem.code);
        controller.close();
      }
    },
    cancel() {
      abort.abort();
      end("aborted");
    },
  });
}

async function requestPage(
  url: string,
  { okta, init, countPage, beginPage }: NdjsonOptions,
  signal: AbortSignal,
): Promise<Response> {
  const problem = await countPage();
  if (problem) throw new ProblemError(problem);
  let counted = beginPage();
  for (; typeof counted === "number"; counted = beginPage()) await waitFor(counted, signal);
  let response: Response | undefined;
  try {
    response = await okta.fetch(url, { ...init, signal, timeout: PAGE_TIMEOUT });
  } finally {
    counted.end(response);
  }
  if (response.ok) return response;
  const text = new TextDecoder().decode(await readAtMost(response.body, MAX_PAGE));
  throw createApiError(response, parseJson(text));
}

async function waitFor(seconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  signal.throwIfAborted();
}

async function readList(
  response: Response,
  expected: number,
): Promise<{ readonly bytes: number; readonly body: readonly unknown[] }> {
  const bytes = await readAtMost(response.body, MAX_PAGE, Math.ceil(expected)).catch((error: unknown) => {
    throw pageError(error);
  });
  const items = bytes && parseJson(new TextDecoder().decode(bytes));
  if (items === undefined) throw invalid(response, "The page is not valid JSON, or too large.");
  if (!Array.isArray(items)) throw invalid(response, "The page is not a list.");
  return { bytes: bytes?.byteLength ?? 0, body: items };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An error that is not the core's is a body that was truncated. */
function pageError(error: unknown): Error {
  if (error instanceof OktaEdgeError || error instanceof ProblemError) return error;
  return new OktaEdgeError("network_error", "The page was truncated.", { cause: error });
}

/** A stream goes only to URLs of the org, and of the operation that was authorized. */
function leadsOn(next: string, { okta, base, isAllowed }: NdjsonOptions): boolean {
  return throughWorker(next, okta.orgUrl, base) !== undefined && isAllowed(new URL(next).pathname);
}

function invalid({ status }: Response, message: string): OktaApiError {
  return new OktaApiError("unexpected_response", message, { status });
}
