import { FailedError } from "../errors.ts";
import type { CallerEntry } from "./caller-entry.ts";
import { CALLERS_FILE, readCallersFile } from "./callers-file.ts";

/**
 * Reads `callers.json` and finds one caller in it.
 *
 * @throws {FailedError} when there is no such caller.
 */
export async function findCaller(
  folder: string,
  name: string,
): Promise<{ readonly callers: readonly CallerEntry[]; readonly caller: CallerEntry }> {
  const callers = (await readCallersFile(folder)) ?? [];
  const caller = callers.find((entry) => entry.name === name);
  if (caller) return { callers, caller };
  const names = callers.map((entry) => entry.name).join(", ");
  throw new FailedError(`There is no caller ${name} in ${CALLERS_FILE}.`, {
    hint: names ? `It has ${names}.` : `Run \`okta-edge caller add ${name}\` to add one.`,
    code: "unknown_caller",
  });
}
