/** A piece of a rule's expression. */
export interface RuleToken {
  readonly kind: "name" | "string" | "number" | "sign" | "unknown";
  /** As it is written. */
  readonly text: string;
  /** In characters from the expression's beginning. */
  readonly position: number;
}

const PARTS: readonly (readonly [kind: RuleToken["kind"], pattern: RegExp])[] = [
  ["name", /[a-z_]\w*(?:\.[a-z_]\w*)*/iy],
  ["string", /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy],
  ["number", /-?\d+(?:\.\d+)?/y],
  ["sign", /==|!=|<=|>=|&&|\|\||[<>!(),]/y],
  ["unknown", /\S/y],
];
const SPACE = /\s*/y;

/** Cuts an expression into its pieces. Every text has some, whether they make sense or not. */
export function readRuleTokens(text: string): RuleToken[] {
  const tokens: RuleToken[] = [];
  let position = after(SPACE, text, 0) ?? 0;
  while (position < text.length) {
    for (const [kind, pattern] of PARTS) {
      const end = after(pattern, text, position);
      if (end === undefined) continue;
      tokens.push({ kind, text: text.slice(position, end), position });
      position = after(SPACE, text, end) ?? end;
      break;
    }
  }
  return tokens;
}

/** Where what a pattern finds at a position ends. */
function after(pattern: RegExp, text: string, position: number): number | undefined {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
