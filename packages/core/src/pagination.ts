import { apiError } from "./errors.ts";
import { sleep } from "./time-limit.ts";

/**
 * The URL of the next page: the `Link` header's `rel="next"` (RFC 8288), whether Okta sends its links in one line or in several.
 *
 * @example
 * ```ts
 * const response = await okta.fetch("/api/v1/users?limit=50");
 * const next = nextPageUrl(response.headers);
 * ```
 */
export function nextPageUrl(headers: Headers): string | undefined {
  // The target is taken by its brackets, since a comma may stand in a URL.
  for (const [, target, parameters = ""] of (headers.get("link") ?? "").matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?next\b/i.test(parameters)) return target;
  }
  return undefined;
}

/** Options of {@link OktaClient.pages} that say how to go from page to page. */
export interface PagesOptions {
  /**
   * For the System Log, whose last page always has a next one: seconds to wait after an empty page before asking again, for ever.
   * Without it, an empty page ends the iteration, and `nextUrl` says where to go on later.
   */
  readonly pollInterval?: number | undefined;
}

/** An iteration over the pages of a list. */
export interface Pages<Item> extends AsyncIterable<Item[]> {
  /** Where the page after the last one read is; undefined once there is none. Keep it to go on from there later. */
  readonly nextUrl: string | undefined;
}

/** Reads one page. */
export type ReadPage = (url: string) => Promise<{ response: Response; body: unknown }>;

/** Makes the iteration; nothing is read before somebody iterates. */
export function iteratePages<Item>(
  firstUrl: string,
  read: ReadPage,
  options: PagesOptions & { readonly signal?: AbortSignal | null | undefined },
): Pages<Item> {
  let nextUrl: string | undefined = firstUrl;
  return {
    get nextUrl() {
      return nextUrl;
    },
    async *[Symbol.asyncIterator]() {
      while (nextUrl !== undefined) {
        const url: string = nextUrl;
        const { response, body } = await read(url);
        if (!Array.isArray(body)) throw apiError("unexpected_response.list", {}, { status: response.status });
        nextUrl = nextPageUrl(response.headers);
        if (body.length > 0) {
          // It would be read for ever.
          if (nextUrl === url) throw apiError("unexpected_response.cycle", {}, { status: response.status });
          yield body as Item[];
        } else {
          if (nextUrl === undefined || options.pollInterval === undefined) return;
          await sleep(options.pollInterval, options.signal);
        }
      }
    },
  };
}
