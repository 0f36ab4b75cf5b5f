import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeDevVars, findRepeatedSettings, type SettingProblem } from "@okta-edge/worker/settings";
import { parse } from "dotenv";
import { replaceFile } from "../files/replace-file.ts";

/** Settings of `wrangler dev`, secrets among them. */
export const DEV_VARS = ".dev.vars";

/** A file of settings that was found. */
export interface DevVars {
  /** Its name in the project's folder. */
  readonly file: string;
  readonly values: Readonly<Record<string, string>>;
  /** The settings that it sets several times. */
  readonly repeated: readonly SettingProblem[];
}

/** Reads `.dev.vars`, or `.dev.vars.<environment>` where there is one, as wrangler does. */
export async function readDevVars(folder: string, environment: string | undefined): Promise<DevVars | undefined> {
  const files = environment ? [`${DEV_VARS}.${environment}`, DEV_VARS] : [DEV_VARS];
  for (const file of files) {
    const bytes = await readFile(join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      return undefined;
    });
    if (bytes === undefined) continue;
    const text = decodeDevVars(bytes);
    return { file, values: parse(text), repeated: findRepeatedSettings(text) };
  }
  return undefined;
}

/** Formats settings as `.dev.vars` holds them. */
export function formatDevVars(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quote(value)}\n`)
    .join("");
}

/**
 * Replaces the value of a setting in `.dev.vars`.
 *
 * @returns false when the file or the setting is not there.
 */
export async function updateDevVar(folder: string, name: string, value: string): Promise<boolean> {
  const bytes = await readFile(join(folder, DEV_VARS)).catch(() => undefined);
  if (!bytes || !assignmentOf(name).test(decodeDevVars(bytes))) return false;
  await editDevVars(folder, DEV_VARS, { [name]: value });
  return true;
}

/**
 * Changes settings in a file of settings, all at once: a value replaces or adds a setting, null removes it. Everything else stays; a file
 * in UTF-16 becomes UTF-8, and a PEM of several lines gets its quotes, because a part of the old key must not remain.
 *
 * @param file - `.dev.vars`, or that of an environment.
 */
export async function editDevVars(
  folder: string,
  file: string,
  changes: Readonly<Record<string, string | null>>,
): Promise<void> {
  const path = join(folder, file);
  let text = decodeDevVars(await readFile(path));
  for (const [name, value] of Object.entries(changes)) {
    const assignment = assignmentOf(name);
    if (value === null) {
      text = text.replace(new RegExp(`${assignment.source}[ \\t]*\\r?\\n?`, "m"), "");
    } else if (assignment.test(text)) {
      text = text.replace(assignment, (_, start: string) => start + quote(value));
    } else {
      text = `${text.replace(/(?<=[^\n])$/, "\n")}${name}=${quote(value)}\n`;
    }
  }
  await replaceFile(path, text, 0o600);
}

/** Matches the assignment of a setting: what comes before the value, and the value in any quotes. */
function assignmentOf(name: string): RegExp {
  return new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*)('[^']*'|"[^"]*"|\`[^\`]*\`|[^\\r\\n]*)`, "m");
}

/** Chooses the quotes that leave a value as it is. Line breaks become `\n`, which is read back within double quotes only. */
function quote(value: string): string {
  if (value.includes("\n")) return `"${value.replaceAll("\n", "\\n")}"`;
  const mark = ['"', "'", "`"].find((candidate) => !value.includes(candidate));
  return mark === undefined ? value : `${mark}${value}${mark}`;
}
