import {
  type ACTION_ERRORS,
  CONFIGURATION_ERRORS,
  type CodeOf,
  type ErrorOption,
  type ErrorTemplate,
  OKTA_API_ERRORS,
  PRIVATE_KEY_ERRORS,
  TOKEN_REQUEST_ERRORS,
  TRANSPORT_ERRORS,
} from "./error-table.ts";
import { type ErrorDescription, errorText, type NameOption, type TemplateValues } from "./error-text.ts";

/** The `code` of a {@link PrivateKeyError}. docs/errors.md describes every code. */
export type PrivateKeyErrorCode = CodeOf<keyof typeof PRIVATE_KEY_ERRORS>;

/** The `code` of a {@link ConfigurationError}. */
export type ConfigurationErrorCode = CodeOf<keyof typeof CONFIGURATION_ERRORS>;

/** The `code` of a {@link TokenRequestError}. */
export type TokenRequestErrorCode = CodeOf<keyof typeof TOKEN_REQUEST_ERRORS>;

/** The `code` of an {@link OktaApiError}. */
export type OktaApiErrorCode = CodeOf<keyof typeof OKTA_API_ERRORS>;

/** The `code` of an error of any call that has no response. */
export type TransportErrorCode = CodeOf<keyof typeof TRANSPORT_ERRORS>;

/** The `code` of an `ActionInputError` of `@okta-edge/actions`. */
export type ActionErrorCode = keyof typeof ACTION_ERRORS;

/** Every `code` of an {@link OktaEdgeError}. */
export type OktaEdgeErrorCode =
  | PrivateKeyErrorCode
  | ConfigurationErrorCode
  | TokenRequestErrorCode
  | OktaApiErrorCode
  | TransportErrorCode
  | ActionErrorCode;

/** The details of an error besides its code and message. */
export interface OktaEdgeErrorDetails {
  /** What to do: the option to change, or the step of the set-up in Okta to repeat. */
  readonly hint?: string | undefined;
  /** The option to correct, such as `orgUrl`. */
  readonly option?: string | undefined;
  /**
   * Renders the message and hint with other names of the options.
   *
   * @defaultValue the message and hint as they are
   */
  readonly describe?: ((nameOption: NameOption) => ErrorDescription) | undefined;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * The base class of every error of this library.
 *
 * `code` is stable and meant for programs, `message` says what is wrong, `hint` what to do. None of them, nor `toJSON()`,
 * contains a key, an assertion, a proof or a token.
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
  /** The name of the error's class. */
  override readonly name: string = "OktaEdgeError";
  /** The stable name of the error, for programs. docs/errors.md describes every code. */
  readonly code: OktaEdgeErrorCode;
  /** What to do about it. */
  declare readonly hint: string | undefined;
  /** The option to correct, such as `orgUrl`; undefined if no single option is wrong. */
  declare readonly option: string | undefined;
  readonly #describe: ((nameOption: NameOption) => ErrorDescription) | undefined;

  constructor(code: OktaEdgeErrorCode, message: string, details: OktaEdgeErrorDetails = {}) {
    const { cause, describe, ...received } = details;
    super(message, cause === undefined ? undefined : { cause });
    // With what a subclass received from Okta.
    Object.assign(this, received);
    this.code = code;
    this.#describe = describe;
  }

  /**
   * Renders the message and hint with the reader's names of the options.
   *
   * @param nameOption - Returns the name of an option, such as `OKTA_ORG_URL` for `orgUrl`.
   *
   * @example
   * ```ts
   * const { message, hint } = error.describe((option) => `OKTA_${option.toUpperCase()}`);
   * ```
   */
  describe(nameOption: NameOption): ErrorDescription {
    return this.#describe?.(nameOption) ?? { message: this.message, hint: this.hint };
  }

  /** Returns the error as plain data, for logs and responses, without `cause` and stack. */
  toJSON(): Record<string, unknown> {
    return Object.assign<Record<string, unknown>, this>({ message: this.message }, this);
  }
}

/** The private key cannot be used. The message never contains any of it. */
export class PrivateKeyError extends OktaEdgeError {
  /** The name of the error's class. */
  override readonly name: string = "PrivateKeyError";
  /** What is wrong with the private key. */
  declare readonly code: PrivateKeyErrorCode;
}

/** An option is invalid. Nothing was sent. */
export class ConfigurationError extends OktaEdgeError {
  /** The name of the error's class. */
  override readonly name: string = "ConfigurationError";
  /** What is wrong with the option. */
  declare readonly code: ConfigurationErrorCode;
}

/** No response arrived within `timeout` milliseconds, including waits for rate limits. */
export class TimeoutError extends OktaEdgeError {
  /** The name of the error's class. */
  override readonly name: string = "TimeoutError";
  /** Always `timeout`. */
  declare readonly code: "timeout";

  constructor(message: string, details?: OktaEdgeErrorDetails) {
    super("timeout", message, details);
  }
}

/** The details of a rejected token request. */
export interface TokenRequestErrorDetails extends OktaEdgeErrorDetails {
  /** The HTTP status; undefined if there was no response. */
  readonly status?: number | undefined;
  /** Okta's `error`, such as `invalid_client`. */
  readonly error?: string | undefined;
  /** Okta's `error_description`. */
  readonly errorDescription?: string | undefined;
  /** Okta's `X-Okta-Request-Id`. */
  readonly requestId?: string | undefined;
  /** Seconds to wait before the next attempt can succeed. */
  readonly retryAfter?: number | undefined;
}

/** The token endpoint returned no token (RFC 6749, section 5.2). */
export class TokenRequestError extends OktaEdgeError {
  /** The name of the error's class. */
  override readonly name: string = "TokenRequestError";
  /** Why there is no token. */
  declare readonly code: TokenRequestErrorCode;
  /** The HTTP status; undefined if there was no response. */
  declare readonly status: number | undefined;
  /** Okta's `error`, such as `invalid_client`. */
  declare readonly error: string | undefined;
  /** Okta's `error_description`. */
  declare readonly errorDescription: string | undefined;
  /** Okta's `X-Okta-Request-Id`, for a search in the System Log. */
  declare readonly requestId: string | undefined;
  /** Seconds to wait before the next attempt can succeed, if Okta returned them. */
  declare readonly retryAfter: number | undefined;

  constructor(code: TokenRequestErrorCode, message: string, details?: TokenRequestErrorDetails) {
    super(code, message, details);
  }
}

/** The details of a rejected call. */
export interface OktaApiErrorDetails extends OktaEdgeErrorDetails {
  /** The HTTP status. */
  readonly status: number;
  /** Okta's `errorCode`, such as `E0000007`. */
  readonly errorCode?: string | undefined;
  /** Okta's `errorSummary`. */
  readonly errorSummary?: string | undefined;
  /**
   * The `errorSummary` of each of Okta's `errorCauses`.
   *
   * @defaultValue none
   */
  readonly errorCauses?: readonly string[] | undefined;
  /** The missing scope. */
  readonly scope?: string | undefined;
  /** Okta's `X-Okta-Request-Id`. */
  readonly requestId?: string | undefined;
}

/** Okta returned something other than success for a Management API call. */
export class OktaApiError extends OktaEdgeError {
  /** The name of the error's class. */
  override readonly name: string = "OktaApiError";
  /** Why Okta rejected the call, as far as its response shows it. */
  declare readonly code: OktaApiErrorCode;
  /** The HTTP status. */
  declare readonly status: number;
  /** Okta's `errorCode`, such as `E0000007`; undefined if Okta returned headers only. */
  declare readonly errorCode: string | undefined;
  /** Okta's `errorSummary`; undefined if Okta returned headers only. */
  declare readonly errorSummary: string | undefined;
  /** The `errorSummary` of each of Okta's `errorCauses`; empty if there are none. */
  declare readonly errorCauses: readonly string[];
  /** The missing scope, for `insufficient_scope`. */
  declare readonly scope: string | undefined;
  /** Okta's `X-Okta-Request-Id`, for a search in the System Log. */
  declare readonly requestId: string | undefined;

  constructor(code: OktaApiErrorCode, message: string, details: OktaApiErrorDetails) {
    super(code, message, { errorCauses: [], ...details } as OktaEdgeErrorDetails);
  }
}

/** Okta's rate limit is exceeded, and the reset is later than the call's time limit. */
export class RateLimitError extends OktaApiError {
  /** The name of the error's class. */
  override readonly name: string = "RateLimitError";
  /** Always `rate_limited`. */
  declare readonly code: "rate_limited";
  /** Seconds to wait before the next call can succeed. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number, details: OktaApiErrorDetails) {
    super("rate_limited", message, details);
    this.retryAfter = retryAfter;
  }
}

/** Creates the error of an entry of the table. */
export function privateKeyError(id: keyof typeof PRIVATE_KEY_ERRORS, values?: TemplateValues): PrivateKeyError {
  return create(PrivateKeyError, id, PRIVATE_KEY_ERRORS[id], values);
}

/** Creates the error of an entry of the table. */
export function configurationError(id: keyof typeof CONFIGURATION_ERRORS, values?: TemplateValues): ConfigurationError {
  return create(ConfigurationError, id, CONFIGURATION_ERRORS[id], values);
}

/** Creates the error of an entry of the table; `hint` and `option` replace those of the entry. */
export function tokenRequestError(
  id: keyof typeof TOKEN_REQUEST_ERRORS,
  values?: TemplateValues,
  received?: TokenRequestErrorDetails,
  advice?: readonly [hint?: string | undefined, option?: ErrorOption | undefined],
): TokenRequestError {
  const [message, ...ownAdvice]: ErrorTemplate = TOKEN_REQUEST_ERRORS[id];
  return create(TokenRequestError, id, [message, ...(advice ?? ownAdvice)], values, received);
}

/** Creates the error of an entry of the table. */
export function apiError(
  id: keyof typeof OKTA_API_ERRORS,
  values: TemplateValues,
  received: OktaApiErrorDetails,
): OktaApiError {
  return create(OktaApiError, id, OKTA_API_ERRORS[id], values, received);
}

/** Creates the error of an entry of the table. */
export function rateLimitError(seconds: number, received: OktaApiErrorDetails): RateLimitError {
  const { message, ...details } = errorText(OKTA_API_ERRORS.rate_limited, { seconds });
  return new RateLimitError(message, seconds, { ...details, ...received });
}

/** Creates the error of an entry of the table. */
export function transportError(
  id: keyof typeof TRANSPORT_ERRORS,
  values?: TemplateValues,
  cause?: unknown,
): OktaEdgeError {
  const { message, ...details } = errorText(TRANSPORT_ERRORS[id], values);
  const code = codeOf(id);
  return code === "timeout"
    ? new TimeoutError(message, details)
    : new OktaEdgeError(code, message, { ...details, cause });
}

function create<Code extends string, Received extends object, Kind>(
  errorClass: new (code: Code, message: string, details: Received) => Kind,
  id: string,
  template: ErrorTemplate,
  values?: TemplateValues,
  received?: Received,
): Kind {
  const { message, ...details } = errorText(template, values);
  return new errorClass(codeOf(id) as Code, message, { ...details, ...received } as unknown as Received);
}

/** Returns an equal error, so that callers which share a failure do not share its stack and cause. */
export function copyError(error: unknown): unknown {
  if (!(error instanceof TokenRequestError || error instanceof PrivateKeyError)) return error;
  const { code, message, cause } = error;
  const details = { ...error, cause, describe: (nameOption: NameOption) => error.describe(nameOption) };
  return new (error.constructor as typeof OktaEdgeError)(code, message, details);
}

function codeOf<Id extends string>(id: Id): CodeOf<Id> {
  return id.replace(/\..*/, "") as CodeOf<Id>;
}
