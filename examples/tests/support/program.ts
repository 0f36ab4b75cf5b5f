import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@okta-edge/sandbox";

/** The folder of an example. */
export function exampleFolder(name: string): string {
  return fileURLToPath(new URL(`../../${name}/`, import.meta.url));
}

/** The command of a runtime that comes as a package. */
export function installedCommand(name: string): string {
  return fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
}

/** The settings that every example reads. */
export function settingsFor({ orgUrl, apps: [app] }: Sandbox): Record<string, string> {
  if (!app) throw new Error("The sandbox has no app.");
  return {
    OKTA_ORG_URL: orgUrl,
    OKTA_CLIENT_ID: app.clientId,
    OKTA_KEY_ID: app.keyId,
    OKTA_PRIVATE_KEY: app.privateKey,
  };
}

/** How to start an example. */
export interface ProgramOptions {
  readonly folder: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** An example that runs. */
export interface Program {
  /** What it has printed. */
  output(): string;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts an example as its README says. */
export function startProgram({ folder, command, args, env }: ProgramOptions): Program {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: npm's wrappers do not pass signals on.
    detached: true,
  });
  const output: string[] = [];
  child.stdout.on("data", (chunk) => output.push(String(chunk)));
  child.stderr.on("data", (chunk) => output.push(String(chunk)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  let isRunning = true;
  const done = () => {
    isRunning = false;
  };
  ended.then(done, done);
  return {
    output: () => output.join(""),
    ended,
    async stop() {
      if (isRunning && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await ended;
    },
  };
}

/** Starts an example that serves, and waits until it says where. */
export async function startServer(options: ProgramOptions): Promise<Program & { readonly url: string }> {
  const program = startProgram({ ...options, env: { PORT: "0", ...options.env } });
  let isRunning = true;
  program.ended.finally(() => {
    isRunning = false;
  });
  while (isRunning) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(program.output()) ?? [];
    if (url !== undefined) return { ...program, url };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`It has ended:\n${program.output()}`);
}
