import * as v from "valibot";
import type { Env } from "./env.ts";
import { parseSettings, switchSetting } from "./settings-error.ts";

/** The name of the caller that local mode adds. */
export const LOCAL_CALLER = "local";

/** The SHA-256 of `local-development-key`, the key of the caller that local mode adds. Everyone knows this key. */
export const LOCAL_KEY_HASH = "sha256:4c88089bdf15cb0dffde5c179461a2f99fa7cfb0bed250a8d87f8aa1d80eaa11";

/** Reports whether the Worker runs on a developer's machine: the setting `LOCAL`, which only `env.local` in wrangler.jsonc has. */
export function isLocal(env: Env): boolean {
  return parseSettings(v.object({ LOCAL: switchSetting }), env).LOCAL === "on";
}
