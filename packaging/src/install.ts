import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PNPM = join(ROOT, "node_modules", ".bin", "pnpm");

/** The folders of the published packages. */
export const PUBLISHED = ["packages/core", "packages/actions", "packages/sandbox", "apps/worker", "apps/cli"] as const;

/** A folder of {@link PUBLISHED}. */
export type PublishedFolder = (typeof PUBLISHED)[number];

/** A new project, outside of this repository, that has installed the packages. */
export interface InstalledProject {
  readonly directory: string;
  /** Bytes of each package's tarball, by the package's name. */
  readonly packed: Readonly<Record<string, number>>;
  remove(): Promise<void>;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Packs packages with npm, and installs the tarballs into a new project with pnpm, which lets a package import only what it declares.
 * Their dependencies are copied from this workspace, so that the registry is not asked.
 *
 * @param folders - the packages to install. Those of them that depend on each other must all be named.
 */
export async function installPublished(folders: readonly PublishedFolder[] = PUBLISHED): Promise<InstalledProject> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "okta-edge-installed-")));
  const tarballs: Record<string, string> = Object.fromEntries(
    await Promise.all(folders.map((folder) => pack(join(ROOT, folder), directory))),
  );
  const overrides = { ...tarballs, ...(await copyDependencies(folders, directory)) };
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

/** Makes this workspace's wrangler the one of a project: it is too large to copy. */
export async function linkWrangler(directory: string): Promise<void> {
  const wrangler = await realpath(join(ROOT, "packaging", "node_modules", "wrangler"));
  await symlink(wrangler, join(directory, "node_modules", "wrangler"));
  await mkdir(join(directory, "node_modules", ".bin"), { recursive: true });
  await symlink(join("..", "wrangler", "bin", "wrangler.js"), join(directory, "node_modules", ".bin", "wrangler"));
}

async function pack(source: string, directory: string): Promise<[name: string, file: string]> {
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", directory], {
    cwd: source,
  });
  const [{ name, filename }] = JSON.parse(stdout);
  return [name, filename];
}

/** Copies the packages' dependencies and the dependencies of these, as they are installed here. */
async function copyDependencies(
  folders: readonly PublishedFolder[],
  directory: string,
): Promise<Record<string, string>> {
  const copies: Record<string, string> = {};
  async function copyOf(home: string, modules: string): Promise<void> {
    const { dependencies = {} } = await readManifest(home);
    for (const name of Object.keys(dependencies)) {
      if (name.startsWith("@okta-edge/") || copies[name]) continue;
      copies[name] = join("dependencies", name);
      const installed = await realpath(join(modules, name));
      await cp(installed, join(directory, copies[name]), { recursive: true });
      // pnpm puts a package's dependencies beside it.
      await copyOf(installed, name.includes("/") ? dirname(dirname(installed)) : dirname(installed));
    }
  }
  for (const folder of folders) await copyOf(join(ROOT, folder), join(ROOT, folder, "node_modules"));
  return copies;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}
