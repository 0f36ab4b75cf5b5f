// Adds up the test reports of all packages, prints each failure once more, so that the end of a long log names them all, and prints the total as the
// last line, by itself: `N passed, N failed`.
// Its arguments are the exit codes of the tests, and then that of `npm run check`: a command that failed without a failed test to show for it
// counts as one failure, so that the total never looks better than the run was.
import { countTests, describeFailures, LONG, readReports, SHORT, testedFolders } from "./reports.mjs";

const codes = process.argv.slice(2).map(Number);
const checked = codes.pop();
const reports = testedFolders(SHORT).flatMap((folder) => readReports(folder, [SHORT, LONG]));
const { passed, failed: failedTests, skipped } = countTests(reports);
let failed = failedTests;
if (failed === 0) failed += codes.filter((code) => code !== 0).length;
if (checked !== 0) failed++;
if (passed === 0) failed++;

for (const failure of describeFailures(reports)) console.log(failure);
const commands = ["npm test", "npm run test:long", "npm run check"];
for (const [index, code] of [...codes, checked].entries())
  if (code !== 0) console.log(`\n ✖ ${commands[index]} ended with code ${code}`);
if (skipped > 0)
  console.log(`${skipped} skipped: Okta's own description of its API, which they compare with, is not here`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
