import { apiError } from "./errors.ts";
import { sleep } from "./time-limit.ts";

/** Maximum number of empty pages in a row that lead to another page. */
const MAX_EMPTY_PAGES = 100;

/** A link of a `Link` header (RFC 8288). */
export interface Link {
  /** The target as it stands in the header; it may be relative. */
  readonly target: string;
  /** The relation types in lower case, such as `next`. */
  readonly rel: readonly string[];
}

const LINK = /<([^>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g;
const PARAMETER = /;\s*([^\s=;,]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;

/**
 * Parses a `Link` header, in one line or several.
 *
 * @param header - The value of the header; null if there is none.
 * @returns the links in their order; none for a header that is not valid.
 * @see {@link https://www.rfc-editor.org/rfc/rfc8288#section-3 RFC 8288, section 3}
 *
 * @example
 * ```ts
 * parseLinkHeader('<https://example.okta.com/api/v1/users?after=1>; rel="next"');
 * // [{ target: "https://example.okta.com/api/v1/users?after=1", rel: ["next"] }]
 * ```
 */
export function parseLinkHeader(header: string | null): readonly Link[] {
  return [...(header ?? "").matchAll(LINK)].map(([, target = "", parameters = ""]) => {
    // Only the first `rel` counts.
    const [, , quoted, token] = [...parameters.matchAll(PARAMETER)].find(([, name]) => /^rel$/i.test(name ?? "")) ?? [];
    return { target, rel: (quoted ?? token ?? "").toLowerCase().split(/\s+/).filter(Boolean) };
  });
}

/**
 * Returns the URL of the next page from the `Link` header of a response.
 *
 * @param headers - The headers of the current page.
 * @param base - The URL of the current page, for a relative link.
 * @returns the absolute URL; undefined on the last page.
 *
 * @example
 * ```ts
 * const response = await okta.fetch("/api/v1/users?limit=50");
 * const next = nextPageUrl(response.headers);
 * ```
 */
export function nextPageUrl(headers: Headers, base?: string): string | undefined {
  const target = parseLinkHeader(headers.get("link")).find(({ rel }) => rel.includes("next"))?.target;
  return target !== undefined && base !== undefined && URL.canParse(target, base) ? new URL(target, base).href : target;
}

/** Options of {@link OktaClient.pages} and {@link OktaClient.items}. */
export interface PagesOptions {
  /**
   * For the System Log, whose last page always links to a next one: seconds to wait after an empty page before requesting it again,
   * indefinitely. Without it, an empty page of the System Log ends the iteration, and `nextUrl` is where to continue later.
   */
  readonly pollInterval?: number | undefined;
  /**
   * Time limit of one page in milliseconds, including retries and waits. Within the default, a rate limit can reset.
   *
   * @defaultValue 90,000, or the client's `timeout` if that is longer
   */
  readonly timeout?: number | undefined;
}

/** An iteration over the pages of a list. */
export interface Pages<Item> extends AsyncIterable<Item[]> {
  /**
   * The URL of the page after the last one returned; undefined after the last page. After an error it is the page that failed: iterate
   * again to resume there, or store it to resume later.
   */
  readonly nextUrl: string | undefined;
}

/** Reads one page for {@link iteratePages}: its response, and its body as JSON. */
export type ReadPage = (url: string) => Promise<{ response: Response; body: unknown }>;

/**
 * Creates the iteration over the pages of a list that {@link OktaClient.pages} returns, for programs that read pages themselves. It reads
 * nothing before it is iterated.
 *
 * It rejects with an {@link OktaApiError} `unexpected_response` for a page that is not a list, for pages that lead in a circle, and after
 * a hundred empty pages in a row.
 *
 * @param firstUrl - The URL of the first page.
 * @param read - Reads one page.
 * @param options - Limits of the iteration, and what stops it.
 * @returns the pages; `nextUrl` is where an interrupted iteration continues.
 */
export function iteratePages<Item>(
  firstUrl: string,
  read: ReadPage,
  options: PagesOptions & { readonly signal?: AbortSignal | null | undefined },
): Pages<Item> {
  let nextUrl: string | undefined = firstUrl;
  // Only the System Log links from an empty page to itself.
  const isLog = new URL(firstUrl).pathname === "/api/v1/logs";
  return {
    get nextUrl() {
      return nextUrl;
    },
    async *[Symbol.asyncIterator]() {
      let emptyPages = 0;
      // Brent's algorithm finds a cycle of any length: the mark is set anew after 1, 2, 4, … pages.
      let mark = nextUrl;
      let untilMark = 1;
      for (let pages = 1; nextUrl !== undefined; pages++) {
        const url: string = nextUrl;
        const { response, body } = await read(url);
        const fail = (id: Parameters<typeof apiError>[0]) => apiError(id, {}, { status: response.status });
        if (!Array.isArray(body)) throw fail("unexpected_response.list");
        const next = nextPageUrl(response.headers, url);
        if (isLog && body.length === 0) {
          nextUrl = next;
          if (next === undefined || options.pollInterval === undefined) return;
          await sleep(options.pollInterval, options.signal);
          continue;
        }
        emptyPages = body.length > 0 ? 0 : emptyPages + 1;
        if (next !== undefined && (next === mark || emptyPages > MAX_EMPTY_PAGES))
          throw fail("unexpected_response.cycle");
        nextUrl = next;
        if (pages === untilMark) {
          mark = next;
          untilMark *= 2;
        }
        if (body.length > 0) yield body as Item[];
      }
    },
  };
}
