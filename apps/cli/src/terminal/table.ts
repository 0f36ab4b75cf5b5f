import measure from "fast-string-truncated-width";
import { cleanText } from "./clean-text.ts";
import type { Style } from "./style.ts";

/** What stands between columns. */
const GAP = "  ";

/** The widest cell, and the narrowest that a cell is cut to, where the table's width is limited. */
const WIDEST = 40;
const NARROWEST = 12;

/**
 * Formats rows as columns, with a line of headings. Control characters in the values are removed.
 *
 * @param width - the width of the terminal: long values are cut, and columns at the right are left out. Default: unlimited.
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const clean = rows.map((row) => row.map(cleanText));
  const natural = headings.map((heading, at) =>
    Math.max(...[heading, ...clean.map((row) => row[at] ?? "")].map(widthOf)),
  );
  const widths = fitColumns(natural, width);
  const line = (cells: readonly string[]) =>
    widths
      .map((limit, at) => pad(cells[at] ?? "", limit))
      .join(GAP)
      .trimEnd();
  return [style.dim(line(headings)), ...clean.map(line)].join("\n");
}

/** Returns the widths of the columns that are shown. */
function fitColumns(natural: readonly number[], width: number): readonly number[] {
  if (width === Number.POSITIVE_INFINITY) return natural;
  const shown: number[] = [];
  let rest = width;
  for (const own of natural) {
    const wanted = Math.min(own, WIDEST);
    const given = Math.min(wanted, rest);
    if (given < wanted && given < NARROWEST && shown.length > 0) break;
    shown.push(given);
    rest -= given + GAP.length;
    if (rest < 1) break;
  }
  return shown;
}

function pad(text: string, width: number): string {
  const { width: own, index, ellipsed } = measure(text, { limit: width, ellipsis: "…", ellipsisWidth: 1 });
  return `${text.slice(0, index)}${ellipsed ? "…" : ""}${" ".repeat(Math.max(0, width - own))}`;
}

function widthOf(text: string): number {
  return measure(text).width;
}
