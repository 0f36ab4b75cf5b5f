import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const FOLDERS = ["packages/core", "packages/actions", "packages/sandbox", "apps/worker"];

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, { readonly default: string }>>;
}

/** Maps every module that the packages export to its source file: `@okta-edge/core/check` to `…/packages/core/src/check.ts`. */
export function sourcePaths(): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const folder of FOLDERS.map((name) => join(ROOT, name))) {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
    for (const [name, { default: file }] of Object.entries(manifest.exports)) {
      const source = /^\.\/dist\/(.+)\.js$/.exec(file)?.[1];
      if (source) paths.set(`${manifest.name}${name.slice(1)}`, join(folder, "src", `${source}.ts`));
    }
  }
  return paths;
}
