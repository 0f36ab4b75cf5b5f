// Does all the set-up that a fresh clone needs, then runs the command given, with the project's own tools first on PATH.
// Plain JavaScript without dependencies: this file runs before anything is installed, on whatever Node the machine has.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".okta-edge-installed");
const windows = process.platform === "win32";

const env = {
  ...process.env,
  PATH: [bin, process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  DO_NOT_TRACK: "1",
  WRANGLER_SEND_METRICS: "false",
};

const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`okta-edge needs Node 20 or newer to start; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a command to its end; its output is shown when `show` is set, and otherwise only if it fails. */
function run(command, args, { show }) {
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(command, args, {
      cwd: root,
      env,
      shell: windows,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code, signal) =>
      resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), output: Buffer.concat(output).toString() }),
    );
  });
}

async function step(name, command, args) {
  const start = performance.now();
  const dots = process.stdout.isTTY
    ? undefined
    : setInterval(() => process.stdout.write(` … still at it: ${name}\n`), 15_000);
  process.stdout.write(process.stdout.isTTY ? ` … ${name}` : "");
  const { code, output } = await run(command, args, { show: false });
  clearInterval(dots);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  process.stdout.write(
    `${process.stdout.isTTY ? "\r" : ""} ${code === 0 ? "✔" : "✖"} ${name.padEnd(52)}${seconds} s\n`,
  );
  if (code !== 0) {
    console.error(output);
    console.error(`Set-up stopped at: ${[command, ...args].join(" ")}`);
    process.exit(code);
  }
}

/** The lockfile says everything that an install depends on: while it is the same, there is nothing to install. */
function installFingerprint() {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

async function setUp() {
  const fingerprint = installFingerprint();
  const installed = existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint;
  if (!installed) {
    const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    await step(`install (${packageManager}, from the lockfile)`, "npx", [
      "-y",
      packageManager,
      "install",
      "--frozen-lockfile",
    ]);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, fingerprint);
  }
  await step("build", "turbo", ["run", "build", "--output-logs=errors-only"]);
}

await setUp();
const [command, ...args] = process.argv.slice(2);
if (command) {
  const { code } = await run(command, args, { show: true });
  process.exit(code);
}
