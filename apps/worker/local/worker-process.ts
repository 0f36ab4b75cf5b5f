import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sourcePaths } from "./source-paths.ts";

const WORKER = fileURLToPath(new URL("..", import.meta.url));
/** `npm start` installs no development dependencies; wrangler is then in the folder of what `npm start` needs. */
const WRANGLER = [WORKER, fileURLToPath(new URL("../../../start/", import.meta.url))]
  .map((folder) => join(folder, "node_modules", "wrangler", "bin", "wrangler.js"))
  .find(existsSync);
/** Milliseconds that workerd has to start. */
const START_TIMEOUT = 60_000;
/** Milliseconds that one request has: wrangler holds requests back for as long as the Worker cannot be bundled. */
const REQUEST_TIMEOUT = 2000;
const WINDOWS = process.platform === "win32";

/** How to run the Worker on this machine. */
export interface WorkerProcessOptions {
  readonly port: number;
  /** The Worker's settings and secrets; without them, wrangler reads `settingsFile`. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Default: `.dev.vars`. */
  readonly settingsFile?: string | undefined;
  /** Where KV is kept between starts. Default: `.wrangler/state`. */
  readonly persistTo?: string | undefined;
  /** A configuration of wrangler's in place of wrangler.jsonc. */
  readonly configFile?: string | undefined;
  /** Environment variables of wrangler's, beside those of this process. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Whether to bundle the packages' sources instead of what was built from them. Default: false. */
  readonly fromSources?: boolean | undefined;
  /** Stops the Worker, also while it is starting. */
  readonly signal?: AbortSignal | undefined;
}

/** The Worker, running in workerd by `wrangler dev`. */
export interface WorkerProcess {
  readonly url: string;
  /** Returns what wrangler and the Worker have printed. */
  output(): string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the Worker and waits until it responds.
 *
 * @throws an Error with wrangler's output when it does not start.
 */
export async function startWorkerProcess(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const { port, signal, environment } = options;
  if (!WRANGLER) throw new Error("wrangler is not installed. Run npm run setup.");
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-"));
  // The settings contain the private key.
  const removeSettings = () => rm(folder, { recursive: true, force: true });
  const args = await prepareArguments(folder, options).catch(async (error) => {
    await removeSettings();
    throw error;
  });
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: WORKER,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false", DO_NOT_TRACK: "1", FORCE_COLOR: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own: Ctrl-C in the terminal reaches the caller alone, which stops everything in its own order.
    detached: !WINDOWS,
    windowsHide: true,
  });
  let output = "";
  const read = (chunk: unknown) => {
    output += String(chunk);
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    killTree(child, "SIGTERM");
    const force = setTimeout(() => killTree(child, "SIGKILL"), 5000);
    await ended;
    clearTimeout(force);
    await removeSettings();
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, child, () => output, signal);
  } catch (cause) {
    await stop();
    signal?.throwIfAborted();
    throw new Error(`The Worker did not start:\n${output}`, { cause });
  }
  return { url, output: () => output, ended, stop };
}

/** Writes what wrangler reads into a folder, and returns its arguments. */
async function prepareArguments(
  folder: string,
  { port, settings, settingsFile, persistTo, configFile, fromSources = false }: WorkerProcessOptions,
): Promise<readonly string[]> {
  const args = ["dev", "--env", "local", "--ip", "127.0.0.1", "--port", String(port)];
  args.push("--inspector-port", String(await freePort()), "--show-interactive-dev-session=false");
  const file = settings ? await writeSettings(folder, settings) : settingsFile;
  if (file) args.push("--env-file", file);
  if (fromSources) {
    generated ??= buildGenerated();
    await generated;
    args.push("--tsconfig", await writeSourcePaths(folder));
  }
  if (persistTo) args.push("--persist-to", persistTo);
  if (configFile) args.push("--config", configFile);
  return args;
}

/** The build of what has no source to take instead, once for all starts of this process. */
let generated: Promise<void> | undefined;

/** Builds the documentation of the actions, and the Worker's pages from it. */
async function buildGenerated(): Promise<void> {
  const sources = new URL("use-sources.ts", import.meta.url).href;
  for (const script of ["../../../packages/actions/scripts/build-documents.ts", "../scripts/build-pages.ts"]) {
    const file = fileURLToPath(new URL(script, import.meta.url));
    await promisify(execFile)(process.execPath, ["--import", sources, file]);
  }
}

/** Writes a tsconfig.json in which every module that the packages export is its source instead of what was built from it. */
async function writeSourcePaths(folder: string): Promise<string> {
  const paths = Object.fromEntries([...sourcePaths()].map(([name, source]) => [name, [source]]));
  const file = join(folder, "tsconfig.json");
  await writeFile(file, JSON.stringify({ extends: join(WORKER, "tsconfig.json"), compilerOptions: { paths } }));
  return file;
}

/** Secrets are passed in a file that only this user can read: arguments are visible to every user of the machine. */
async function writeSettings(folder: string, settings: Readonly<Record<string, string>>): Promise<string> {
  const file = join(folder, "settings.env");
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(value)}\n`);
  await writeFile(file, lines.join(""), { mode: 0o600 });
  return file;
}

/**
 * Quotes a value so that wrangler reads it back unchanged. Line breaks may stand within quotes, and `$` needs a backslash. Only JSON can
 * contain every kind of quote in a valid value, and there a backtick can be escaped.
 */
function quote(value: string): string {
  const mark = ["'", "`", '"'].find((candidate) => !value.includes(candidate)) ?? "`";
  const text = mark === "`" ? value.replaceAll("`", "\\u0060") : value;
  return `${mark}${text.replaceAll("$", "\\$")}${mark}`;
}

async function untilHealthy(
  url: string,
  child: ChildProcess,
  output: () => string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const limit = Date.now() + START_TIMEOUT;
  while (child.exitCode === null && child.signalCode === null) {
    signal?.throwIfAborted();
    if (/Build failed with \d+ error/.test(output())) throw new Error("The Worker cannot be bundled.");
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(REQUEST_TIMEOUT) }).catch(
      () => undefined,
    );
    if (response?.ok) return;
    if (Date.now() > limit) throw new Error("The Worker does not respond.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("wrangler has ended.");
}

/** Ends a process and those that it has started. */
function killTree({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (WINDOWS) {
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The processes have ended.
  }
}

/** Reports whether a port of this machine is free. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Returns a free port of this machine. */
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
