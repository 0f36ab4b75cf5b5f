import type { ErrorOption, NameOption } from "@okta-edge/core";

/** The setting of each option of the core that an error can name. */
const SETTINGS: Readonly<Record<ErrorOption, string>> = {
  orgUrl: "OKTA_ORG_URL",
  clientId: "OKTA_CLIENT_ID",
  keyId: "OKTA_KEY_ID",
  privateKey: "OKTA_PRIVATE_KEY",
  scopes: "OKTA_SCOPES",
  algorithm: "OKTA_ALGORITHM",
  assertionLifetime: "OKTA_ASSERTION_LIFETIME",
  issuer: "OKTA_ISSUER",
  subject: "OKTA_SUBJECT",
  audience: "OKTA_AUDIENCE",
  tokenEndpoint: "OKTA_TOKEN_ENDPOINT",
  dpop: "OKTA_DPOP",
  timeout: "TIMEOUT",
};

/**
 * Names the core's options as settings of a connection, for `describe` of the core's errors.
 *
 * @param nameSetting - returns the name of a connection's setting, given its name for the default connection.
 */
export function nameOptions(nameSetting: (setting: string) => string): NameOption {
  return (option) => {
    const setting = SETTINGS[option as ErrorOption] ?? option;
    return setting.startsWith("OKTA_") ? nameSetting(setting) : setting;
  };
}
