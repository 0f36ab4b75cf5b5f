// Formats the Markdown documents with Prettier: prose is wrapped at 100 columns. With --check it only reports which are not formatted.
// Files as arguments are formatted instead of all documents of the repository.
// What other scripts and tests write stays as they write it: whole files, and what stands between `<!-- begin: … -->` and `<!-- end: … -->`.
// Prettier pads the cells of a table to the same width, however wide it is; a table that is wider than a line stays without padding.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { format, type Options } from "prettier";

const WIDTH = 100;
const OPTIONS: Options = {
  parser: "markdown",
  proseWrap: "always",
  printWidth: WIDTH,
  // The tests run the code of the documents; Biome has formatted what it is taken from.
  embeddedLanguageFormatting: "off",
};
/** What is written by scripts and tests: CONTRIBUTING.md. Changesets become items of changelogs. */
const WRITTEN = [
  /^docs\/(actions|cli|errors|performance|runtimes|setup-mistakes)\.md$/,
  /(^|\/)(api|CHANGELOG)\.md$/,
  /^\.changeset\//,
];
const REGION = /^<!-- begin: (\S+) -->\n[\s\S]*?^<!-- end: \1 -->$/gm;

const root = fileURLToPath(new URL("../", import.meta.url));
const named = process.argv.slice(2).filter((argument) => argument !== "--check");
const isCheck = process.argv.includes("--check");
const documents = named.length > 0 ? named : listDocuments();

for (const path of documents) {
  const file = resolve(root, path);
  const text = readFileSync(file, "utf8");
  const formatted = await formatDocument(text);
  if (formatted === text) continue;
  if (!isCheck) writeFileSync(file, formatted);
  else {
    console.error(`${path} is not formatted. Run npm run format.`);
    process.exitCode = 1;
  }
}
console.log(`${documents.length} Markdown documents`);

/** The documents of the repository that people write. */
function listDocuments(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed.split("\n").filter((path) => path !== "" && !WRITTEN.some((pattern) => pattern.test(path)));
}

async function formatDocument(text: string): Promise<string> {
  const regions: string[] = [];
  const outside = text.replaceAll(REGION, (region) => `<!-- region ${regions.push(region) - 1} -->`);
  const formatted = await format(outside, OPTIONS);
  return narrowTables(formatted).replaceAll(/^<!-- region (\d+) -->$/gm, (_, i: string) => regions[Number(i)] ?? "");
}

/** Removes the padding of tables that are wider than a line. */
function narrowTables(text: string): string {
  // Code is left as it is.
  return text
    .split(/^(```[\s\S]*?^```)$/m)
    .map((part) => (part.startsWith("```") ? part : part.replaceAll(/(?:^ *\|.*\|\n)+/gm, narrowTable)))
    .join("");
}

function narrowTable(table: string): string {
  if (table.split("\n").every((line) => line.length <= WIDTH)) return table;
  return table.replaceAll(/^( *)(\|.*\|)$/gm, (_, indent: string, row: string) => {
    const cells = row.split(/(?<!\\)\|/).slice(1, -1);
    return `${indent}| ${cells.map((cell) => cell.trim().replace(/-{3,}/, "---")).join(" | ")} |`;
  });
}
