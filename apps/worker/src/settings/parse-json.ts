import { invalidSetting, SettingsError } from "./settings-error.ts";

/**
 * Parses a setting that is JSON.
 *
 * @param example - shows in the hint what the setting looks like.
 * @throws {SettingsError} that says where the text is not JSON, without quoting it.
 */
export function parseJsonSetting(name: string, text: string, example: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const before = text.slice(0, findJsonError(text));
    const line = before.split("\n").length;
    const column = before.length - before.lastIndexOf("\n");
    const place = `is not valid JSON: see line ${line}, column ${column}.`;
    throw new SettingsError([invalidSetting(name, place, `An example: ${example}.`)]);
  }
}

const SPACE = /[ \t\r\n]*/y;
const SIGN = /[{}[\],:]/y;
const TEXT = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Returns where a text stops being JSON. Engines report this each in their own words, and quote the text. */
function findJsonError(text: string): number {
  let at = 0;
  const open: string[] = [];
  /** What may come next: a value, a key, a colon, or the comma or bracket after a value. */
  let expected: "value" | "value or end" | "key" | "key or end" | "colon" | "next" | "end" = "value";
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const afterValue = () => (open.length > 0 ? "next" : "end");
  for (;;) {
    const start = at + (match(SPACE)?.length ?? 0);
    at = start;
    const [sign, string] = [match(SIGN), match(TEXT)];
    const token = sign ?? string ?? match(SCALAR);
    if (token === undefined) return start;
    at += token.length;
    const closes = (sign === "}" && open.at(-1) === "{") || (sign === "]" && open.at(-1) === "[");
    if (closes && (expected === "next" || expected.endsWith("or end"))) {
      open.pop();
      expected = afterValue();
    } else if (expected.startsWith("value") && (sign === "{" || sign === "[")) {
      open.push(sign);
      expected = sign === "{" ? "key or end" : "value or end";
    } else if (expected.startsWith("value") && sign === undefined) {
      expected = afterValue();
    } else if (expected.startsWith("key") && string !== undefined) {
      expected = "colon";
    } else if (expected === "colon" && sign === ":") {
      expected = "value";
    } else if (expected === "next" && sign === ",") {
      expected = open.at(-1) === "{" ? "key" : "value";
    } else {
      return start;
    }
  }
}
