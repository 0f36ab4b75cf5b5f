import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FailedError } from "../errors.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import type { ProjectFile } from "./project-files.ts";

/**
 * Reports a folder that already has files. A git repository without files counts as empty.
 *
 * @throws {FailedError} when the folder is not empty.
 */
export function requireEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  const [first] = readdirSync(folder).filter((name) => name !== ".git");
  if (first === undefined) return;
  throw new FailedError(`The folder ${folder} is not empty: it has ${first}.`, {
    hint: "Choose another folder, or pass --force to write over files of the same names.",
    code: "folder_not_empty",
  });
}

/**
 * Writes a project, whole or not at all: first into a neighbor of the folder, from which every file then moves into its place. The moves
 * are synchronous, so that no signal comes in between; when one fails, the files that were moved are removed again.
 */
export function writeProject(folder: string, files: readonly ProjectFile[]): void {
  mkdirSync(dirname(folder), { recursive: true });
  const staging = `${folder}.${randomBytes(6).toString("hex")}.tmp`;
  const remove = () => rmSync(staging, { recursive: true, force: true });
  const stopListening = onInterrupt(remove);
  const isNew = !existsSync(folder);
  try {
    for (const { path, text, mode } of files) {
      const file = join(staging, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode, flag: "wx" });
    }
    if (isNew) renameSync(staging, folder);
    else moveAll(staging, folder, files);
  } finally {
    remove();
    stopListening();
  }
}

function moveAll(staging: string, folder: string, files: readonly ProjectFile[]): void {
  const moved: string[] = [];
  try {
    for (const { path, mode } of files) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      const existed = existsSync(target);
      renameSync(join(staging, path), target);
      chmodSync(target, mode);
      if (!existed) moved.push(target);
    }
  } catch (error) {
    for (const target of moved) rmSync(target, { force: true });
    throw error;
  }
}
