// Reports the ten turns of phrase that were most frequent here before the text was written in plain technical English, wherever they come
// back: in code, comments, tests and documentation.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What not to write, and what to write instead. */
const TURNS: readonly (readonly [RegExp, string])[] = [
  [/\bnobody\b/i, "no one, no caller, or: must not"],
  [/\bsomebody\b/i, "someone, a caller, a user"],
  [/\beverybody\b/i, "everyone, every caller"],
  [/\bwhoever\b/i, "the caller, a client that …, anyone who …"],
  [/\btold\b/i, "reported, asked, distinguished"],
  [/\btells?\b/i, "reports, shows, returns whether"],
  [/(?<!\bthere )\b(is|are) no (?!longer\b|more\b|one\b)[a-z]/i, "is not a …"],
  [/\b(cuts?|breaks?|broke|broken|breaking) off\b/i, "is truncated, is closed early"],
  [/\bpatience\b/i, "timeout"],
  [/\bstrangers?\b/i, "unknown …, another app"],
];

const EXCLUDED = /(^|\/)(CHANGELOG\.md|pnpm-lock\.yaml|generated\/.*|on-demand\/.*\.mjs|plain-english\.ts)$/;
const TEXT = /\.(c|m)?[jt]sx?$|\.(md|txt|jsonc?|tsv|ya?ml|sh|html|css|svg)$/;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 1e8,
})
  .split("\n")
  .filter((file) => TEXT.test(file) && !EXCLUDED.test(file));

let found = 0;
for (const file of files) {
  for (const [index, line] of readLines(file).entries()) {
    for (const [turn, instead] of TURNS) {
      const [match] = turn.exec(line) ?? [];
      if (match === undefined) continue;
      found++;
      console.error(`${file}:${index + 1}: "${match}". Write: ${instead}`);
    }
  }
}
if (found > 0) process.exitCode = 1;

/** Returns the lines of a file; none of one that has been deleted and is still in the index. */
function readLines(file: string): readonly string[] {
  try {
    return readFileSync(`${root}${file}`, "utf8").split("\n");
  } catch {
    return [];
  }
}
