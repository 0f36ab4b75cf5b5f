import { FailedError } from "../errors.ts";
import type { CallerEntry } from "./caller-entry.ts";
import { CALLERS_FILE } from "./callers-file.ts";

/**
 * Finds a caller.
 *
 * @throws {FailedError} when there is no such caller.
 */
export function findCaller(callers: readonly CallerEntry[], name: string): CallerEntry {
  const caller = callers.find((entry) => entry.name === name);
  if (caller) return caller;
  const names = callers.map((entry) => entry.name).join(", ");
  throw new FailedError(`There is no caller ${name} in ${CALLERS_FILE}.`, {
    hint: names ? `It has ${names}.` : `Run \`okta-edge caller add ${name}\` to add one.`,
    code: "unknown_caller",
  });
}

/**
 * Checks that a name is free.
 *
 * @throws {FailedError} when a caller has it.
 */
export function requireFreeName(callers: readonly CallerEntry[], name: string): void {
  if (!callers.some((entry) => entry.name === name)) return;
  throw new FailedError(`There is a caller ${name} already.`, {
    hint: `Run \`okta-edge caller rotate ${name}\` for a new key.`,
    code: "caller_exists",
  });
}
