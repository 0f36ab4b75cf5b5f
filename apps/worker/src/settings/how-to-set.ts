import type { Settings } from "./read-env.ts";
import { unknownNames } from "./read-env.ts";
import { suggestSetting } from "./setting-names.ts";
import type { SettingProblem } from "./settings-error.ts";

/** Returns the command or the place to set a setting with: `.dev.vars` in local mode, otherwise wrangler with the deployed `--env`. */
function howToSet(settings: Settings, name: string): string {
  if (settings.text("LOCAL") === "on") return `in .dev.vars`;
  const environment = settings.text("ENVIRONMENT");
  return `with \`npx wrangler secret put ${name}${environment ? ` --env ${environment}` : ""}\``;
}

/**
 * Creates the problem of a setting that is missing. A variable with a similar name is taken for a misspelling.
 *
 * @param value - what to set it to, for example "the app's Client ID".
 */
export function missingSetting(settings: Settings, name: string, value: string): SettingProblem {
  const misspelled = unknownNames(settings, (other) => suggestSetting(other) === name)[0];
  const hint = misspelled
    ? `The variable ${misspelled} is set, but the Worker does not read it: rename it to ${name}.`
    : (settings.hintForMissing?.(name, value) ?? `Set it to ${value} ${howToSet(settings, name)}.`);
  return { setting: name, message: `${name} is missing.`, hint, code: "missing_setting" };
}
