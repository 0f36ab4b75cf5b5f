import { execFile } from "node:child_process";
import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveCloudflareApi } from "../src/cloudflare-api.ts";
import { readBlocks, shellCommands } from "../src/document.ts";
import { type InstalledProject, installPublished, linkWrangler } from "../src/install.ts";
import { startWranglerDev, wrangler } from "../src/wrangler.ts";

const NODE_20 = fileURLToPath(new URL("../../conformance/runtimes/node_modules/node20/bin/node", import.meta.url));

describe("`okta-edge init` from the tarballs, in an empty folder outside of this repository", () => {
  let sandbox: ServedSandbox;
  let installed: InstalledProject;
  let folder: string;
  let flags: readonly string[];
  let caller: { readonly name: string; readonly key: string };

  /** Runs the installed command line. */
  async function oktaEdge(
    args: readonly string[],
    { node = process.execPath, variables = {} }: { node?: string; variables?: Readonly<Record<string, string>> } = {},
  ): Promise<string> {
    const bin = await realpath(join(installed.directory, "node_modules", "okta-edge", "bin", "okta-edge.js"));
    return (await promisify(execFile)(node, [bin, ...args], { cwd: folder, env: { ...process.env, ...variables } }))
      .stdout;
  }

  beforeAll(async () => {
    sandbox = await serve({ port: 0 });
    installed = await installPublished();
    await linkWrangler(installed.directory);
    folder = await realpath(await mkdtemp(join(tmpdir(), "okta-edge-init-")));
    const [app] = sandbox.sandbox.apps;
    const key = join(installed.directory, "key.pem");
    await writeFile(key, app?.privateKey ?? "");
    const answers = {
      "--org-url": sandbox.url,
      "--client-id": app?.clientId,
      "--key-file": key,
      "--key-id": app?.keyId,
      "--scopes": "okta.users.read,okta.groups.read",
      "--caller": "moveworks",
    };
    flags = Object.entries(answers).flatMap(([flag, value]) => [flag, value ?? ""]);
    ({ caller } = JSON.parse(await oktaEdge(["init", "--yes", "--json", ...flags])));
    // What `npm install` would install from the registry.
    await symlink(join(installed.directory, "node_modules"), join(folder, "node_modules"));
  });
  afterAll(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
    await installed?.remove();
    await sandbox?.close();
  });

  it("writes a project that depends on what is published", async () => {
    const { dependencies, devDependencies } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    for (const name of ["@okta-edge/worker", "okta-edge", "wrangler"]) {
      expect({ ...dependencies, ...devDependencies }[name], name).toMatch(/^\^\d+\.\d+\.\d+$/);
    }
  });

  it("brings a Node for wrangler where the one at hand is too old", async () => {
    expect(JSON.parse(await readFile(join(folder, "package.json"), "utf8")).devDependencies).not.toHaveProperty("node");
    await oktaEdge(["init", "on-node-20", "--yes", "--json", ...flags], { node: NODE_20 });
    const manifest = JSON.parse(await readFile(join(folder, "on-node-20", "package.json"), "utf8"));
    expect(manifest.devDependencies.node).toMatch(/^\^24\./);
    // npm downloads it in an install script.
    expect(manifest.allowScripts.node).toBe(true);
  });

  it("passes `npx wrangler deploy --dry-run`", async () => {
    const output = await wrangler(folder, ["deploy", "--dry-run", "--secrets-file", ".dev.vars"]);
    expect(output).toContain("env.TOKEN_CACHE");
    expect(output).toContain("--dry-run: exiting now.");
  });

  it("serves the first caller by `npx wrangler dev`", async () => {
    const worker = await startWranglerDev(folder);
    try {
      const call = (key: string) =>
        fetch(`${worker.url}/api/v1/users?limit=2`, { headers: { authorization: `Bearer ${key}` } });
      const response = await call(caller.key);
      expect(response.status).toBe(200);
      expect(await response.json()).toHaveLength(2);
      expect((await call("local-development-key")).status).toBe(401);
    } finally {
      await worker.stop();
    }
  });

  it("has the commands and flags of docs/deploy.md", async () => {
    const commands = shellCommands(await readBlocks(new URL("../../docs/deploy.md", import.meta.url)))
      .filter((command) => command.startsWith("npx okta-edge "))
      .map((command) => command.split(" ").slice(2));
    expect(commands.map(([name]) => name)).toEqual(["init", "deploy", "caller", "caller", "deploy"]);
    for (const args of commands.filter(([name]) => name === "caller")) await oktaEdge(args);
    expect(JSON.parse(await readFile(join(folder, "callers.json"), "utf8"))).toMatchObject([
      { name: "moveworks" },
      { name: "n8n", scopes: ["okta.users.read"] },
    ]);
  });

  it("is deployed with its settings and callers by `okta-edge deploy`", async () => {
    const api = await serveCloudflareApi();
    try {
      await oktaEdge(["deploy", "--check", "off"], { variables: api.variables });
      const [worker] = api.workers.values();
      const callers = JSON.parse(worker?.deployed.bindings.get("CALLERS")?.text ?? "[]");
      expect(callers.map(({ name }: { readonly name: string }) => name)).toEqual(["moveworks", "n8n"]);
      expect(worker?.deployed.bindings.get("OKTA_ORG_URL")?.text).toBe(sandbox.url);
      expect(worker?.subdomain.previews_enabled).toBe(false);
      expect([...api.assets.values()].flat()).toEqual(expect.arrayContaining(["/index.html", "/docs.html"]));
    } finally {
      await api.close();
    }
  });
});
