// Reports each link of the documentation to a file or heading of this repository that does not exist.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md", "*.txt"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter(
    (page) =>
      /^(docs|apps|packages|examples|conformance|template)\/|^[A-Z]+\.md$/.test(page) && existsSync(join(root, page)),
  );

const headings = new Map<string, ReadonlySet<string>>();

/** Returns the anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const known = headings.get(page);
  if (known) return known;
  const text = withoutCode(readFileSync(join(root, page), "utf8"));
  const anchors = new Set<string>();
  for (const [, heading = ""] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = heading
      .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    let unique = anchor;
    for (let copy = 1; anchors.has(unique); copy++) unique = `${anchor}-${copy}`;
    anchors.add(unique);
  }
  headings.set(page, anchors);
  return anchors;
}

function withoutCode(text: string): string {
  return text.replaceAll(/^( *)```[\s\S]*?^\1```/gm, "");
}

let links = 0;
for (const page of pages) {
  for (const [, target = ""] of withoutCode(readFileSync(join(root, page), "utf8")).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    links++;
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path)));
    const isThere = existsSync(join(root, file));
    if (isThere && (anchor === undefined || !file.endsWith(".md") || anchorsOf(file).has(anchor))) continue;
    console.error(`${page} links to ${target}, which does not exist.`);
    process.exitCode = 1;
  }
}
console.log(`${links} links of ${pages.length} pages`);
