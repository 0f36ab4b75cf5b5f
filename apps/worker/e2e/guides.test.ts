import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../local/sandbox-settings.ts";
import { checkSettings } from "../src/check-settings.ts";
import { expectDocumented } from "./support/documented.ts";
import { readSnippets, reasonNotToRun, type Snippet } from "./support/snippets.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

const ROOT = new URL("../../../", import.meta.url);
const FOLDER = new URL("docs/guides/", ROOT);
const USE_SOURCES = new URL("apps/worker/local/use-sources.ts", ROOT);
const NEWMAN = fileURLToPath(new URL("apps/worker/node_modules/newman/bin/newman.js", ROOT));
const COLLECTION = "okta-edge.postman_collection.json";
const COMMAND_LINE = new URL("apps/cli/src/main.ts", ROOT);

/** What the guides write for the URL of the Worker and for the key of the caller; README.md uses those of `npm start`. */
const ADDRESS = "https://my-gateway.example.workers.dev";
const KEY = "your-caller-key";
const LOCAL_ADDRESS = "http://127.0.0.1:8787";

const GUIDES = [...readdirSync(FOLDER), "../walkthrough.md"]
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
  const MCP_AUTHORIZATION_SERVER = "https://example.okta.com/oauth2/default";
  worker = await startWorkerd({ ...all, PASS_THROUGH: "on", MCP_AUTHORIZATION_SERVER });
  folder = await mkdtemp(join(tmpdir(), "okta-edge-guides-"));
  const lines = Object.entries(all).map(([name, value]) => `${name}='${value.replaceAll("\n", "\\n")}'`);
  await writeFile(join(folder, ".dev.vars"), lines.join("\n"));
  await copyFile(new URL(COLLECTION, FOLDER), join(folder, COLLECTION));
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
  [ADDRESS, LOCAL_ADDRESS]
    .reduce((changed, address) => changed.replaceAll(address, new URL(worker.url).origin), text)
    .replaceAll(LOCAL_CALLER_KEY, KEY)
    .replaceAll(/\$\{(?:(?:env|input):[^}]+|OKTA_EDGE_KEY)\}/g, KEY);

/** `okta-edge` runs from its sources. `curl` fails for an error status, unless the document shows the error. */
const PRELUDE = `
curl() { command curl --silent --show-error $FAIL "$@"; }
npx() {
  command=$1
  shift
  case $command in
    okta-edge) "${process.execPath}" --disable-warning=ExperimentalWarning "--import=${USE_SOURCES}" --input-type=module \
      -e "import { main } from '${COMMAND_LINE}'; await main(process.argv.slice(1))" -- "$@" ;;
    newman) "${process.execPath}" "${NEWMAN}" "$@" ;;
    *) echo "The tests run no $command." >&2; return 1 ;;
  esac
}
`;

/** Runs a snippet; returns what it prints. */
async function run({ language, text }: Snippet, output: Snippet | undefined): Promise<string> {
  const FAIL = output?.text.includes('"errorCode"') ? "" : "--fail-with-body";
  // The command line runs for most guides: its sources are compiled once.
  const NODE_COMPILE_CACHE = join(folder, "cache");
  const options = { cwd: folder, env: { ...process.env, NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE, FAIL } };
  if (language === "sh") {
    const { stdout } = await promisify(execFile)("/bin/sh", ["-e", "-c", PRELUDE + here(text)], options);
    return stdout;
  }
  const program = join(programs, "program.mjs");
  const code = language === "ts" ? stripTypeScriptTypes(here(text)) : here(text);
  // Okta's SDK accepts http on request only.
  await writeFile(program, code.replaceAll(`token: "${KEY}"`, `token: "${KEY}", testing: { disableHttpsCheck: true }`));
  const { stdout } = await promisify(execFile)(process.execPath, [program], options);
  return stdout;
}

/** What a document shows of a value: objects by some of their members, lists by their first items, and `…` for anything. */
function excerpt(value: unknown, documented: unknown): unknown {
  if (documented === "…") return value === undefined ? value : "…";
  if (typeof documented !== "object" || documented === null) return value;
  const members = value as Readonly<Record<string, unknown>> | undefined;
  if (Array.isArray(documented)) return documented.map((item, index) => excerpt(members?.[index], item));
  return Object.fromEntries(Object.entries(documented).map(([name, item]) => [name, excerpt(members?.[name], item)]));
}

/** Compares what a snippet printed with the block after it. */
function compare(printed: string, output: Snippet): void {
  if (output.language === "json") {
    const documented = JSON.parse(output.text);
    expect(excerpt(JSON.parse(printed), documented)).toEqual(documented);
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
  const isCaller = "keyHash" in value || "access" in value;
  expect(isCaller, "JSON is the settings of an MCP client or a caller, or it is marked `not run: …`").toBe(true);
  const caller = "keyHash" in value ? { ...value, keyHash: `sha256:${"0".repeat(64)}` } : value;
  const access = { ACCESS_TEAM_DOMAIN: "example.cloudflareaccess.com", ACCESS_AUD: "a".repeat(64) };
  const problems = await checkSettings({ CALLERS: JSON.stringify([caller]), ...access });
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
    const printed = await run(snippet, output);
    if (output) compare(printed, output);
  });

  it("names codes of errors that exist", () => {
    const known = ["operations", "errors", "mcp"]
      .map((page) => readFileSync(new URL(`../${page}.md`, FOLDER), "utf8"))
      .join();
    const codes = [...text.matchAll(/^\| \d{3} \| `(\w+)`/gm)].map(([, code]) => code);
    expect(codes.filter((code) => !known.includes(`\`${code}\``))).toEqual([]);
  });

  it.skipIf(name === "README.md" || name.startsWith("../"))(
    "says what was run and what is from the documentation of the platform",
    () => {
      const [, end = ""] = text.split("\n---\n");
      expect(end).toMatch(/\*\*Run here:\*\*/);
      expect(end).toMatch(/\*\*From\s/);
      expect(end).toMatch(/\]\(https:\/\//);
    },
  );
});

describe("README.md", () => {
  const [call, code] = readSnippets(new URL("README.md", ROOT)).filter(
    ({ language, text }) => text.startsWith("curl") || language === "ts",
  );

  it("has a call that works", async () => {
    if (!call) throw new Error("README.md has no call.");
    const printed = await run(call, undefined);
    expect(JSON.parse(printed).profile.login).toBe("ada.lovelace@example.com");
  });

  it("has a program that works", async () => {
    const [app] = served.sandbox.apps;
    const text = `const pem = ${JSON.stringify(app?.privateKey)};\n${code?.text}`
      .replace("https://example.okta.com", served.url)
      .replace("0oa1example", app?.clientId ?? "")
      .replace('"k1"', JSON.stringify(app?.keyId));
    const printed = await run({ line: 0, language: "ts", remark: "", text }, undefined);
    expect(printed.split("\n")).toContain("ada.lovelace@example.com");
  });
});

it("the Postman collection's reads of what the sandbox has return 200", async () => {
  const { item: topics } = JSON.parse(readFileSync(new URL(COLLECTION, FOLDER), "utf8"));
  const requests: { method: string; url: string }[] = topics.flatMap(({ item }: { item: { request: never }[] }) =>
    item.map(({ request }) => request),
  );
  // An example with an ID is of no org in particular.
  const reads = requests.filter(({ method, url }) => method === "GET" && !/\/(0|[a-z]{3}\d|\w+example)|%/.test(url));
  expect(reads.length).toBeGreaterThan(10);
  const statuses = await Promise.all(
    reads.map(async ({ url }) => {
      const response = await fetch(here(url.replace("{{url}}", ADDRESS)), {
        headers: { authorization: `Bearer ${KEY}` },
      });
      await response.body?.cancel();
      return `${response.status} ${url}`;
    }),
  );
  expect(statuses.filter((status) => !status.startsWith("200 "))).toEqual([]);
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
