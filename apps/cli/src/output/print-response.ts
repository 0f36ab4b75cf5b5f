import { nextPageUrl } from "@okta-edge/core";
import { readBody } from "../api/pages.ts";
import { UsageError } from "../errors.ts";
import type { Session } from "../session.ts";
import { formatTable } from "../terminal/table.ts";
import { chooseColumns, columnHeadings } from "./columns.ts";
import { flatten } from "./flatten.ts";
import { toJson } from "./json.ts";
import { writeOutput } from "./stdout.ts";

/** How a response is printed. */
export interface PrintOptions {
  /** The columns of a table. */
  readonly columns: readonly string[] | undefined;
  /** Printed in a terminal when the response has nothing to show. */
  readonly done: string;
}

/** Prints a response: a table in a terminal, JSON elsewhere and with `--json`. */
export async function printResponse(
  response: Response,
  { columns, done }: PrintOptions,
  session: Session,
): Promise<void> {
  const { json, bytes } = await readBody(response);
  const isTerminal = process.stdout.isTTY === true;
  const asTable = columns !== undefined || (isTerminal && !session.json);
  if (bytes) await writeOutput(bytes);
  else if (asTable) await writeOutput(formatResult(json, columns, done, session));
  // A program that asked for JSON gets some, if there is nothing.
  else if (json !== undefined || session.json) await writeOutput(`${toJson(json ?? null, 2)}\n`);
  if (Array.isArray(json) && json.length > 0 && nextPageUrl(response.headers)) {
    session.note(
      `This is the first page, with ${json.length} ${json.length === 1 ? "item" : "items"}. More follow: --ndjson prints all.`,
    );
  }
}

/**
 * Reports columns without a value. Beside a column that exists, they are a note: the member may be optional in Okta.
 *
 * @throws {UsageError} when none of the columns exists.
 */
function requireColumns(columns: readonly string[], existing: readonly string[], session: Session): void {
  const missing = columns.filter((column) => !existing.includes(column));
  if (missing.length === 0) return;
  const message = `--columns: the response has no ${missing.join(" or ")}.`;
  const hint = `It has ${[...existing].sort().join(", ")}.`;
  if (missing.length === columns.length) throw new UsageError(message, { hint });
  session.note(`${message} ${hint}`);
}

function formatResult(json: unknown, columns: readonly string[] | undefined, done: string, session: Session): string {
  const { style } = session;
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  if (Array.isArray(json)) {
    if (json.length === 0) return "Nothing found.\n";
    const items = json.map((item) => flatten(item, columns ? Number.POSITIVE_INFINITY : undefined));
    const existing = [...new Set(items.flatMap((item) => Object.keys(item)))];
    if (columns) requireColumns(columns, existing, session);
    const paths = columns ?? chooseColumns(items);
    const rows = items.map((item) => paths.map((path) => item[path] ?? ""));
    return `${formatTable(columnHeadings(paths), rows, style, width)}\n`;
  }
  const flat = Object.entries(flatten(json, Number.POSITIVE_INFINITY));
  if (columns && flat.length > 0)
    requireColumns(
      columns,
      flat.map(([path]) => path),
      session,
    );
  const rows = flat.filter(([path]) => !columns || columns.includes(path));
  return rows.length === 0
    ? `${style.green("✔")} ${done}\n`
    : `${formatTable(["member", "value"], rows, style, width)}\n`;
}
