import { checkLifetime } from "./client-assertion.ts";
import { type ConfigurationError, configurationError } from "./errors.ts";
import type { OktaClientObserver } from "./events.ts";
import { isExample } from "./example-value.ts";
import { trimOption } from "./option-text.ts";
import { parseOrgUrl, resolveTokenEndpoint } from "./org-url.ts";
import type { PrivateKey, PrivateKeyInput, SigningAlgorithm } from "./private-key.ts";
import { parseScopes, type ScopeName } from "./scopes.ts";
import type { TokenCache } from "./token-cache.ts";
import type { DpopMode } from "./token-request.ts";

/** Options of {@link createOktaClient}. A byte order mark, surrounding whitespace and quotation marks are ignored in every string. */
export interface OktaClientOptions {
  /** The org's URL, such as `https://example.okta.com`. http is accepted for loopback addresses only. */
  readonly orgUrl: string;
  /** The Client ID of the API Services app. */
  readonly clientId: string;
  /**
   * The KID of the public key in Okta. Required if the app has several keys.
   *
   * @defaultValue the `kid` of the JWK, if it has one
   */
  readonly keyId?: string | undefined;
  /** PEM or JWK in any form that `importPrivateKey` accepts, or its result. */
  readonly privateKey: PrivateKeyInput | PrivateKey;
  /** The Okta scopes to request, as a list or a string separated by spaces or commas. */
  readonly scopes: readonly ScopeName[] | ScopeName;
  /**
   * The algorithm of the client assertion's signature.
   *
   * @defaultValue RS256 for an RSA key, the algorithm of its curve for an EC key
   */
  readonly algorithm?: SigningAlgorithm | undefined;
  /**
   * Lifetime of a client assertion in seconds, 1 to 3600.
   *
   * @defaultValue 300
   */
  readonly assertionLifetime?: number | undefined;
  /**
   * The assertion's `iss`.
   *
   * @defaultValue `clientId`
   */
  readonly issuer?: string | undefined;
  /**
   * The assertion's `sub`.
   *
   * @defaultValue `clientId`
   */
  readonly subject?: string | undefined;
  /**
   * The assertion's `aud`.
   *
   * @defaultValue `tokenEndpoint`
   */
  readonly audience?: string | undefined;
  /**
   * The URL that issues tokens. It must be on the org's origin.
   *
   * @defaultValue `{orgUrl}/oauth2/v1/token`
   */
  readonly tokenEndpoint?: string | undefined;
  /**
   * Whether tokens are bound to a key (DPoP).
   *
   * @defaultValue `auto`
   */
  readonly dpop?: DpopMode | undefined;
  /** Stores tokens outside of this client. The client's own memory is read first. */
  readonly tokenCache?: TokenCache | undefined;
  /**
   * Time limit of a read of the token cache in milliseconds. A write has as long as `waitUntil` allows.
   *
   * @defaultValue 1000
   */
  readonly tokenCacheTimeout?: number | undefined;
  /**
   * Seconds before expiry at which a token is refreshed in the background.
   *
   * @defaultValue 300
   */
  readonly refreshAhead?: number | undefined;
  /**
   * Time limit of a call in milliseconds, including retries and waits; `Infinity` for none.
   *
   * @defaultValue 20,000
   */
  readonly timeout?: number | undefined;
  /**
   * Maximum number of retries of a call after a 429, a 5xx or a network error.
   *
   * @defaultValue 2
   */
  readonly maxRetries?: number | undefined;
  /**
   * Sends the requests. An {@link OktaEdgeError} that it throws is final: the call is not retried.
   *
   * @defaultValue the runtime's `fetch`
   */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * Returns the time in seconds since the epoch.
   *
   * @defaultValue the system clock
   */
  readonly now?: (() => number) | undefined;
  /** Keeps work alive after the response, as `ctx.waitUntil` does in a Worker. */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** Receives the events of this client. */
  readonly onEvent?: OktaClientObserver | undefined;
}

/** Options after validation: without surrounding whitespace, empty ones removed, addresses resolved, scopes as a list. */
export interface ParsedOptions extends OktaClientOptions {
  readonly scopes: readonly string[];
  readonly tokenEndpoint: string;
  readonly dpop: DpopMode;
}

/** Options that are plain text; an empty one is absent. */
const TEXT_OPTIONS = [
  "clientId",
  "keyId",
  "algorithm",
  "issuer",
  "subject",
  "audience",
  "tokenEndpoint",
  "dpop",
] as const;

/**
 * Validates everything that can be validated before a request is sent.
 *
 * @throws {ConfigurationError} that names the option.
 */
export function parseOptions(options: OktaClientOptions): ParsedOptions {
  const texts: Partial<Record<(typeof TEXT_OPTIONS)[number], string | undefined>> = {};
  for (const option of TEXT_OPTIONS) {
    const value: unknown = options[option];
    const text = typeof value === "string" ? trimOption(option, value) || undefined : (value ?? undefined);
    if (text !== undefined && typeof text !== "string") throw invalidOption(option, "a string");
    texts[option] = text;
  }
  const { clientId = "", dpop = "auto" } = texts;
  const orgUrl = parseOrgUrl(options.orgUrl);
  if (isExample(clientId)) throw configurationError("invalid_client_id.example");
  if (!/^[!-~]+$/.test(clientId)) throw configurationError("invalid_client_id");
  const example = TEXT_OPTIONS.find((option) => isExample(texts[option] ?? ""));
  if (example) throw configurationError("invalid_option.example", { option: example });
  if (/^0oa\w{17}$/.test(texts.keyId ?? "")) throw configurationError("invalid_option.client_id");
  if (texts.algorithm !== undefined && !/^[RE]S(256|384|512)$/.test(texts.algorithm)) {
    throw invalidOption("algorithm", "RS256, RS384, RS512, ES256, ES384 or ES512");
  }
  if (!/^(auto|always|never)$/.test(dpop)) throw invalidOption("dpop", "auto, always or never");
  if (options.assertionLifetime !== undefined) checkLifetime(options.assertionLifetime);
  for (const option of ["timeout", "tokenCacheTimeout"] as const) {
    if (options[option] !== undefined) checkMilliseconds(option, options[option]);
  }
  for (const option of ["maxRetries", "refreshAhead"] as const) {
    if (options[option] !== undefined && !(options[option] >= 0)) throw invalidOption(option, "0 or more");
  }
  return {
    ...options,
    ...(texts as Partial<OktaClientOptions>),
    orgUrl,
    clientId,
    dpop: dpop as DpopMode,
    scopes: parseScopes(options.scopes),
    tokenEndpoint: resolveTokenEndpoint(texts.tokenEndpoint, orgUrl),
  };
}

/** Throws unless a value is a time limit that timers accept. */
export function checkMilliseconds(option: string, value: number): void {
  if (value === Number.POSITIVE_INFINITY || (value >= 1 && value < 2 ** 31)) return;
  throw invalidOption(option, "1 to 2147483647 milliseconds, or Infinity");
}

function invalidOption(option: string, expected: string): ConfigurationError {
  return configurationError("invalid_option", { option, expected });
}
