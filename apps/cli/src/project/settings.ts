import type { SettingProblem } from "@okta-edge/worker/settings";
import { CALLERS_FILE, readCallersFile } from "../callers/callers-file.ts";
import { FailedError } from "../errors.ts";
import { DEV_VARS, readDevVars } from "./dev-vars.ts";
import { readWranglerConfig, type WranglerConfig } from "./wrangler-config.ts";

/** The settings of the Worker in a folder. */
export interface ProjectSettings {
  /** By name, as the Worker's environment has them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The settings that are uploaded as secrets: those that are not in wrangler's configuration. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Where they come from, for the reader. */
  readonly sources: readonly string[];
  readonly config: WranglerConfig | undefined;
  /** The settings that `.dev.vars` sets several times. */
  readonly repeated: readonly SettingProblem[];
  /** The file in which a setting that is missing belongs: `.dev.vars`, or that of the environment. */
  readonly devVarsFile: string;
}

/** Variables of this process that are settings of the Worker. Others with such a name belong to other programs. */
const FROM_ENVIRONMENT =
  /^(CALLERS(_SIGNING_KEY(_NEXT)?)?|IDEMPOTENCY_SECRET|OKTA_(ORG_URL|CLIENT_ID|KEY_ID(_NEXT)?|PRIVATE_KEY(_NEXT)?(__\w+)?|SCOPES|CONNECTIONS|ALGORITHM|ASSERTION_LIFETIME|ISSUER|SUBJECT|AUDIENCE|TOKEN_ENDPOINT|DPOP))$/;

/**
 * Reads the settings in a folder: `vars` of wrangler's configuration, `.dev.vars`, `callers.json`, and the environment of this process.
 * Later ones win.
 *
 * @param environment - the wrangler environment.
 * @throws {FailedError} when the folder has no settings.
 */
export async function readProjectSettings(
  folder: string,
  environment: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ProjectSettings> {
  const config = await readWranglerConfig(folder, environment);
  const devVars = await readDevVars(folder, environment);
  const callers = await readCallersFile(folder);
  const variables = Object.entries(env).filter(
    (entry): entry is [string, string] => FROM_ENVIRONMENT.test(entry[0]) && Boolean(entry[1]?.trim()),
  );
  const secrets = {
    ...devVars?.values,
    ...(callers && { CALLERS: JSON.stringify(callers) }),
    ...Object.fromEntries(variables),
  };
  const sources = [
    ...(config && Object.keys(config.vars).length > 0 ? [config.file] : []),
    ...(devVars ? [devVars.file] : []),
    ...(callers ? [CALLERS_FILE] : []),
    ...variables.map(([name]) => `$${name}`),
  ];
  if (sources.length === 0) {
    throw new FailedError("There are no settings in this folder.", {
      hint: "Run `okta-edge init` to create a project, or pass --url to check a deployed Worker.",
      code: "no_settings",
    });
  }
  return {
    values: { ...config?.vars, ...bindings(config), ...secrets },
    secrets,
    sources,
    config,
    repeated: devVars?.repeated ?? [],
    devVarsFile: devVars?.file ?? DEV_VARS,
  };
}

/** Returns the bindings that replace a setting: with callers in KV, `CALLERS` is optional. */
function bindings(config: WranglerConfig | undefined): Readonly<Record<string, object>> {
  return config?.kvNamespaces.has("CALLERS_KV") ? { CALLERS_KV: {} } : {};
}
