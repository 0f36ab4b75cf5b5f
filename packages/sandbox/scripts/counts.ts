import { readFileSync, writeFileSync } from "node:fs";
import { OPERATIONS, PUBLIC_OPERATIONS } from "../src/http/operations.ts";
import { RECORDED_ERRORS, reasonNotProvoked } from "../test/recorded/recorded-errors.ts";
import { RECORDED_MEMBERS } from "../test/recorded/recorded-members.ts";

/** Writes the numbers of operations into the README; with --check it only compares. */
const file = new URL("../README.md", import.meta.url);
const readme = readFileSync(file, "utf8");
const byRoom = new Map<string, number>();
for (const { path } of OPERATIONS) {
  const area = path.replace(/^\/(.*?\/v1\/)?/, "").split("/")[0] ?? "";
  byRoom.set(area, (byRoom.get(area) ?? 0) + 1);
}
const rows = [...byRoom].sort(([one, count], [other, others]) => others - count || one.localeCompare(other, "en"));
const total = OPERATIONS.length + PUBLIC_OPERATIONS.length;
const text = `${total} operations of Okta's Management API, beside the token endpoint, its metadata and its keys: ${rows
  .map(([area, count]) => `${area} ${count}`)
  .join(", ")}.`;
const provoked = RECORDED_ERRORS.filter((recorded) => reasonNotProvoked(recorded) === undefined).length;
const share = `${provoked} of the ${RECORDED_ERRORS.length} errors that real orgs were seen to return`;
const members = `the members that all recorded responses of an operation have, for ${RECORDED_MEMBERS.length} operations`;
const written = readme
  .replace(/<!-- recorded -->[\s\S]*?<!-- \/recorded -->/, `<!-- recorded -->${share}<!-- /recorded -->`)
  .replace(/<!-- members -->[\s\S]*?<!-- \/members -->/, `<!-- members -->${members}<!-- /members -->`)
  .replace(/<!-- counts -->[\s\S]*<!-- \/counts -->/, `<!-- counts -->\n${text}\n<!-- /counts -->`);
/** The formatter of documents breaks lines anywhere. */
const onOneLine = (document: string) => document.replaceAll(/\s+/g, " ");
if (process.argv.includes("--check")) {
  if (onOneLine(written) !== onOneLine(readme)) {
    process.stderr.write("README.md: the counts are out of date. Run `pnpm --filter @okta-edge/sandbox run counts`.\n");
    process.exitCode = 1;
  }
} else if (onOneLine(written) !== onOneLine(readme)) {
  writeFileSync(file, written);
}
