/** What the check of a connection finds, with placeholders as in error-table.ts. */
export const CHECK_TEXTS = {
  options_ok: ["{$orgUrl}, client {$clientId}"],
  skipped: ["Skipped because `{$step}` failed."],
  unexpected: ["Unexpected error.", "Report this as a bug of okta-edge."],
  key_ok: ["{$algorithm}, thumbprint {$thumbprint}, key ID {$keyId}"],
  key_without_id: [
    "{$algorithm}, thumbprint {$thumbprint}, no key ID",
    "Set {keyId} to the KID of the public key (General > Client Credentials). Without it, requests fail as soon as the app has a second key.",
    "keyId",
  ],
  org_ok: ["org {$id}"],
  org_unreachable: [
    "Request to {$orgUrl} failed: no response received.",
    "Check {orgUrl} for a typing error, and the network.",
    "orgUrl",
  ],
  org_without_tls: [
    "Request to {$orgUrl} failed: the server does not speak TLS on this port.",
    "Check the port of {orgUrl} (Okta's URLs have none), and any proxy in between.",
    "orgUrl",
  ],
  org_timeout: [
    "No complete response from {$orgUrl} within {$seconds} s.",
    "Check {orgUrl} and the network.",
    "orgUrl",
  ],
  org_invalid: [
    "{$orgUrl} returned {$status}, and no metadata of an Okta org.",
    "Set {orgUrl} to the org's URL, for example https://example.okta.com.",
    "orgUrl",
  ],
  clock_ok: ["in sync with Okta (within {$seconds} s)"],
  clock_unknown: ["The time of Okta is unknown: the response has no Date header."],
  clock_behind: [
    "{$seconds} s behind Okta",
    "The client compensates with one extra request. Synchronize the system clock.",
  ],
  clock_ahead: [
    "{$seconds} s ahead of Okta",
    "The client compensates with one extra request. Synchronize the system clock.",
  ],
  exchange_ok: ["{$tokenType} token, valid for {$seconds} s"],
  dpop_ok: ["the token is bound to a key (DPoP)"],
  dpop_off: [
    "DPoP is not required by this app; a stolen token can be replayed",
    "Turn on Require Demonstrating Proof of Possession in the app: General > General Settings.",
  ],
  scopes_ok: ["{$scopes}"],
  scopes_missing: [
    "not granted: {$scopes}",
    "Grant them to the app (Okta API Scopes), or remove them from {scopes}.",
    "scopes",
  ],
  role_ok: ["{$request} returned {$status}"],
  no_probe: ["No read-only endpoint is available for the granted scopes."],
  budget_ok: ["{$request}: {$remaining} of {$limit} requests left this minute"],
  budget_low: [
    "{$request}: {$remaining} of {$limit} requests left this minute",
    "The org is close to its rate limit: see Reports > Rate Limits.",
  ],
  budget_unknown: ["Okta returned no rate limit."],
} as const;
