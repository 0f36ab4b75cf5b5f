// Writes the numbers of actions and operations wherever README.md and the documentation state them. With --check it only reports which are
// out of date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "../packages/actions/src/catalogue.ts";
import { OPERATION_COUNT } from "../packages/actions/src/generated/operations.ts";

const ROOT = new URL("../", import.meta.url);

const more = readFileSync(new URL("packages/actions/data/more-operations.tsv", ROOT), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** What a number counts, by the words around it. */
const COUNTS: readonly (readonly [RegExp, number])[] = [
  [/\b\d+(?=\s+(?:curated\s+)?actions\b)/g, catalogue.length],
  [/\b\d+(?=\s+(?:governed\s+)?operations\b)/g, OPERATION_COUNT],
  [/\b\d+(?= that Okta describes, and \d+ more)/g, OPERATION_COUNT],
  [/(?<= that Okta describes, and )\d+(?= more)/g, more.length],
];

const pages = [
  "README.md",
  "packages/actions/README.md",
  "packages/core/README.md",
  "apps/worker/README.md",
  "apps/cli/README.md",
  ...["docs/", "docs/guides/"].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}${name}`),
  ),
];

let found = 0;
for (const page of pages) {
  const file = new URL(page, ROOT);
  const text = readFileSync(file, "utf8");
  const counted = COUNTS.reduce(
    (changed, [pattern, count]) =>
      changed.replaceAll(pattern, () => {
        found++;
        return String(count);
      }),
    text,
  );
  if (counted === text) continue;
  if (!process.argv.includes("--check")) writeFileSync(file, counted);
  else {
    console.error(`${page} states a number that is out of date. Run npm run generate.`);
    process.exitCode = 1;
  }
}
// Fewer would mean that the words around them have changed.
if (found < 5) throw new Error(`Only ${found} numbers were found.`);
