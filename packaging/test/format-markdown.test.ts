import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../scripts/format-markdown.ts", import.meta.url));
const LONG = "words that are long enough to fill a line of a hundred columns and a part of the next line as well";

describe("the format of Markdown documents", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okta-edge-markdown-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (file: string, ...options: readonly string[]) =>
    spawnSync(process.execPath, [script, file, ...options], { encoding: "utf8" });

  /** Formats a text, and expects that the result needs no other change. */
  async function format(text: string): Promise<string> {
    const file = join(folder, "document.md");
    await writeFile(file, text);
    run(file);
    const formatted = await readFile(file, "utf8");
    expect(run(file, "--check").status).toBe(0);
    return formatted;
  }

  it("wraps prose at 100 columns", async () => {
    const lines = (await format(`# Title\n\n${LONG}. ${LONG}.\n`)).split("\n");

    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(lines.length).toBeGreaterThan(4);
  });

  it("reports a document that is not formatted, and leaves it", async () => {
    const file = join(folder, "unformatted.md");
    await writeFile(file, `${LONG} ${LONG}\n`);
    const { status, stderr } = run(file, "--check");

    expect(status).toBe(1);
    expect(stderr).toContain("is not formatted");
    expect(await readFile(file, "utf8")).toBe(`${LONG} ${LONG}\n`);
  });

  it("pads a table that fits into a line, and no wider one", async () => {
    const narrow = "| a | b |\n|---|---|\n| one | 2 |\n";
    const wide = `| a | b |\n|---|---|\n| one | ${LONG}: \`x \\| y\` |\n`;

    expect(await format(narrow)).toBe("| a   | b   |\n| --- | --- |\n| one | 2   |\n");
    expect(await format(wide)).toBe(`| a | b |\n| --- | --- |\n| one | ${LONG}: \`x \\| y\` |\n`);
  });

  it.each([
    ["what tests write", `<!-- begin: runs -->\n|a|\n|---|\n| ${LONG} ${LONG} |\n\n<!-- end: runs -->\n`],
    ["code", `\`\`\`sh\ncurl '${LONG}' '${LONG}'\n| not | a | table |\n\`\`\`\n`],
  ])("leaves %s as it is", async (_, text) => {
    expect(await format(text)).toBe(text);
  });
});
