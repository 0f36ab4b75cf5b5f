// Writes docs/llms.txt, an index of the documentation for language models (https://llmstxt.org): each page with its title and its first
// sentence. With --check it only reports whether the file is up to date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const ROOT = new URL("../", import.meta.url);
const TARGET = new URL("docs/llms.txt", ROOT);

const namesIn = (folder: string) =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => `${folder}${name}`);
const packages = ["packages/", "apps/"].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT))
    .map((name) => `${folder}${name}/README.md`)
    .filter((path) => existsSync(new URL(path, ROOT))),
);

const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Guides: ["docs/guides/README.md", ...namesIn("docs/guides/")],
  Documentation: namesIn("docs/"),
  Packages: packages,
  Optional: ["CONTRIBUTING.md", "SECURITY.md", "examples/README.md", "conformance/README.md"],
};

const text = `# okta-edge

> ${firstSentence(readFileSync(new URL("README.md", ROOT), "utf8"))} An Okta API Services app's private key becomes working calls of the Okta Management API, through a Worker on Cloudflare, over MCP, or in your own code.

Callers send a key of the Worker (\`Authorization: Bearer <key>\`, \`SSWS <key>\` or \`X-API-Key: <key>\`) to Okta's own paths, such as \`/api/v1/users\`. The Worker describes what a key may do at \`/openapi.json\`.

${Object.entries(SECTIONS)
  .map(([title, pages]) => `## ${title}\n\n${pages.map(entryOf).join("\n")}\n`)
  .join("\n")}`;

if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
else if (!existsSync(TARGET) || readFileSync(TARGET, "utf8") !== text) {
  console.error("docs/llms.txt is out of date. Run npm run generate.");
  process.exitCode = 1;
}

function entryOf(path: string): string {
  const page = readFileSync(new URL(path, ROOT), "utf8");
  const [, title] = /^# (.+)$/m.exec(page) ?? [];
  if (title === undefined) throw new Error(`${path} has no title.`);
  const link = path.startsWith("docs/") ? path.slice("docs/".length) : `../${path}`;
  return `- [${title.replaceAll("`", "")}](${link}): ${firstSentence(page)}`;
}

/** Returns the first sentence of a page's first paragraph, without links. */
function firstSentence(page: string): string {
  const prose = page.replaceAll(/<!--[\s\S]*?-->/g, "").replaceAll(/```[\s\S]*?```/g, "");
  const paragraph = prose.split(/\n\n+/).find((block) => /^[\p{L}`*[]/u.test(block.trim()) && !block.startsWith("#"));
  if (paragraph === undefined) throw new Error(`A page has no first paragraph: ${page.slice(0, 60)}`);
  const plain = paragraph
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
  return /^.+?\.(?= |$)/.exec(plain)?.[0] ?? plain.replace(/:$/, ".");
}
