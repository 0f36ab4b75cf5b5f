import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import colors from "picocolors";

/** How a step ended: ✔ works, ! works with a disadvantage, ✖ must be corrected, · was not checked. */
export type Mark = "ok" | "warning" | "failed" | "skipped";

const MARKS: Readonly<Record<Mark, string>> = {
  ok: colors.green("✔"),
  warning: colors.yellow("!"),
  failed: colors.red("✖"),
  skipped: colors.dim("·"),
};
const NAME_WIDTH = 17;

/** Prints one step, and what to do about it. */
export function printStep(mark: Mark, name: string, detail: string, hint?: string): void {
  console.log(` ${MARKS[mark]} ${clean(name).padEnd(NAME_WIDTH)} ${clean(detail)}`);
  if (hint) console.log(`   ${" ".repeat(NAME_WIDTH)} ${clean(hint)}`);
}

/** Prints lines with a label before each. */
export function printList(title: string, entries: readonly (readonly [label: string, text: string])[]): void {
  const width = Math.max(...entries.map(([label]) => label.length));
  console.log(`\n   ${colors.bold(title)}`);
  for (const [label, text] of entries) console.log(`     ${label.padEnd(width)}  ${text}`);
}

/** Prints rows without lines between them. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const none = ["top", "top-left", "top-mid", "top-right", "bottom", "bottom-left", "bottom-mid", "bottom-right"];
  const inner = ["mid", "left-mid", "mid-mid", "right-mid", "right"];
  const chars = Object.fromEntries([...none, ...inner].map((name) => [name, ""]));
  const table = new Table({
    head: head.map(colors.cyan),
    chars: { ...chars, left: " ", middle: " " },
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push(row.map((cell) => shorten(clean(cell), 48)));
  console.log(`\n${table.toString()}`);
}

/** Names the first of many scopes: "okta.users.manage and 9 more". */
export function shortenScopes(text: string): string {
  return text.replace(/(okta\.[\w.]+)((?:,? okta\.[\w.]+){3,})/g, (_, first: string, others: string) => {
    return `${first} and ${others.match(/okta\./g)?.length} more`;
  });
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Texts with Okta's words in them must not control the terminal. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, " ");
}
