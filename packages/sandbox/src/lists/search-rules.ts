import { OktaError } from "../org/okta-error.ts";
import {
  comparisonsOf,
  type FilterComparison,
  type FilterExpression,
  type FilterOperator,
  FilterSyntaxError,
  parseFilter,
} from "./filter-expression.ts";
import { readDate } from "./filter-match.ts";

/** What a list can be asked for by `filter` or `search`. */
export interface SearchRules {
  /** The operators that each attribute is compared by. `profile.*` is every attribute of the profile that is not named. */
  readonly attributes: Readonly<Record<string, readonly FilterOperator[]>>;
  /** Whether a comparison may be negated. */
  readonly allowsNot: boolean;
}

/** The operators of what has an order. */
export const ORDERED: readonly FilterOperator[] = ["eq", "gt", "ge", "lt", "le"];

/** The operators that a `search` knows for most attributes. */
export const SEARCHED: readonly FilterOperator[] = [...ORDERED, "sw", "pr"];

const DATES: ReadonlySet<string> = new Set([
  "activated",
  "created",
  "lastMembershipUpdated",
  "lastUpdated",
  "statusChanged",
]);

/**
 * Reads a `filter` or `search` that keeps to the rules.
 *
 * @throws {OktaError} E0000031 for one that does not, or that is not an expression.
 */
export function readSearch(text: string, rules: SearchRules): FilterExpression {
  let expression: FilterExpression;
  try {
    expression = parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw invalidSearch(error.message);
    throw error;
  }
  if (!rules.allowsNot && hasNot(expression)) throw invalidSearch("The not operator is not supported.");
  for (const comparison of comparisonsOf(expression)) checkComparison(comparison, rules);
  return expression;
}

/** E0000031: the list cannot be asked for that. */
export function invalidSearch(...causes: string[]): OktaError {
  return new OktaError({ status: 400, code: "E0000031", summary: "Invalid search criteria.", causes });
}

/** The operators that the rules know for an attribute; undefined for an attribute that they do not know. */
export function operatorsOf(attribute: string, { attributes }: SearchRules): readonly FilterOperator[] | undefined {
  if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
  return attribute.startsWith("profile.") ? attributes["profile.*"] : undefined;
}

function checkComparison({ attribute, operator, value }: FilterComparison, rules: SearchRules): void {
  const operators = operatorsOf(attribute, rules);
  if (!operators) throw invalidSearch(`The attribute ${attribute} is not supported.`);
  if (!operators.includes(operator)) throw invalidSearch(`The operator ${operator} is not supported for ${attribute}.`);
  if (operator === "pr" || !DATES.has(attribute)) return;
  if (typeof value !== "string" || readDate(value) === undefined) {
    throw invalidSearch(`The value of ${attribute} must be a date.`);
  }
}

function hasNot(expression: FilterExpression): boolean {
  if (expression.kind === "comparison") return false;
  return expression.kind === "not" || expression.operands.some(hasNot);
}
