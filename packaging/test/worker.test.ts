import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InstalledProject } from "../src/install.ts";
import { CALLER_KEY, fillInExample, makeWorkerProject, settingsOf } from "../src/worker-project.ts";
import { startWranglerDev, wrangler } from "../src/wrangler.ts";

const README = fileURLToPath(new URL("../../apps/worker/README.md", import.meta.url));
const BIN = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));

let sandbox: ServedSandbox;
let project: InstalledProject;
beforeAll(async () => {
  sandbox = await serve({ port: 0 });
  project = await makeWorkerProject();
  await fillInExample(project.directory, settingsOf(sandbox.sandbox));
});
afterAll(async () => {
  await project?.remove();
  await sandbox?.close();
});

/** The README's programs for a Worker, and the example of createWorker's doc comment in the installed types. */
async function programs(): Promise<Readonly<Record<string, string>>> {
  const readme = await readFile(README, "utf8");
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  const types = await readFile(
    join(project.directory, "node_modules", "@okta-edge", "worker", "dist", "create-worker.d.ts"),
    "utf8",
  );
  const [, example = ""] = /@example\n \* ```ts\n([\s\S]*?) \* ```/.exec(types) ?? [];
  const numbered = blocks.map((block, index) => [`readme-${index + 1}.ts`, block]);
  return Object.fromEntries([...numbered, ["example.ts", example.replace(/^ \* ?/gm, "")]]);
}

async function call(url: string, path: string, key?: string): Promise<Response> {
  return fetch(url + path, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
}

describe("the template with the packed Worker, outside of this repository", () => {
  it("passes `npx wrangler deploy --dry-run`", async () => {
    const output = await wrangler(project.directory, ["deploy", "--dry-run", "--secrets-file", ".dev.vars"]);
    expect(output).toContain("env.TOKEN_CACHE");
    expect(output).toContain("--dry-run: exiting now.");
    expect(output).not.toMatch(/warning/i);
  });

  it("serves a caller of its settings by `npx wrangler dev`, and no one else", async () => {
    const worker = await startWranglerDev(project.directory);
    try {
      const response = await call(worker.url, "/api/v1/users?limit=2", CALLER_KEY);
      expect(response.status).toBe(200);
      expect(await response.json()).toHaveLength(2);
      for (const key of [undefined, "local-development-key"]) {
        expect((await call(worker.url, "/api/v1/users", key)).status).toBe(401);
      }
      for (const path of ["/", "/docs"]) {
        const page = await fetch(worker.url + path, { headers: { accept: "text/html" } });
        expect(await page.text(), path).toMatch(/^<!doctype html>/);
      }
    } finally {
      await worker.stop();
    }
  });

  it("accepts the local caller by `npm run dev`", async () => {
    const template = JSON.parse(await readFile(new URL("../../template/package.json", import.meta.url), "utf8"));
    const [tool, command, ...args] = template.scripts.dev.split(" ");
    expect([tool, command]).toEqual(["wrangler", "dev"]);
    const worker = await startWranglerDev(project.directory, args);
    try {
      expect((await call(worker.url, "/api/v1/users?limit=2", "local-development-key")).status).toBe(200);
    } finally {
      await worker.stop();
    }
  });
});

describe("the README's programs and the doc comment's example", () => {
  it("type-check without Cloudflare's types, with the package's own types", async () => {
    const files = await programs();
    expect(Object.keys(files).length).toBeGreaterThan(4);
    for (const [name, program] of Object.entries(files)) await writeFile(join(project.directory, name), program);
    const compilerOptions = {
      target: "es2023",
      module: "nodenext",
      lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    };
    const config = { compilerOptions, files: [...Object.keys(files), "src/index.ts"] };
    await writeFile(join(project.directory, "tsconfig.json"), JSON.stringify(config));
    const { stdout } = await promisify(execFile)(`${BIN}tsc`, ["-p", project.directory]).catch((error) => error);
    expect(stdout).toBe("");
  });

  it("serve their own routes beside Okta's: open ones without a key, the others to a caller", async () => {
    const { "example.ts": example = "" } = await programs();
    expect(example).toContain("createWorker");
    expect(await readFile(README, "utf8")).toContain(example);
    await writeFile(join(project.directory, "src", "index.ts"), example);
    const worker = await startWranglerDev(project.directory, ["--test-scheduled"]);
    try {
      expect(await (await call(worker.url, "/status")).text()).toBe("open to everyone");
      expect((await call(worker.url, "/mine")).status).toBe(401);
      expect(await (await call(worker.url, "/mine", CALLER_KEY)).json()).toEqual({ caller: "moveworks" });
      expect((await call(worker.url, "/api/v1/users?limit=1", CALLER_KEY)).status).toBe(200);
      expect((await call(worker.url, "/__scheduled")).status).toBe(200);
    } finally {
      await worker.stop();
    }
  });
});
