import type { OktaClientOptions } from "@okta-edge/core";
import type { Fetch } from "../http/fetch.ts";
import type { ConnectionSettings } from "../settings/connection-settings.ts";

/** A connection's settings as the core's options, with the current key as it was pasted. */
export function clientOptions(settings: ConnectionSettings, fetch: Fetch | undefined): OktaClientOptions {
  return {
    orgUrl: settings.OKTA_ORG_URL,
    clientId: settings.OKTA_CLIENT_ID,
    keyId: settings.OKTA_KEY_ID,
    privateKey: settings.OKTA_PRIVATE_KEY,
    scopes: settings.OKTA_SCOPES.split(/\s+/),
    algorithm: settings.OKTA_ALGORITHM,
    assertionLifetime: settings.OKTA_ASSERTION_LIFETIME,
    issuer: settings.OKTA_ISSUER,
    subject: settings.OKTA_SUBJECT,
    audience: settings.OKTA_AUDIENCE,
    tokenEndpoint: settings.OKTA_TOKEN_ENDPOINT,
    dpop: settings.OKTA_DPOP,
    fetch,
  };
}
