import { DEV_VARS, updateDevVar } from "../project/dev-vars.ts";
import type { CallerEntry } from "./caller-entry.ts";
import { CALLERS_FILE, readCallersFile, writeCallersFile } from "./callers-file.ts";

/**
 * Changes `callers.json`, and `CALLERS` in `.dev.vars` where that is set, so that `wrangler dev` knows the same callers.
 *
 * @param change - receives the callers as they are now: another command may have changed them while this one asked a question.
 * @returns the files that were written.
 */
export async function publishCallers(
  folder: string,
  change: (callers: readonly CallerEntry[]) => readonly CallerEntry[],
): Promise<readonly string[]> {
  const callers = change((await readCallersFile(folder)) ?? []);
  await writeCallersFile(folder, callers);
  const isLocal = await updateDevVar(folder, "CALLERS", JSON.stringify(callers));
  return isLocal ? [CALLERS_FILE, DEV_VARS] : [CALLERS_FILE];
}
