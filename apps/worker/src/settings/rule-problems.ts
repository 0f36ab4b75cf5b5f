import type { DeclarationIssue } from "@okta-edge/actions/policy";
import { invalidSetting, type SettingProblem } from "./settings-error.ts";

/** Creates the problems of names in a caller's rules that do not exist. */
export function ruleProblems(caller: string, issues: readonly DeclarationIssue[]): readonly SettingProblem[] {
  return issues.map(({ path: [rule, key], message }) => ({
    ...invalidSetting("CALLERS", ""),
    message: `CALLERS: ${rule}${typeof key === "number" ? `[${key}]` : `.${key}`} of the caller "${caller}" ${message}`,
  }));
}
