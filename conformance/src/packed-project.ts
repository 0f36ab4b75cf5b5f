import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The program of each kind of runtime, in `entries/`. */
type Entry = "process" | "workerd" | "edge-runtime" | "page";

/** A project that has the packages installed. */
export interface PackedProject {
  readonly directory: string;
  /** Writes a program into the project, and gives its path. It finds the packages where it stands, as any other program there. */
  write(entry: Entry): Promise<string>;
  /** The same program as one file, a module or a script, made by a bundler that goes by these conditions of `exports`. */
  bundle(entry: Entry, format: "esm" | "iife", conditions: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Packs the packages as they are published, and unpacks them into a new project outside of this repository, with what they
 * depend on beside them. Nothing there leads back to the sources.
 */
export async function makePackedProject(): Promise<PackedProject> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "okta-edge-conformance-")));
  await writeFile(join(directory, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await Promise.all(["core", "actions"].map((name) => installPacked(name, directory)));
  const written = new Map<Entry, Promise<string>>();

  async function compile(entry: Entry): Promise<string> {
    const outfile = join(directory, `${entry}.js`);
    await build({
      entryPoints: [fileURLToPath(new URL(`entries/${entry}.ts`, import.meta.url))],
      outfile,
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      external: ["@okta-edge/*", "node:*"],
    });
    return outfile;
  }
  function write(entry: Entry): Promise<string> {
    // Several runtimes share a program, and one may read it while another begins.
    const path = written.get(entry) ?? compile(entry);
    written.set(entry, path);
    return path;
  }
  return {
    directory,
    write,
    async bundle(entry, format, conditions) {
      const outfile = join(directory, `${entry}.bundle.js`);
      await build({
        entryPoints: [await write(entry)],
        outfile,
        bundle: true,
        format,
        platform: "neutral",
        target: "es2022",
        conditions: [...conditions],
      });
      return outfile;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function installPacked(name: string, project: string): Promise<void> {
  const source = join(ROOT, "packages", name);
  const tarball = join(project, `${name}.tgz`);
  await run(join(ROOT, "node_modules", ".bin", "pnpm"), ["pack", "--out", tarball], { cwd: source });
  const target = join(project, "node_modules", "@okta-edge", name);
  await mkdir(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", target]);
  await copyDependencies(target, source, project);
}

/** Copies what the unpacked package asks for, as the lockfile has it. */
async function copyDependencies(unpacked: string, source: string, project: string): Promise<void> {
  const { dependencies = {} } = JSON.parse(await readFile(join(unpacked, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    if (name.startsWith("@okta-edge/")) continue;
    const installed = await realpath(join(source, "node_modules", name));
    const { dependencies: further } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    if (further) throw new Error(`${name} has dependencies of its own, which are not copied.`);
    await cp(installed, join(project, "node_modules", name), {
      recursive: true,
      filter: (path) => !isNested(path, installed),
    });
  }
}

function isNested(path: string, installed: string): boolean {
  return path.slice(installed.length).includes("node_modules");
}
