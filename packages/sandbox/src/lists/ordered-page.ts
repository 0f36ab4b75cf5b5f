import type { Call } from "../api/operation.ts";
import { type CursorKey, compareKeys, readCursor, writeCursor } from "./cursor.ts";
import { answerPage, type PageOptions } from "./pagination.ts";

/** How a list is paged whose items have an order of their own. */
export interface OrderedPageOptions<Item> extends Pick<PageOptions<Item>, "defaultLimit" | "maxLimit" | "parameters"> {
  /** What places an item in the list. No two have the same. */
  readonly keyOf: (item: Item) => CursorKey;
  /** What cursors begin with. */
  readonly cursorPrefix: string;
}

/** A page of items in their order. Its cursors go on behind an item that is no longer there. */
export function answerOrdered<Item>(
  { org, url }: Pick<Call, "org" | "url">,
  unordered: readonly Item[],
  show: (item: Item) => unknown,
  { keyOf, cursorPrefix, ...options }: OrderedPageOptions<Item>,
): Response {
  const items = [...unordered].sort((one, other) => compareKeys(keyOf(one), keyOf(other)));
  return answerPage(items, show, {
    ...options,
    url,
    orgUrl: org.orgUrl,
    cursor: (item) => writeCursor(cursorPrefix, keyOf(item)),
    startAfter(cursor) {
      const key = readCursor(cursorPrefix, cursor);
      if (key === undefined) return undefined;
      const start = items.findIndex((item) => compareKeys(keyOf(item), key) > 0);
      return start < 0 ? items.length : start;
    },
  });
}
