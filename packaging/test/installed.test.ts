import { execFile } from "node:child_process";
import { readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type InstalledProject, installPublished, PUBLISHED } from "../src/install.ts";
import { ALL_PROGRAMS, writeReadmePrograms } from "../src/readme-programs.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BIN = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));
/** Bytes of a tarball at most. Each has its sources, to which the source maps point; the core's a build for Node that contains jose, with its sources; the Worker's has its MCP server and its pages, as HTML and as Markdown (about 90 KB). */
const LIMITS: Readonly<Record<string, number>> = {
  "@okta-edge/core": 180_000,
  "@okta-edge/actions": 300_000,
  "@okta-edge/sandbox": 680_000,
  "@okta-edge/worker": 590_000,
  "okta-edge": 200_000,
};

let project: InstalledProject;
beforeAll(async () => {
  project = await installPublished();
  const { packed } = project;
  for (const [name, size] of Object.entries(packed)) console.log(`${name}: ${(size / 1000).toFixed(1)} KB packed`);
});
afterAll(() => project.remove());

it.each(Object.entries(LIMITS))("%s is at most %i bytes packed", (name, limit) => {
  expect(project.packed[name]).toBeLessThanOrEqual(limit);
});

it.each(PUBLISHED)("%s comes with licence, README, changelog and the source map of every file", async (folder) => {
  const { name } = JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
  const files = await readdir(join(project.directory, "node_modules", name), { recursive: true });
  expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "CHANGELOG.md", "package.json"]));
  const scripts = files.filter((file) => file.startsWith("dist/") && file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((file) => !files.includes(`${file}.map`))).toEqual([]);
});

it.each(PUBLISHED)("the source maps of %s contain their sources, or name files of the tarball", async (folder) => {
  const { name } = JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
  const directory = await realpath(join(project.directory, "node_modules", name));
  const files = new Set(await readdir(directory, { recursive: true }));
  const missing: string[] = [];
  for (const map of [...files].filter((file) => file.endsWith(".js.map"))) {
    const { sources, sourcesContent = [] } = JSON.parse(await readFile(join(directory, map), "utf8"));
    for (const [i, source] of sources.entries()) {
      if (!sourcesContent[i] && !files.has(join(dirname(map), source))) missing.push(`${map}: ${source}`);
    }
  }
  expect(missing).toEqual([]);
});

it.each(PUBLISHED)("npm packs %s with a manifest that every package manager reads", async (folder) => {
  const { name } = JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
  const manifest = await readFile(join(project.directory, "node_modules", name, "package.json"), "utf8");
  expect(manifest).not.toMatch(/"(workspace|catalog|link|file):/);
});

describe("the READMEs' programs in a project that has installed the tarballs", () => {
  let served: ServedSandbox;
  let names: string[];
  beforeEach(async () => {
    served = await serve({ port: 0 });
    names = await writeReadmePrograms(project.directory, served);
  });
  afterEach(() => served.close());

  it("type-check, the packages' own types included", async () => {
    const compilerOptions = {
      target: "es2023",
      module: "nodenext",
      lib: ["es2023", "dom", "dom.asynciterable"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    };
    await writeFile(
      join(project.directory, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: [ALL_PROGRAMS] }),
    );
    const { stdout } = await run(`${BIN}tsc`, ["-p", project.directory]).catch((error) => error);
    expect(stdout).toBe("");
  });

  it.each([
    ["Node", [process.execPath]],
    ["Deno", [`${BIN}deno`, "run", "--check", "--no-remote", "--node-modules-dir=manual", "--allow-net=127.0.0.1"]],
    ["Bun", [`${BIN}bun`, "run"]],
  ])("run in %s", async (_, [command = "", ...args]) => {
    const env = {
      ...process.env,
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
      DENO_DIR: join(project.directory, ".deno"),
    };
    const { stdout } = await run(command, [...args, ALL_PROGRAMS], { cwd: project.directory, env });

    const printed = new Map(
      stdout
        .split(/^# /m)
        .slice(1)
        .map((part) => [part.split("\n")[0], part.trim().split("\n").slice(1)]),
    );
    expect([...printed.keys()]).toEqual(names);
    const [status, ...ids] = printed.get("core 1") ?? [];
    expect(status).toBe("ACTIVE");
    const users = [...served.sandbox.store.users.values()];
    expect(ids).toEqual(users.filter((user) => user.status !== "DEPROVISIONED").map(({ id }) => id));
    expect(printed.get("core 2")?.at(-1)).toBe("ready");
    expect(printed.get("actions 1")).toEqual(["Engineering"]);
    expect(users.find(({ profile }) => profile.login === "ada.lovelace@example.com")?.status).toBe("SUSPENDED");
    expect(printed.get("actions 2")?.join("")).toMatch(/okta\.users\.manage/);
    expect(printed.get("sandbox 1")?.join("\n")).toMatch(/profile[\s\S]* 2$/);
  });
});
