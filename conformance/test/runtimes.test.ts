import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { startRuns } from "../src/run-all.ts";
import { RUNTIMES } from "../src/runtimes/index.ts";
import { describeRuns, withoutVersions } from "../src/runtimes-document.ts";
import { GROUPS } from "../src/suite/groups.ts";

const DOCUMENT = new URL("../../docs/runtimes.md", import.meta.url);
const TIMEOUT = 240_000;

const { outcomes, finish } = startRuns(3);

afterAll(finish, TIMEOUT);

async function outcomeOf(runtime: string) {
  const outcome = await outcomes.get(runtime);
  if (!outcome) throw new Error(`No test ran ${runtime}.`);
  return outcome;
}

for (const { name: runtime } of RUNTIMES) {
  describe(runtime, () => {
    for (const [group, cases] of Object.entries(GROUPS)) {
      describe(group, () => {
        // One that a runtime does not report has failed there: the names come from here, not from what it says.
        it.each(Object.keys(cases))("%s", { timeout: TIMEOUT }, async (name) => {
          const { results } = await outcomeOf(runtime);
          const result = results.find((found) => found.group === group && found.name === name);
          if (!result?.ok) throw new Error(result?.error ?? "It was not run.");
        });
      });
    }
  });
}

it("docs/runtimes.md says what was found, whatever the versions", { timeout: TIMEOUT }, async () => {
  const runs = await Promise.all(RUNTIMES.map(async (runtime) => [runtime, await outcomeOf(runtime.name)] as const));
  const text = describeRuns(runs);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(DOCUMENT, text);
  const document = withoutVersions(readFileSync(DOCUMENT, "utf8"));
  expect(document, "run with UPDATE_DOCS=1 to renew docs/runtimes.md").toBe(withoutVersions(text));
});
