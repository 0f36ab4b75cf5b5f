import * as v from "valibot";

/** A text of at least one character. */
export const text = (description: string) => v.pipe(v.string(), v.minLength(1), v.description(description));

/** True or false. */
export const flag = (description: string) => v.pipe(v.boolean(), v.description(description));

/** A whole number from a smallest one on. */
export const whole = (description: string, smallest = 1) =>
  v.pipe(v.number(), v.integer(), v.minValue(smallest), v.description(description));

/** A whole number between two. */
export const between = (smallest: number, largest: number, description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(smallest), v.maxValue(largest), v.description(description));

/** One of some words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  v.pipe(v.picklist(words), v.description(description));

/** An ID that Okta made. */
export const id = (what: string) => text(`ID of ${what}`);

/** How a user is named. */
export const userId = text("ID, login, or the part of the login before its @ if it is unambiguous");

/** Accepts what is a date. */
export const isDate = v.check<string, string>(
  (value) => !Number.isNaN(Date.parse(value)),
  "must be a date such as 2026-01-31T12:00:00Z",
);

/** A moment. */
export const moment = (description: string) => v.pipe(v.string(), isDate, v.description(description));

/** The limits of a page. Okta accepts a higher limit than its largest and applies its own: the bounds are documented, and not enforced. */
interface PageLimits {
  /** What Okta uses by default, if it is a number. */
  readonly usual?: number;
  readonly most?: number;
  readonly least?: number;
}

/** How many items a page has. */
const limit = ({ usual, most, least = 1 }: PageLimits) => {
  const bounds = most === undefined ? "" : `, ${least > 1 ? `${least} to ` : "at most "}${most}`;
  return v.optional(
    v.pipe(
      whole(`Items on a page${bounds}.${usual === undefined ? "" : ` Default: ${usual}`}`, Math.min(least, 1)),
      v.metadata({ minimum: least, ...(most !== undefined && { maximum: most }) }),
    ),
  );
};

const after = v.optional(text("Cursor of the next page, from the `Link` header of the page before"));

/** How a list is paged. */
export const paging = (limits: PageLimits = {}) => ({ limit: limit(limits), after });

/** How a list is sorted. */
export const sorting = {
  sortBy: v.optional(text("Attribute to sort by, such as `profile.lastName`; only with `search`")),
  sortOrder: v.optional(oneOf(["asc", "desc"], "Only with `sortBy`. Default: asc")),
};

/** What to embed in each item. */
export const expand = (what: string) => v.optional(text(`Embeds ${what}`));
