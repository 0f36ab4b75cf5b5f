import { type ParseError, parse } from "jsonc-parser";

/** Describes where a text stops being JSON. The messages of `JSON.parse` quote the text, which may hold a secret. */
export function describeJsonError(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const before = text.slice(0, errors[0]?.offset ?? text.length).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
}
