import * as v from "valibot";
import type { Env } from "./env.ts";
import { optionalSetting, parseSettings, switchSetting } from "./settings-error.ts";

/** Milliseconds: what automation platforms wait for a step is 30 s. */
const DEFAULT_TIMEOUT = 20_000;

const workerSettings = v.object({
  PASS_THROUGH: switchSetting,
  UNKNOWN_QUERY_PARAMETERS: v.pipe(
    optionalSetting,
    v.optional(v.picklist(["refuse", "pass"], "must be refuse or pass."), "refuse"),
  ),
  TIMEOUT: v.pipe(
    optionalSetting,
    v.optional(
      v.pipe(v.string(), v.regex(/^[1-9]\d{2,5}$/, "must be milliseconds, 100 to 999999."), v.transform(Number)),
      "20000",
    ),
  ),
  ALLOWED_ORIGINS: v.pipe(
    optionalSetting,
    v.transform((text) => text?.split(/\s+/) ?? []),
    v.array(
      v.pipe(v.string(), v.check(isOrigin, "must be origins such as https://app.example.com, separated by spaces.")),
    ),
  ),
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** How the Worker treats every call. */
export interface WorkerSettings {
  /** Whether operations that are no curated actions are carried too. */
  readonly passThrough: boolean;
  /** Whether query parameters that an action does not know are let through. */
  readonly allowUnknownQuery: boolean;
  /** Milliseconds within which every call is answered, waits for rate limits included. */
  readonly timeout: number;
  /** The web origins whose pages may call. */
  readonly allowedOrigins: readonly string[];
}

/** Reads what is set for the Worker as a whole; throws a SettingsError that names every setting that is wrong. */
export function readWorkerSettings(env: Env): WorkerSettings {
  const settings = parseSettings(workerSettings, env, (name) => name.replace(/\..*/, ""));
  return {
    passThrough: settings.PASS_THROUGH === "on",
    allowUnknownQuery: settings.UNKNOWN_QUERY_PARAMETERS === "pass",
    timeout: settings.TIMEOUT ?? DEFAULT_TIMEOUT,
    allowedOrigins: settings.ALLOWED_ORIGINS ?? [],
  };
}
