import { isSecretBinding, readSecret } from "../cloudflare/secrets-store.ts";
import type { Env } from "./env.ts";
import { BINDING_NAMES, CONNECTION_SECRET, SETTING_NAMES } from "./setting-names.ts";
import { SettingsError } from "./settings-error.ts";

/** Settings whose items are separated by spaces: a JSON list of them is joined. */
const LISTS = /^(OKTA_SCOPES|ALLOWED_ORIGINS)$/;

/**
 * Returns how a setting that is missing is set, as a whole sentence.
 *
 * @param value - what to set it to, for example "the app's Client ID".
 */
export type HintForMissing = (setting: string, value: string) => string;

/** The settings of an environment as text, whatever form they had. */
export interface Settings {
  /**
   * Returns a setting without surrounding whitespace and byte order mark; undefined if it is absent or empty.
   *
   * @throws {SettingsError} `setting_unavailable` when the Secrets Store did not return it.
   */
  text(name: string): string | undefined;
  /** The names of all variables and bindings of the environment that are not empty. */
  readonly names: readonly string[];
  /** The names of the settings that the Secrets Store did not return. */
  readonly unavailable: readonly string[];
  /** Whether a setting is a secret of the Secrets Store, so that it can change while the Worker runs. */
  readonly canChange: boolean;
  /** The hint for a setting that is missing, where the reader does not set it with wrangler. */
  readonly hintForMissing?: HintForMissing | undefined;
  /** Reports whether every setting has the same value as in other settings. */
  equals(other: Settings): boolean;
}

/** Reads every setting: text as it is, JSON of `vars` as its text, secrets of the Secrets Store by `get()`. Never throws. */
export async function readEnv(env: Env, hintForMissing?: HintForMissing): Promise<Settings> {
  const values = env as Readonly<Record<string, unknown>>;
  const isSetting = (name: string) =>
    (SETTING_NAMES as readonly string[]).includes(name) || CONNECTION_SECRET.test(name);
  const texts = new Map<string, string>();
  const unavailable: string[] = [];
  let canChange = false;
  const reads = Object.entries(values).map(async ([name, value]) => {
    if (!isSetting(name)) return;
    try {
      const isSecret = isSecretBinding(value);
      canChange ||= isSecret;
      const text = toText(name, isSecret ? await readSecret(value) : value);
      if (text) texts.set(name, text);
    } catch {
      unavailable.push(name);
    }
  });
  await Promise.all(reads);
  const isEmpty = (value: unknown) => value === undefined || value === null || value === "";
  return {
    names: Object.keys(values).filter((name) => !isEmpty(values[name])),
    unavailable,
    canChange,
    hintForMissing,
    text(name) {
      if (unavailable.includes(name)) throw unavailableSetting(name);
      return texts.get(name);
    },
    equals: (other) =>
      [...SETTING_NAMES, ...Object.keys(values).filter(isSetting)].every(
        (name) =>
          other.unavailable.includes(name) === unavailable.includes(name) && peek(other, name) === texts.get(name),
      ),
  };
}

function peek(settings: Settings, name: string): string | undefined {
  return settings.unavailable.includes(name) ? undefined : settings.text(name);
}

/** `trim` removes a byte order mark too. */
function toText(name: string, value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value !== "object" || value === null) return String(value ?? "").trim();
  if (LISTS.test(name) && Array.isArray(value)) return value.join(" ").trim();
  return JSON.stringify(value);
}

function unavailableSetting(setting: string): SettingsError {
  const message = `${setting} cannot be read from the Secrets Store.`;
  const hint =
    "Check that the secret exists and that its binding names the right store and secret. The Worker retries.";
  return new SettingsError([{ setting, message, hint, code: "setting_unavailable" }]);
}

/** Returns the variables that look like settings of the Worker and are not. */
export function unknownNames({ names }: Settings, looksLikeSetting: (name: string) => boolean): readonly string[] {
  const known: readonly string[] = [...SETTING_NAMES, ...BINDING_NAMES];
  return names.filter((name) => !known.includes(name) && !CONNECTION_SECRET.test(name) && looksLikeSetting(name));
}
