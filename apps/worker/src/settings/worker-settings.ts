import type { Settings } from "./read-env.ts";
import { invalidSetting, SettingsError } from "./settings-error.ts";
import { readChoice, readPattern } from "./simple-settings.ts";

/** How the Worker handles every call. */
export interface WorkerSettings {
  /** Whether operations that are not in the action catalog are forwarded too. */
  readonly passThrough: boolean;
  /** Whether query parameters that an action does not know are forwarded. */
  readonly allowUnknownQuery: boolean;
  /** Whether callers may change the apps that the Worker itself uses. */
  readonly allowOwnApp: boolean;
  /** Milliseconds within which every call is answered, waits for rate limits included. */
  readonly timeout: number;
  /** Calls a minute that the binding `CALLER_LIMIT` allows a caller: the binding itself does not report it. */
  readonly callsPerMinute: number;
  /** Whether audit lines hold the client's IP address. */
  readonly auditAddress: boolean;
  /** The web origins whose pages may call. */
  readonly allowedOrigins: readonly string[];
  /** The issuer whose access tokens identify people to the MCP server; undefined if none does. */
  readonly authorizationServer: string | undefined;
}

/** An issuer's URL (RFC 8414): no query, no fragment. */
const ISSUER = /^https:\/\/[\w.-]+(:\d+)?(\/[\w~-][\w.~-]*)*\/?$/;

const READERS = {
  passThrough: (settings: Settings) => readChoice(settings, "PASS_THROUGH", ["off", "on"]) === "on",
  allowUnknownQuery: (settings: Settings) =>
    readChoice(settings, "UNKNOWN_QUERY_PARAMETERS", ["refuse", "pass"]) === "pass",
  allowOwnApp: (settings: Settings) => readChoice(settings, "OWN_APP", ["refuse", "allow"]) === "allow",
  // Automation platforms wait 30 s for a step, and Cloudflare ends the work for a client that is gone after 30 s.
  timeout: (settings: Settings) =>
    Number(
      readPattern(settings, "TIMEOUT", /^([1-9]\d{2,3}|[12]\d{4}|30000)$/, "must be milliseconds, 100 to 30000.") ??
        20_000,
    ),
  callsPerMinute: (settings: Settings) =>
    Number(
      readPattern(settings, "CALLER_LIMIT_CALLS", /^[1-9]\d{0,6}$/, "must be calls a minute, 1 to 9999999.") ?? 100,
    ),
  auditAddress: (settings: Settings) => readChoice(settings, "AUDIT_ADDRESS", ["off", "on"]) === "on",
  allowedOrigins: readOrigins,
  authorizationServer: (settings: Settings) =>
    readPattern(
      settings,
      "MCP_AUTHORIZATION_SERVER",
      { test: (text) => ISSUER.test(text) && URL.canParse(text) },
      "must be the issuer's https:// URL without a query, for example https://login.example.com.",
    ),
};

/**
 * Reads the settings of the Worker as a whole.
 *
 * @throws {SettingsError} that names every one that is invalid.
 */
export function readWorkerSettings(settings: Settings): WorkerSettings {
  const problems = Object.values(READERS).flatMap((read) => {
    try {
      read(settings);
      return [];
    } catch (error) {
      if (error instanceof SettingsError) return error.problems;
      throw error;
    }
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    passThrough: READERS.passThrough(settings),
    allowUnknownQuery: READERS.allowUnknownQuery(settings),
    allowOwnApp: READERS.allowOwnApp(settings),
    timeout: READERS.timeout(settings),
    callsPerMinute: READERS.callsPerMinute(settings),
    auditAddress: READERS.auditAddress(settings),
    allowedOrigins: READERS.allowedOrigins(settings),
    authorizationServer: READERS.authorizationServer(settings),
  };
}

function readOrigins(settings: Settings): readonly string[] {
  const origins = settings.text("ALLOWED_ORIGINS")?.split(/\s+/) ?? [];
  if (origins.every((text) => URL.canParse(text) && new URL(text).origin === text)) return origins;
  const rule = "must be origins, for example https://app.example.com, separated by spaces.";
  throw new SettingsError([invalidSetting("ALLOWED_ORIGINS", rule)]);
}
