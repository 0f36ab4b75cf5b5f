import * as v from "valibot";

/** What the Worker is bound to and set to: wrangler.jsonc, its secrets, and .dev.vars. */
export interface Env {
  readonly TOKEN_CACHE?: KVNamespace;
  readonly OKTA_ORG_URL?: string;
  readonly OKTA_CLIENT_ID?: string;
  readonly OKTA_KEY_ID?: string;
  readonly OKTA_PRIVATE_KEY?: string;
  readonly OKTA_SCOPES?: string;
  readonly OKTA_ALGORITHM?: string;
  readonly OKTA_ASSERTION_LIFETIME?: string;
  readonly OKTA_ISSUER?: string;
  readonly OKTA_SUBJECT?: string;
  readonly OKTA_AUDIENCE?: string;
  readonly OKTA_TOKEN_ENDPOINT?: string;
  readonly OKTA_DPOP?: string;
  readonly CALLERS?: string;
  readonly PASS_THROUGH?: string;
  readonly UNKNOWN_QUERY_PARAMETERS?: string;
}

/** A setting is missing or wrong: the message names it, and quotes nothing of its value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  /** What is wrong with each setting. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(" "));
    this.problems = problems;
  }
}

/** An empty setting is one that was left out: wrangler and CI systems pass such on. */
const optional = v.optional(
  v.pipe(
    v.string(),
    v.trim(),
    v.transform((text) => text || undefined),
  ),
);

const required = (example: string) =>
  v.pipe(v.optional(v.string(), ""), v.trim(), v.minLength(1, `is missing: ${example}.`));

/** How the Worker reaches an Okta org: the rows of the connector table. What the values must be, the core checks. */
const connectionSettings = v.object({
  OKTA_ORG_URL: required("set it to the org's address, such as https://example.okta.com"),
  OKTA_CLIENT_ID: required("set it to the API Services app's Client ID"),
  OKTA_PRIVATE_KEY: required("set it with wrangler secret put OKTA_PRIVATE_KEY < key.pem"),
  OKTA_SCOPES: required("set it to scopes separated by spaces, such as okta.users.read okta.groups.read"),
  OKTA_KEY_ID: optional,
  OKTA_ALGORITHM: v.pipe(
    optional,
    v.optional(
      v.picklist(
        ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
        "must be RS256, RS384, RS512, ES256, ES384 or ES512.",
      ),
    ),
  ),
  OKTA_ASSERTION_LIFETIME: v.pipe(
    optional,
    v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d{1,4}$/, "must be a whole number of seconds from 1 to 3600."),
        v.transform(Number),
      ),
    ),
  ),
  OKTA_ISSUER: optional,
  OKTA_SUBJECT: optional,
  OKTA_AUDIENCE: optional,
  OKTA_TOKEN_ENDPOINT: optional,
  OKTA_DPOP: v.pipe(optional, v.optional(v.picklist(["auto", "always", "never"], "must be auto, always or never."))),
});

/** The settings of one connection, checked. */
export type ConnectionSettings = v.InferOutput<typeof connectionSettings>;

/** Reads the settings of the default connection; throws a {@link SettingsError} that names every one that is wrong. */
export function readConnectionSettings(env: Env): ConnectionSettings {
  return parseSettings(connectionSettings, env);
}

const workerSettings = v.object({
  PASS_THROUGH: v.pipe(optional, v.optional(v.picklist(["on", "off"], "must be on or off."), "off")),
  UNKNOWN_QUERY_PARAMETERS: v.pipe(
    optional,
    v.optional(v.picklist(["refuse", "pass"], "must be refuse or pass."), "refuse"),
  ),
});

/** How the Worker treats every call. */
export interface WorkerSettings {
  /** Whether operations that are no curated actions are carried too. */
  readonly passThrough: boolean;
  /** Whether query parameters that an action does not know are let through. */
  readonly allowUnknownQuery: boolean;
}

/** Reads what is set for the Worker as a whole; throws a {@link SettingsError} that names every setting that is wrong. */
export function readWorkerSettings(env: Env): WorkerSettings {
  const { PASS_THROUGH, UNKNOWN_QUERY_PARAMETERS } = parseSettings(workerSettings, env);
  return { passThrough: PASS_THROUGH === "on", allowUnknownQuery: UNKNOWN_QUERY_PARAMETERS === "pass" };
}

function parseSettings<Settings extends v.GenericSchema>(schema: Settings, env: Env): v.InferOutput<Settings> {
  const result = v.safeParse(schema, env);
  if (result.success) return result.output;
  throw new SettingsError(result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`));
}
