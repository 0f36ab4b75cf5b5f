import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { findInstalled, type Runtime } from "./runtime.ts";

/** Milliseconds that a whole suite may take. */
const LIMIT = 120_000;

/** A runtime that is a command: it is given the program, and reads settings from standard input. */
interface Command {
  readonly name: string;
  readonly how: string;
  /** In `runtimes/node_modules`. */
  readonly path: string;
  readonly args: (host: string) => readonly string[];
}

function asRuntime({ name, how, path, args }: Command): Runtime {
  return {
    name,
    how,
    async run(project, settings) {
      const command = findInstalled(path);
      const program = await project.write("process");
      const child = spawn(command, [...args(new URL(settings.orgUrl).host), program], {
        cwd: project.directory,
        env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" },
        timeout: LIMIT,
      });
      child.stdin.on("error", () => {}).end(JSON.stringify(settings));
      const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
      try {
        return JSON.parse(output);
      } catch {
        throw new Error(`${name} gave no results: ${(complaints || output).slice(0, 2000)}`);
      }
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, "close");
}

function node(major: number): Runtime {
  const how = "the modules as they are installed";
  return asRuntime({ name: `Node ${major}`, how, path: `node${major}/bin/node`, args: () => ["--expose-gc"] });
}

/** Node, Deno and Bun. */
export const processRuntimes: readonly Runtime[] = [
  node(20),
  node(22),
  node(24),
  asRuntime({
    name: "Deno",
    how: "the modules as they are installed; permission to speak to the org, and no other",
    path: "deno/deno",
    args: (host) => ["run", "--no-remote", "--no-prompt", "--node-modules-dir=manual", `--allow-net=${host}`],
  }),
  asRuntime({ name: "Bun", how: "the modules as they are installed", path: "bun/bin/bun.exe", args: () => ["run"] }),
];
