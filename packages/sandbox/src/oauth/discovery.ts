import type { JWK } from "jose";
import { SIGNATURE_ALGORITHMS } from "./keys.ts";
import { OKTA_SCOPES } from "./okta-scopes.ts";

/** The paths at which clients look the authorization server up (RFC 8414, section 3; OpenID Connect Discovery 1.0, section 4). */
export const METADATA_PATHS: readonly string[] = [
  "/.well-known/openid-configuration",
  "/.well-known/oauth-authorization-server",
];

/** The path of the keys that access tokens are signed with. */
export const KEYS_PATH = "/oauth2/v1/keys";

/**
 * Describes the org authorization server, as OAuth libraries read it before their first token request.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8414#section-2 RFC 8414, section 2}
 */
export function describeServer(orgUrl: string): Record<string, unknown> {
  const endpoint = (name: string) => `${orgUrl}/oauth2/v1/${name}`;
  return {
    issuer: orgUrl,
    authorization_endpoint: endpoint("authorize"),
    token_endpoint: endpoint("token"),
    userinfo_endpoint: endpoint("userinfo"),
    registration_endpoint: endpoint("clients"),
    jwks_uri: orgUrl + KEYS_PATH,
    response_types_supported: ["code"],
    response_modes_supported: ["query", "fragment", "form_post"],
    grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "profile", "email", "address", "phone", "offline_access", "groups", ...OKTA_SCOPES],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: SIGNATURE_ALGORITHMS,
    code_challenge_methods_supported: ["S256"],
    introspection_endpoint: endpoint("introspect"),
    revocation_endpoint: endpoint("revoke"),
    end_session_endpoint: endpoint("logout"),
    dpop_signing_alg_values_supported: SIGNATURE_ALGORITHMS,
  };
}

/** The JWK set that an access token's `kid` is found in (RFC 7517, section 5). */
export function describeKeys(publicJwk: JWK): { readonly keys: readonly JWK[] } {
  return { keys: [publicJwk] };
}
