import { type FilterToken, readFilterTokens } from "./filter-tokens.ts";

/** What a comparison does with an attribute's value. */
export type FilterOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le" | "pr";

/** A literal. A date is a string in ISO 8601. */
export type FilterValue = string | number | boolean;

/** One attribute compared with one literal. */
export interface FilterComparison {
  readonly kind: "comparison";
  /** The path, such as `profile.login`. */
  readonly attribute: string;
  readonly operator: FilterOperator;
  /** Undefined for `pr`, which compares with nothing. */
  readonly value: FilterValue | undefined;
}

/** A filter, parsed. */
export type FilterExpression =
  | FilterComparison
  | { readonly kind: "and" | "or"; readonly operands: readonly FilterExpression[] }
  | { readonly kind: "not"; readonly operand: FilterExpression };

/** Thrown for text that is not a filter. */
export class FilterSyntaxError extends Error {
  override readonly name = "FilterSyntaxError";
  /** Where it went wrong, in characters from the beginning. The first is at 0. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** How deep parentheses may nest, so that no text exhausts the stack. */
const DEEPEST = 50;

const OPERATORS: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"]);
const ATTRIBUTE = /^[a-z_$][\w$-]*(?:\.[a-z_$][\w$-]*)*$/i;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/**
 * Parses an expression of Okta's `filter` and `search` parameters: SCIM's language (RFC 7644, section 3.4.2.2) without its
 * brackets. `and` binds tighter than `or`, operators may be in any case, attributes may not, strings are those of JSON.
 *
 * @throws {FilterSyntaxError} For anything else.
 *
 * @example
 * ```ts
 * parseFilter('status eq "LOCKED_OUT" or profile.login sw "ada."');
 * ```
 */
export function parseFilter(text: string): FilterExpression {
  const parser = new FilterParser(readFilterTokens(text), text.length);
  return parser.parse();
}

/** Every comparison in a filter, in the order in which they are written. */
export function comparisonsOf(expression: FilterExpression): readonly FilterComparison[] {
  if (expression.kind === "comparison") return [expression];
  if (expression.kind === "not") return comparisonsOf(expression.operand);
  return expression.operands.flatMap(comparisonsOf);
}

class FilterParser {
  readonly #tokens: readonly FilterToken[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: readonly FilterToken[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  parse(): FilterExpression {
    const expression = this.#or(0);
    const rest = this.#tokens[this.#next];
    if (rest) throw new FilterSyntaxError(`Unexpected '${rest.text}' at position ${rest.position}`, rest.position);
    return expression;
  }

  #or(depth: number): FilterExpression {
    return this.#joined("or", () => this.#joined("and", () => this.#term(depth)));
  }

  #joined(kind: "and" | "or", read: () => FilterExpression): FilterExpression {
    const first = read();
    const operands = [first];
    while (this.#isWord(kind)) {
      this.#next++;
      operands.push(read());
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  #term(depth: number): FilterExpression {
    if (this.#isWord("not") && this.#tokens[this.#next + 1]?.kind === "(") {
      this.#next++;
      return { kind: "not", operand: this.#group(depth) };
    }
    return this.#tokens[this.#next]?.kind === "(" ? this.#group(depth) : this.#comparison();
  }

  #group(depth: number): FilterExpression {
    const { position } = this.#take("an opening parenthesis");
    if (depth === DEEPEST) {
      throw new FilterSyntaxError(`Too many nested parentheses at position ${position}`, position);
    }
    const expression = this.#or(depth + 1);
    const close = this.#take("a closing parenthesis");
    if (close.kind === ")") return expression;
    throw new FilterSyntaxError(
      `Expected a closing parenthesis at position ${close.position} for the one opened at position ${position}`,
      close.position,
    );
  }

  #comparison(): FilterComparison {
    const attribute = this.#take("an attribute");
    if (attribute.kind !== "word" || !ATTRIBUTE.test(attribute.text)) {
      const { text, position } = attribute;
      throw new FilterSyntaxError(`Expected an attribute instead of '${text}' at position ${position}`, position);
    }
    const { kind, text, position } = this.#take("an attribute operator");
    const operator = text.toLowerCase();
    if (kind !== "word" || !isOperator(operator)) {
      // Word for word what Okta answers, though it knows more operators than it names.
      const message = `Unrecognized attribute operator '${text}' at position ${position}. Expected: eq,co,sw,pr,gt,ge,lt,le`;
      throw new FilterSyntaxError(message, position);
    }
    const value = operator === "pr" ? undefined : readValue(this.#take("a value"));
    return { kind: "comparison", attribute: attribute.text, operator, value };
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#next];
    return token?.kind === "word" && token.text.toLowerCase() === word;
  }

  #take(expected: string): FilterToken {
    const token = this.#tokens[this.#next++];
    if (token) return token;
    throw new FilterSyntaxError(`End of the filter at position ${this.#end}, where ${expected} must come`, this.#end);
  }
}

function isOperator(text: string): text is FilterOperator {
  return OPERATORS.has(text);
}

function readValue({ kind, text, position }: FilterToken): FilterValue {
  if (kind === "string") {
    try {
      return JSON.parse(text);
    } catch {
      throw new FilterSyntaxError(`Invalid string at position ${position}`, position);
    }
  }
  if (text === "true" || text === "false") return text === "true";
  if (kind === "word" && NUMBER.test(text)) return Number(text);
  const expected = "Expected a string in quotes, a number or a boolean";
  throw new FilterSyntaxError(`Invalid filter value '${text}' at position ${position}. ${expected}`, position);
}
