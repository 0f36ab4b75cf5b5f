import { RULE_FUNCTIONS, type RuleSubject, type RuleType } from "./functions.ts";
import { type RuleToken, readRuleTokens } from "./tokens.ts";

/** Thrown for an expression that Okta, or the sandbox, does not understand. */
export class RuleExpressionError extends Error {
  override readonly name = "RuleExpressionError";
}

/** Returns what an attribute of users holds; undefined for one that they do not have. */
export type AttributeTypeOf = (name: string) => Exclude<RuleType, "null" | "any"> | undefined;

/** Whether a rule applies to a user. */
export type RuleCondition = (subject: RuleSubject) => boolean;

/** A part of an expression: what it is, and how to find out its value. */
interface Operand {
  readonly type: RuleType;
  readonly value: (subject: RuleSubject) => unknown;
}

/** How deep an expression may nest, so that no text exhausts the stack. */
const DEEPEST = 50;

const EQUALITIES: ReadonlySet<string> = new Set(["==", "!="]);

/** Those that need an order take numbers only, as in Okta. */
const COMPARISONS: ReadonlyMap<string, (one: unknown, other: unknown) => boolean> = new Map([
  ["==", (one: unknown, other: unknown) => one === other],
  ["!=", (one: unknown, other: unknown) => one !== other],
  ["<", (one: unknown, other: unknown) => Number(one) < Number(other)],
  [">", (one: unknown, other: unknown) => Number(one) > Number(other)],
  ["<=", (one: unknown, other: unknown) => Number(one) <= Number(other)],
  [">=", (one: unknown, other: unknown) => Number(one) >= Number(other)],
]);

/**
 * Reads the expression of a group rule: attributes of the user (`user.department`), literals, comparisons, `AND`, `OR`, `!`,
 * parentheses and the functions of {@link RULE_FUNCTIONS}.
 *
 * @throws {RuleExpressionError} For anything else, an attribute that users do not have, or what is not true or false.
 *
 * @example
 * ```ts
 * readRuleExpression('user.department == "Design" AND String.startsWith(user.login, "a")', () => "string");
 * ```
 */
export function readRuleExpression(text: string, attributeTypeOf: AttributeTypeOf): RuleCondition {
  const { type, value } = new RuleParser(text, attributeTypeOf).parse();
  if (type !== "boolean") throw new RuleExpressionError("The expression must be true or false.");
  return (subject) => value(subject) === true;
}

class RuleParser {
  readonly #tokens: readonly RuleToken[];
  readonly #attributeTypeOf: AttributeTypeOf;
  #next = 0;
  #depth = 0;

  constructor(text: string, attributeTypeOf: AttributeTypeOf) {
    this.#attributeTypeOf = attributeTypeOf;
    this.#tokens = readRuleTokens(text);
  }

  parse(): Operand {
    const operand = this.#or();
    const rest = this.#tokens[this.#next];
    if (rest) throw unexpected(rest);
    return operand;
  }

  #or(): Operand {
    if (++this.#depth > DEEPEST) throw new RuleExpressionError("The expression nests too deep.");
    const operand = this.#joined(["OR", "||"], () => this.#joined(["AND", "&&"], () => this.#not(), every), some);
    this.#depth--;
    return operand;
  }

  #joined(signs: readonly string[], read: () => Operand, join: (operands: readonly Operand[]) => Operand): Operand {
    const first = read();
    const operands = [first];
    while (signs.includes(this.#tokens[this.#next]?.text.toUpperCase() ?? "")) {
      this.#next++;
      operands.push(read());
    }
    return operands.length === 1 ? first : join(operands);
  }

  #not(): Operand {
    let isNegated = false;
    let signs = 0;
    for (; this.#takeSign("!"); signs++) isNegated = !isNegated;
    const operand = this.#comparison();
    if (signs === 0) return operand;
    mustBeBoolean(operand);
    return { type: "boolean", value: (subject) => (operand.value(subject) === true) !== isNegated };
  }

  #comparison(): Operand {
    const left = this.#operand();
    const sign = this.#tokens[this.#next]?.text ?? "";
    const compare = COMPARISONS.get(sign);
    if (!compare) return left;
    this.#next++;
    const right = this.#operand();
    const areAlike = left.type === right.type || left.type === "null" || right.type === "null";
    if (!areAlike || (!EQUALITIES.has(sign) && !(left.type === "number" && right.type === "number"))) {
      throw new RuleExpressionError(`${sign} cannot compare a ${left.type} with a ${right.type}.`);
    }
    // An attribute that is not set is neither below nor above anything.
    const value = (subject: RuleSubject) => {
      const [one, other] = [left.value(subject) ?? null, right.value(subject) ?? null];
      if ((one === null || other === null) && !EQUALITIES.has(sign)) return false;
      return compare(one, other);
    };
    return { type: "boolean", value };
  }

  #operand(): Operand {
    const token = this.#take();
    const { kind, text } = token;
    if (text === "(") {
      const operand = this.#or();
      this.#mustTake(")");
      return operand;
    }
    if (kind === "string") return literal("string", text.slice(1, -1).replaceAll(/\\(.)/gs, "$1"));
    if (kind === "number") return literal("number", Number(text));
    if (kind !== "name" || ["AND", "OR"].includes(text.toUpperCase())) throw unexpected(token);
    if (text === "true" || text === "false") return literal("boolean", text === "true");
    if (text === "null") return literal("null", null);
    return this.#takeSign("(") ? this.#call(token) : attribute(token, this.#attributeTypeOf);
  }

  #call({ text }: RuleToken): Operand {
    const known = RULE_FUNCTIONS.get(text);
    if (!known) throw new RuleExpressionError(`The function ${text} is not known.`);
    const { parameters, takesMore, returns, call } = known;
    const values: Operand[] = [];
    if (!this.#takeSign(")")) {
      do values.push(this.#or());
      while (this.#takeSign(","));
      this.#mustTake(")");
    }
    const isEnough = takesMore ? values.length >= parameters.length : values.length === parameters.length;
    const areRight = values.every(({ type }, place) => {
      const wanted = parameters[place] ?? parameters.at(-1);
      return wanted === "any" || type === wanted;
    });
    if (!isEnough || !areRight) {
      const wanted = parameters.join(", ") + (takesMore ? ", …" : "");
      throw new RuleExpressionError(`The parameters of ${text} must be: ${wanted}.`);
    }
    return {
      type: returns,
      value: (subject) =>
        call(
          values.map(({ value }) => value(subject)),
          subject,
        ),
    };
  }

  #take(): RuleToken {
    const token = this.#tokens[this.#next++];
    if (!token) throw new RuleExpressionError("The expression ends too early.");
    return token;
  }

  #takeSign(text: string): boolean {
    const isNext = this.#tokens[this.#next]?.text === text;
    if (isNext) this.#next++;
    return isNext;
  }

  #mustTake(text: string): void {
    const token = this.#take();
    if (token.text !== text) throw unexpected(token);
  }
}

function attribute({ text }: RuleToken, attributeTypeOf: AttributeTypeOf): Operand {
  const name = text.slice("user.".length);
  const type = text.startsWith("user.") ? attributeTypeOf(name) : undefined;
  if (!type) throw new RuleExpressionError(`Invalid property ${text} in expression.`);
  return { type, value: ({ user }) => user.profile[name] };
}

function literal(type: RuleType, value: unknown): Operand {
  return { type, value: () => value };
}

function every(operands: readonly Operand[]): Operand {
  operands.forEach(mustBeBoolean);
  return { type: "boolean", value: (subject) => operands.every(({ value }) => value(subject) === true) };
}

function some(operands: readonly Operand[]): Operand {
  operands.forEach(mustBeBoolean);
  return { type: "boolean", value: (subject) => operands.some(({ value }) => value(subject) === true) };
}

function mustBeBoolean({ type }: Operand): void {
  if (type !== "boolean") throw new RuleExpressionError(`A ${type} is neither true nor false.`);
}

function unexpected({ text, position }: RuleToken): RuleExpressionError {
  return new RuleExpressionError(`Unexpected ${text} at position ${position}.`);
}
