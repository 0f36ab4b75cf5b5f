import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What Node alone has of its own accord. */
const NODE_GLOBALS = ["Buffer", "process", "global", "require", "module", "__dirname", "__filename", "setImmediate"];
/** A free name is renamed to this one; what is only a property, a text or a comment is not. */
const MARK = "__of_node_alone__";

/** Entries for one runtime: the sandbox's `serve` and its fixtures listen on a port in Node, the Worker runs on Cloudflare. */
const ONE_RUNTIME = [
  "@okta-edge/sandbox/serve",
  "@okta-edge/sandbox/vitest",
  "@okta-edge/sandbox/playwright",
  "@okta-edge/worker",
  "@okta-edge/worker/idempotency",
];

/** Every entry for all runtimes. */
const entries = ["packages/core", "packages/actions", "packages/sandbox", "apps/worker"]
  .flatMap((folder) => {
    const { name, exports } = JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, "utf8"));
    return Object.keys(exports).map((path) => `${name}${path.slice(1)}`);
  })
  .filter((entry) => !ONE_RUNTIME.includes(entry) && !/\.(txt|json)$/.test(entry));

function bundle(contents: string, external: string[] = []) {
  return build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    logLevel: "silent",
    external,
    define: Object.fromEntries(NODE_GLOBALS.map((name) => [name, `${MARK}${name}`])),
  });
}

describe("what is built has nothing of Node's, its dependencies included", () => {
  it.each(entries)("%s", async (entry) => {
    const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
    const { outputFiles, metafile } = await bundle(`export * from "${entry}"`, builtins);
    const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    const [{ text = "" } = {}] = outputFiles;
    expect(imported).toEqual([]);
    expect(text.length).toBeGreaterThan(500);
    expect(text.match(new RegExp(`${MARK}\\w+`, "g")) ?? []).toEqual([]);
  });

  it("would be seen if it were there", async () => {
    const program = `import "node:fs"; console.log(Buffer, { process: "global" })`;
    const { outputFiles, metafile } = await bundle(program, ["node:fs"]);
    expect(Object.values(metafile.outputs)[0]?.imports.map(({ path }) => path)).toEqual(["node:fs"]);
    expect(outputFiles[0]?.text.match(new RegExp(`${MARK}\\w+`, "g"))).toEqual([`${MARK}Buffer`]);
  });
});

describe("what is not imported is not bundled", () => {
  /** The files of the packages that have a part in the bundle. */
  async function filesOf(contents: string): Promise<string[]> {
    const { metafile } = await bundle(contents, ["cloudflare:*", "*.txt"]);
    const [output] = Object.values(metafile.outputs);
    return Object.entries(output?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([path]) => /(?:packages|apps)\/(\w+\/dist\/.+)\.js$/.exec(path)?.[1] ?? []);
  }

  it.each([...entries, "@okta-edge/worker"])("%s imported for nothing", async (entry) => {
    expect(await filesOf(`import "${entry}"`)).toEqual([]);
  });

  it("one module of actions brings no other, and not the table of all operations", async () => {
    const files = await filesOf(`export { get } from "@okta-edge/actions/zones"`);
    expect(files).toContain("actions/dist/catalog/zones");
    for (const other of ["catalog/users", "catalog/user-records", "catalog/groups", "catalog/apps"])
      expect(files).not.toContain(`actions/dist/${other}`);
    for (const other of ["catalogue", "generated/operations", "openapi"])
      expect(files).not.toContain(`actions/dist/${other}`);
  });

  it("the table of operations brings no action", async () => {
    const files = await filesOf(`export { matchOperation } from "@okta-edge/actions/operations"`);
    expect(files).toContain("actions/dist/generated/operations");
    expect(files).not.toContain("actions/dist/catalog/zones");
  });

  it("createWorker alone does not create the Worker of the default export as well", async () => {
    expect(await filesOf(`export { createWorker } from "@okta-edge/worker"`)).toContain("worker/dist/app");
    const { outputFiles } = await bundle(`export { createWorker } from "@okta-edge/worker"`, ["cloudflare:*", "*.txt"]);
    expect(outputFiles[0]?.text).not.toMatch(/= (\/\* @__PURE__ \*\/ )?createWorker\(\)/);
  });

  it("the client brings neither the set-up check nor the encrypted cache", async () => {
    const { outputFiles } = await bundle(`export { createOktaClient } from "@okta-edge/core"`);
    const [{ text = "" } = {}] = outputFiles;
    expect(text).toContain("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    for (const part of ["okta-organization", "A256GCM"]) expect(text).not.toContain(part);
  });

  it("a client assertion brings no client", async () => {
    const { outputFiles } = await bundle(`export { createClientAssertion, importPrivateKey } from "@okta-edge/core"`);
    const [{ text = "" } = {}] = outputFiles;
    expect(text).toContain("PRIVATE KEY-----");
    for (const part of ["x-rate-limit", "www-authenticate", "client_credentials", "agentPools"]) {
      expect(text).not.toContain(part);
    }
  });
});
