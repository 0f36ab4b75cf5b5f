import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DENO = fileURLToPath(new URL("../node_modules/.bin/deno", import.meta.url));
const ON_JSR = ["core", "actions"] as const;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "okta-edge-deno-"));
  await run(process.execPath, ["scripts/build-jsr.ts"], { cwd: join(ROOT, "packages", "actions") });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

function deno(args: string[], cwd: string, settings: Record<string, string> = {}) {
  const env = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(directory, "cache") };
  return run(DENO, args, { cwd, env: { ...process.env, ...env, ...settings } });
}

async function readJson(folder: string, file: string) {
  return JSON.parse(await readFile(join(ROOT, "packages", folder, file), "utf8"));
}

describe.each(ON_JSR)("%s on JSR", (folder) => {
  it("exports what it exports on npm", async () => {
    const [onNpm, onJsr] = await Promise.all([readJson(folder, "package.json"), readJson(folder, "deno.json")]);
    // JSR exports modules only. The text is for bundlers, which take packages from npm.
    const modules = Object.keys(onNpm.exports).filter((entry) => !entry.endsWith(".txt"));
    expect(Object.keys(onJsr.exports)).toEqual(modules);
    expect([onJsr.name, onJsr.license]).toEqual([onNpm.name, onNpm.license]);
  });

  it("depends on what it depends on there", async () => {
    const [{ dependencies }, { imports }] = await Promise.all([
      readJson(folder, "package.json"),
      readJson(folder, "deno.json"),
    ]);
    expect(Object.keys(imports).sort()).toEqual(Object.keys(dependencies).sort());
    for (const [name, specifier] of Object.entries<string>(imports)) {
      const installed = await readJson(folder, `node_modules/${name}/package.json`);
      const registry = name.startsWith("@okta-edge/") ? "jsr" : "npm";
      expect(specifier).toBe(`${registry}:${name}@^${installed.version}`);
    }
  });
});

it("deno publish finds nothing to complain of, slow types included", async () => {
  const { stdout, stderr } = await deno(["publish", "--dry-run", "--allow-dirty", "--no-provenance"], ROOT);
  const output = `${stdout}${stderr}`;
  expect(output).toContain("Checking for slow types");
  for (const folder of ON_JSR) expect(output).toContain(`Simulating publish of @okta-edge/${folder}@`);
  expect(output).toContain("Success Dry run complete");
  expect(output).not.toMatch(/warning|TS\d{4}/i);
});

it("the program and the import map of docs/deno.md check and run", async () => {
  const text = await readFile(join(ROOT, "docs", "deno.md"), "utf8");
  const [, importMap = ""] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  const [, permissions = ""] = /^deno run --env-file (.*) main\.ts$/m.exec(text) ?? [];
  // Where JSR would be asked, the packages here answer.
  const links = ON_JSR.map((folder) => join(ROOT, "packages", folder));
  const config = { ...JSON.parse(importMap), links, nodeModulesDir: "manual" };
  await writeFile(join(directory, "deno.json"), JSON.stringify(config));
  await writeFile(join(directory, "main.ts"), program);

  const { url, sandbox, close } = await serve({ port: 0 });
  const [app] = sandbox.apps;
  try {
    const { stdout } = await deno(
      ["run", "--check", ...permissions.replace("example.okta.com", new URL(url).host).split(" "), "main.ts"],
      directory,
      {
        OKTA_ORG_URL: url,
        OKTA_CLIENT_ID: app?.clientId ?? "",
        OKTA_KEY_ID: app?.keyId ?? "",
        OKTA_PRIVATE_KEY: app?.privateKey ?? "",
      },
    );
    expect(stdout).toBe("Engineering\n");
  } finally {
    await close();
  }
});
