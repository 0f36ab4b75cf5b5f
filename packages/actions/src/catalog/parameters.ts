import * as v from "valibot";

/** A text that must not be empty. */
export const text = (description: string) => v.pipe(v.string(), v.minLength(1), v.description(description));

/** True or false. */
export const flag = (description: string) => v.pipe(v.boolean(), v.description(description));

/** A whole number from a smallest one on. */
export const whole = (description: string, smallest = 1) =>
  v.pipe(v.number(), v.integer(), v.minValue(smallest), v.description(description));

/** One of some words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  v.pipe(v.picklist(words), v.description(description));

/** An ID that Okta made. */
export const id = (what: string) => text(`ID of ${what}`);

/** How a user may be named. */
export const userId = text("ID, login, or the part of the login before its @ if nobody else has the same");

/** Accepts what is a date. */
export const isDate = v.check<string, string>(
  (value) => !Number.isNaN(Date.parse(value)),
  "must be a date such as 2026-01-31T12:00:00Z",
);

/** A moment. */
export const moment = (description: string) => v.pipe(v.string(), isDate, v.description(description));

/** How a list is paged: Okta takes a higher limit than its own, and goes by its own. */
export const paging = (usual: number, most: number) => ({
  limit: v.optional(whole(`How many on a page: ${usual} if not said, ${most} at most`)),
  after: v.optional(text("Cursor of the page, out of the `Link` header of the page before; never made up")),
});

/** How a list is sorted. */
export const sorting = {
  sortBy: v.optional(text("What to sort by, such as `profile.lastName`; only with `search`")),
  sortOrder: v.optional(oneOf(["asc", "desc"], "Which way to sort; only with `sortBy`")),
};

/** A list can be asked to embed more about each item. */
export const expand = (what: string) => v.optional(text(`What to embed: ${what}`));
