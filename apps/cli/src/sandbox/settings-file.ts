import { readFile } from "node:fs/promises";
import { FailedError } from "../errors.ts";
import { replaceFile } from "../files/replace-file.ts";
import { formatDevVars } from "../project/dev-vars.ts";

/** The first line of the file, by which a later start knows that it may replace it. */
const MARK = "# Written by `okta-edge sandbox`, which replaces it at each start.";

/**
 * Writes the settings of a sandbox, readable by this user only.
 *
 * @throws {FailedError} when there is a file that a sandbox has not written.
 */
export async function writeSandboxSettings(file: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const existing = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  if (existing !== undefined && existing.trim() !== "" && !existing.startsWith(MARK)) {
    throw new FailedError(`${file} exists already, and is not from the sandbox.`, {
      hint: "Choose another file, or remove that one first.",
      code: "file_exists",
    });
  }
  await replaceFile(file, `${MARK}\n${formatDevVars(settings)}`, 0o600);
}
