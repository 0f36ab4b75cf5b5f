// The JSON reports that the packages' tests write.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What `npm test` runs in a package, and what `npm run test:long` runs. */
export const SHORT = { task: "test", report: "vitest.json" };
export const LONG = { task: "test:long", report: "long.json" };

/** Lines of a failure's message that a summary prints; the package's own output has all of it. */
const MESSAGE_LINES = 6;

/** Returns the folders of the packages that have tests of a run, relative to the repository's. */
export function testedFolders({ task }) {
  return ["packages", "apps", "examples", "."]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
    .filter((folder) => {
      const manifest = join(root, folder, "package.json");
      return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).scripts?.[task] !== undefined;
    })
    .sort();
}

/** The report that a run writes in a package. */
export function reportPath(folder, { report }) {
  return join(root, folder, "reports", report);
}

/** Reads the reports of a package: none when its tests have not run to their end. */
export function readReports(folder, runs) {
  return runs
    .map((run) => reportPath(folder, run))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")));
}

/** Counts what reports contain. A file that does not even load has no tests to count: it is one failure. */
export function countTests(reports) {
  const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
  const unloaded = (report) =>
    report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return {
    passed: sum((report) => report.numPassedTests),
    failed: sum((report) => report.numFailedTests + unloaded(report)),
    skipped: sum((report) => report.numPendingTests + report.numTodoTests),
  };
}

/** Describes each failure in reports: file, name, and the beginning of the message. */
export function describeFailures(reports) {
  const describe = (file, name, message = "") => {
    const lines = stripVTControlCharacters(message).split("\n");
    const own = lines.filter((line) => !/^\s+at /.test(line)).slice(0, MESSAGE_LINES);
    return [`\n ✖ ${relative(root, file)}${name && ` > ${name}`}`, ...own.map((line) => `     ${line}`)].join("\n");
  };
  return reports
    .flatMap((report) => report.testResults)
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) return [describe(name, "", message)];
      return failed.map((test) => describe(name, test.fullName, test.failureMessages[0]));
    });
}
