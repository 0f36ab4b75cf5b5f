import { createClientAssertion } from "./client-assertion.ts";
import { checkMilliseconds } from "./client-options.ts";
import { type Clock, createClock, dateOf, systemTime } from "./clock.ts";
import { createDpopProof, type DpopKey, generateDpopJwk, importDpopKey } from "./dpop.ts";
import { OktaEdgeError, TokenRequestError, tokenRequestError, transportError } from "./errors.ts";
import { classifyRefusal } from "./okta-wording.ts";
import type { PrivateKey } from "./private-key.ts";
import type { ScopeName } from "./scopes.ts";
import { createSend, type Send } from "./send.ts";
import { startDeadline } from "./time-limit.ts";
import { parseTokenResponse } from "./token-response.ts";

/**
 * Whether requests prove possession of a key (DPoP, RFC 9449). `auto` offers a proof and accepts the token type that Okta returns,
 * `always` rejects a Bearer token, `never` offers no proof.
 */
export type DpopMode = "auto" | "always" | "never";

/** An access token with everything needed to use it: plain data that any store can hold. Secret. */
export interface TokenSet {
  /** The access token. It is a secret. */
  readonly accessToken: string;
  /** How the token is sent: alone, or with a DPoP proof for each request. */
  readonly tokenType: "Bearer" | "DPoP";
  /** The scopes granted, which may be fewer than requested. */
  readonly scopes: readonly string[];
  /** Seconds since the epoch, by Okta's clock. */
  readonly issuedAt: number;
  /** Seconds since the epoch, by Okta's clock. */
  readonly expiresAt: number;
  /** The private JWK that a DPoP token is bound to. */
  readonly dpopKey?: JsonWebKey;
  /** The last nonce of Okta's token endpoint; it is valid for three days. */
  readonly dpopNonce?: string;
}

/** Options of {@link requestToken}. */
export interface TokenRequestOptions {
  /** The full URL of the token endpoint. */
  readonly tokenEndpoint: string;
  /** The app's Client ID. */
  readonly clientId: string;
  /**
   * The assertion's `kid`, required if the app has several keys.
   *
   * @defaultValue the `kid` of the JWK, if it has one
   */
  readonly keyId?: string | undefined;
  /** The key that signs the assertion. */
  readonly privateKey: PrivateKey;
  /** The scopes to request. */
  readonly scopes: readonly ScopeName[];
  /**
   * The assertion's `aud`.
   *
   * @defaultValue `tokenEndpoint`
   */
  readonly audience?: string | undefined;
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
   * Lifetime of the assertion in seconds, 1 to 3600.
   *
   * @defaultValue 300
   */
  readonly assertionLifetime?: number | undefined;
  /**
   * Whether the token is bound to a key (DPoP).
   *
   * @defaultValue `auto`
   */
  readonly dpop?: DpopMode | undefined;
  /**
   * The DPoP key to use, as a private JWK.
   *
   * @defaultValue a new one
   */
  readonly dpopKey?: JsonWebKey | undefined;
  /** The last nonce of Okta's token endpoint, which saves a request. */
  readonly dpopNonce?: string | undefined;
  /**
   * Sends the requests.
   *
   * @defaultValue the runtime's `fetch`
   */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Aborts the exchange. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Time limit of the exchange in milliseconds.
   *
   * @defaultValue 10,000
   */
  readonly timeout?: number | undefined;
  /**
   * Returns the time in seconds since the epoch.
   *
   * @defaultValue the system clock
   */
  readonly now?: (() => number) | undefined;
  /** Called at each step of the exchange. */
  readonly onStep?: ((step: ExchangeStep) => void) | undefined;
}

/** A step of an exchange: a request is sent, Okta returned a nonce, or the clock was corrected by `offset` seconds to match Okta's. */
export type ExchangeStep =
  | { readonly type: "request" }
  | { readonly type: "nonce"; readonly nonce: string }
  | { readonly type: "clock"; readonly offset: number };

/** An exchange with a clock and a signal that its caller owns. */
export interface Exchange extends Omit<TokenRequestOptions, "now" | "timeout" | "signal" | "fetch"> {
  readonly send: Send;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Returns the time limit of one request in milliseconds. Default: none besides `signal`. */
  readonly requestTimeout?: (() => number) | undefined;
}

/**
 * Exchanges a client assertion for an access token (RFC 7523, section 2.2; RFC 6749, section 4.4).
 *
 * Each attempt sends a new assertion, because Okta accepts each one once. The request is repeated at most once with the nonce that
 * Okta requires (RFC 9449, section 8), and at most once with a clock corrected by Okta's `Date` header.
 *
 * @param options - The app, its key and the scopes to request.
 * @returns the access token with its scopes and lifetime.
 * @throws {TokenRequestError} with a {@link TokenRequestErrorCode}, Okta's `error`, `errorDescription` and `requestId`, and a `hint` that
 *   names the step to correct.
 * @throws {ConfigurationError} `invalid_scopes` or `invalid_lifetime` when an option is invalid.
 * @throws {TimeoutError} when no token arrives within `timeout` milliseconds.
 * @throws the reason of `signal` when it aborts.
 * @see {@link https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/ Okta: OAuth for a service app}
 *
 * @example
 * ```ts
 * const token = await requestToken({
 *   tokenEndpoint: "https://example.okta.com/oauth2/v1/token",
 *   clientId: "0oa1example",
 *   privateKey: await importPrivateKey(pem),
 *   scopes: ["okta.users.read"],
 * });
 * ```
 */
export async function requestToken(options: TokenRequestOptions): Promise<TokenSet> {
  const { now = systemTime, timeout = 10_000, signal, fetch, ...rest } = options;
  checkMilliseconds("timeout", timeout);
  const deadline = startDeadline(timeout, signal, () => transportError("timeout.token"));
  try {
    return await exchangeToken({ ...rest, send: createSend(fetch), clock: createClock(now), signal: deadline.signal });
  } finally {
    deadline.stop();
  }
}

/** Does the work of {@link requestToken} with the clock and signal of its caller. */
export async function exchangeToken(exchange: Exchange): Promise<TokenSet> {
  const { clock, dpop = "auto", onStep } = exchange;
  const dpopJwk = dpop === "never" ? undefined : (exchange.dpopKey ?? (await generateDpopJwk()));
  const dpopKey = dpopJwk && (await importDpopKey(dpopJwk));
  let nonce = exchange.dpopNonce;
  let nonceAnswered = false;
  let clockCorrected = false;

  for (;;) {
    onStep?.({ type: "request" });
    const milliseconds = exchange.requestTimeout?.() ?? Number.POSITIVE_INFINITY;
    const limit = startDeadline(milliseconds, exchange.signal, () => transportError("timeout.token"));
    const before = nonce;
    let response: Response | undefined;
    try {
      response = await sendTokenRequest({ ...exchange, signal: limit.signal }, dpopKey, nonce);
      nonce = response.headers.get("dpop-nonce") ?? nonce;
      if (nonce !== undefined && nonce !== before) onStep?.({ type: "nonce", nonce });
      const { scopes, expiresIn, accessToken, tokenType } = await parseTokenResponse(
        response,
        clock.now(),
        limit.signal,
      );
      checkTokenType(tokenType, dpop);
      correctClock(exchange, response);
      const issuedAt = dateOf(response) ?? Math.floor(clock.now());
      return {
        accessToken,
        tokenType,
        scopes: scopes ?? exchange.scopes,
        issuedAt,
        expiresAt: issuedAt + expiresIn,
        ...(tokenType === "DPoP" && dpopJwk && { dpopKey: dpopJwk, ...(nonce !== undefined && { dpopNonce: nonce }) }),
      };
    } catch (error) {
      exchange.signal.throwIfAborted();
      if (!(error instanceof TokenRequestError) || !response) throw error;
      const reason = classifyRefusal(error.error, error.errorDescription);
      if (reason === "dpop_nonce" && dpopKey && nonce !== before && !nonceAnswered) {
        nonceAnswered = true;
        continue;
      }
      if (!clockCorrected && reason === "clock" && correctClock(exchange, response, true)) {
        clockCorrected = true;
        continue;
      }
      throw error;
    } finally {
      limit.stop();
    }
  }
}

/** Sends one token request with an assertion and a proof of its own. */
async function sendTokenRequest(
  exchange: Exchange,
  dpopKey: DpopKey | undefined,
  nonce: string | undefined,
): Promise<Response> {
  const { tokenEndpoint, clock, scopes, signal, send } = exchange;
  const assertion = await createClientAssertion({
    ...exchange,
    audience: exchange.audience || tokenEndpoint,
    lifetime: exchange.assertionLifetime,
    now: clock.now,
  });
  const headers = new Headers({ accept: "application/json", "content-type": "application/x-www-form-urlencoded" });
  if (dpopKey) {
    headers.set(
      "dpop",
      await createDpopProof({ key: dpopKey, method: "POST", url: tokenEndpoint, nonce, now: clock.now }),
    );
  }
  const init: RequestInit = {
    method: "POST",
    headers,
    redirect: "manual",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope: scopes.join(" "),
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    }),
    signal,
  };
  try {
    return await send(tokenEndpoint, init);
  } catch (cause) {
    signal.throwIfAborted();
    // An error of this library says that another attempt would fail as well.
    if (cause instanceof OktaEdgeError) throw cause;
    throw tokenRequestError("token_endpoint_unreachable", {}, { cause });
  }
}

function checkTokenType(tokenType: "Bearer" | "DPoP", dpop: DpopMode): void {
  if (dpop !== (tokenType === "DPoP" ? "never" : "always")) return;
  throw tokenRequestError("dpop_mismatch", { tokenType, mode: dpop });
}

function correctClock({ clock, onStep }: Exchange, response: Response, exact = false): boolean {
  const offset = clock.adjust(response, exact);
  if (offset === undefined) return false;
  onStep?.({ type: "clock", offset });
  return true;
}
