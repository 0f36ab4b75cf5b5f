import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { FailedError } from "../errors.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { findWrangler } from "./find-wrangler.ts";

/** How to run wrangler. */
export interface WranglerRun {
  readonly folder: string;
  readonly args: readonly string[];
  /** The environment of wrangler's configuration. */
  readonly environment: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs the wrangler of a folder, in the same terminal. What it prints goes to stderr: stdout is for the result of the command.
 *
 * @throws {FailedError} when wrangler fails.
 */
export async function runWrangler(run: WranglerRun): Promise<void> {
  await start(run, process.stderr);
}

/**
 * Runs the wrangler of a folder, and returns what it prints on stdout.
 *
 * @throws {FailedError} when wrangler fails.
 */
export function readWrangler(run: WranglerRun): Promise<string> {
  return start(run, "pipe");
}

async function start({ folder, args, environment, env }: WranglerRun, stdout: Writable | "pipe"): Promise<string> {
  const script = await findWrangler(folder);
  // An empty --env is the top level of the configuration; without the flag, wrangler warns of having to guess.
  const child = spawn(process.execPath, [script, ...args, `--env=${environment ?? ""}`], {
    cwd: folder,
    env: { WRANGLER_SEND_METRICS: "false", ...withoutSecrets(env) },
    stdio: ["inherit", stdout, process.stderr],
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const stopListening = onInterrupt(() => child.kill());
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code === 0) return Buffer.concat(chunks).toString("utf8");
    throw new FailedError(`wrangler ${args[0]} failed.`, {
      hint: "See its output above.",
      code: "wrangler_failed",
    });
  } finally {
    stopListening();
  }
}

/** Settings of the Worker go by a file: wrangler and the programs that it starts need none of them in their environment. */
function withoutSecrets(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(OKTA_|(CALLERS(_SIGNING_KEY(_NEXT)?)?|IDEMPOTENCY_SECRET)$)/.test(name)),
  );
}
