import { isObject } from "../api/request-body.ts";
import { validation } from "../org/okta-error.ts";

const GRANT_TYPES: readonly unknown[] = [
  "authorization_code",
  "client_credentials",
  "implicit",
  "interaction_code",
  "password",
  "refresh_token",
  "urn:ietf:params:oauth:grant-type:device_code",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-type:saml2-bearer",
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:openid:params:grant-type:ciba",
  "urn:okta:params:oauth:grant-type:oob",
  "urn:okta:params:oauth:grant-type:otp",
  "http://auth0.com/oauth/grant-type/mfa-oob",
  "http://auth0.com/oauth/grant-type/mfa-otp",
];
/** The grants that come back to a redirect URI. */
const REDIRECTED: readonly unknown[] = ["authorization_code", "implicit", "interaction_code"];
const APPLICATION_TYPES: readonly unknown[] = ["browser", "native", "service", "web"];
const RESPONSE_TYPES: readonly unknown[] = ["code", "id_token", "token"];
const AUTHENTICATION_METHODS: readonly unknown[] = [
  "client_secret_basic",
  "client_secret_jwt",
  "client_secret_post",
  "none",
  "private_key_jwt",
];

/**
 * Reads what an app that signs in by OpenID Connect says of itself as a client, with what Okta adds.
 *
 * @throws {OktaError} E0000001 for what no client can be.
 */
export function readOauthSettings(oauthClient: unknown): Record<string, unknown> {
  if (!isObject(oauthClient)) throw validation("oauthClient", "oauthClient: The field cannot be left blank");
  const { grant_types, redirect_uris = [], application_type = "web" } = oauthClient;
  if (!APPLICATION_TYPES.includes(application_type)) {
    throw validation("application_type", `application_type: '${application_type}' is not a valid application type.`);
  }
  const grants = readList("grant_types", grant_types, GRANT_TYPES);
  if (grants.length === 0) throw validation("grant_types", "grant_types: The field cannot be left blank");
  if (application_type !== "service" && grants.includes("client_credentials")) {
    throw validation(
      "grant_types",
      "grant_types: 'client_credentials' is for applications of the type 'service' only.",
    );
  }
  const { response_types = grants.includes("authorization_code") ? ["code"] : ["token"] } = oauthClient;
  readList("response_types", response_types, RESPONSE_TYPES);
  const uris = readList("redirect_uris", redirect_uris);
  const bad = uris.find((uri) => !URL.canParse(String(uri).replace("*", "any")));
  if (bad !== undefined) throw validation("redirect_uris", `redirect_uris: '${bad}' is not a valid URI.`);
  if (uris.length === 0 && grants.some((grant) => REDIRECTED.includes(grant)) && application_type !== "service") {
    throw validation("redirect_uris", "redirect_uris: At least one redirect URI is required.");
  }
  return {
    consent_method: "TRUSTED",
    issuer_mode: "DYNAMIC",
    wildcard_redirect: "DISABLED",
    idp_initiated_login: { mode: "DISABLED", default_scope: [] },
    // An app that calls Okta's API must prove possession of a key, unless it is made otherwise.
    dpop_bound_access_tokens: application_type === "service",
    ...(grants.includes("refresh_token") && { refresh_token: { rotation_type: "STATIC" } }),
    ...oauthClient,
    application_type,
    redirect_uris,
    response_types,
  };
}

/** A client's credentials, with the ID and the secret that it had or is to have. */
export function readOauthCredentials(sent: unknown, clientId: string, secret: string): Record<string, unknown> {
  const {
    client_id = clientId,
    token_endpoint_auth_method = "client_secret_basic",
    ...others
  } = isObject(sent) ? sent : {};
  if (!AUTHENTICATION_METHODS.includes(token_endpoint_auth_method)) {
    throw validation(
      "token_endpoint_auth_method",
      `token_endpoint_auth_method: '${token_endpoint_auth_method}' is not a valid method.`,
    );
  }
  const hasSecret = String(token_endpoint_auth_method).startsWith("client_secret");
  return {
    autoKeyRotation: true,
    pkce_required: token_endpoint_auth_method === "none",
    ...(hasSecret && { client_secret: secret }),
    ...others,
    client_id,
    token_endpoint_auth_method,
  };
}

function readList(name: string, values: unknown, known?: readonly unknown[]): readonly unknown[] {
  if (values === undefined || values === null) return [];
  if (!Array.isArray(values)) throw validation(name, `${name}: The field must be an array`);
  const invalid = values.find((value) => typeof value !== "string" || (known && !known.includes(value)));
  if (invalid !== undefined) throw validation(name, `${name}: '${invalid}' is not a valid value.`);
  return values;
}
