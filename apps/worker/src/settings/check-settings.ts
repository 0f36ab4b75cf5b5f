import { checkDeclaration, type DeclarationIssue, type PolicyDeclaration } from "@okta-edge/actions/policy";
import type { OktaClientOptions } from "@okta-edge/core";
import { readAccessSettings } from "./access-settings.ts";
import { readSigningKeys } from "./caller-entry.ts";
import { localKeyProblem, readCallersSetting } from "./callers-setting.ts";
import {
  type DeclaredConnection,
  declaredConnections,
  importKey,
  type KeyRole,
  readConnections,
} from "./connection-settings.ts";
import type { Env } from "./env.ts";
import { isLocal } from "./local-mode.ts";
import { requireRandomSecret } from "./random-secret.ts";
import { type HintForMissing, readEnv, type Settings, unknownNames } from "./read-env.ts";
import { ruleProblems } from "./rule-problems.ts";
import { CONNECTION_SECRET, suggestSetting } from "./setting-names.ts";
import { collectProblems, invalidSetting, type SettingProblem, SettingsError } from "./settings-error.ts";
import { readWorkerSettings } from "./worker-settings.ts";

/** A connection of the settings, ready for `checkConnection` of `@okta-edge/core/check`. */
export interface ConnectionOptions {
  /** Its name: `default` for the plain settings, otherwise a key of `OKTA_CONNECTIONS`. */
  readonly name: string;
  /** Its description in `OKTA_CONNECTIONS`; undefined if there is none. */
  readonly description: string | undefined;
  /** The options for a client of the core. */
  readonly options: OktaClientOptions;
  /** Returns the setting that holds an option of the core: `OKTA_ORG_URL` for `orgUrl`. */
  readonly nameOption: (option: string) => string;
}

/** How problems of settings are described. */
export interface CheckSettingsOptions {
  /**
   * Returns how a setting that is missing is set, as a whole sentence.
   *
   * @defaultValue how it is set with wrangler
   */
  readonly hintForMissing?: HintForMissing | undefined;
}

/**
 * Checks the Worker's settings without Cloudflare and without a network.
 *
 * @param values - the settings by name, as in `.dev.vars` or as the Worker's `env`.
 * @param options - How problems are described.
 * @returns every problem, or an empty list. Of these, `unknown_setting` does not stop the Worker.
 * @example
 * ```ts
 * import { checkSettings } from "@okta-edge/worker/settings";
 *
 * for (const { setting, message, hint } of await checkSettings(process.env)) console.error(setting, message, hint ?? "");
 * ```
 */
export async function checkSettings(
  values: Env | Readonly<Record<string, unknown>>,
  { hintForMissing }: CheckSettingsOptions = {},
): Promise<readonly SettingProblem[]> {
  const settings = await readEnv(values as Env, hintForMissing);
  const connections = declaredConnections(settings).flatMap((declared) => [
    declared.read,
    () => checkKey(declared, "privateKey", "current"),
    () => checkKey(declared, "privateKeyNext", "next"),
  ]);
  return distinct([
    ...(await collectProblems(connections)),
    ...(await checkWorkerSettings(settings, checkDeclaration)),
    ...tooLarge(settings),
  ]);
}

/** Bytes of a variable or secret that Cloudflare accepts. */
const MAX_SETTING_BYTES = 5120;

/** What to do about a setting that outgrows a variable. */
const OTHER_PLACES: Readonly<Record<string, string>> = {
  CALLERS: "Remove callers and keys that have expired, or store the callers in KV: CALLERS_KV in docs/settings.md.",
  OKTA_CONNECTIONS: "Deploy another Worker for some of the connections.",
};

/** Returns the settings that Cloudflare would not accept. A Worker that runs has none, so that only checks before a deployment ask. */
function tooLarge(settings: Settings): readonly SettingProblem[] {
  return settings.names.flatMap((setting) => {
    if (settings.unavailable.includes(setting)) return [];
    const bytes = new TextEncoder().encode(settings.text(setting)).length;
    if (bytes <= MAX_SETTING_BYTES) return [];
    const message = `${setting} has ${bytes} bytes. Cloudflare accepts ${MAX_SETTING_BYTES} bytes for a variable or secret.`;
    const hint = OTHER_PLACES[setting];
    return [{ setting, message, ...(hint && { hint }), code: "setting_too_large" }];
  });
}

/** Checks a key, whatever the other settings are. One that is missing is reported with them. */
async function checkKey(declared: DeclaredConnection, option: string, role: KeyRole): Promise<void> {
  if (declared.option(option) !== undefined) await importKey(declared, role);
}

/**
 * Reads the connections of the settings.
 *
 * @param values - The settings by name, as in `.dev.vars` or as the Worker's `env`.
 * @param options - How problems are described.
 * @returns the connections.
 * @throws {SettingsError} when a setting of a connection is missing or invalid.
 */
export async function readConnectionOptions(
  values: Env | Readonly<Record<string, unknown>>,
  { hintForMissing }: CheckSettingsOptions = {},
): Promise<readonly ConnectionOptions[]> {
  return declaredConnections(await readEnv(values as Env, hintForMissing)).map(
    ({ name, description, read, nameOption }) => ({
      name,
      description,
      options: read().options,
      nameOption,
    }),
  );
}

/** Finds names in a caller's rules that do not exist. */
export type CheckRules = (declaration: PolicyDeclaration) => readonly DeclarationIssue[];

/**
 * Checks every setting that does not belong to a connection, and the names of all.
 *
 * @param checkRules - `checkDeclaration`: the Worker has its tables elsewhere.
 */
export async function checkWorkerSettings(
  settings: Settings,
  checkRules: CheckRules,
): Promise<readonly SettingProblem[]> {
  const problems = await collectProblems([
    () => isLocal(settings),
    () => readConnections(settings),
    () => checkCallers(settings, checkRules),
    () => readSigningKeys(settings),
    () => settings.names.includes("IDEMPOTENCY") && requireRandomSecret(settings, "IDEMPOTENCY_SECRET"),
    () => readAccessSettings(settings),
    () => readWorkerSettings(settings),
  ]);
  return distinct([...problems, ...misnamed(settings)]);
}

function checkCallers(settings: Settings, checkRules: CheckRules): void {
  const local = settings.text("LOCAL") === "on";
  if (!settings.names.includes("CALLERS") && (local || settings.names.includes("CALLERS_KV"))) return;
  const callers = readCallersSetting(settings);
  const names = declaredConnections(settings).map(({ name }) => name);
  const problems = callers.flatMap((caller) =>
    caller.connections
      .filter((name) => names.length > 0 && !names.includes(name))
      .map(() =>
        invalidSetting(
          "CALLERS",
          `gives the caller "${caller.name}" a connection that does not exist.`,
          `The connections are ${names.join(", ")}.`,
        ),
      ),
  );
  problems.push(...callers.flatMap((caller) => ruleProblems(caller.name, checkRules(caller))));
  const localKey = local ? undefined : localKeyProblem(callers);
  if (localKey) problems.push(localKey);
  if (problems.length > 0) throw new SettingsError(problems);
}

/** Returns the variables that look like settings of the Worker and are not, and keys of connections that do not exist. */
function misnamed(settings: Settings): readonly SettingProblem[] {
  const problem = (setting: string, message: string, hint: string) => ({
    setting,
    message: `${setting} ${message}`,
    hint,
    code: "unknown_setting",
  });
  const unknown = unknownNames(settings, (name) => /^(OKTA_|CALLERS?(_|$))/.test(name) || !!suggestSetting(name));
  const suffixes = declaredConnections(settings).map(({ nameOption }) => nameOption("privateKey"));
  const orphans = settings.names.filter(
    (name) => CONNECTION_SECRET.test(name) && !suffixes.includes(name.replace("_NEXT__", "__")),
  );
  return [
    ...unknown.map((name) => {
      const suggestion = suggestSetting(name);
      const hint = suggestion ? `Did you mean ${suggestion}?` : "Remove it, or correct its name.";
      return problem(name, "is not a setting of the Worker.", hint);
    }),
    ...orphans.map((name) => problem(name, "belongs to no connection.", "Declare the connection in OKTA_CONNECTIONS.")),
  ];
}

function distinct(problems: readonly SettingProblem[]): readonly SettingProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
