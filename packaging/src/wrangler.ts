import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

/** wrangler as it is started in a project, without telemetry and colours. */
const env = { ...process.env, WRANGLER_SEND_METRICS: "false", DO_NOT_TRACK: "1", NO_COLOR: "1", CI: "1" };

/** A Worker that runs on this machine. */
export interface LocalWorker {
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs a command of wrangler in a project and returns what it prints, to stdout and to stderr. */
export async function wrangler(
  directory: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { cwd: directory, env: { ...env, ...variables } };
  const { stdout, stderr } = await promisify(execFile)("npx", ["--no", "wrangler", ...args], options);
  return stdout + stderr;
}

/** Runs a command line in a project, with an input, and returns what it prints. Throws with the same when it fails. */
export async function runShell(
  directory: string,
  command: string,
  variables: Readonly<Record<string, string>> = {},
  input = "",
): Promise<string> {
  const running = promisify(execFile)("bash", ["-c", command], { cwd: directory, env: { ...env, ...variables } });
  running.child.stdin?.end(input);
  const { stdout, stderr } = await running.catch((error) => {
    throw new Error(`${command}\n${error.stdout}${error.stderr}`);
  });
  return command.includes("wrangler") ? stdout + stderr : stdout;
}

/**
 * Starts `npx wrangler dev` in a project and waits until the Worker accepts requests.
 *
 * @throws {Error} with what wrangler has printed when it ends before that.
 */
export async function startWranglerDev(directory: string, args: readonly string[] = []): Promise<LocalWorker> {
  const command = ["--no", "wrangler", "dev", ...args, "--port", "0", "--inspector-port", "0"];
  const child = spawn("npx", command, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    endGroup(child);
    await ended;
  };
  let output = "";
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const [, ready] = /Ready on (http:\/\/[\d.]+:\d+)/.exec(output) ?? [];
      if (ready) resolve(ready);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    ended.then(() => reject(new Error(`wrangler dev has ended:\n${output}`)));
  });
  return { url: await url, stop };
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGTERM");
  } catch {
    // It has ended already.
  }
}
