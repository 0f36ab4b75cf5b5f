import { describe, expect, it } from "vitest";
import { tokenHint } from "../src/token-hints.ts";

/** Each refusal of Okta's token endpoint, and what its hint must name. */
const REFUSALS: readonly (readonly [error: string, description: string, names: RegExp])[] = [
  ["invalid_client", "The issuer claim for client_assertion is not a valid client_id.", /`clientId`.*`orgUrl`/],
  ["invalid_client", "The subject claim for client_assertion is not a valid client_id.", /`subject`/],
  ["invalid_client", "Invalid value for 'client_id' parameter.", /`clientId`/],
  ["invalid_client", "No client credentials found.", /between here and Okta/],
  [
    "invalid_client",
    "The audience claim for client_assertion must be the endpoint invoked for the request.",
    /`audience`/,
  ],
  [
    "invalid_client",
    "The client_assertion must contain the 'exp' claim as seconds since epoch.",
    /`assertionLifetime` to 300/,
  ],
  ["invalid_client", "The client_assertion token is expired.", /clock/],
  [
    "invalid_client",
    "The client_assertion token has an expiration too far into the future.",
    /`assertionLifetime` to 300/,
  ],
  ["invalid_client", "The client_assertion token must be issued before the current time.", /clock/],
  ["invalid_client", "The client_assertion token has already been used.", /repeats requests/],
  ["invalid_client", "The client_assertion signature is invalid.", /`thumbprint`.*public keys/],
  ["invalid_client", "The client_assertion JWT kid is invalid.", /`keyId`/],
  ["invalid_client", "The client_assertion JWT signature algorithm is invalid.", /`algorithm`/],
  ["invalid_client", "The parsing of the client_assertion failed.", /between here and Okta/],
  [
    "invalid_client",
    "The client does not have a JWKSet configured, but the client_assertion requires one.",
    /add the public key/,
  ],
  [
    "invalid_client",
    "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
    /Public key \/ Private key/,
  ],
  [
    "invalid_client",
    "Only clients with 'application_type' of 'service' may use the client_credentials 'grant_type' with the Org Authorization Server.",
    /API Services app/,
  ],
  ["invalid_request", "The client_assertion_type is invalid.", /between here and Okta/],
  ["invalid_request", "The token request must specify a 'grant_type'. Valid values: [..].", /between here and Okta/],
  ["invalid_request", "The request contained multiple parameters with the same name.", /between here and Okta/],
  ["invalid_request", "Client credentials cannot be supplied via query parameters.", /between here and Okta/],
  ["invalid_scope", "No scopes were requested.", /`scopes`/],
  [
    "invalid_scope",
    "One or more scopes are not configured for the authorization server resource.",
    /`scopes`.*`tokenEndpoint`/,
  ],
  ["invalid_scope", "Cannot request 'openid' scopes using client credentials.", /`scopes`/],
  [
    "client_credentials_self_scope_requested",
    "The 'client_credentials' grant type may not request .self scopes.",
    /\.self/,
  ],
  ["consent_required", "You are not allowed any of the requested scopes.", /Okta API Scopes/],
  [
    "unauthorized_client",
    "The client is not authorized to use the provided grant type. Configured grant types: [authorization_code].",
    /API Services app/,
  ],
  [
    "unsupported_grant_type",
    "The authorization grant type is not supported by the authorization server. Configured grant types: [..].",
    /API Services app/,
  ],
  ["access_denied", "The request is made from outside the client's permitted network zones.", /zones/],
  ["invalid_dpop_proof", "The DPoP proof JWT header is missing.", /`dpop` to auto/],
  ["invalid_dpop_proof", "Multiple DPoP proof JWT headers are not allowed.", /between here and Okta/],
  ["invalid_dpop_proof", "'htu' claim in the DPoP proof JWT is invalid.", /between here and Okta/],
  ["invalid_dpop_proof", "'iat' claim in the DPoP proof JWT is invalid.", /clock/],
  ["invalid_dpop_proof", "The DPoP proof JWT is issued in the future.", /clock/],
  ["invalid_dpop_proof", "The DPoP proof JWT is issued more than five minutes in the past.", /clock/],
  ["invalid_dpop_proof", "The DPoP proof JWT has already been used.", /repeats requests/],
];

describe("the hint for a refusal of the token endpoint", () => {
  it.each(REFUSALS)("%s: %s", (error, description, names) => {
    expect(tokenHint(error, description)).toMatch(names);
  });

  it("sends whoever met something new to the System Log", () => {
    expect(tokenHint("something_new", "Never seen before.")).toContain("System Log");
    expect(tokenHint("something_new")).toContain("System Log");
  });
});
