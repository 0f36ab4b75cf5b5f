import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeDevVars, findRepeatedSettings, type SettingProblem } from "@okta-edge/worker/settings";
import { parse } from "dotenv";

const ROOT = new URL("../../", import.meta.url);
/** Where the settings of an own org are, relative to the repository; the first that exists counts, as in wrangler. */
const FILES = ["apps/worker/.dev.vars.local", "apps/worker/.dev.vars"] as const;
/** Where they land by mistake: Notepad and TextEdit append .txt, and the root is where the commands run. */
const MISPLACED = ["apps/worker/.dev.vars.txt", ".dev.vars", ".dev.vars.txt", ".env"] as const;

/** A file with the settings of an own org. */
export interface SettingsFile {
  /** Its name for the reader. */
  readonly name: string;
  readonly path: string;
}

/** What a file of settings contains. */
export interface FileContents {
  readonly values: Readonly<Record<string, string>>;
  /** Why the file cannot be used. */
  readonly problem: string | undefined;
  /** The settings that the file sets several times. */
  readonly repeated: readonly SettingProblem[];
}

const pathOf = (name: string) => fileURLToPath(new URL(name, ROOT));

/** Returns the file with the settings of an own org: the given one, or else the first that exists. */
export function findSettingsFile(given: string | undefined): SettingsFile | undefined {
  // npm runs scripts in the repository's root; paths are relative to where the reader is.
  if (given !== undefined) return { name: given, path: resolve(process.env.INIT_CWD ?? ".", given) };
  const name = FILES.find((candidate) => existsSync(pathOf(candidate)));
  return name === undefined ? undefined : { name, path: pathOf(name) };
}

/** Returns a file that looks like settings, and that nothing reads. */
export function findMisplacedFile(): string | undefined {
  return MISPLACED.find((name) => existsSync(pathOf(name)));
}

/** Reads the settings. A file that cannot be read has no values and a `problem`. */
export async function readSettingsFile({ name, path }: SettingsFile): Promise<FileContents> {
  try {
    const text = decodeDevVars(await readFile(path));
    const values = parse(text);
    const isEmpty = Object.keys(values).length === 0;
    const problem = isEmpty ? `${name} contains no settings, such as OKTA_ORG_URL="…".` : undefined;
    return { values, problem, repeated: findRepeatedSettings(text) };
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: "does not exist",
      EISDIR: "is a folder",
      EACCES: "cannot be read: permission denied",
    };
    return { values: {}, repeated: [], problem: `${name} ${reasons[code] ?? `cannot be read: ${code}`}.` };
  }
}
