import type { Bindings, SecretBinding } from "../cloudflare/bindings.ts";
import type { SettingName } from "./setting-names.ts";

/** The value of a setting: text, JSON of `vars` in wrangler.jsonc, or a secret of the Secrets Store. */
export type SettingValue = string | number | boolean | SecretBinding | object;

/** The Worker's bindings and settings, from wrangler.jsonc, secrets and .dev.vars. docs/settings.md describes each. */
export interface Env extends Bindings, Readonly<Partial<Record<SettingName, SettingValue>>> {}
