import { readFile } from "node:fs/promises";
import { FailedError } from "../errors.ts";

/**
 * Reads a text file that the reader named.
 *
 * @throws {FailedError} when there is no such file.
 */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: "does not exist",
      EISDIR: "is a folder",
      EACCES: "cannot be read: permission denied",
    };
    throw new FailedError(`${path} ${reasons[code ?? ""] ?? "cannot be read"}.`, { cause, code: "file_not_read" });
  }
}
