import type { Settings } from "./read-env.ts";
import { invalidSetting, SettingsError } from "./settings-error.ts";
import { readPattern } from "./simple-settings.ts";

/** The settings of Cloudflare Access. */
export interface AccessSettings {
  readonly team: string;
  readonly audience: string;
}

/** Reads `ACCESS_TEAM_DOMAIN` and `ACCESS_AUD`; undefined if Access is not set up. */
export function readAccessSettings(settings: Settings): AccessSettings | undefined {
  const team = readPattern(
    settings,
    "ACCESS_TEAM_DOMAIN",
    /^[a-z0-9-]+\.cloudflareaccess\.com$/,
    "must be your team's domain, for example example.cloudflareaccess.com.",
  );
  const audience = readPattern(
    settings,
    "ACCESS_AUD",
    /^[0-9a-f]{64}$/,
    "must be the application's Audience tag: 64 hexadecimal digits.",
  );
  if (team && audience) return { team, audience };
  if (!team && !audience) return undefined;
  const [missing, other] = team ? ["ACCESS_AUD", "ACCESS_TEAM_DOMAIN"] : ["ACCESS_TEAM_DOMAIN", "ACCESS_AUD"];
  throw new SettingsError([invalidSetting(missing, `is required because ${other} is set.`)]);
}
