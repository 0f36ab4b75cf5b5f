import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { cpuSecondsOf, residentBytesOf } from "./process-usage.ts";

/** A module of a Worker. */
export interface WorkerModule {
  readonly name: string;
  readonly type: "esModule" | "text";
  readonly contents: string;
}

/** A Worker to run. The first module is the entry. */
export interface WorkerSource {
  readonly modules: readonly WorkerModule[];
  readonly settings?: Readonly<Record<string, string>>;
  /** The address of the KV namespace TOKEN_CACHE. */
  readonly kv?: string | undefined;
}

/** A workerd process that runs one Worker, with nothing before it. */
export interface Workerd extends AsyncDisposable {
  readonly origin: string;
  /** Seconds of CPU time that the process has used; undefined where the system does not report it. */
  cpuSeconds(): number | undefined;
  /** Bytes of memory that are resident. */
  memory(): number | undefined;
  /** What the Worker has logged. */
  log(): string;
}

/** The binary, by the package that has it for this machine. */
const workerdPath: string = createRequire(import.meta.url)("workerd").default;

/** Starts workerd itself with a configuration of its own: no development server, no proxy. Its log is written to a file. */
export async function startWorkerd(
  { modules, settings = {}, kv }: WorkerSource,
  flags: readonly string[] = [],
): Promise<Workerd> {
  const folder = mkdtempSync(join(tmpdir(), "okta-edge-bench-"));
  const embed = (name: string, contents: string) => {
    writeFileSync(join(folder, name), contents);
    return `embed ${JSON.stringify(name)}`;
  };
  const moduleList = modules.map(
    ({ name, type, contents }, place) =>
      `(name = ${JSON.stringify(name)}, ${type} = ${embed(`module-${place}`, contents)})`,
  );
  const bindings = Object.entries(settings).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${embed(`setting-${name}`, value)})`,
  );
  if (kv) bindings.push('(name = "TOKEN_CACHE", kvNamespace = "kv")');
  const services = [
    '(name = "main", worker = .worker)',
    '(name = "internet", network = (allow = ["public", "private", "local"]))',
    ...(kv ? [`(name = "kv", external = (address = ${JSON.stringify(kv)}, http = ()))`] : []),
  ];
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(", ")}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${moduleList.join(", ")}],
  bindings = [${bindings.join(", ")}],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_nodejs_compat", "enable_request_signal"],
);
`,
  );
  const logFile = join(folder, "log.txt");
  const log = openSync(logFile, "w");
  const args = ["serve", "--control-fd=3", ...flags, join(folder, "config.capnp")];
  const child = spawn(workerdPath, args, { stdio: ["ignore", log, log, "pipe"] });
  closeSync(log);
  // Awaited from the start: a process that has already ended does not report its end again.
  const ended = new Promise((resolve) => child.once("exit", resolve));
  // A bench that fails or is stopped disposes of nothing.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  const port = await readPort(child, () => readFileSync(logFile, "utf8"));
  return {
    origin: `http://127.0.0.1:${port}`,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    memory: () => residentBytesOf(child.pid),
    log: () => readFileSync(logFile, "utf8"),
    async [Symbol.asyncDispose]() {
      kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** workerd reports its sockets as lines of JSON. */
function readPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`workerd ended with ${code}: ${log()}`)));
    (child.stdio[3] as Readable).on("data", (chunk) => {
      text += chunk;
      const [, port] = /"socket":"http","port":(\d+)/.exec(text) ?? [];
      if (port) resolve(Number(port));
    });
  });
}
