import type { OauthClient } from "../../directory/oauth-client.ts";

/** What a client may say of itself: it is shown where it has it. */
const SETTINGS = [
  "redirect_uris",
  "post_logout_redirect_uris",
  "response_types",
  "grant_types",
  "initiate_login_uri",
  "tos_uri",
  "policy_uri",
  "jwks_uri",
  "jwks",
  "dpop_bound_access_tokens",
] as const;

/**
 * A client as Okta shows it, without its secret: that is in the response to the request that made it, and nowhere else.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7591#section-2 RFC 7591, section 2}
 */
export function showClient({ clientId, name, created, credentials, settings }: OauthClient): Record<string, unknown> {
  return {
    client_id: clientId,
    client_id_issued_at: Math.floor(Date.parse(created) / 1000),
    ...("client_secret" in credentials && { client_secret_expires_at: 0 }),
    client_name: name,
    client_uri: settings.client_uri ?? null,
    logo_uri: settings.logo_uri ?? null,
    ...Object.fromEntries(SETTINGS.flatMap((member) => (member in settings ? [[member, settings[member]]] : []))),
    token_endpoint_auth_method: credentials.token_endpoint_auth_method,
    application_type: settings.application_type,
    frontchannel_logout_session_required: settings.frontchannel_logout_session_required ?? false,
  };
}
