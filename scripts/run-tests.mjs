// Runs the tests of all packages: one line for each package when it has ended, then each failure with its file, name and message.
// The whole output of a package is printed only if it fails. Arguments are passed on to turbo, for example `--filter=@okta-edge/core`.
// With `--long` first, it runs the tests that take long, and only those.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { countTests, describeFailures, LONG, readReports, reportPath, root, SHORT, testedFolders } from "./reports.mjs";

/** Milliseconds between two looks for new reports. */
const INTERVAL = 1000;

const isLong = process.argv[2] === "--long";
const run = isLong ? LONG : SHORT;
const options = process.argv.slice(isLong ? 3 : 2);
const folders = testedFolders(run);
// A report of an earlier run would be read as one of this run. turbo restores the reports of what it does not run again.
for (const folder of folders) rmSync(reportPath(folder, run), { force: true });

const start = performance.now();
const seconds = () => ((performance.now() - start) / 1000).toFixed(0);
// One package more than there are cores on the smallest machine: many tests wait for a process or for a time limit.
const args = ["run", run.task, "--concurrency=3", "--continue", "--output-logs=errors-only", ...options];
const windows = process.platform === "win32";
// A process group of its own: turbo's command does not pass signals on to the program that it starts.
const turbo = spawn("turbo", args, {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
  shell: windows,
  detached: !windows,
});
let stopped;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopped = signal;
    if (windows) return;
    try {
      process.kill(-turbo.pid, signal);
    } catch {
      // The processes have ended.
    }
  });
}
// turbo's own header: its version, the list of packages, the state of its cache.
createInterface({ input: turbo.stdout }).on("line", (line) => {
  if (!/^\s*•/.test(stripVTControlCharacters(line)) && line.trim()) console.log(line);
});

const reported = new Set();
/** Prints a line for each package whose report is new. */
function showProgress() {
  for (const folder of folders) {
    if (reported.has(folder)) continue;
    const reports = read(folder);
    if (reports.length === 0) continue;
    reported.add(folder);
    const { passed, failed } = countTests(reports);
    const failures = failed > 0 ? `, ${failed} failed` : "";
    console.log(` ${failed > 0 ? "✖" : "✔"} ${folder.padEnd(20)}${String(passed).padStart(5)} passed${failures}`);
  }
}

/** Reads a package's reports; one that is being written is read the next time. */
function read(folder) {
  try {
    return readReports(folder, [run]);
  } catch {
    return [];
  }
}

const timer = setInterval(showProgress, INTERVAL);
turbo.on("error", (error) => {
  console.error(String(error));
  process.exit(1);
});
turbo.on("close", (code, signal) => {
  clearInterval(timer);
  if (stopped) {
    console.log(` Stopped after ${seconds()} s`);
    process.exit(128 + constants.signals[stopped]);
  }
  showProgress();
  for (const failure of describeFailures(folders.flatMap(read))) console.log(failure);
  // With a filter, other packages have no report.
  const missing = options.length > 0 ? [] : folders.filter((folder) => !reported.has(folder));
  if (missing.length > 0) console.log(`\n ✖ No report from ${missing.join(", ")}: see the output above`);
  const { passed, failed, skipped } = countTests(folders.flatMap(read));
  const total = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", ");
  console.log(
    `\n ${code === 0 ? "✔" : "✖"} ${reported.size} ${reported.size === 1 ? "package" : "packages"}, ${total}, ${seconds()} s`,
  );
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});
