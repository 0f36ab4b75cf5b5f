import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FailedError } from "../errors.ts";
import { describeJsonError } from "../files/json-error.ts";
import { replaceFile } from "../files/replace-file.ts";
import type { CallerEntry } from "./caller-entry.ts";

/** The file that holds a project's callers: the value of `CALLERS`, hashes only, safe to commit. */
export const CALLERS_FILE = "callers.json";

/**
 * Reads `callers.json`.
 *
 * @returns the entries; undefined when there is no such file.
 * @throws {FailedError} when the file does not hold a list of callers.
 */
export async function readCallersFile(folder: string): Promise<readonly CallerEntry[] | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, CALLERS_FILE), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return parseCallers(text, CALLERS_FILE);
}

/**
 * Parses a file with callers.
 *
 * @param file - its name.
 * @throws {FailedError} when it does not hold a list of callers.
 */
export function parseCallers(text: string, file: string): readonly CallerEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw invalid(`${file} is not valid JSON: see ${describeJsonError(text)}.`);
  }
  if (!Array.isArray(value)) throw invalid(`${file} must hold a list of callers.`);
  const at = value.findIndex((entry) => typeof entry?.name !== "string");
  if (at >= 0) throw invalid(`${file}[${at}] must be a caller with a name.`);
  return value;
}

/** Writes `callers.json`, whole or not at all. */
export async function writeCallersFile(folder: string, callers: readonly CallerEntry[]): Promise<void> {
  await replaceFile(join(folder, CALLERS_FILE), formatCallers(callers));
}

/** Formats callers as `callers.json` holds them. */
export function formatCallers(callers: readonly CallerEntry[]): string {
  return `${JSON.stringify(callers, null, 2)}\n`;
}

function invalid(message: string): FailedError {
  return new FailedError(message, {
    code: "invalid_callers",
    hint: 'For example [{"name":"moveworks","keyHash":"sha256:…","scopes":["okta.users.read"]}].',
  });
}
