import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { FailedError } from "../errors.ts";

/** Finds the script of the wrangler that is installed for a folder. Node starts it: no shell, no PATH, the same on every system. */
export async function findWrangler(folder: string): Promise<string> {
  let manifest: string;
  try {
    manifest = createRequire(join(folder, "package.json")).resolve("wrangler/package.json");
  } catch (cause) {
    throw new FailedError("wrangler is not installed in this folder.", {
      hint: "Run `npm install`, or `npm install --save-dev wrangler` where package.json does not name it.",
      code: "no_wrangler",
      cause,
    });
  }
  const { bin } = JSON.parse(await readFile(manifest, "utf8"));
  return join(dirname(manifest), bin.wrangler);
}
