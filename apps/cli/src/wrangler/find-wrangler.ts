import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { FailedError } from "../errors.ts";

/** The packages that the Worker is bundled from, and what bundles it. */
async function readPackageNames(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
  return [...Object.keys(dependencies), ...Object.keys(devDependencies).filter((name) => name === "wrangler")];
}

/**
 * Reports packages of a project that are not installed: without them, wrangler fails in words about bundles.
 *
 * @throws {FailedError} when package.json names a package that is not in node_modules, of the folder or of one above it.
 */
async function requireInstalled(folder: string): Promise<void> {
  const places = createRequire(join(folder, "package.json")).resolve.paths("wrangler") ?? [];
  const missing = (await readPackageNames(folder)).filter(
    (name) => !places.some((place) => existsSync(join(place, name, "package.json"))),
  );
  if (missing.length === 0) return;
  throw new FailedError(`${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not installed in this folder.`, {
    hint: "Run `npm install` first.",
    code: "not_installed",
  });
}

/** Finds the script of the wrangler that is installed for a folder. Node starts it: no shell, no PATH, the same on every system. */
export async function findWrangler(folder: string): Promise<string> {
  await requireInstalled(folder);
  let manifest: string;
  try {
    manifest = createRequire(join(folder, "package.json")).resolve("wrangler/package.json");
  } catch (cause) {
    throw new FailedError("wrangler is not installed in this folder.", {
      hint: "Run `npm install --save-dev wrangler`.",
      code: "no_wrangler",
      cause,
    });
  }
  const { bin } = JSON.parse(await readFile(manifest, "utf8"));
  return join(dirname(manifest), bin.wrangler);
}
