import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What `npm run version:packages` reads and writes. */
const FILES =
  /(^|\/)(package\.json|deno\.json|CHANGELOG\.md)$|^(\.changeset|scripts|template|apps\/cli\/template)\/|^pnpm-workspace\.yaml$|\/src\/version\.ts$/;

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "okta-edge-versions-"));
  const { stdout } = await run("git", ["ls-files"], { cwd: ROOT });
  const files = stdout
    .trim()
    .split("\n")
    .filter((path) => FILES.test(path));
  await Promise.all(files.map((path) => cp(join(ROOT, path), join(copy, path))));
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  await writeFile(join(copy, ".changeset", "a-new-version.md"), '---\n"@okta-edge/core": major\n---\n\nA change.\n');
});
afterAll(() => rm(copy, { recursive: true, force: true }));

it("a new version reaches every manifest, and the template of a deployment", async () => {
  // As in the release job, which has the tools of the repository's root only.
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("packaging"));
  const env = { ...process.env, PATH: path.join(delimiter) };
  await run(process.execPath, [join(ROOT, "node_modules", "@changesets", "cli", "bin.js"), "version"], {
    cwd: copy,
    env,
  });
  await run(process.execPath, ["scripts/versions.ts"], { cwd: copy });

  const manifest = async (path: string) => JSON.parse(await readFile(join(copy, path, "package.json"), "utf8"));
  const core = await manifest("packages/core");
  const worker = await manifest("apps/worker");
  const { version: before } = JSON.parse(await readFile(join(ROOT, "packages", "core", "package.json"), "utf8"));
  expect(core.version).toBe(`${Number(before.split(".")[0]) + 1}.0.0`);
  expect(worker.dependencies["@okta-edge/core"]).toBe(`^${core.version}`);
  expect((await manifest("apps/cli")).dependencies["@okta-edge/worker"]).toBe(`^${worker.version}`);
  for (const template of ["template", "apps/cli/template"]) {
    expect((await manifest(template)).dependencies["@okta-edge/worker"]).toBe(`^${worker.version}`);
  }
  expect(await readFile(join(copy, "packages/core/src/version.ts"), "utf8")).toContain(`"${core.version}"`);
  expect((await run(process.execPath, ["scripts/versions.ts", "--check"], { cwd: copy })).stderr).toBe("");
});
