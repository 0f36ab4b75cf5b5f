import { cleanLine, cleanText } from "./clean-text.ts";

/** Levels of nesting that are kept. */
const MAX_DEPTH = 12;

/** Returns JSON of Okta's as a model needs it: without links and nulls, its texts without invisible characters. */
export function compact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return "[nested too deeply]";
  if (Array.isArray(value)) return value.map((item) => compact(item, depth + 1));
  const members = Object.entries(value)
    .filter(([name, member]) => name !== "_links" && member !== null)
    .map(([name, member]) => [cleanLine(name), compact(member, depth + 1)] as const);
  return Object.fromEntries(members);
}
