import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The command as package managers link it. */
export const BIN: string = fileURLToPath(new URL("../../bin/okta-edge.js", import.meta.url));

/** How to run the command. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to stdin, which is closed after it. */
  readonly input?: string;
}

/** How a run of the command ended. */
export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a test: nothing of this machine that a command reads. */
export function cleanEnv(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(OKTA|CALLERS|CLOUDFLARE|CF_|CI$|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_PATH|VITEST)/.test(entry[0]),
  );
  return { ...Object.fromEntries(inherited), WRANGLER_SEND_METRICS: "false", DO_NOT_TRACK: "1", ...env };
}

/** Runs the built command without a terminal. */
export function runCli(args: readonly string[], { cwd, env, input = "" }: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd, env: cleanEnv(env), stdio: "pipe" });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => {
      output.stdout += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      output.stderr += String(chunk);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...output }));
    child.stdin.end(input);
  });
}

/** An empty folder outside the repository. */
export async function emptyFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "okta-edge-cli-")));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
