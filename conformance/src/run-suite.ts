import type { Library } from "./library.ts";
import type { Settings } from "./settings.ts";
import type { CaseResult } from "./suite/case.ts";
import { expectations as t } from "./suite/expectations.ts";
import { GROUPS } from "./suite/groups.ts";
import { createOrg } from "./suite/org.ts";

/** The longest that a case may take, in milliseconds. */
const LIMIT = 30_000;

/** Runs every case, one after the other, since each counts what the org is asked. */
export async function runSuite(lib: Library, settings: Settings): Promise<CaseResult[]> {
  const org = createOrg(lib, settings);
  const results: CaseResult[] = [];
  for (const [group, cases] of Object.entries(GROUPS)) {
    for (const [name, run] of Object.entries(cases)) {
      const judge = async () => {
        await org.reset();
        await run({ t, lib, org, settings });
      };
      const error = await within(judge()).then(
        () => undefined,
        (reason: unknown) => (reason instanceof Error ? (reason.stack ?? String(reason)) : String(reason)),
      );
      results.push({ group, name, ok: error === undefined, error });
    }
  }
  return results;
}

async function within(promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${LIMIT} ms.`)), LIMIT);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
