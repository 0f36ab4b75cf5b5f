// The comment of each code says what it means and, after the dash, what to do: docs/errors.md is made from them.

/** What can be wrong with a private key. */
export type PrivateKeyErrorCode =
  /** There is no text. */
  | "private_key_empty"
  /** The text is the path of a file. */
  | "private_key_is_path"
  /** The key is locked by a password. */
  | "private_key_encrypted"
  /** The public half was given. */
  | "private_key_is_public"
  /** A certificate was given. */
  | "private_key_is_certificate"
  /** A certificate request was given. */
  | "private_key_is_request"
  /** The key is in the form of OpenSSH or PuTTY. */
  | "private_key_openssh"
  /** The RSA key has less than 2048 bits. */
  | "private_key_too_small"
  /** The key is for RSA-PSS only, which Okta does not take. */
  | "private_key_rsa_pss"
  /** The key is neither RSA nor EC on P-256, P-384 or P-521: Ed25519, secp256k1, DSA, a curve without a name. */
  | "private_key_unsupported"
  /** The key cannot sign with the algorithm that was asked for, or that its JWK names. */
  | "private_key_algorithm_mismatch"
  /** The text is cut off or damaged, or no key at all. */
  | "private_key_malformed";

/** What can be wrong with a setting. */
export type ConfigurationErrorCode =
  /** `orgUrl` is no https:// address of an org alone (http is for loopback), or the Admin Console's, which has no API. — Give https://example.okta.com, without -admin. */
  | "invalid_org_url"
  /** `clientId` is missing, or holds blanks. — Copy the app's Client ID: General › Client Credentials. */
  | "invalid_client_id"
  /** `scopes` names no scope, or something that is none. — Give names such as okta.users.read. */
  | "invalid_scopes"
  /** `assertionLifetime` is no whole number from 1 to 3600. — Set it to 300. */
  | "invalid_lifetime"
  /** Another option is not one of its values. — The message names the option and the values. */
  | "invalid_option"
  /** A URL, a token endpoint or a next page leads away from the org: a token is sent nowhere else. — Give a path such as /api/v1/users. */
  | "foreign_url";

/** How a token request can fail. */
export type TokenRequestErrorCode =
  /** Okta refused: `error` and `errorDescription` are its own words. — `hint` says what to do; see the table below. */
  | "token_refused"
  /** The rate limit for token requests is used up. — Wait `retryAfter` seconds; share one client or one token cache. */
  | "token_rate_limited"
  /** The token endpoint answered 5xx, and did so again when asked again. — Try later; look at Okta's status page. */
  | "token_endpoint_failed"
  /** The token endpoint cannot be reached, or broke off. — Check `orgUrl` and the network. */
  | "token_endpoint_unreachable"
  /** The token endpoint redirects; an assertion is sent nowhere else. — Check `orgUrl` and `tokenEndpoint`. */
  | "token_endpoint_redirected"
  /** The answer is no token: HTML, no JSON, no access token, an unknown type, an absurd lifetime, too long. — Check `orgUrl`, `tokenEndpoint`, and what is between here and Okta. */
  | "token_response_invalid"
  /** Okta gave a token of another type than `dpop` asks for: Bearer for always, DPoP for never. — Turn on Require DPoP in the app, or set `dpop` to auto. */
  | "dpop_mismatch";

/** How a call of the Management API can fail. */
export type OktaApiErrorCode =
  /** Okta answered with an error of its own: `errorCode`, `errorSummary` and `errorCauses` are its words. — See the `errorCode` in Okta's documentation. */
  | "okta_error"
  /** The access token lacks the scope that `scope` names. — Add it to `scopes`, and grant it to the app: Okta API Scopes. */
  | "insufficient_scope"
  /** The scope is there, but no admin role that allows the call. — Give the app one: Admin roles. A service app has none at first. */
  | "missing_admin_role"
  /** Okta refused the proof of possession. — Set `dpop` to auto; find what changes or repeats requests between here and Okta. */
  | "dpop_refused"
  /** Okta refused the token, and the new one as well. — Check that the app is active and that the org is the right one. */
  | "unauthorized"
  /** Okta's rate limit is used up for longer than the call may take. — Wait `retryAfter` seconds, or raise `timeout`. */
  | "rate_limited"
  /** The answer is no JSON, no list where pages were asked for, or a page that names itself as the next. — Use `fetch` for paths that answer with something else. */
  | "unexpected_response";

/** What can happen to any call. */
export type TransportErrorCode =
  /** Nothing came within `timeout` milliseconds, waits for rate limits included. — Raise `timeout`, or look at Okta's status page. */
  | "timeout"
  /** Okta cannot be reached, or the connection broke off. — Check `orgUrl` and the network. After a write, look before you repeat it. */
  | "network_error";

/** How the input of an action of `@okta-edge/actions` can be wrong. */
export type ActionErrorCode =
  /** A parameter or a member of the body is missing, unknown or not what the action takes. Nothing has been sent. — The message names each; see the reference of actions. */
  "invalid_input";

/** Every `code` that an {@link OktaEdgeError} can have. */
export type OktaEdgeErrorCode =
  | PrivateKeyErrorCode
  | ConfigurationErrorCode
  | TokenRequestErrorCode
  | OktaApiErrorCode
  | TransportErrorCode
  | ActionErrorCode;

/** What every error may carry beside its code and message. */
export interface OktaEdgeErrorDetails {
  /** What to do about it: the setting to change, or the step of the set-up to revisit. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The base of every error of this library.
 *
 * `code` is stable and made for programs, `message` says what is wrong, `hint` what to do. None of them, nor `toJSON()`,
 * ever holds a key, an assertion, a proof or a token.
 *
 * @example
 * ```ts
 * try {
 *   await okta.json("/api/v1/users");
 * } catch (error) {
 *   if (error instanceof OktaEdgeError) console.error(error.code, error.hint);
 * }
 * ```
 */
export class OktaEdgeError extends Error {
  override readonly name: string = "OktaEdgeError";
  readonly code: OktaEdgeErrorCode;
  readonly hint: string | undefined;

  constructor(code: OktaEdgeErrorCode, message: string, details: OktaEdgeErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
  }

  /** The error as plain data, for logs and responses. The `cause` and the stack are left out: they are for a debugger. */
  toJSON(): Record<string, unknown> {
    return Object.assign<Record<string, unknown>, this>({ message: this.message }, this);
  }
}

/** The private key cannot be used. The message never quotes any of it. */
export class PrivateKeyError extends OktaEdgeError {
  override readonly name: string = "PrivateKeyError";
  declare readonly code: PrivateKeyErrorCode;
}

/** A setting is wrong. Nothing has been sent. */
export class ConfigurationError extends OktaEdgeError {
  override readonly name: string = "ConfigurationError";
  declare readonly code: ConfigurationErrorCode;
}

/** Nothing came back within `timeout` milliseconds, waits for rate limits included. */
export class TimeoutError extends OktaEdgeError {
  override readonly name: string = "TimeoutError";

  constructor(message: string, details?: OktaEdgeErrorDetails) {
    super("timeout", message, details);
  }
}

/** What Okta said when it refused a token. */
export interface TokenRequestErrorDetails extends OktaEdgeErrorDetails {
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfter?: number | undefined;
}

/** The token endpoint gave no token (RFC 6749, section 5.2). */
export class TokenRequestError extends OktaEdgeError {
  override readonly name: string = "TokenRequestError";
  declare readonly code: TokenRequestErrorCode;
  /** The HTTP status; undefined when there was no answer. */
  declare readonly status: number | undefined;
  /** Okta's `error`, such as `invalid_client`. */
  declare readonly error: string | undefined;
  /** Okta's `error_description`. */
  declare readonly errorDescription: string | undefined;
  /** Okta's `X-Okta-Request-Id`, to be found again in the System Log. */
  declare readonly requestId: string | undefined;
  /** Seconds to wait before another attempt can succeed, where Okta said so. */
  declare readonly retryAfter: number | undefined;

  constructor(code: TokenRequestErrorCode, message: string, { cause, hint, ...said }: TokenRequestErrorDetails = {}) {
    super(code, message, { cause, hint });
    Object.assign(this, said);
  }
}

/** What Okta said when it refused a call. */
export interface OktaApiErrorDetails extends OktaEdgeErrorDetails {
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly errorSummary?: string | undefined;
  readonly errorCauses?: readonly string[] | undefined;
  readonly scope?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Okta answered a Management API call with something other than success. */
export class OktaApiError extends OktaEdgeError {
  override readonly name: string = "OktaApiError";
  declare readonly code: OktaApiErrorCode;
  /** The HTTP status. */
  declare readonly status: number;
  /** Okta's `errorCode`, such as `E0000007`; undefined where Okta answers with headers alone. */
  declare readonly errorCode: string | undefined;
  declare readonly errorSummary: string | undefined;
  readonly errorCauses: readonly string[];
  /** The scope that was missing, for `insufficient_scope`. */
  declare readonly scope: string | undefined;
  /** Okta's `X-Okta-Request-Id`, to be found again in the System Log. */
  declare readonly requestId: string | undefined;

  constructor(
    code: OktaApiErrorCode,
    message: string,
    { cause, hint, errorCauses = [], ...said }: OktaApiErrorDetails,
  ) {
    super(code, message, { cause, hint });
    this.errorCauses = errorCauses;
    Object.assign(this, said);
  }
}

/** Okta's rate limit is used up, and waiting for it would have taken longer than the caller allows. */
export class RateLimitError extends OktaApiError {
  override readonly name: string = "RateLimitError";
  /** Seconds to wait before the next call can succeed. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number, details: OktaApiErrorDetails) {
    super("rate_limited", message, details);
    this.retryAfter = retryAfter;
  }
}
