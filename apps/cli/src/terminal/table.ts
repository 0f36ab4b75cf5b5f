import { stripVTControlCharacters } from "node:util";
import type { Style } from "./style.ts";

/** Formats rows as columns, with a line of headings. Control characters in the values are removed. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  const clean = rows.map((row) => row.map(cleanText));
  const widths = headings.map((heading, at) => Math.max(heading.length, ...clean.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [style.dim(line(headings)), ...clean.map(line)].join("\n");
}

/** Values come from files and from Okta: they must not move the cursor or fake a line. */
function cleanText(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ");
}
