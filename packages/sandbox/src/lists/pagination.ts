import { OktaError } from "../org/okta-error.ts";

/** How a list is paged. */
export interface PageOptions<Item> {
  readonly url: URL;
  /** The org's URL, which links begin with. */
  readonly orgUrl: string;
  readonly defaultLimit: number;
  readonly maxLimit: number;
  /** What the cursor after an item is; it must not look like anything that a client could make itself. */
  readonly cursor: (item: Item) => string;
  /**
   * Where the page after a cursor begins, for a list that may lose its items between two pages; undefined for what is not a
   * cursor. Default: behind the item that has the cursor.
   */
  readonly startAfter?: ((cursor: string) => number | undefined) | undefined;
  /** What a cursor of no item is refused with. Default: E0000029. */
  readonly invalidCursor?: (() => OktaError) | undefined;
  /** Whether there is no way beyond the first page: a list that was asked for by `q`. */
  readonly isFirstOnly?: boolean;
  /** The query parameters that the list knows; links name no others. */
  readonly parameters: readonly string[];
}

/**
 * One page of a list, with Okta's two `Link` header lines: `self`, which shows the limit in force, and `next` if there is more.
 *
 * @throws {OktaError} E0000029 for a cursor of no item, E0000001 for a limit that is not a number.
 */
export function answerPage<Item>(
  items: readonly Item[],
  show: (item: Item) => unknown,
  options: PageOptions<Item>,
): Response {
  const { url, orgUrl, defaultLimit, maxLimit, cursor, parameters } = options;
  const limit = readLimit(url.searchParams.get("limit"), defaultLimit, maxLimit);
  const after = options.isFirstOnly ? null : url.searchParams.get("after");
  const behindItem = (wanted: string) => items.findIndex((item) => cursor(item) === wanted) + 1 || undefined;
  const { startAfter = behindItem, invalidCursor = invalidPaging } = options;
  const start = after === null ? 0 : startAfter(after);
  if (start === undefined) throw invalidCursor();
  const page = items.slice(start, start + limit);
  const link = (rel: "self" | "next", cursorOfPage: string | null) => {
    const query = new URLSearchParams();
    for (const name of parameters) {
      const value = url.searchParams.get(name);
      if (value !== null && name !== "after" && name !== "limit") query.set(name, value);
    }
    if (cursorOfPage !== null) query.set("after", cursorOfPage);
    query.set("limit", String(limit));
    return `<${orgUrl}${url.pathname}?${query}>; rel="${rel}"`;
  };
  const headers = new Headers({ "content-type": "application/json" });
  headers.append("link", link("self", after));
  const last = page.at(-1);
  if (last !== undefined && start + limit < items.length && !options.isFirstOnly)
    headers.append("link", link("next", cursor(last)));
  return new Response(JSON.stringify(page.map(show)), { headers });
}

/** E0000029: the cursor is none of this list. */
export function invalidPaging(): OktaError {
  return new OktaError({
    status: 400,
    code: "E0000029",
    summary: "Invalid paging request.",
    causes: ["Invalid cursor."],
  });
}

/** Reads the `limit` of a page. */
export function readLimit(text: string | null, defaultLimit: number, maxLimit: number): number {
  if (text === null) return defaultLimit;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new OktaError({
      status: 400,
      code: "E0000001",
      summary: "Api validation failed: limit",
      causes: ["limit: must be a positive integer"],
    });
  }
  return Math.min(limit, maxLimit);
}
