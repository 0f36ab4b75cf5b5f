import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";

/**
 * Writes a file so that a reader sees the old text or the new text, never a part: into a neighbor, which then takes the file's place.
 * A link keeps pointing to the file; an existing file keeps its mode.
 */
export async function replaceFile(path: string, text: string, mode = 0o644): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const kept = await stat(target).then(
    (found) => found.mode & 0o777,
    () => mode,
  );
  const neighbor = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(neighbor, "wx", kept);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(neighbor, target);
  } catch (error) {
    await rm(neighbor, { force: true });
    throw error;
  }
}
