import { readCallersSetting } from "./callers-setting.ts";
import { DEFAULT_CONNECTION, declaredConnections } from "./connection-settings.ts";
import type { Settings } from "./read-env.ts";
import { type SettingProblem, SettingsError } from "./settings-error.ts";

/** Returns what is missing for the first call: of the default connection, and `CALLERS`. */
export function missingSettings(settings: Settings): readonly SettingProblem[] {
  const connection = declaredConnections(settings).find(({ name }) => name === DEFAULT_CONNECTION);
  return [connection?.read, () => readCallersSetting(settings)].flatMap((read) => {
    try {
      read?.();
      return [];
    } catch (error) {
      if (error instanceof SettingsError) return error.problems.filter(({ code }) => code === "missing_setting");
      throw error;
    }
  });
}
