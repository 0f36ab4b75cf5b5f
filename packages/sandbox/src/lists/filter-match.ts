import { isObject } from "../api/request-body.ts";
import type { FilterComparison, FilterExpression, FilterOperator } from "./filter-expression.ts";

/** How strings are compared. */
export interface MatchOptions {
  /** Whether `a` is `A`: so it is for `search`, not for `filter`. Default: false. */
  readonly ignoreCase?: boolean | undefined;
}

/** ISO 8601: a day, or a moment with or without seconds and their fraction. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Whether a resource, in the shape in which Okta shows it, passes a filter. An array passes when any of its elements does;
 * dates are compared as moments; what is not there is equal to nothing.
 */
export function matchesFilter(expression: FilterExpression, resource: unknown, options: MatchOptions = {}): boolean {
  const matches = (operand: FilterExpression) => matchesFilter(operand, resource, options);
  if (expression.kind === "comparison") return compares(expression, resource, options);
  if (expression.kind === "not") return !matches(expression.operand);
  return expression.kind === "and" ? expression.operands.every(matches) : expression.operands.some(matches);
}

function compares(
  { attribute, operator, value }: FilterComparison,
  resource: unknown,
  { ignoreCase }: MatchOptions,
): boolean {
  const values = valuesAt(resource, attribute);
  if (operator === "pr") return values.some(isPresent);
  const fold = (given: unknown) => (ignoreCase && typeof given === "string" ? given.toLowerCase() : given);
  const passes = (test: Test) => values.some((actual) => test(fold(actual), fold(value)));
  return operator === "ne" ? !passes(TESTS.eq) : passes(TESTS[operator]);
}

/** Every value at a path; of an array, every element's. Nothing for a path that leads nowhere. */
export function valuesAt(resource: unknown, path: string): readonly unknown[] {
  let values: readonly unknown[] = [resource].flat();
  for (const name of path.split(".")) {
    values = values.flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]].flat() : []));
  }
  return values.filter((value) => value !== null && value !== undefined);
}

/** Below zero, zero or above, as one comes before, with or after the other; NaN for what cannot be compared. */
function compareValues(one: unknown, other: unknown): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one !== "string" || typeof other !== "string") return one === other ? 0 : Number.NaN;
  const [time, otherTime] = [readDate(one), readDate(other)];
  if (time !== undefined && otherTime !== undefined) return time - otherTime;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A date in ISO 8601 as milliseconds since the epoch; without a zone it is UTC's. Undefined for anything else. */
export function readDate(text: string): number | undefined {
  const date = DATE.exec(text.toUpperCase());
  if (!date) return undefined;
  const [whole] = date;
  // JavaScript takes the 30th of February for the 2nd of March.
  const day = whole.slice(0, 10);
  if (Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return undefined;
  const time = Date.parse(whole.includes("T") && date.groups?.zone === undefined ? `${whole}Z` : whole);
  return Number.isNaN(time) ? undefined : time;
}

type Test = (actual: unknown, wanted: unknown) => boolean;

const TESTS: Readonly<Record<Exclude<FilterOperator, "ne" | "pr">, Test>> = {
  eq: (actual, wanted) => compareValues(actual, wanted) === 0,
  gt: (actual, wanted) => compareValues(actual, wanted) > 0,
  ge: (actual, wanted) => compareValues(actual, wanted) >= 0,
  lt: (actual, wanted) => compareValues(actual, wanted) < 0,
  le: (actual, wanted) => compareValues(actual, wanted) <= 0,
  co: onTexts((actual, wanted) => actual.includes(wanted)),
  sw: onTexts((actual, wanted) => actual.startsWith(wanted)),
  ew: onTexts((actual, wanted) => actual.endsWith(wanted)),
};

function onTexts(test: (actual: string, wanted: string) => boolean): Test {
  return (actual, wanted) => typeof actual === "string" && typeof wanted === "string" && test(actual, wanted);
}

function isPresent(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(isPresent);
  return value !== "" && value !== null && value !== undefined;
}
