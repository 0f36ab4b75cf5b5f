import type { ErrorOption } from "./error-table.ts";

const CHECK_PROXY = "Check for a proxy that modifies or replays requests.";

/** Why Okta rejected a token request or a call; docs/errors.md lists Okta's messages by reason. */
export type RefusalReason =
  | "dpop_nonce"
  | "insufficient_scope"
  | "client_id"
  | "subject"
  | "audience"
  | "clock"
  | "signature"
  | "key_id"
  | "algorithm"
  | "public_key"
  | "client_authentication"
  | "app_type"
  | "unknown_scope"
  | "invalid_scope"
  | "scope_not_granted"
  | "network_zone"
  | "dpop_required"
  | "replay"
  | "invalid_token"
  | "malformed";

/**
 * What Okta's wording of a rejection means, and what to do: the first pattern that matches `error error_description` applies. This is
 * the only place that matches Okta's wording. docs/errors.md lists Okta's messages by reason.
 */
export const REFUSALS: Readonly<Record<RefusalReason, readonly [pattern: RegExp, hint: string, option?: ErrorOption]>> =
  {
    dpop_nonce: [/^use_dpop_nonce/, CHECK_PROXY],
    insufficient_scope: [/^insufficient_scope/, "Grant {scopes} to the app: Okta API Scopes.", "scopes"],
    client_id: [
      /issuer|'client_id'/,
      "Compare {clientId} and {orgUrl} with the app, which must be active. Remove {issuer} if it is set.",
      "clientId",
    ],
    subject: [/subject/, "Remove {subject}; it defaults to {clientId}.", "subject"],
    audience: [/audience/, "Remove {audience}; it defaults to the token endpoint on {orgUrl}.", "audience"],
    clock: [
      /is expired|too far|current time|future|five minutes|'exp'|'iat'/,
      "Synchronize the system clock, and set {assertionLifetime} to 300.",
    ],
    signature: [
      /assertion signature/,
      "Compare the thumbprint of {privateKey} and {keyId} with the public keys of the app: General > Client Credentials.",
      "privateKey",
    ],
    key_id: [
      /kid is/,
      "Set {keyId} to the KID of the public key: General > Client Credentials. It is required if the app has several keys.",
      "keyId",
    ],
    algorithm: [/JWT signature/, "Set {algorithm} to the algorithm of the public key in Okta.", "algorithm"],
    public_key: [/JWKSet/, "Add the public key to the app: General > Client Credentials."],
    client_authentication: [
      /_jwt/,
      "Set Client authentication to Public key / Private key: General > Client Credentials.",
    ],
    app_type: [
      /'service'|^un/,
      "Create an API Services app (Applications > Create App Integration) and use its {clientId}.",
      "clientId",
    ],
    unknown_scope: [
      /not configured/,
      "Check the names in {scopes}, and that {tokenEndpoint} is the org's /oauth2/v1/token.",
      "scopes",
    ],
    invalid_scope: [/'openid'|self|No scopes/, "Set {scopes} to okta.* scopes that do not end in .self.", "scopes"],
    scope_not_granted: [/^consent/, "Grant {scopes} to the app: Okta API Scopes.", "scopes"],
    network_zone: [/network/, "Add this network to the zones of the app: General > Network access."],
    dpop_required: [/missing|requires a DPoP/, "Set {dpop} to auto. The app requires DPoP, as new apps do.", "dpop"],
    replay: [/been used/, CHECK_PROXY],
    invalid_token: [/^invalid_token/, "Check that the app is active and that {orgUrl} is its org."],
    malformed: [/^invalid_|_grant_type/, CHECK_PROXY],
  };

/**
 * Classifies Okta's wording of a rejection: `error` and `error_description` of the token endpoint (RFC 6749, section 5.2), or of a
 * `WWW-Authenticate` challenge of the Management API (RFC 6750, section 3).
 *
 * @param error - Okta's `error`, such as `invalid_client`.
 * @param description - Okta's `error_description`.
 * @returns the reason, or undefined for wording that is not known.
 *
 * @example
 * ```ts
 * if (error instanceof TokenRequestError && classifyRefusal(error.error, error.errorDescription) === "key_id") {
 *   console.error("The app has no public key with this key ID.");
 * }
 * ```
 */
export function classifyRefusal(error: string | undefined, description: string | undefined): RefusalReason | undefined {
  const wording = `${error ?? ""} ${description ?? ""}`;
  return (Object.keys(REFUSALS) as RefusalReason[]).find((reason) => REFUSALS[reason][0].test(wording));
}

/** Returns what to do about a rejection, and the option to correct. */
export function refusalAdvice(
  reason: RefusalReason | undefined,
): readonly [hint: string, option?: ErrorOption | undefined] {
  if (reason === undefined) return ["Search the System Log of the org for the request ID."];
  const [, hint, option] = REFUSALS[reason];
  return [hint, option];
}
