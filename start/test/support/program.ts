import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A program that runs. */
export interface Program {
  readonly child: ChildProcess;
  /** Returns what it has printed. */
  output(): string;
  /** Resolves when it has printed a text, `times` times. */
  until(text: string, times?: number): Promise<void>;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
  /** Sends SIGINT, as Ctrl-C does, and resolves with the exit code. */
  interrupt(): Promise<number | null>;
}

/** Runs a program and collects its output. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly ownGroup?: boolean } = {},
): Program {
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: options.ownGroup ?? false,
  });
  let output = "";
  const watchers = new Set<() => void>();
  const add = (chunk: unknown) => {
    output += String(chunk);
    for (const watch of watchers) watch();
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return {
    child,
    output: () => output,
    ended,
    until: (text, times = 1) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          if (output.split(text).length <= times) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
        ended.then(() => reject(new Error(`It ended before it printed "${text}":\n${output}`)));
      }),
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

/** Runs what `npm start` runs after its set-up. */
export function start(env: Readonly<Record<string, string>>, args: readonly string[] = []): Program {
  return run(process.execPath, ["--import=./apps/worker/local/use-sources.ts", "start/src/index.ts", ...args], { env });
}

/** The last line that `npm start` prints. */
export const STARTED = "Ctrl-C stops everything";
