import leven, { closestMatch } from "leven";

/** Every setting of the Worker. docs/settings.md describes each. */
export const SETTING_NAMES = [
  "OKTA_ORG_URL",
  "OKTA_CLIENT_ID",
  "OKTA_KEY_ID",
  "OKTA_KEY_ID_NEXT",
  "OKTA_PRIVATE_KEY",
  "OKTA_PRIVATE_KEY_NEXT",
  "OKTA_SCOPES",
  "OKTA_ALGORITHM",
  "OKTA_ASSERTION_LIFETIME",
  "OKTA_ISSUER",
  "OKTA_SUBJECT",
  "OKTA_AUDIENCE",
  "OKTA_TOKEN_ENDPOINT",
  "OKTA_DPOP",
  "OKTA_CONNECTIONS",
  "CALLERS",
  "CALLERS_SIGNING_KEY",
  "CALLERS_SIGNING_KEY_NEXT",
  "IDEMPOTENCY_SECRET",
  "ACCESS_TEAM_DOMAIN",
  "ACCESS_AUD",
  "MCP_AUTHORIZATION_SERVER",
  "ALLOWED_ORIGINS",
  "AUDIT_ADDRESS",
  "PASS_THROUGH",
  "OWN_APP",
  "TIMEOUT",
  "UNKNOWN_QUERY_PARAMETERS",
  "CALLER_LIMIT_CALLS",
  "ENVIRONMENT",
  "LOCAL",
] as const;

/** The name of a setting. */
export type SettingName = (typeof SETTING_NAMES)[number];

/** The Worker's bindings. */
export const BINDING_NAMES: readonly string[] = [
  "TOKEN_CACHE",
  "CALLERS_KV",
  "CALLER_LIMIT",
  "AUDIT_DATASET",
  "AUDIT_QUEUE",
  "ASSETS",
  "IDEMPOTENCY",
];

/** The secrets of further connections: `OKTA_PRIVATE_KEY__EU`, `OKTA_PRIVATE_KEY_NEXT__EU`. */
export const CONNECTION_SECRET = /^OKTA_PRIVATE_KEY(?:_NEXT)?__([A-Z0-9_]+)$/;

/** Returns the setting that a variable's name is most likely meant to be; undefined if it resembles none. */
export function suggestSetting(name: string): SettingName | undefined {
  const known = new Map(SETTING_NAMES.map((setting) => [normalize(setting), setting]));
  const plain = normalize(name);
  const closest = closestMatch(plain, [...known.keys()], { maxDistance: 2 });
  const isClose = closest !== undefined && leven(plain, closest) <= (closest.length > 7 ? 2 : 1);
  return isClose ? known.get(closest) : undefined;
}

const normalize = (name: string) => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
