export {
  CALLER_ENTRY_PREFIX,
  type CallerEntryOptions,
  callerEntryName,
  type SignedCaller,
  signCallerEntry,
  verifyCallerEntry,
} from "./settings/caller-entry.ts";
export type { DeclaredCaller } from "./settings/callers-setting.ts";
export {
  type CheckSettingsOptions,
  type ConnectionOptions,
  checkSettings,
  readConnectionOptions,
} from "./settings/check-settings.ts";
export { decodeDevVars, findRepeatedSettings } from "./settings/dev-vars.ts";
export type { Env, SettingValue } from "./settings/env.ts";
export type { HintForMissing } from "./settings/read-env.ts";
export { type SettingProblem, SettingsError } from "./settings/settings-error.ts";
