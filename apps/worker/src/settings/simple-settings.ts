import type { Settings } from "./read-env.ts";
import type { SettingName } from "./setting-names.ts";
import { invalidSetting, SettingsError } from "./settings-error.ts";

/** Reads a setting that has one of several values; the first is the default. */
export function readChoice<Value extends string>(
  settings: Settings,
  name: SettingName,
  [fallback, ...others]: readonly [Value, ...Value[]],
): Value {
  const text = settings.text(name);
  if (text === undefined) return fallback;
  const found = [fallback, ...others].find((value) => value === text);
  if (found) return found;
  throw new SettingsError([invalidSetting(name, `must be ${[fallback, ...others].join(" or ")}.`)]);
}

/** Reads a setting with a pattern; undefined if it is absent. */
export function readPattern(
  settings: Settings,
  name: SettingName,
  pattern: Pick<RegExp, "test">,
  rule: string,
): string | undefined {
  const text = settings.text(name);
  if (text === undefined || pattern.test(text)) return text;
  throw new SettingsError([invalidSetting(name, rule)]);
}
