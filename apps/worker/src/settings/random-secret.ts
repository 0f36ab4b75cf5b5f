import { missingSetting } from "./how-to-set.ts";
import type { Settings } from "./read-env.ts";
import type { SettingName } from "./setting-names.ts";
import { invalidSetting, SettingsError } from "./settings-error.ts";
import { readPattern } from "./simple-settings.ts";

/** 256 random bits are 43 characters in base64, and 64 in hexadecimal digits. */
const RANDOM = /^[!-~]{43,256}$/;
const RULE = "must be at least 43 printable characters without spaces, for example from `openssl rand -base64 32`.";

/** Reads a secret that is nothing but random; undefined if it is absent. */
export function readRandomSecret(settings: Settings, name: SettingName): string | undefined {
  return readPattern(settings, name, RANDOM, RULE);
}

/**
 * Reads a secret that is nothing but random.
 *
 * @throws {SettingsError} when it is missing or invalid.
 */
export function requireRandomSecret(settings: Settings, name: SettingName): string {
  const secret = readRandomSecret(settings, name);
  if (secret !== undefined) return secret;
  throw new SettingsError([missingSetting(settings, name, "what `openssl rand -base64 32` prints")]);
}

/** Checks a secret that is nothing but random. */
export function checkRandomSecret(name: SettingName, secret: string): void {
  if (!RANDOM.test(secret)) throw new SettingsError([invalidSetting(name, RULE)]);
}
