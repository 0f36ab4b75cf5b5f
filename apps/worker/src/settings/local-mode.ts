import type { Settings } from "./read-env.ts";
import { readChoice } from "./simple-settings.ts";

/** The name of the caller that local mode adds. */
export const LOCAL_CALLER = "local";

/** The SHA-256 of `local-development-key`, the key of the caller that local mode adds. Everyone knows this key. */
export const LOCAL_KEY_HASH = "sha256:4c88089bdf15cb0dffde5c179461a2f99fa7cfb0bed250a8d87f8aa1d80eaa11";

/** Reports whether the Worker runs on a developer's machine: the setting `LOCAL`, which only `env.local` in wrangler.jsonc has. */
export function isLocal(settings: Settings): boolean {
  return readChoice(settings, "LOCAL", ["off", "on"]) === "on";
}
