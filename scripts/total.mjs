// Adds up the test reports of all packages and prints the total as the last line, by itself: `N passed, N failed`.
// Its arguments are the exit codes of `npm test` and `npm run check`: a command that failed without a failed test to show for it
// counts as one failure, so that the total never looks better than the run was.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [tested, checked] = process.argv.slice(2).map(Number);

const folders = ["packages", "apps", "examples", "."]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, "reports")))
  .filter(existsSync);
const reports = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8"))),
);

const passed = reports.reduce((sum, report) => sum + report.numPassedTests, 0);
let failed = reports.reduce((sum, report) => sum + report.numFailedTests, 0);
// A file that does not even load has no tests to count.
failed += reports
  .flatMap((report) => report.testResults)
  .filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
const skipped = reports.reduce((sum, report) => sum + report.numPendingTests + report.numTodoTests, 0);
if (tested !== 0 && failed === 0) failed++;
if (checked !== 0) failed++;
if (passed === 0) failed++;

if (skipped > 0)
  console.log(`${skipped} skipped: Okta's own description of its API, which they compare with, is not here`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
