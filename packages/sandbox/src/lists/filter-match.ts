import { isObject } from "../api/request-body.ts";
import type { FilterComparison, FilterExpression, FilterOperator } from "./filter-expression.ts";

/** How a resource is compared. */
export interface MatchOptions<Resource = unknown> {
  /** Whether `a` is `A`: so it is for `search`, not for `filter`. Default: false. */
  readonly ignoreCase?: boolean | undefined;
  /** Attributes that a resource does not have as a member, by name. */
  readonly computed?: Readonly<Record<string, (resource: Resource) => unknown>> | undefined;
}

/** ISO 8601: a day, or a moment with or without seconds and their fraction. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Makes the test whether a resource, in the shape in which Okta shows it, passes a filter. An array passes when any of its
 * elements does; dates are compared as moments; what is not there is equal to nothing. What depends on the filter alone is done
 * once, as a list may have many resources.
 */
export function compileFilter<Resource = unknown>(
  expression: FilterExpression,
  options: MatchOptions<Resource> = {},
): (resource: Resource) => boolean {
  if (expression.kind === "comparison") return compileComparison(expression, options);
  if (expression.kind === "not") {
    const passes = compileFilter(expression.operand, options);
    return (resource) => !passes(resource);
  }
  const operands = expression.operands.map((operand) => compileFilter(operand, options));
  return expression.kind === "and"
    ? (resource) => operands.every((passes) => passes(resource))
    : (resource) => operands.some((passes) => passes(resource));
}

/** Whether a resource passes a filter: see {@link compileFilter}. */
export function matchesFilter(expression: FilterExpression, resource: unknown, options: MatchOptions = {}): boolean {
  return compileFilter(expression, options)(resource);
}

function compileComparison<Resource>(
  { attribute, operator, value }: FilterComparison,
  { ignoreCase, computed = {} }: MatchOptions<Resource>,
): (resource: Resource) => boolean {
  const compute = Object.hasOwn(computed, attribute) ? computed[attribute] : undefined;
  const anyIs = (test: (actual: unknown) => boolean): ((resource: Resource) => boolean) => {
    if (!compute) return anyAt(attribute, test);
    return (resource) => {
      const actual = compute(resource);
      return actual !== null && actual !== undefined && test(actual);
    };
  };
  if (operator === "pr") return anyIs(isPresent);
  const fold = (given: unknown) => (ignoreCase && typeof given === "string" ? given.toLowerCase() : given);
  const test = TESTS[operator === "ne" ? "eq" : operator](fold(value));
  const passes = anyIs((actual) => test(fold(actual)));
  return operator === "ne" ? (resource) => !passes(resource) : passes;
}

/** Makes the test whether any value at a path passes a test. Where the path meets no array, no list of values is made. */
function anyAt(path: string, test: (value: unknown) => boolean): (resource: unknown) => boolean {
  const names = path.split(".");
  return (resource) => {
    let value = resource;
    for (const name of names) {
      if (Array.isArray(value)) return valuesAt(resource, path).some(test);
      if (!isObject(value) || !Object.hasOwn(value, name)) return false;
      value = value[name];
    }
    if (Array.isArray(value)) return valuesAt(resource, path).some(test);
    return value !== null && value !== undefined && test(value);
  };
}

/** Every value at a path; of an array, every element's. Nothing for a path that leads nowhere. */
export function valuesAt(resource: unknown, path: string): readonly unknown[] {
  let values: readonly unknown[] = [resource].flat();
  for (const name of path.split(".")) {
    values = values.flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]].flat() : []));
  }
  return values.filter((value) => value !== null && value !== undefined);
}

/** A moment as Okta writes it. */
const WRITTEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/i;

/** Makes the comparison with a value: below zero, zero or above, as one comes before, with or after it; NaN if neither. */
function comparisonWith(wanted: unknown): (actual: unknown) => number {
  if (typeof wanted !== "string") {
    return (actual) => {
      if (typeof actual === "number" && typeof wanted === "number") return actual - wanted;
      return actual === wanted ? 0 : Number.NaN;
    };
  }
  const wantedTime = readDate(wanted);
  const compareTexts = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1);
  if (wantedTime === undefined)
    return (actual) => (typeof actual === "string" ? compareTexts(actual, wanted) : Number.NaN);
  const wantedDate = new Date(wantedTime).toISOString().toLowerCase();
  return (actual) => {
    if (typeof actual !== "string") return Number.NaN;
    // Dates in the form that Okta writes are in their order as texts, and the org has mostly these.
    if (WRITTEN.test(actual)) return compareTexts(actual.toLowerCase(), wantedDate);
    const time = readDate(actual);
    return time === undefined ? compareTexts(actual, wanted) : time - wantedTime;
  };
}

/** A date in ISO 8601 as milliseconds since the epoch; without a zone it is UTC's. Undefined for anything else. */
export function readDate(text: string): number | undefined {
  // Most texts are not dates, and this costs less than the expression.
  if (text[4] !== "-") return undefined;
  const date = DATE.exec(text.toUpperCase());
  if (!date) return undefined;
  const [whole] = date;
  // JavaScript takes the 30th of February for the 2nd of March.
  const day = whole.slice(0, 10);
  if (Number.isNaN(Date.parse(day))) return undefined;
  if (day.slice(8) > "28" && new Date(day).toISOString().slice(0, 10) !== day) return undefined;
  const time = Date.parse(whole.includes("T") && date.groups?.zone === undefined ? `${whole}Z` : whole);
  return Number.isNaN(time) ? undefined : time;
}

type Test = (actual: unknown) => boolean;

const ordered =
  (passes: (difference: number) => boolean) =>
  (wanted: unknown): Test => {
    const compare = comparisonWith(wanted);
    return (actual) => passes(compare(actual));
  };

const onTexts =
  (passes: (actual: string, wanted: string) => boolean) =>
  (wanted: unknown): Test =>
  (actual) =>
    typeof actual === "string" && typeof wanted === "string" && passes(actual, wanted);

/** The test that each operator makes of the value that it compares with. */
const TESTS: Readonly<Record<Exclude<FilterOperator, "ne" | "pr">, (wanted: unknown) => Test>> = {
  eq: ordered((difference) => difference === 0),
  gt: ordered((difference) => difference > 0),
  ge: ordered((difference) => difference >= 0),
  lt: ordered((difference) => difference < 0),
  le: ordered((difference) => difference <= 0),
  co: onTexts((actual, wanted) => actual.includes(wanted)),
  sw: onTexts((actual, wanted) => actual.startsWith(wanted)),
  ew: onTexts((actual, wanted) => actual.endsWith(wanted)),
};

function isPresent(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(isPresent);
  return value !== "" && value !== null && value !== undefined;
}
