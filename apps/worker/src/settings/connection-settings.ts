import * as v from "valibot";
import type { Env } from "./env.ts";
import { optionalSetting, parseJsonSetting, parseSettings, SettingsError } from "./settings-error.ts";

/** What the connection is called that has no name in its path. */
export const DEFAULT_CONNECTION = "default";

const required = (example: string) =>
  v.pipe(v.optional(v.string(), ""), v.trim(), v.minLength(1, `is missing: ${example}.`));

/** How the Worker reaches an Okta org: the rows of the connector table. What the values must be, the core checks. */
const connectionSettings = v.object({
  OKTA_ORG_URL: required("set it to the org's address, such as https://example.okta.com"),
  OKTA_CLIENT_ID: required("set it to the API Services app's Client ID"),
  OKTA_PRIVATE_KEY: required("set it with wrangler secret put OKTA_PRIVATE_KEY < key.pem"),
  OKTA_SCOPES: required("set it to scopes separated by spaces, such as okta.users.read okta.groups.read"),
  OKTA_KEY_ID: optionalSetting,
  OKTA_PRIVATE_KEY_NEXT: optionalSetting,
  OKTA_KEY_ID_NEXT: optionalSetting,
  OKTA_ALGORITHM: v.pipe(
    optionalSetting,
    v.optional(
      v.picklist(
        ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
        "must be RS256, RS384, RS512, ES256, ES384 or ES512.",
      ),
    ),
  ),
  OKTA_ASSERTION_LIFETIME: v.pipe(
    optionalSetting,
    v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d{1,4}$/, "must be a whole number of seconds from 1 to 3600."),
        v.transform(Number),
      ),
    ),
  ),
  OKTA_ISSUER: optionalSetting,
  OKTA_SUBJECT: optionalSetting,
  OKTA_AUDIENCE: optionalSetting,
  OKTA_TOKEN_ENDPOINT: optionalSetting,
  OKTA_DPOP: v.pipe(
    optionalSetting,
    v.optional(v.picklist(["auto", "always", "never"], "must be auto, always or never.")),
  ),
});

/** The settings of one connection, checked. */
export type ConnectionSettings = v.InferOutput<typeof connectionSettings>;

/** A connection as the settings have it. */
export interface DeclaredConnection {
  readonly description?: string | undefined;
  /** Reads its settings; throws a {@link SettingsError} that names every one that is wrong. */
  read(): ConnectionSettings;
  /** What a setting of this connection is called, given what it is called for the default one. */
  nameOf(setting: string): string;
}

/** The members of a connection in OKTA_CONNECTIONS: the core's options, and the ID of the key that comes next. */
const MEMBERS: Readonly<Record<string, keyof ConnectionSettings>> = {
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

const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const namesMessage = "must have names of lower-case letters, digits and hyphens, other than default.";

const connectionsSetting = v.record(
  v.pipe(
    v.string(),
    v.check((name) => NAME.test(name) && name !== DEFAULT_CONNECTION, namesMessage),
  ),
  v.strictObject(
    {
      description: v.optional(v.string("must be a text.")),
      ...Object.fromEntries(
        Object.keys(MEMBERS).map((member) => [
          member,
          v.optional(
            v.union([v.string(), v.number(), v.array(v.string())], "must be a text, a number or a list of texts."),
          ),
        ]),
      ),
    },
    `must have no members but ${["description", ...Object.keys(MEMBERS)].join(", ")}; the private key of "eu" is the secret OKTA_PRIVATE_KEY__EU.`,
  ),
  "must be an object of connections by name.",
);

/** Reads which connections there are. Each is checked on its own when it is used, so that one that is wrong takes no other down. */
export function readConnections(env: Env): ReadonlyMap<string, DeclaredConnection> {
  const connections = new Map<string, DeclaredConnection>();
  connections.set(DEFAULT_CONNECTION, { read: () => parseSettings(connectionSettings, env), nameOf: (name) => name });
  const setting = env.OKTA_CONNECTIONS?.trim();
  if (!setting) return connections;
  const declared = parseSettings(connectionsSetting, parseJsonSetting("OKTA_CONNECTIONS", setting), (name) =>
    ["OKTA_CONNECTIONS", name].filter(Boolean).join("."),
  );
  for (const [name, { description, ...members }] of Object.entries(declared)) {
    connections.set(name, declareConnection(name, members, description, env));
  }
  return connections;
}

function declareConnection(
  name: string,
  members: Readonly<Record<string, unknown>>,
  description: unknown,
  env: Env,
): DeclaredConnection {
  const suffix = `__${name.toUpperCase().replaceAll("-", "_")}`;
  const secrets = env as Readonly<Record<string, unknown>>;
  const nameOf = (setting: string) => {
    const [member] = Object.entries(MEMBERS).find(([, known]) => known === setting) ?? [];
    return member ? `OKTA_CONNECTIONS.${name}.${member}` : setting + suffix;
  };
  return {
    description: typeof description === "string" ? description : undefined,
    nameOf,
    read() {
      const values: Record<string, unknown> = {
        OKTA_PRIVATE_KEY: secrets[`OKTA_PRIVATE_KEY${suffix}`],
        OKTA_PRIVATE_KEY_NEXT: secrets[`OKTA_PRIVATE_KEY_NEXT${suffix}`],
      };
      for (const [member, value] of Object.entries(members)) {
        const known = MEMBERS[member];
        if (known && value !== undefined) values[known] = Array.isArray(value) ? value.join(" ") : String(value);
      }
      try {
        return parseSettings(connectionSettings, values, nameOf);
      } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        throw new SettingsError(
          error.problems.map((problem) =>
            problem.replaceAll("put OKTA_PRIVATE_KEY ", `put OKTA_PRIVATE_KEY${suffix} `),
          ),
        );
      }
    },
  };
}
