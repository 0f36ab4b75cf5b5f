// Does the set-up that a fresh clone needs, then runs the given command, with the project's own tools first on PATH.
// `--only=start` limits the set-up to what `npm start` uses.
// Plain JavaScript without dependencies: this file runs before anything is installed, on the Node that the machine has.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === "win32";
/** Seconds between two lines of progress where the output is not a terminal. */
const PROGRESS_INTERVAL = 15;

const env = {
  ...process.env,
  PATH: [
    ...["", "start", join("start", "node")].map((folder) => join(root, folder, "node_modules", ".bin")),
    process.env.PATH,
  ].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  DO_NOT_TRACK: "1",
  WRANGLER_SEND_METRICS: "false",
};

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`okta-edge requires Node 20 or later. This is Node ${process.versions.node}.`);
  process.exit(1);
}

/** What can be installed. A scope's install is complete when its stamp holds the scope's fingerprint. */
const scopes = {
  // Everything: tests, checks, builds.
  all: { options: [] },
  // The Worker, the sandbox and wrangler, and a Node that runs TypeScript if this one does not. pnpm's check of the whole lockfile against
  // the registry is left out: it takes longer than the install. Each package is still verified by the lockfile's hash, and a change of
  // the lockfile is checked by the full install, which CI runs.
  start: {
    options: [
      "--prod",
      "--trust-lockfile",
      "--filter-prod",
      "@okta-edge/start...",
      ...(process.features.typescript ? [] : ["--filter", "@okta-edge/node"]),
    ],
  },
};

/** The running child process, and whether the user has asked to stop. */
let running;
let stopped = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopped = true;
    if (running) kill(running, signal);
  });
}

function kill({ child, ownGroup }, signal) {
  // On Windows, Ctrl-C reaches every process of the console.
  if (windows) return;
  const send = (name) => {
    try {
      process.kill(ownGroup ? -child.pid : child.pid, name);
    } catch {
      // The process has ended.
    }
  };
  if (!ownGroup) return send(signal);
  // SIGINT would be ignored by what a shell has started in the background.
  send("SIGTERM");
  setTimeout(() => send("SIGKILL"), 3000).unref();
}

/** Quotes an argument for cmd.exe, which receives all of them as one line. */
function quote(text) {
  return windows && /[^\w@+=:,./\\-]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Runs a command to its end. With `onLine`, its output is kept, and reported line by line; without, it has the terminal.
 * A command with its output kept gets a process group of its own, so that a signal ends everything that it has started.
 */
function run(command, args, onLine) {
  return new Promise((resolve) => {
    const output = [];
    const ownGroup = onLine !== undefined && !windows;
    const child = spawn(command, args.map(quote), {
      cwd: root,
      env,
      shell: windows,
      detached: ownGroup,
      stdio: onLine ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    running = { child, ownGroup };
    const read = (chunk) => {
      output.push(chunk);
      for (const line of String(chunk).split("\n")) if (line.trim()) onLine(line.trim());
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    const end = (code, text) => {
      running = undefined;
      resolve({ code, output: text });
    };
    child.on("error", (error) => end(1, String(error)));
    child.on("close", (code, signal) =>
      end(code ?? 128 + (constants.signals[signal] ?? 0), Buffer.concat(output).toString()),
    );
  });
}

/** Runs one step of the set-up and shows its progress: what `describe` makes of the command's latest line. */
async function step(name, command, args, describe) {
  const { isTTY, columns = 80 } = process.stdout;
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  let progress = "";
  const show = () => {
    if (!isTTY) process.stdout.write(` … ${name} is running${progress && `: ${progress}`}\n`);
    else process.stdout.write(`\r\x1b[2K${` … ${name.padEnd(52)}${seconds()} s  ${progress}`.slice(0, columns - 1)}`);
  };
  const timer = setInterval(show, isTTY ? 200 : PROGRESS_INTERVAL * 1000);
  const { code, output } = await run(command, args, (line) => {
    progress = describe(line) ?? progress;
  });
  clearInterval(timer);
  if (isTTY) process.stdout.write("\r\x1b[2K");
  if (stopped) {
    console.log(` Stopped during: ${name}`);
    process.exit(130);
  }
  process.stdout.write(` ${code === 0 ? "✔" : "✖"} ${name.padEnd(52)}${seconds()} s\n`);
  if (code !== 0) {
    console.error(output);
    console.error(`The set-up failed at: ${[command, ...args].join(" ")}`);
    process.exit(code);
  }
}

/** The workspace's folders that hold a package.json, from pnpm-workspace.yaml. */
function projectFolders() {
  const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const [, list = ""] = /^packages:\s*\n((?:[ \t]+- .*\n)+)/m.exec(workspace) ?? [];
  const patterns = [...list.matchAll(/- (\S+)/g)].map(([, pattern]) => pattern);
  return ["", ...patterns]
    .flatMap((pattern) =>
      pattern.endsWith("/*")
        ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => join(pattern.slice(0, -2), name))
        : pattern,
    )
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .sort();
}

/** Hashes everything that an install depends on. */
function fingerprint(scope) {
  const hash = createHash("sha256").update(JSON.stringify(scopes[scope].options));
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ".pnpmfile.mjs"])
    hash.update(readFileSync(join(root, file)));
  for (const folder of projectFolders()) {
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const { name, bin, packageManager, dependencies, devDependencies, optionalDependencies, peerDependencies } =
      manifest;
    const relevant = [name, bin, packageManager, dependencies, devDependencies, optionalDependencies, peerDependencies];
    hash.update(JSON.stringify([folder, ...relevant]));
  }
  return hash.digest("hex");
}

const stampFile = (scope) => join(root, "node_modules", ".okta-edge", `${scope}.json`);

/** Whether a scope is installed: same fingerprint, and none of the folders that the install made has been removed since. */
function isInstalled(scope) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(scope), "utf8"));
    return stamp.fingerprint === fingerprint(scope) && stamp.folders.every((folder) => existsSync(join(root, folder)));
  } catch {
    return false;
  }
}

/** Whether a full install has been made here, by this script or by pnpm. A limited one would remove what it has installed. */
function hasFullInstall() {
  const file = join(root, "node_modules", ".modules.yaml");
  return existsSync(file) && /"devDependencies":\s*true/.test(readFileSync(file, "utf8"));
}

async function install(wanted) {
  if (isInstalled("all") || isInstalled(wanted)) return;
  const scope = hasFullInstall() ? "all" : wanted;
  for (const name of Object.keys(scopes)) rmSync(stampFile(name), { force: true });
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  // A release installs with the file whose hash it has checked.
  const args = ["-y", env.PNPM_PACKAGE ?? packageManager, "install", "--frozen-lockfile", ...scopes[scope].options];
  await step(`install (${packageManager}, from the lockfile)`, "npx", args, (line) =>
    /^Progress: (.*)/
      .exec(line)?.[1]
      .replace(
        /^resolved (\d+), reused (\d+), downloaded (\d+).*/,
        (_, all, reused, loaded) => `${Number(reused) + Number(loaded)} of ${all} packages`,
      ),
  );
  const folders = projectFolders()
    .map((folder) => join(folder, "node_modules"))
    .filter((folder) => existsSync(join(root, folder)));
  mkdirSync(dirname(stampFile(scope)), { recursive: true });
  writeFileSync(stampFile(scope), JSON.stringify({ fingerprint: fingerprint(scope), folders }));
}

async function build() {
  await step(
    "build",
    "turbo",
    ["run", "build", "--output-logs=new-only", "--log-order=stream"],
    (line) => /^(\S+):build: cache miss, executing/.exec(line)?.[1],
  );
}

const [option, ...rest] = process.argv.slice(2);
const onlyStart = option === "--only=start";
const [command, ...args] = onlyStart ? rest : process.argv.slice(2);
await install(onlyStart ? "start" : "all");
// `npm start` runs the sources.
if (!onlyStart) await build();
if (stopped) process.exit(130);
if (command) {
  const { code } = await run(command, args);
  process.exit(code);
}
