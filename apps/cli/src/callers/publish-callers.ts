import { DEV_VARS, updateDevVar } from "../project/dev-vars.ts";
import type { CallerEntry } from "./caller-entry.ts";
import { CALLERS_FILE, writeCallersFile } from "./callers-file.ts";

/**
 * Writes `callers.json`, and `CALLERS` in `.dev.vars` where that is set, so that `wrangler dev` knows the same callers.
 *
 * @returns the files that were written.
 */
export async function publishCallers(folder: string, callers: readonly CallerEntry[]): Promise<readonly string[]> {
  await writeCallersFile(folder, callers);
  const isLocal = await updateDevVar(folder, "CALLERS", JSON.stringify(callers));
  return isLocal ? [CALLERS_FILE, DEV_VARS] : [CALLERS_FILE];
}
