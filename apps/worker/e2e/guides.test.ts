import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxSettings } from "../local/sandbox-settings.ts";
import { checkSettings } from "../src/check-settings.ts";
import { expectDocumented } from "./support/documented.ts";
import { readSnippets, reasonNotToRun, type Snippet } from "./support/snippets.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

const ROOT = new URL("../../../", import.meta.url);
const FOLDER = new URL("docs/guides/", ROOT);
const USE_SOURCES = new URL("apps/worker/local/use-sources.ts", ROOT);
const COMMAND_LINE = new URL("apps/cli/src/main.ts", ROOT);

/** What the guides write for the URL of the Worker and for the key of the caller. */
const ADDRESS = "https://my-gateway.example.workers.dev";
const KEY = "your-caller-key";

const GUIDES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, snippets: readSnippets(new URL(name, FOLDER)) }));

let served: ServedSandbox;
let worker: Workerd;
/** Where commands run: the settings of the sandbox are in its `.dev.vars`. */
let folder: string;
/** Where programs are written: they find the packages of the Worker's tests. */
const programs = fileURLToPath(new URL("../node_modules/.guides/", import.meta.url));

beforeAll(async () => {
  served = await serve({ port: 0, rateLimits: false });
  const settings = sandboxSettings(served.sandbox);
  const scopes = served.sandbox.apps[0]?.scopes ?? [];
  const keyHash = `sha256:${createHash("sha256").update(KEY).digest("hex")}`;
  const callers = JSON.stringify([{ name: "guides", keyHash, scopes, credentials: true }]);
  const all = { ...settings, OKTA_SCOPES: scopes.join(" "), CALLERS: callers };
  worker = await startWorkerd({ ...all, PASS_THROUGH: "on" });
  folder = await mkdtemp(join(tmpdir(), "okta-edge-guides-"));
  const lines = Object.entries(all).map(([name, value]) => `${name}='${value.replaceAll("\n", "\\n")}'`);
  await writeFile(join(folder, ".dev.vars"), lines.join("\n"));
  await mkdir(programs, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(programs, { recursive: true, force: true });
  await worker?.stop();
  await served?.close();
});

/** A text of a guide, with the Worker of this test for its address, and the key for each placeholder of an editor. */
const here = (text: string) =>
  text.replaceAll(ADDRESS, new URL(worker.url).origin).replaceAll(/\$\{(env|input):[^}]+\}/g, KEY);

/** `okta-edge` runs from its sources; `curl` fails for an error status. */
const PRELUDE = `
curl() { command curl --silent --show-error --fail-with-body "$@"; }
npx() { [ "$1" = okta-edge ] && shift && "${process.execPath}" --disable-warning=ExperimentalWarning "--import=${USE_SOURCES}" \
  --input-type=module -e "import { main } from '${COMMAND_LINE}'; await main(process.argv.slice(1))" -- "$@"; }
`;

/** Runs a snippet; returns what it prints. */
async function run({ language, text }: Snippet): Promise<string> {
  const options = {
    cwd: folder,
    env: { ...process.env, NODE_NO_WARNINGS: "1", OKTA_TESTING_DISABLEHTTPSCHECK: "true" },
  };
  if (language === "sh") {
    const { stdout } = await promisify(execFile)("/bin/sh", ["-e", "-c", PRELUDE + here(text)], options);
    return stdout;
  }
  const program = join(programs, `program.${language === "ts" ? "ts" : "mjs"}`);
  await writeFile(program, here(text));
  const { stdout } = await promisify(execFile)(process.execPath, [program], options);
  return stdout;
}

/** A documented value as a matcher: `…` stands for anything. */
function expected(value: unknown): unknown {
  if (value === "…") return expect.anything();
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== "object" || value === null) return value;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([name, item]) => [name, expected(item)])),
  );
}

/** Compares what a snippet printed with the block after it. */
function compare(printed: string, output: Snippet): void {
  if (output.language === "json") {
    const value = JSON.parse(printed);
    const documented = JSON.parse(output.text);
    // A list is documented by its first items.
    if (Array.isArray(documented)) expect(value.slice(0, documented.length)).toEqual(expected(documented));
    else expect(value).toEqual(expected(documented));
    return;
  }
  const lines = printed.split("\n").map((line) => line.trimEnd());
  for (const line of output.text.trimEnd().split("\n")) {
    const pattern = line.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${pattern.join(".*")}$`)));
  }
}

/** Tries JSON that a reader enters somewhere: the settings of an MCP client, or a caller. */
async function tryJson({ text }: Snippet): Promise<void> {
  const value = JSON.parse(here(text));
  const servers = value.mcpServers ?? value.servers;
  if (servers) {
    const { url, headers } = servers.okta;
    const client = new Client({ name: "guides", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
    expect((await client.listTools()).tools.length).toBeGreaterThan(2);
    await client.close();
    return;
  }
  expect(value, "JSON is the settings of an MCP client or a caller, or it is marked `not run: …`").toHaveProperty(
    "keyHash",
  );
  const caller = { ...value, keyHash: `sha256:${"0".repeat(64)}` };
  const problems = await checkSettings({ CALLERS: JSON.stringify([caller]) });
  expect(problems.filter(({ setting }) => setting === "CALLERS")).toEqual([]);
}

describe.each(GUIDES)("docs/guides/$name", ({ name, snippets }) => {
  const text = readFileSync(new URL(name, FOLDER), "utf8");

  it.each(
    snippets.flatMap((snippet, index) => {
      if (reasonNotToRun(snippet) || snippet.language === "text" || snippet.remark === "output") return [];
      const next = snippets[index + 1];
      return [{ line: snippet.line, snippet, output: next?.remark === "output" ? next : undefined }];
    }),
  )("runs the snippet in line $line", async ({ snippet, output }) => {
    expect(["sh", "json", "js", "ts"], "mark what cannot run here: ```python not run: why").toContain(snippet.language);
    expect(snippet.remark).toBe("");
    if (snippet.language === "json") return tryJson(snippet);
    const printed = await run(snippet);
    if (output) compare(printed, output);
  });

  it("names codes of errors that exist", () => {
    const known = ["operations", "errors", "mcp"]
      .map((page) => readFileSync(new URL(`../${page}.md`, FOLDER), "utf8"))
      .join();
    const codes = [...text.matchAll(/^\| \d{3} \| `(\w+)`/gm)].map(([, code]) => code);
    expect(codes.filter((code) => !known.includes(`\`${code}\``))).toEqual([]);
  });

  it.skipIf(name === "README.md")("says what was run and what is from the documentation of the platform", () => {
    const [, end = ""] = text.split("\n---\n");
    expect(end).toMatch(/\*\*Run here:\*\*/);
    expect(end).toMatch(/\*\*From\s/);
    expect(end).toMatch(/\]\(https:\/\//);
  });
});

it("docs/guides/README.md lists what is run and what is not", () => {
  const rows = GUIDES.filter(({ snippets }) => snippets.length > 0).map(({ name, snippets }) => {
    const reasons = snippets.flatMap((snippet) => reasonNotToRun(snippet) ?? []);
    const shown = snippets.filter(({ language, remark }) => language === "text" || remark === "output").length;
    const why = [...new Set(reasons)].map(
      (reason) => `${reasons.filter((other) => other === reason).length}: ${reason}`,
    );
    return `| [${name}](${name}) | ${snippets.length - reasons.length - shown} | ${why.join("; ") || "0"} |`;
  });
  const head = "| guide | snippets that the tests run | snippets that they do not run |\n|---|---|---|";
  expectDocumented("guides/README.md", "snippets", [head, ...rows].join("\n"));
});
