import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Makes a folder contain these files and no others. Another process may be reading the folder at any time, such as a deployment, or a Worker
 * that restarts when an asset changes: a file that is right already is left alone, and a changed one is replaced in one step.
 * @param folder Its URL, with a slash at the end.
 * @param files The content of each file by its path, with `/` between folders.
 */
export function replaceFiles(folder: URL, files: ReadonlyMap<string, Buffer>): void {
  for (const [name, content] of files) replaceFile(folder, name, content);
  const root = fileURLToPath(folder);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(relative(root, file).replaceAll(sep, "/"))) rmSync(file);
  }
}

/**
 * Makes a file of a folder contain this, in one step, and leaves it alone if it does already.
 *
 * @param folder Its URL, with a slash at the end.
 * @param name The path of the file in it.
 */
export function replaceFile(folder: URL, name: string, content: Buffer): void {
  const file = new URL(name, folder);
  if (existsSync(file) && content.equals(readFileSync(file))) return;
  mkdirSync(new URL(".", file), { recursive: true });
  // Beside the folder: a deployment uploads everything in it.
  const incomplete = new URL(`../.incomplete-${process.pid}`, folder);
  writeFileSync(incomplete, content);
  renameSync(incomplete, file);
}
