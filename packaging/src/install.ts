import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PNPM = join(ROOT, "node_modules", ".bin", "pnpm");

/** The packages that are published, by their folders. */
export const PUBLISHED = ["core", "actions", "sandbox"] as const;

/** A new project, outside of this repository, that has installed the packages. */
export interface InstalledProject {
  readonly directory: string;
  /** Bytes of each package's tarball. */
  readonly packed: Readonly<Record<string, number>>;
  remove(): Promise<void>;
}

/**
 * Packs the packages as they are published, and installs the tarballs into a new project with pnpm, which lets a package import what it
 * declares and nothing else. What they depend on comes out of this workspace, so that no registry is asked.
 */
export async function installPublished(): Promise<InstalledProject> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "okta-edge-installed-")));
  const tarballs: Record<string, string> = {};
  await Promise.all(
    PUBLISHED.map(async (folder) => {
      tarballs[`@okta-edge/${folder}`] = await pack(join(ROOT, "packages", folder), directory);
    }),
  );
  const overrides = { ...tarballs, ...(await copyDependencies(directory)) };
  const asFiles = (names: Record<string, string>) =>
    Object.fromEntries(Object.entries(names).map(([name, file]) => [name, `file:${file}`]));
  await writeFile(
    join(directory, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: asFiles(tarballs) }),
  );
  await writeFile(join(directory, "pnpm-workspace.yaml"), JSON.stringify({ overrides: asFiles(overrides) }));
  await run(PNPM, ["install", "--offline", "--ignore-scripts", "--no-frozen-lockfile"], { cwd: directory });
  const sizes = Object.entries(tarballs).map(async ([name, file]) => [name, (await stat(join(directory, file))).size]);
  return {
    directory,
    packed: Object.fromEntries(await Promise.all(sizes)),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function pack(source: string, directory: string): Promise<string> {
  const { name } = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  const file = `${name.replace(/\W+/g, "-")}.tgz`;
  await run(PNPM, ["pack", "--out", join(directory, file)], { cwd: source });
  return file;
}

/** The packages' own dependencies, a folder each, as they are installed here. */
async function copyDependencies(directory: string): Promise<Record<string, string>> {
  const copies: Record<string, string> = {};
  for (const folder of PUBLISHED) {
    const home = join(ROOT, "packages", folder);
    const { dependencies } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) {
      if (name.startsWith("@okta-edge/") || copies[name]) continue;
      copies[name] = join("dependencies", name);
      await cp(await realpath(join(home, "node_modules", name)), join(directory, copies[name]), { recursive: true });
    }
  }
  return copies;
}
