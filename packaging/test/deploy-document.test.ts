import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";
import { parse } from "yaml";
import { type CloudflareApi, serveCloudflareApi } from "../src/cloudflare-api.ts";
import { type Block, readBlocks, shellCommands, toShell } from "../src/document.ts";
import type { InstalledProject } from "../src/install.ts";
import { CALLER_KEY, fillInExample, makeWorkerProject, settingsOf } from "../src/worker-project.ts";
import { type LocalWorker, runShell, startWranglerDev, wrangler } from "../src/wrangler.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Commands that a test cannot run: they ask a registry, a browser or a person, or do not end. */
const NOT_RUN = [
  "cd my-gateway",
  "npm install",
  "npm install @okta-edge/worker@latest wrangler@latest",
  "npx wrangler login",
  "npx wrangler versions deploy",
  "npx wrangler tail",
];

const blocks = await readBlocks(new URL("../../docs/deploy.md", import.meta.url));
const commands = [...new Set(shellCommands(blocks))];

function blocksUnder(heading: string, language: string): readonly Block[] {
  return blocks.filter((block) => block.heading === heading && block.language === language);
}

/** Adds the members of a block to the template's wrangler.jsonc, in place of those that it has. */
function configWith(template: string, { text }: Block): string {
  const members = text.trim().replace(/^\{|\}$/g, "");
  const names = [...members.matchAll(/^ {2}"(\w+)":/gm)].map(([, name]) => name);
  const kept = template.split("\n").filter((line) => !names.some((name) => line.startsWith(`  "${name}":`)));
  return kept.join("\n").replace(/^\{/, `{${members.trimEnd()},`);
}

describe("the commands of docs/deploy.md, in their order", () => {
  let sandbox: ServedSandbox;
  let project: InstalledProject;
  let api: CloudflareApi;
  let local: LocalWorker;
  let variables: Readonly<Record<string, string>>;

  beforeAll(async () => {
    sandbox = await serve({ port: 0 });
    api = await serveCloudflareApi();
    project = await makeWorkerProject();
    const { directory } = project;
    const settings = settingsOf(sandbox.sandbox);
    await fillInExample(directory, settings);
    await cp(join(directory, ".dev.vars"), join(directory, ".dev.vars.staging"));
    await writeFile(join(directory, "key.pem"), settings.OKTA_PRIVATE_KEY ?? "");
    const [staging] = blocksUnder("Staging", "jsonc");
    const template = await readFile(join(directory, "wrangler.jsonc"), "utf8");
    await writeFile(join(directory, "wrangler.jsonc"), configWith(template, staging as Block));
    local = await startWranglerDev(directory, ["--env", "staging", "--var", "LOCAL:on"]);
    variables = { ...api.variables, URL: local.url, KEY: CALLER_KEY };
  });
  afterAll(async () => {
    await local?.stop();
    await api?.close();
    await project?.remove();
    await sandbox?.close();
  });

  /** Runs a command as its reader does, with what the reader fills in. */
  function run(command: string, input = ""): Promise<string> {
    const versions = api.workers.get("okta-edge")?.versions ?? [];
    const filledIn = command
      .replace("<VERSION_ID>", versions.at(-1)?.id ?? "")
      .replace("<ID>", api.namespaces[0]?.id ?? "")
      .replace(/https?:\/\/(127\.0\.0\.1:8787|my-gateway\.example\.workers\.dev)/, local.url);
    const quick = filledIn
      .replace(/^curl /, "curl --silent --fail ")
      .replace(/^npx wrangler /, "node_modules/.bin/wrangler ");
    return runShell(project.directory, quick, variables, input);
  }

  it("create a caller's key with its hash, and put the private key on one line", async () => {
    const [createKey = "", oneLine = ""] = commands.filter((command) => command.startsWith("node "));
    const [key = "", hash] = (await run(createKey)).trim().split(" ");
    expect(Buffer.from(key, "base64url")).toHaveLength(32);
    expect(hash).toBe(`sha256:${createHash("sha256").update(key).digest("hex")}`);
    expect(readFileSync(join(ROOT, "docs", "settings.md"), "utf8")).toContain(createKey);
    const line = (await run(oneLine)).trim();
    expect(JSON.parse(line)).toBe(readFileSync(join(project.directory, "key.pem"), "utf8"));
    expect(await readFile(join(project.directory, ".dev.vars"), "utf8")).toContain(`OKTA_PRIVATE_KEY=${line}`);
  });

  it("call the Worker", async () => {
    const calls = commands.filter((command) => command.startsWith("curl "));
    expect(calls.length).toBeGreaterThan(3);
    for (const command of calls) {
      const response = JSON.parse(await run(command));
      if (command.includes("/check")) expect(response.ok, command).toBe(true);
      if (command.includes("/users")) expect(response.length, command).toBe(5);
    }
  });

  it("deploy a new Worker with its settings in one step, change them, roll back and remove it", async () => {
    const secrets = () =>
      [...(api.workers.get("okta-edge")?.deployed.bindings.values() ?? [])].filter(
        ({ type }) => type === "secret_text",
      );
    const settings = settingsOf(sandbox.sandbox);
    const isRun = (command: string) =>
      command.startsWith("npx wrangler ") && !command.startsWith("npx wrangler dev") && !NOT_RUN.includes(command);
    const deployments = commands.filter(isRun);
    for (const command of deployments) {
      const output = await run(command, settings.OKTA_SCOPES);
      if (command === "npx wrangler deploy --secrets-file .dev.vars") {
        expect(output).toContain("https://okta-edge.example.workers.dev");
        expect(Object.fromEntries(secrets().map(({ name, text }) => [name, text]))).toEqual(settings);
        expect(api.workers.get("okta-edge")?.subdomain).toEqual({ enabled: true, previews_enabled: false });
        expect(api.namespaces.map(({ title }) => title)).toEqual(["okta-edge-token-cache"]);
      }
      // Every later deployment keeps the settings.
      if (!/^npx wrangler (delete|kv)/.test(command)) {
        expect(
          secrets()
            .map(({ name }) => name)
            .sort(),
          command,
        ).toEqual(Object.keys(settings).sort());
      }
      if (command.includes("OKTA_PRIVATE_KEY")) {
        expect(secrets().find(({ name }) => name === "OKTA_PRIVATE_KEY")?.text).toBe(settings.OKTA_PRIVATE_KEY?.trim());
      }
      if (command.includes("rollback")) {
        const { versions, deployed } = api.workers.get("okta-edge") ?? { versions: [] };
        expect(versions.length).toBeGreaterThan(3);
        expect(deployed).toBe(versions.at(-1));
      }
    }
    expect(deployments.some((command) => command.includes("rollback"))).toBe(true);
    expect([...api.workers.keys()]).toEqual(["okta-edge-staging"]);
    expect(api.namespaces.map(({ title }) => title)).toEqual(["okta-edge-staging-token-cache"]);
  });

  it("are all run, except those that a test cannot run", () => {
    const isRun = /^(npx wrangler|node|curl|npx okta-edge) /;
    const others = commands.filter((command) => !isRun.test(command) && !NOT_RUN.includes(command));
    expect(others).toEqual(["npm run dev", "export URL=https://my-gateway.example.workers.dev KEY=your-caller-key"]);
    for (const command of NOT_RUN) expect(commands, command).toContain(command);
  });

  it("that are not run exist in this wrangler", async () => {
    const help = await run("npx wrangler --help");
    for (const [, , name = ""] of NOT_RUN.map((command) => command.split(" ")).filter(([tool]) => tool === "npx")) {
      expect(help).toContain(`wrangler ${name} `);
    }
  });
});

it("a new Worker with required secrets is deployed with --secrets-file, and rejected without", async () => {
  const api = await serveCloudflareApi();
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-secrets-"));
  const deploy = (...args: string[]) =>
    wrangler(join(ROOT, "apps", "worker"), ["deploy", "--env", "production", ...args], api.variables);
  try {
    const file = join(folder, "secrets.json");
    await writeFile(file, JSON.stringify({ OKTA_PRIVATE_KEY: "key", CALLERS: "[]" }));
    await expect(deploy()).rejects.toMatchObject({
      stderr: expect.stringMatching(/required secrets have not been set/),
    });
    expect(api.workers.size).toBe(0);
    await deploy("--secrets-file", file);
    expect(api.workers.get("okta-edge-production")?.deployed.bindings.get("CALLERS")?.type).toBe("secret_text");
  } finally {
    await rm(folder, { recursive: true });
    await api.close();
  }
});

it("every command in PowerShell is the one in sh above it", () => {
  const pairs = blocks.flatMap((block, index) => (block.language === "powershell" ? [[blocks[index - 1], block]] : []));
  expect(pairs.length).toBeGreaterThan(2);
  for (const [sh, powershell] of pairs) {
    expect(sh?.language).toBe("sh");
    expect(powershell?.text.trim().split("\n").map(toShell)).toEqual(sh?.text.trim().split("\n"));
  }
  // PowerShell 5.1 has no `<`, and its curl is another command.
  const different = commands.filter(
    (command) => /</.test(command.replace(/<[A-Z_]+>/, "")) || command.startsWith("export "),
  );
  const shown = pairs.flatMap(([sh]) => sh?.text.trim().split("\n") ?? []);
  expect(shown).toEqual(expect.arrayContaining(different));
});

it("the configuration for a domain of its own is valid and closes all other addresses", async () => {
  const [block] = blocksUnder("A domain of your own", "jsonc");
  const template = await readFile(join(ROOT, "template", "wrangler.jsonc"), "utf8");
  const file = join(ROOT, "template", "wrangler.test.jsonc");
  await writeFile(file, configWith(template, block as Block));
  try {
    const config = readConfig({ config: file });
    expect([config.workers_dev, config.preview_urls, config.routes]).toEqual([
      false,
      false,
      [{ pattern: "okta.example.com", custom_domain: true, previews_enabled: false }],
    ]);
  } finally {
    await rm(file);
  }
});

it("the workflow uses actions by commit, the versions of this repository, and commands of the document", () => {
  const [block] = blocksUnder("From CI", "yaml");
  const { permissions, jobs } = parse(block?.text ?? "");
  expect(permissions).toEqual({ contents: "read" });
  const release = readFileSync(join(ROOT, ".github", "workflows", "release.yml"), "utf8");
  const uses = [...(block?.text ?? "").matchAll(/uses: (.+)/g)].map(([, action = ""]) => action);
  expect(uses.length).toBe(2);
  for (const action of uses) expect(release).toContain(action);
  const runs = jobs.deploy.steps.flatMap(({ run }: { readonly run?: string }) => run ?? []);
  expect(runs).toEqual(["npm ci", "npx wrangler deploy --dry-run", "npx wrangler deploy"]);
  expect(commands).toContain("npx wrangler deploy");
});
