/**
 * Every error of this package as data: code → message, hint, option. Messages, types and docs/errors.md are made from it.
 *
 * `{orgUrl}` names an option, and is rendered with the reader's name for it; `{option}` is the option of the error itself;
 * `{$status}` is a value. A code with several messages has one entry per case: `invalid_org_url.path` is a case of `invalid_org_url`.
 */

/** Options that an error can name. */
export type ErrorOption =
  | "orgUrl"
  | "clientId"
  | "keyId"
  | "privateKey"
  | "scopes"
  | "algorithm"
  | "assertionLifetime"
  | "issuer"
  | "subject"
  | "audience"
  | "tokenEndpoint"
  | "dpop"
  | "timeout";

/** The message and hint of an error with placeholders, and the option to correct. */
export type ErrorTemplate = readonly [message: string, hint?: string | undefined, option?: ErrorOption | undefined];

/** What can be wrong with a private key. */
export const PRIVATE_KEY_ERRORS = {
  private_key_empty: [
    "{privateKey} is required and must not be empty.",
    "Set {privateKey} to the private key of the app, PEM or JWK.",
    "privateKey",
  ],
  private_key_is_path: [
    "The private key is a file path.",
    "Set {privateKey} to the contents of the file.",
    "privateKey",
  ],
  private_key_encrypted: [
    "The private key is encrypted with a passphrase.",
    "Remove the passphrase (`openssl pkey -in key.pem -out unlocked.pem`) and set {privateKey} to the result.",
    "privateKey",
  ],
  private_key_is_public: [
    "The private key is a public key.",
    "Set {privateKey} to the private half of the key pair.",
    "privateKey",
  ],
  private_key_is_certificate: [
    "The private key is a certificate.",
    "Set {privateKey} to its private key: `openssl pkcs12 -in file.p12 -nocerts -noenc -out key.pem`.",
    "privateKey",
  ],
  private_key_is_request: [
    "The private key is a certificate signing request.",
    "Set {privateKey} to its private key, the -keyout file of `openssl req`.",
    "privateKey",
  ],
  private_key_openssh: [
    "The private key is in OpenSSH or PuTTY format.",
    "Set {privateKey} to a converted copy (export a PuTTY key to OpenSSH first): `ssh-keygen -p -N '' -m PKCS8 -f copy-of-the-key`.",
    "privateKey",
  ],
  private_key_too_small: [
    "The private key is an RSA key of less than 2048 bits.",
    "Set {privateKey} to a new key (`openssl genrsa -out key.pem 2048`) whose public key is added to the app.",
    "privateKey",
  ],
  private_key_rsa_pss: [
    "The private key is restricted to RSA-PSS, which Okta does not support.",
    "Set {privateKey} to a new key (`openssl genrsa -out key.pem 2048`) whose public key is added to the app.",
    "privateKey",
  ],
  private_key_unsupported: [
    "The private key is neither an RSA key nor an EC key on the curve P-256, P-384 or P-521.",
    "Set {privateKey} to a new key (`openssl genrsa -out key.pem 2048`) whose public key is added to the app.",
    "privateKey",
  ],
  "private_key_unsupported.multi_prime": [
    "The private key is a multi-prime RSA key.",
    "Set {privateKey} to a key with two primes.",
    "privateKey",
  ],
  private_key_algorithm_mismatch: [
    "The private key ({$kind}) cannot sign with {algorithm}; it supports {$supported}.",
    "Remove {algorithm}.",
    "algorithm",
  ],
  private_key_malformed: [
    "The private key is truncated or damaged.",
    "Set {privateKey} to the whole key, with its BEGIN and END lines. To verify a file: `openssl pkey -in key.pem -check -noout`.",
    "privateKey",
  ],
  "private_key_malformed.other": [
    "{privateKey} looks like {$kind}, not like a private key.",
    "Set {privateKey} to the private key of the app, PEM or JWK.",
    "privateKey",
  ],
  "private_key_malformed.first_line": [
    "The private key consists of its first line only.",
    "Quote the value of {privateKey}, or write its line breaks as \\n.",
    "privateKey",
  ],
  "private_key_malformed.several": [
    "The JWK set contains several private keys.",
    "Set {privateKey} to one JWK.",
    "privateKey",
  ],
  "private_key_malformed.json": [
    "The private key is not valid JSON.",
    "Set {privateKey} to the whole JWK.",
    "privateKey",
  ],
  "private_key_malformed.example": [
    "The private key is still the example value.",
    "Set {privateKey} to the private key of the app, PEM or JWK.",
    "privateKey",
  ],
} as const;

/** What can be wrong with an option. */
export const CONFIGURATION_ERRORS = {
  invalid_org_url: [
    "{orgUrl} must be the org's https:// origin, without a path and without `-admin`.",
    "Set {orgUrl} to the org's URL, for example https://example.okta.com.",
    "orgUrl",
  ],
  "invalid_org_url.missing": [
    "{orgUrl} is required.",
    "Set {orgUrl} to the org's URL, for example https://example.okta.com.",
    "orgUrl",
  ],
  "invalid_org_url.example": [
    "{orgUrl} is still the example value.",
    "Set {orgUrl} to the org's URL, for example https://example.okta.com.",
    "orgUrl",
  ],
  "invalid_org_url.scheme": ["{orgUrl} must start with https://.", "Set {orgUrl} to {$url}.", "orgUrl"],
  "invalid_org_url.http": [
    "{orgUrl} must use https; http is accepted only for loopback addresses.",
    "Set {orgUrl} to {$url}.",
    "orgUrl",
  ],
  "invalid_org_url.credentials": [
    "{orgUrl} must not contain a user name or password.",
    "Set {orgUrl} to {$url}.",
    "orgUrl",
  ],
  "invalid_org_url.admin": [
    "{orgUrl} is the URL of the Admin Console, which does not serve the API.",
    "Set {orgUrl} to {$url}.",
    "orgUrl",
  ],
  "invalid_org_url.path": ["{orgUrl} must not contain a path, query or fragment.", "Set {orgUrl} to {$url}.", "orgUrl"],
  invalid_client_id: [
    "{clientId} is required and must not contain whitespace.",
    "Copy the app's Client ID: General > Client Credentials.",
    "clientId",
  ],
  "invalid_client_id.example": [
    "{clientId} is still the example value.",
    "Copy the app's Client ID: General > Client Credentials.",
    "clientId",
  ],
  invalid_scopes: [
    "{scopes} must contain at least one valid scope, for example okta.users.read.",
    "Set {scopes} to the scopes that are granted to the app: Okta API Scopes.",
    "scopes",
  ],
  "invalid_scopes.example": [
    "{scopes} is still the example value.",
    "Set {scopes} to the scopes that are granted to the app: Okta API Scopes.",
    "scopes",
  ],
  "invalid_scopes.unknown": [
    "Unknown scope {$scope}. Did you mean {$suggestion}?",
    "Correct the name in {scopes}.",
    "scopes",
  ],
  invalid_lifetime: [
    "{assertionLifetime} must be a whole number from 1 to 3600.",
    "Remove {assertionLifetime} to use the default of 300.",
    "assertionLifetime",
  ],
  invalid_option: ["{option} must be {$expected}."],
  "invalid_option.example": ["{option} is still the example value.", "Set {option} to your own value."],
  "invalid_option.quote": [
    "{option} begins or ends with a quotation mark that is not closed.",
    "Remove the mark from {option}.",
  ],
  "invalid_option.client_id": [
    "{keyId} is a Client ID.",
    "Set {keyId} to the KID of the public key, and {clientId} to the Client ID: General > Client Credentials.",
    "keyId",
  ],
  foreign_url: ["The URL is not on the origin of {orgUrl}, {$origin}.", "Pass a path, for example /api/v1/users."],
  "foreign_url.token_endpoint": [
    "{tokenEndpoint} must be a URL on the origin of {orgUrl}, {$origin}.",
    "Remove {tokenEndpoint}.",
    "tokenEndpoint",
  ],
} as const;

/** How a token request can fail. */
export const TOKEN_REQUEST_ERRORS = {
  token_refused: ["Okta rejected the token request: {$description}"],
  token_rate_limited: [
    "The rate limit of the token endpoint is exceeded; it resets in {$seconds} s.",
    "Share one client or token cache between callers.",
  ],
  token_endpoint_failed: ["The token endpoint returned {$status}.", "Retry later."],
  token_endpoint_unreachable: [
    "Request to the token endpoint failed: no response received.",
    "Check {orgUrl} and the network.",
    "orgUrl",
  ],
  "token_endpoint_unreachable.closed": [
    "The token endpoint closed the connection before the response was complete.",
    "Check {orgUrl} and the network.",
  ],
  token_endpoint_redirected: [
    "The token endpoint returned a redirect, which is not followed.",
    "Check {orgUrl}, {tokenEndpoint} and any proxy between this client and Okta.",
    "orgUrl",
  ],
  token_response_invalid: [
    "The token endpoint returned {$status} with a body that is not an OAuth 2.0 JSON response.",
    "Check {orgUrl}, {tokenEndpoint} and any proxy between this client and Okta.",
    "orgUrl",
  ],
  "token_response_invalid.html": [
    "The token endpoint returned {$status} with an HTML page.",
    "Check {orgUrl}, {tokenEndpoint} and any proxy between this client and Okta.",
    "orgUrl",
  ],
  "token_response_invalid.member": [
    "The token endpoint returned {$status} with a missing or invalid `{$member}`.",
    "Check {orgUrl}, {tokenEndpoint} and any proxy between this client and Okta.",
    "orgUrl",
  ],
  dpop_mismatch: ["Okta issued a {$tokenType} token, but {dpop} is {$mode}.", "Set {dpop} to auto.", "dpop"],
} as const;

/** How a call of the Management API can fail. */
export const OKTA_API_ERRORS = {
  okta_error: ["Okta returned {$said}"],
  insufficient_scope: [
    "Okta returned {$said}",
    "Grant {$scope} to the app (Okta API Scopes) and add it to {scopes}.",
    "scopes",
  ],
  "insufficient_scope.unnamed": [
    "Okta returned {$said}",
    "Grant the scope of this operation to the app (Okta API Scopes) and add it to {scopes}.",
    "scopes",
  ],
  missing_admin_role: [
    "Okta returned {$said}",
    "Assign an admin role that allows this operation to the app: Admin roles.",
  ],
  dpop_refused: [
    "Okta returned {$said}",
    "Set {dpop} to auto. Check for a proxy that modifies or replays requests.",
    "dpop",
  ],
  unauthorized: ["Okta returned {$said}", "Check that the app is active and that {orgUrl} is its org."],
  rate_limited: ["Okta rate limit exceeded; resets in {$seconds} s.", "Increase {timeout}, or retry later."],
  unexpected_response: ["The response is not valid JSON.", "Use fetch for paths that do not return JSON."],
  "unexpected_response.list": ["The response is not a list.", "Use fetch for paths that do not return a list."],
  "unexpected_response.cycle": [
    "The `next` links of the list do not end.",
    "Check for a proxy that modifies or replays requests.",
  ],
} as const;

/** How any call can fail without a response. */
export const TRANSPORT_ERRORS = {
  timeout: ["No response from Okta within {$milliseconds} ms.", "Increase {timeout}, or retry later."],
  "timeout.write": [
    "No response from Okta within {$milliseconds} ms.",
    "The request may have been processed. Check the result before retrying.",
  ],
  "timeout.token": ["Timed out waiting for an access token.", "Increase {timeout}, or retry later."],
  network_error: ["Request to {$host} failed: no response received.", "Check {orgUrl} and the network."],
  "network_error.write": [
    "Request to {$host} failed: no response received.",
    "The request may have been processed. Check the result before retrying.",
  ],
  "network_error.body": [
    "The response body ended prematurely.",
    "The request may have been processed. Check the result before retrying.",
  ],
} as const;

/** How the input of an action of `@okta-edge/actions` can be wrong; that package writes the message. */
export const ACTION_ERRORS = {
  invalid_input: ["A parameter or a member of the body is missing, unknown or invalid. Nothing was sent."],
} as const;

/** The code that a key of a table belongs to. */
export type CodeOf<Key> = Key extends `${infer Code}.${string}` ? Code : Key;
