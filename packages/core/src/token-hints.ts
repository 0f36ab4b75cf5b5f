/** What to do about a refusal of the token endpoint: a sign in Okta's `error` and `error_description`, and the step to revisit. */
export const HINTS: readonly (readonly [sign: RegExp, hint: string])[] = [
  [/issuer|'client_id'/, "Compare `clientId` and `orgUrl` with the app's; it must be active. Leave `issuer` out."],
  [/subject/, "Leave `subject` out."],
  [/audience/, "Leave `audience` out: it is the token endpoint on `orgUrl`."],
  [
    /is expired|too far|current time|future|five minutes|'exp'|'iat'/,
    "Set this machine's clock, and `assertionLifetime` to 300.",
  ],
  [
    /assertion signature/,
    "Compare the key's `thumbprint` and `keyId` with the app's public keys: General › Client Credentials.",
  ],
  [
    /kid is/,
    "Set `keyId` to the KID beside the public key: General › Client Credentials. With several keys it is required.",
  ],
  [/assertion JWT signature/, "Set `algorithm` to the one that the public key is registered for."],
  [
    /JWKSet|_jwt/,
    "Let the app authenticate by Public key / Private key, and add the public key: General › Client Credentials.",
  ],
  [/'service'|^un/, "Make an API Services app: Applications › Create App Integration."],
  [/not configured/, "Check the names in `scopes`, and that `tokenEndpoint` is the org's /oauth2/v1/token."],
  [/'openid'|self|No scopes/, "Set `scopes` to okta.* scopes, none of them .self."],
  [/^consent/, "Grant the scopes to the app: Okta API Scopes."],
  [/network/, "Add this network to the app's zones: General › Network access."],
  [/missing/, "Set `dpop` to auto: the app demands DPoP, as new ones do."],
  [/^invalid_|been used|_grant_type/, "Find what changes or repeats requests between here and Okta."],
];

/** The hint for what Okta said. */
export function tokenHint(error: string, description = ""): string {
  const hint = HINTS.find(([sign]) => sign.test(`${error} ${description}`))?.[1];
  return hint ?? "Look the request ID up in Okta's System Log.";
}
