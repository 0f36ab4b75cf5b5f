import { constants } from "node:fs";
import { open, rm } from "node:fs/promises";
import { FailedError } from "../errors.ts";

/**
 * Writes a file that must not exist yet. Nothing is left behind when writing fails.
 *
 * @throws {FailedError} when the file exists.
 */
export async function writeNewFile(path: string, text: string, mode = 0o644): Promise<void> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
  const file = await open(path, flags, mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw existsError(path);
    if (error.code === "ENOENT") throw new FailedError(`The folder of ${path} does not exist.`, { code: "enoent" });
    throw error;
  });
  try {
    await file.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function existsError(path: string): FailedError {
  return new FailedError(`${path} exists already.`, {
    hint: "Choose another file, or remove that one first.",
    code: "file_exists",
  });
}
