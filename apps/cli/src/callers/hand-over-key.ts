import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { writeNewFile } from "../files/new-file.ts";

/** How a new key reaches its owner. */
export interface HandedOverKey {
  readonly data: { readonly key: string } | { readonly keyFile: string };
  readonly text: string;
  /** Removes the key's file again when the work that belongs to it fails. */
  keepIf<Result>(work: Promise<Result>): Promise<Result>;
}

/** Prints a new key once, or writes it to a new file. */
export async function handOverKey(key: string, out: string | undefined, folder: string): Promise<HandedOverKey> {
  if (out === undefined) {
    return {
      data: { key },
      text: `key     ${key}\n\nStore the key now: it is not shown again.`,
      keepIf: (work) => work,
    };
  }
  const path = resolve(folder, out);
  await writeNewFile(path, `${key}\n`, 0o600);
  return {
    data: { keyFile: out },
    text: `key     in ${out} (readable by you alone)`,
    async keepIf(work) {
      try {
        return await work;
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
  };
}
