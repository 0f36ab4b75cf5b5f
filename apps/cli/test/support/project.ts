import { mkdir, realpath, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli.ts";

const CLI = fileURLToPath(new URL("../../", import.meta.url));

/** Links what `npm install` would install in a project. */
async function linkDependencies(folder: string): Promise<void> {
  await mkdir(join(folder, "node_modules", "@okta-edge"), { recursive: true });
  for (const name of ["wrangler", "@okta-edge/worker"]) {
    await symlink(await realpath(join(CLI, "node_modules", name)), join(folder, "node_modules", name), "junction");
  }
}

/** Creates a project by `init`, with its dependencies, and returns the key of its caller. */
export async function createProject(folder: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await runCli(
    ["init", folder, "--yes", "--check", "off", "--caller", "ada", "--json"],
    { env: settings },
  );
  if (code !== 0) throw new Error(stderr);
  await linkDependencies(folder);
  return JSON.parse(stdout).caller.key;
}
