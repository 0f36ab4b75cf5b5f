import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const WORKER = fileURLToPath(new URL("..", import.meta.url));
const WRANGLER = join(WORKER, "node_modules", "wrangler", "bin", "wrangler.js");
/** Milliseconds that workerd gets to start. */
const START_LIMIT = 60_000;

/** How to run the Worker on this machine. */
export interface WorkerProcessOptions {
  readonly port: number;
  /** The Worker's settings and secrets; without them, wrangler reads `settingsFile`. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Default: `.dev.vars`. */
  readonly settingsFile?: string | undefined;
  /** Where KV is kept between starts. Default: `.wrangler/state`. */
  readonly persistTo?: string | undefined;
}

/** The Worker, running in workerd by `wrangler dev`. */
export interface WorkerProcess {
  readonly url: string;
  /** What wrangler and the Worker have printed. */
  output(): string;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the Worker and waits until it answers.
 *
 * @throws an Error with wrangler's own words if it does not.
 */
export async function startWorkerProcess(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const { port, settings, settingsFile, persistTo } = options;
  const secrets = settings && (await writeSecrets(settings));
  const args = [
    "dev",
    "--env",
    "local",
    "--ip",
    "127.0.0.1",
    "--port",
    String(port),
    "--inspector-port",
    String(await freePort()),
  ];
  const file = secrets?.file ?? settingsFile;
  if (file) args.push("--env-file", file);
  if (persistTo) args.push("--persist-to", persistTo);
  args.push("--show-interactive-dev-session=false");
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: WORKER,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", DO_NOT_TRACK: "1", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    // A Ctrl-C in the terminal is for whoever started this: they stop it in their own order.
    detached: true,
  });
  const output: string[] = [];
  child.stdout.on("data", (chunk) => output.push(String(chunk)));
  child.stderr.on("data", (chunk) => output.push(String(chunk)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    killGroup(child, "SIGTERM");
    const force = setTimeout(() => killGroup(child, "SIGKILL"), 5000);
    await ended;
    clearTimeout(force);
    await secrets?.remove();
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, ended);
  } catch (cause) {
    await stop();
    throw new Error(`The Worker did not start:\n${output.join("")}`, { cause });
  }
  return { url, output: () => output.join(""), ended, stop };
}

/** Secrets go by a file that only this user can read: arguments are seen by everybody on the machine. */
async function writeSecrets(
  settings: Readonly<Record<string, string>>,
): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-"));
  const file = join(folder, "settings.env");
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(value)}`);
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** JSON has double quotes, and a PEM line ends: each goes into the quotes that leave it as it is. */
function quote(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value.replaceAll("\n", "\\n")}"`;
}

async function untilHealthy(url: string, ended: Promise<void>): Promise<void> {
  let isRunning = true;
  ended.then(() => {
    isRunning = false;
  });
  const limit = Date.now() + START_LIMIT;
  while (isRunning && Date.now() < limit) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(isRunning ? "it does not answer" : "it has ended");
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Whether a port of this machine can be listened on. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
