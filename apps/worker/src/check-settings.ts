import { importPrivateKey, type OktaClientOptions, OktaEdgeError } from "@okta-edge/core";
import { createAccessVerification } from "./callers/access.ts";
import { readCallers } from "./callers/callers.ts";
import { clientOptions } from "./connections/client-options.ts";
import { type DeclaredConnection, readConnections } from "./settings/connection-settings.ts";
import type { Env } from "./settings/env.ts";
import { nameOptions } from "./settings/setting-names.ts";
import { SettingsError } from "./settings/settings-error.ts";
import { readWorkerSettings } from "./settings/worker-settings.ts";

export type { Env } from "./settings/env.ts";

/** A setting that is missing or wrong. No member quotes the setting's value. */
export interface SettingProblem {
  /** The setting's name, for example `OKTA_ORG_URL` or `OKTA_CONNECTIONS.eu.orgUrl`. */
  readonly setting: string;
  readonly message: string;
  readonly hint?: string;
  readonly code: string;
}

/** A connection of the settings, ready for `checkConnection` of `@okta-edge/core/check`. */
export interface ConnectionOptions {
  readonly name: string;
  readonly description: string | undefined;
  readonly options: OktaClientOptions;
  /** Returns the setting that holds an option of the core: `OKTA_ORG_URL` for `orgUrl`. */
  readonly nameOption: (option: string) => string;
}

/**
 * Checks the Worker's settings without Cloudflare and without a network.
 *
 * @param values - the settings by name, as in `.dev.vars`.
 * @returns every problem, or an empty list.
 * @example
 * ```ts
 * import { checkSettings } from "@okta-edge/worker/settings";
 *
 * for (const { setting, message } of await checkSettings(process.env)) console.error(setting, message);
 * ```
 */
export async function checkSettings(
  values: Env | Readonly<Record<string, unknown>>,
): Promise<readonly SettingProblem[]> {
  const env = values as Env;
  const parts = [
    () => readWorkerSettings(env),
    () => readCallers(env.CALLERS),
    () => createAccessVerification(env, (request) => fetch(request)),
  ];
  const problems = await Promise.all(parts.map(problemsOf));
  const connections = await problemsOf(async () => {
    for (const declared of readConnections(env).values()) problems.push(await problemsOf(() => readKeys(declared)));
  });
  return [...problems, connections].flat();
}

/**
 * Reads the connections of the settings.
 *
 * @throws {SettingsError} when a setting of a connection is missing or wrong.
 */
export function readConnectionOptions(env: Env | Readonly<Record<string, unknown>>): readonly ConnectionOptions[] {
  return [...readConnections(env as Env)].map(([name, declared]) => ({
    name,
    description: declared.description,
    options: clientOptions(declared.read(), undefined),
    nameOption: nameOptions(declared.nameOf),
  }));
}

async function readKeys(declared: DeclaredConnection): Promise<void> {
  const settings = declared.read();
  for (const setting of ["OKTA_PRIVATE_KEY", "OKTA_PRIVATE_KEY_NEXT"] as const) {
    const key = settings[setting];
    const { OKTA_ALGORITHM: algorithm } = settings;
    if (key !== undefined) {
      await importPrivateKey(key, algorithm ? { algorithm } : {}).catch((error: unknown) => {
        if (!(error instanceof OktaEdgeError)) throw error;
        const { message } = error.describe(nameOptions(declared.nameOf));
        throw new SettingsError([`${declared.nameOf(setting)}: ${message}`], error.code);
      });
    }
  }
}

async function problemsOf(read: () => unknown): Promise<SettingProblem[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { code } = error;
    return error.problems.map((message) => ({ setting: /^[\w.-]+/.exec(message)?.[0] ?? "", message, code }));
  }
}
