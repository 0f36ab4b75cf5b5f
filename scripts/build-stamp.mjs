// Records what a package was built from, and refuses to pack a package that is not built or whose sources have changed since.
// Run in the package's folder: with --write as the last step of its build; without, as its `prepack`.
// Modification times would not do: a build that is taken from turbo's cache is older than a checkout of the same sources.
// Plain JavaScript without dependencies: `npm pack` may run on an older Node.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** In dist, so that turbo restores it with the rest; `files` of package.json leaves it out of the tarball. */
const STAMP = "dist/.sources";
/** The folders that a build reads, and those that it writes. */
const SOURCES = ["src", "site"];
const TARGETS = ["dist", "public"];

/** Returns the files of folders, with their paths. */
function filesOf(folders) {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** Returns a hash of the names and contents of the sources. */
function hashSources() {
  const hash = createHash("sha256");
  for (const file of filesOf(SOURCES)) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Returns why the package cannot be packed; undefined if it can. */
function refusal() {
  if (!existsSync(STAMP)) return "is not built";
  const { sources, files } = JSON.parse(readFileSync(STAMP, "utf8"));
  if (sources !== hashSources()) return "was built from other sources than those that are here";
  const missing = files.filter((file) => !existsSync(file));
  return missing.length > 0 ? `lacks ${missing.join(", ")} of its build` : undefined;
}

if (process.argv.includes("--write")) {
  writeFileSync(STAMP, JSON.stringify({ sources: hashSources(), files: filesOf(TARGETS) }));
} else {
  const reason = refusal();
  if (reason !== undefined) {
    const { name } = JSON.parse(readFileSync("package.json", "utf8"));
    console.error(`${name} ${reason}. Run \`npm run setup\` in the repository's folder, then pack again.`);
    process.exitCode = 1;
  }
}
