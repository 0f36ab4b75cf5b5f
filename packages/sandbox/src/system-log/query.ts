import { comparisonsOf, type FilterExpression, FilterSyntaxError, parseFilter } from "../lists/filter-expression.ts";
import { readDate } from "../lists/filter-match.ts";
import { OktaError, validation } from "../org/okta-error.ts";
import { isLogField } from "./fields.ts";

/** What the System Log is asked for. Times are milliseconds since the epoch. */
export interface LogQuery {
  /** Undefined where it was not given. */
  readonly since: number | undefined;
  /** Undefined where it was not given. */
  readonly until: number | undefined;
  readonly after: string | undefined;
  readonly filter: FilterExpression | undefined;
  /** In lower case. */
  readonly words: readonly string[];
  readonly limit: number;
  readonly isDescending: boolean;
}

const DAY = 86_400_000;

/** Okta's: how old `since` may be, in days, though it keeps events for half of that. */
const OLDEST_SINCE = 180;

/**
 * Reads the query of the System Log.
 *
 * @throws {OktaError} E0000001 for a parameter that is not valid, E0000053 for a filter that is not or a time too long ago,
 * E0000031 for an operator that a field is not compared by.
 */
export function readLogQuery(query: URLSearchParams, now: number): LogQuery {
  const since = readTime(query, "since");
  const until = readTime(query, "until");
  const after = query.get("after") || undefined;
  if (since !== undefined && after !== undefined) throw validation("'since': cannot be given together with 'after'.");
  if (since !== undefined && since < now - OLDEST_SINCE * DAY) {
    throw invalidFilter("Invalid parameter: The since parameter is over 180 days prior to the current day.");
  }
  return {
    since,
    until,
    after,
    filter: readFilter(query.get("filter") ?? ""),
    words: readWords(query.get("q") ?? ""),
    limit: readLimit(query.get("limit")),
    isDescending: readSortOrder(query.get("sortOrder")) === "DESCENDING",
  };
}

/** A time of which no one knows where (RFC 3339, section 4.4). Okta's own examples have days, which are UTC's. */
const WITHOUT_ZONE = /T(?!.*(Z|[+-]\d{2}:?\d{2})$)/i;

function readTime(query: URLSearchParams, name: "since" | "until"): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  const time = readDate(text);
  if (time !== undefined && !WITHOUT_ZONE.test(text)) return time;
  const causes = [
    "The date format in your query is not recognized. Please enter dates using ISO8601 string format.",
    "must be a valid date-time or empty.",
  ];
  const subject = causes.map((cause) => `'${name}': ${cause}`).join(". ");
  throw validation(subject, ...causes.map((cause) => `${name}: ${cause}`));
}

function readFilter(text: string): FilterExpression | undefined {
  if (text === "") return undefined;
  let expression: FilterExpression;
  try {
    expression = parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw invalidFilter(`Invalid filter '${text}': ${error.message}`);
    throw error;
  }
  for (const { attribute, operator } of comparisonsOf(expression)) {
    if (!isLogField(attribute)) throw invalidFilter(`field is not valid: ${attribute}`);
    if (operator === "co" && /^debugContext\.debugData\.(url|requestUri)$/.test(attribute)) {
      const summary = "The supplied combination of operator and field is not currently supported.";
      throw new OktaError({
        status: 400,
        code: "E0000031",
        summary: `${summary} Operator: ${operator}, Field: ${attribute}`,
      });
    }
  }
  return expression;
}

function readWords(text: string): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.some(({ length }) => length > 40)) {
    throw validation(
      "'q': Freeform search cannot contain items longer than 40 characters. Please shorten the items in your search or use an advanced filter to query by specific fields.",
    );
  }
  if (words.length > 10) throw validation("'q': Freeform search cannot contain more than 10 items.");
  return words;
}

function readLimit(text: string | null): number {
  if (text === null || text === "") return 100;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 0 && limit <= 1000) return limit;
  throw validation("'limit': must be an integer from 0 to 1000.", "limit: must be an integer from 0 to 1000.");
}

function readSortOrder(text: string | null): "ASCENDING" | "DESCENDING" {
  if (text === null || text === "") return "ASCENDING";
  if (text === "ASCENDING" || text === "DESCENDING") return text;
  throw validation("'sortOrder': must be ASCENDING or DESCENDING.", "sortOrder: must be ASCENDING or DESCENDING.");
}

function invalidFilter(summary: string): OktaError {
  return new OktaError({ status: 400, code: "E0000053", summary });
}
