// Carries the versions of packages/*/package.json to the other places where they stand: the core's `version` constant, and the
// manifests for JSR and Deno. `changeset version` knows only package.json. With --check it only says whether they agree.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const PACKAGES = new URL("../packages/", import.meta.url);
/** Where a version stands in a file, beside package.json. */
const PLACES: Readonly<Record<string, RegExp>> = {
  "src/version.ts": /(?<=export const version: string = ")[^"]+(?=")/,
  "deno.json": /(?<=^ {2}"version": ")[^"]+(?=")/m,
};

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
for (const name of readdirSync(PACKAGES)) {
  const { version } = JSON.parse(readFileSync(new URL(`${name}/package.json`, PACKAGES), "utf8"));
  for (const [path, place] of Object.entries(PLACES)) {
    const file = new URL(`${name}/${path}`, PACKAGES);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, "utf8");
    if (place.exec(text)?.[0] === version) continue;
    stale.push(`packages/${name}/${path}`);
    if (!isCheck) writeFileSync(file, text.replace(place, version));
  }
}
if (isCheck && stale.length > 0) {
  console.error(`${stale.join(", ")}: not the version of package.json. Run: node scripts/versions.ts`);
  process.exitCode = 1;
}
