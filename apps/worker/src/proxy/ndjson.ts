import {
  ConfigurationError,
  nextPageUrl,
  OktaApiError,
  type OktaClient,
  OktaEdgeError,
  type OktaRequestInit,
} from "@okta-edge/core";
import { readAtMost } from "../http/bounded-bytes.ts";
import { problemBody, toProblem } from "../http/problem.ts";
import { throughWorker } from "./forward.ts";

/** The media type of a stream of JSON values, one a line. */
export const NDJSON_TYPE = "application/x-ndjson";

/** Milliseconds for a page after the first: a rate limit is waited for, which takes a minute at most. */
const PAGE_TIMEOUT = 75_000;

/** Bytes of a page: the longest of Okta's, a thousand events of the System Log, has a few millions. */
const LONGEST_PAGE = 16 * 1024 * 1024;

/** Whether a request asks for all pages as one stream. */
export function wantsNdjson(headers: Headers): boolean {
  return headers.get("accept")?.toLowerCase().includes(NDJSON_TYPE) ?? false;
}

/** What a stream of pages needs. */
export interface NdjsonOptions {
  readonly okta: OktaClient;
  /** What every page is asked with. */
  readonly init: Pick<OktaRequestInit, "scopes" | "headers">;
  /** Where the Worker stands before Okta's paths, as the caller knows it. */
  readonly base: string;
  readonly requestId: string;
  /** Returns the setting that holds an option of the connection. */
  readonly nameOption: (option: string) => string;
}

/**
 * Makes one stream of all pages, from the first on: an item a line. When it has to stop before the end, the last line is
 * `{"error": …}`, a problem whose `next` is where to go on.
 *
 * Pages are read as fast as the caller takes them; a caller who hangs up ends it.
 */
export async function streamPages(first: Response, options: NdjsonOptions): Promise<ReadableStream<Uint8Array>> {
  const { okta, init, base, requestId, nameOption } = options;
  const items = await readList(first);
  const abort = new AbortController();
  const encoder = new TextEncoder();
  const encode = (lines: readonly unknown[]) =>
    encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const next = nextPageUrl(first.headers);
  if (next !== undefined && throughWorker(next, okta.orgUrl, base) === undefined) throw leadsElsewhere(first.status);
  const rest =
    next === undefined || items.length === 0
      ? undefined
      : okta.pages(next, { ...init, signal: abort.signal, timeout: PAGE_TIMEOUT });
  const pages = rest?.[Symbol.asyncIterator]();
  let pending: readonly unknown[] | undefined = items;

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const page = pending ?? (await pages?.next())?.value;
        pending = undefined;
        if (!page) return controller.close();
        controller.enqueue(encode(page));
      } catch (error) {
        const at = rest?.nextUrl && throughWorker(rest.nextUrl, okta.orgUrl, base);
        const problem = toProblem(pageError(error, first.status), nameOption);
        const members = { ...problem.members, next: at, retryAfter: problem.retryAfter };
        controller.enqueue(encode([{ error: problemBody({ ...problem, members }, requestId) }]));
        controller.close();
      }
    },
    cancel() {
      abort.abort();
    },
  });
}

async function readList(response: Response): Promise<readonly unknown[]> {
  const { body, status } = response;
  let items: unknown;
  try {
    items = JSON.parse(new TextDecoder().decode(await readAtMost(body, LONGEST_PAGE)));
  } catch (cause) {
    throw new OktaApiError("unexpected_response", "Okta's answer is no JSON.", { status, cause });
  }
  if (!Array.isArray(items)) throw new OktaApiError("unexpected_response", "Okta's answer is no list.", { status });
  return items;
}

/** What a page that could not be read is to the caller: what is no error of the core's is a body that broke off. */
function pageError(error: unknown, status: number): OktaEdgeError {
  if (error instanceof ConfigurationError) return leadsElsewhere(status);
  if (error instanceof OktaEdgeError) return error;
  return new OktaEdgeError("network_error", "Okta broke off a page.", { cause: error });
}

/** The only addresses that a stream goes to are out of Okta's own answers. */
function leadsElsewhere(status: number): OktaApiError {
  return new OktaApiError("unexpected_response", "Okta's next page is not the org's own.", { status });
}
