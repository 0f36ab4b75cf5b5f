import {
  ConfigurationError,
  createOktaClient,
  importPrivateKey,
  type OktaClientOptions,
  OktaEdgeError,
  type PrivateKey,
  parseScopes,
  type SigningAlgorithm,
} from "@okta-edge/core";
import * as v from "valibot";
import { missingSetting } from "./how-to-set.ts";
import { once } from "./once.ts";
import { parseJsonSetting } from "./parse-json.ts";
import type { Settings } from "./read-env.ts";
import { coreProblem, invalidSetting, type SettingProblem, SettingsError } from "./settings-error.ts";

/** The name of the connection that has no prefix in its paths. */
export const DEFAULT_CONNECTION = "default";

/** Which of a connection's keys: the one in use, or the one that replaces it. */
export type KeyRole = "current" | "next";

/** A connection as the settings declare it. */
export interface DeclaredConnection {
  readonly name: string;
  readonly description?: string | undefined;
  /**
   * Reads its settings.
   *
   * @throws {SettingsError} that names every one that is missing or invalid.
   */
  read(): ConnectionSettings;
  /**
   * Reads one option as text, whatever the others are.
   *
   * @throws {SettingsError} `setting_unavailable` when the Secrets Store did not return it.
   */
  option(name: string): string | undefined;
  /** Returns the setting that holds an option of the core: `OKTA_ORG_URL` for `orgUrl`. */
  nameOption(option: string): string;
}

/** The settings of one connection. */
export interface ConnectionSettings {
  /** The core's options, with the current key as text. */
  readonly options: OktaClientOptions & { readonly scopes: readonly string[]; readonly privateKey: string };
  /** The key that replaces the current one. */
  readonly next: { readonly privateKey: string; readonly keyId: string | undefined } | undefined;
}

/** The settings of the default connection by the core's options, which are the members of a connection in `OKTA_CONNECTIONS`. */
const OPTIONS: Readonly<Record<string, string>> = {
  orgUrl: "OKTA_ORG_URL",
  clientId: "OKTA_CLIENT_ID",
  keyId: "OKTA_KEY_ID",
  keyIdNext: "OKTA_KEY_ID_NEXT",
  scopes: "OKTA_SCOPES",
  algorithm: "OKTA_ALGORITHM",
  assertionLifetime: "OKTA_ASSERTION_LIFETIME",
  issuer: "OKTA_ISSUER",
  subject: "OKTA_SUBJECT",
  audience: "OKTA_AUDIENCE",
  tokenEndpoint: "OKTA_TOKEN_ENDPOINT",
  dpop: "OKTA_DPOP",
};

/** Options that are secrets of their own, or settings of the Worker as a whole. */
const OTHER_OPTIONS: Readonly<Record<string, string>> = {
  privateKey: "OKTA_PRIVATE_KEY",
  privateKeyNext: "OKTA_PRIVATE_KEY_NEXT",
  timeout: "TIMEOUT",
};

/** What each required setting is to be set to. */
const REQUIRED: Readonly<Record<string, string>> = {
  orgUrl: "the org's URL, for example https://example.okta.com,",
  clientId: "the Client ID of the API Services app",
  privateKey: "the app's private key, PEM or JWK,",
  scopes: "the scopes that are granted to the app, for example okta.users.read okta.groups.read,",
};

const MEMBERS = ["description", ...Object.keys(OPTIONS)].join(", ");
const EXAMPLE = '{"eu":{"orgUrl":"https://example-eu.okta.com","clientId":"0oa2example","scopes":["okta.users.read"]}}';
const NAME = /^[a-z][a-z0-9-]{0,31}$/;

const connectionsSetting = v.record(
  v.pipe(
    v.string(),
    v.check(
      (name) => NAME.test(name) && name !== DEFAULT_CONNECTION,
      "must be a name of lower-case letters, digits and hyphens, other than default.",
    ),
  ),
  v.strictObject(
    {
      description: v.optional(v.string("must be text.")),
      ...Object.fromEntries(
        Object.keys(OPTIONS).map((member) => [
          member,
          v.optional(
            v.union([v.string(), v.number(), v.array(v.string())], "must be text, a number or a list of texts."),
          ),
        ]),
      ),
    },
    `is not valid: the members of a connection are ${MEMBERS}. The private key of "eu" is the secret OKTA_PRIVATE_KEY__EU.`,
  ),
  "must be an object of connections by name.",
);

/** Reads the connections. Each is read on its own when it is used, so that an invalid one does not affect the others. */
export function readConnections(settings: Settings): ReadonlyMap<string, DeclaredConnection> {
  const connections = new Map<string, DeclaredConnection>();
  connections.set(DEFAULT_CONNECTION, declareDefault(settings));
  const text = settings.text("OKTA_CONNECTIONS");
  if (text === undefined) return connections;
  const result = v.safeParse(connectionsSetting, parseJsonSetting("OKTA_CONNECTIONS", text, EXAMPLE));
  if (!result.success) {
    throw new SettingsError(
      result.issues.map((issue) =>
        invalidSetting(["OKTA_CONNECTIONS", v.getDotPath(issue)].filter(Boolean).join("."), issue.message),
      ),
    );
  }
  for (const [name, { description, ...members }] of Object.entries(result.output)) {
    connections.set(name, declareConnection(name, members, description, settings));
  }
  return connections;
}

/** Reports whether the default connection is declared by any of its settings, or is the only connection. */
export function isDefaultDeclared(settings: Settings): boolean {
  const own = [...Object.values(OPTIONS), "OKTA_PRIVATE_KEY"];
  return !settings.names.includes("OKTA_CONNECTIONS") || settings.names.some((name) => own.includes(name));
}

function declareDefault(settings: Settings): DeclaredConnection {
  const nameOption = (option: string) => OPTIONS[option] ?? OTHER_OPTIONS[option] ?? option;
  const option = (name: string) => settings.text(nameOption(name));
  return {
    name: DEFAULT_CONNECTION,
    nameOption,
    option,
    read: once(() =>
      readOptions(option, nameOption, (option, value) => missingSetting(settings, nameOption(option), value)),
    ),
  };
}

function declareConnection(
  name: string,
  members: Readonly<Record<string, unknown>>,
  description: unknown,
  settings: Settings,
): DeclaredConnection {
  const suffix = `__${name.toUpperCase().replaceAll("-", "_")}`;
  const secretOf = (option: string) =>
    option.startsWith("privateKey") ? `${OTHER_OPTIONS[option]}${suffix}` : undefined;
  const nameOption = (option: string) =>
    option in OPTIONS ? `OKTA_CONNECTIONS.${name}.${option}` : (secretOf(option) ?? OTHER_OPTIONS[option] ?? option);
  const option = (option: string) => {
    const secret = secretOf(option);
    if (secret) return settings.text(secret);
    const value = members[option];
    return (Array.isArray(value) ? value.join(" ") : String(value ?? "")).trim() || undefined;
  };
  return {
    name,
    description: typeof description === "string" ? description : undefined,
    nameOption,
    option,
    read: once(() =>
      readOptions(option, nameOption, (option, value) => {
        const setting = nameOption(option);
        if (secretOf(option)) return missingSetting(settings, setting, value);
        const hint = `Set it to ${value} in OKTA_CONNECTIONS.`;
        return { setting, message: `${setting} is missing.`, hint, code: "missing_setting" };
      }),
    ),
  };
}

function readOptions(
  read: (option: string) => string | undefined,
  nameOption: (option: string) => string,
  missing: (option: string, value: string) => SettingProblem,
): ConnectionSettings {
  const problems: SettingProblem[] = [];
  const texts: Record<string, string | undefined> = {};
  for (const option of [...Object.keys(OPTIONS), "privateKey", "privateKeyNext"]) {
    try {
      const value = REQUIRED[option];
      texts[option] = read(option);
      if (texts[option] === undefined && value) problems.push(missing(option, value));
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      problems.push(...error.problems);
    }
  }
  const { keyIdNext, privateKeyNext, assertionLifetime, ...plain } = texts;
  const options = {
    ...plain,
    ...(assertionLifetime !== undefined && { assertionLifetime: Number(assertionLifetime) }),
  } as unknown as ConnectionSettings["options"];
  problems.push(...optionProblems(options, nameOption));
  if (keyIdNext !== undefined) {
    const nameOfNext = (option: string) => nameOption(option === "keyId" ? "keyIdNext" : option);
    problems.push(...optionProblems({ keyId: keyIdNext } as unknown as OktaClientOptions, nameOfNext));
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    options: { ...options, scopes: parseScopes(options.scopes) },
    next: privateKeyNext === undefined ? undefined : { privateKey: privateKeyNext, keyId: keyIdNext },
  };
}

/** Valid values that stand in for missing and invalid ones, so that the core reports the next problem. */
const STAND_INS: Readonly<Record<string, string>> = {
  orgUrl: "https://acme.okta.com",
  clientId: "0oa1",
  privateKey: "-",
  scopes: "okta.users.read",
};

/** Validates the options by the core's own rules; the core reports one problem at a time. */
function optionProblems(options: OktaClientOptions, nameOption: (option: string) => string): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  let rest: Record<string, unknown> = { ...options };
  const replace = (option: string) => {
    rest = { ...rest, [option]: STAND_INS[option], ...(option === "orgUrl" && { tokenEndpoint: undefined }) };
  };
  for (const option of Object.keys(REQUIRED)) if (rest[option] === undefined) replace(option);
  for (;;) {
    try {
      createOktaClient(rest as unknown as OktaClientOptions);
      return problems;
    } catch (error) {
      if (!(error instanceof ConfigurationError) || error.option === undefined) throw error;
      problems.push(coreProblem(error, nameOption(error.option), nameOption));
      replace(error.option);
    }
  }
}

/**
 * Imports one of a connection's keys.
 *
 * @throws {SettingsError} that names the setting of this key.
 */
export async function importKey(
  { option, nameOption }: Pick<DeclaredConnection, "option" | "nameOption">,
  role: KeyRole,
): Promise<PrivateKey> {
  const algorithm = option("algorithm") as SigningAlgorithm | undefined;
  const nameOf =
    role === "current"
      ? nameOption
      : (option: string) => nameOption(/^(privateKey|keyId)$/.test(option) ? `${option}Next` : option);
  try {
    const text = option(role === "current" ? "privateKey" : "privateKeyNext") ?? "";
    return await importPrivateKey(text, algorithm ? { algorithm } : {});
  } catch (error) {
    if (!(error instanceof OktaEdgeError)) throw error;
    throw new SettingsError([coreProblem(error, nameOf("privateKey"), nameOf)]);
  }
}

/** Returns the connections that are declared; none if `OKTA_CONNECTIONS` is invalid, which is reported by itself. */
export function declaredConnections(settings: Settings): readonly DeclaredConnection[] {
  try {
    const connections = [...readConnections(settings).values()];
    return isDefaultDeclared(settings) ? connections : connections.filter(({ name }) => name !== DEFAULT_CONNECTION);
  } catch (error) {
    if (error instanceof SettingsError) return [];
    throw error;
  }
}
