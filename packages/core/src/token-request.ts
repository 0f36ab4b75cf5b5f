import { createClientAssertion, machineTime } from "./client-assertion.ts";
import { type Clock, createClock, dateOf } from "./clock.ts";
import { createDpopProof, type DpopKey, generateDpopJwk, importDpopKey } from "./dpop.ts";
import { TimeoutError, TokenRequestError } from "./errors.ts";
import type { PrivateKey } from "./private-key.ts";
import { startDeadline } from "./time-limit.ts";
import { judgeTokenResponse } from "./token-response.ts";

/**
 * Whether to prove possession of a key of one's own with each request (RFC 9449).
 * `auto`: always offer it and go by what Okta answers. `always`: refuse a token without it. `never`: do not offer it.
 */
export type DpopMode = "auto" | "always" | "never";

/** An access token with all that is needed to use it: plain data, so that any store can keep it. Secret. */
export interface TokenSet {
  readonly accessToken: string;
  readonly tokenType: "Bearer" | "DPoP";
  /** The scopes granted, which may be fewer than were asked for. */
  readonly scopes: readonly string[];
  /** Seconds since the epoch, by Okta's clock. */
  readonly issuedAt: number;
  /** Seconds since the epoch, by Okta's clock. */
  readonly expiresAt: number;
  /** The private JWK that the token is bound to, for a DPoP token. */
  readonly dpopKey?: JsonWebKey;
  /** The nonce that Okta's token endpoint gave last; it works for three days. */
  readonly dpopNonce?: string;
}

/** What a token request needs. */
export interface TokenRequestOptions {
  /** The token endpoint's full URL. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly keyId?: string | undefined;
  readonly privateKey: PrivateKey;
  readonly scopes: readonly string[];
  /** The assertion's `aud`. Default: `tokenEndpoint`. */
  readonly audience?: string | undefined;
  readonly issuer?: string | undefined;
  readonly subject?: string | undefined;
  /** Seconds, 1 to 3600. Default: 300. */
  readonly assertionLifetime?: number | undefined;
  /** Default: `auto`. */
  readonly dpop?: DpopMode | undefined;
  /** The DPoP key to use, as a private JWK. Default: a new one. */
  readonly dpopKey?: JsonWebKey | undefined;
  /** The nonce that Okta gave last, which saves a call. */
  readonly dpopNonce?: string | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole exchange. Default: 10,000. */
  readonly timeout?: number | undefined;
  /** The time in seconds since the epoch. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
  /** Called at each step of the exchange. */
  readonly onStep?: ((step: ExchangeStep) => void) | undefined;
}

/** A step of an exchange: a request goes out, Okta gave a nonce, the clock was corrected to Okta's by `offset` seconds. */
export type ExchangeStep =
  | { readonly type: "request" }
  | { readonly type: "nonce"; readonly nonce: string }
  | { readonly type: "clock"; readonly offset: number };

/** What an exchange needs that outlives it: the client keeps these, {@link requestToken} makes them anew. */
export interface Exchange extends Omit<TokenRequestOptions, "now" | "timeout" | "signal"> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Exchanges a client assertion for an access token (RFC 7523, section 2.2; RFC 6749, section 4.4).
 *
 * Each attempt has a fresh assertion: Okta takes one once. A nonce that Okta demands (RFC 9449, section 8) is answered,
 * and a clock that is off is corrected by Okta's `Date`, each at most once.
 *
 * @throws {TokenRequestError} with Okta's `error`, `errorDescription`, `requestId`, and a `hint` at the step to revisit.
 * @throws {TimeoutError} after `timeout` milliseconds.
 * @throws the signal's reason when it aborts.
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
  const { now = machineTime, timeout = 10_000, signal, ...rest } = options;
  const deadline = startDeadline(timeout, signal, () => new TimeoutError(`No token within ${timeout} ms.`));
  try {
    return await exchangeToken({ ...rest, clock: createClock(now), signal: deadline.signal });
  } finally {
    deadline.stop();
  }
}

/** {@link requestToken} with a clock that its owner keeps, and without a time limit of its own. */
export async function exchangeToken(exchange: Exchange): Promise<TokenSet> {
  const { clock, dpop = "auto", onStep } = exchange;
  const dpopJwk = dpop === "never" ? undefined : (exchange.dpopKey ?? (await generateDpopJwk()));
  const dpopKey = dpopJwk && (await importDpopKey(dpopJwk));
  let nonce = exchange.dpopNonce;
  let nonceAnswered = false;
  let clockCorrected = false;

  for (;;) {
    onStep?.({ type: "request" });
    const response = await sendTokenRequest(exchange, dpopKey, nonce);
    const before = nonce;
    nonce = response.headers.get("dpop-nonce") ?? nonce;
    if (nonce !== undefined && nonce !== before) onStep?.({ type: "nonce", nonce });
    try {
      const { scopes, expiresIn, accessToken, tokenType } = await judgeTokenResponse(response, clock.now());
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
      if (!(error instanceof TokenRequestError)) throw error;
      if (error.error === "use_dpop_nonce" && dpopKey && nonce !== before && !nonceAnswered) {
        nonceAnswered = true;
        continue;
      }
      if (!clockCorrected && isAboutTime(error) && correctClock(exchange, response, true)) {
        clockCorrected = true;
        continue;
      }
      throw error;
    }
  }
}

/** Sends one token request, with an assertion and a proof made for it alone. */
async function sendTokenRequest(
  exchange: Exchange,
  dpopKey: DpopKey | undefined,
  nonce: string | undefined,
): Promise<Response> {
  const { tokenEndpoint, clock, scopes, signal, fetch = globalThis.fetch } = exchange;
  const assertion = await createClientAssertion({
    ...exchange,
    audience: exchange.audience ?? tokenEndpoint,
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
  const request = new Request(tokenEndpoint, {
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
  });
  try {
    return await fetch(request);
  } catch (cause) {
    signal.throwIfAborted();
    throw new TokenRequestError("token_endpoint_unreachable", "The token endpoint cannot be reached.", {
      cause,
      hint: "Check `orgUrl` and the network.",
    });
  }
}

function checkTokenType(tokenType: "Bearer" | "DPoP", dpop: DpopMode): void {
  if (dpop !== (tokenType === "DPoP" ? "never" : "always")) return;
  throw new TokenRequestError("dpop_mismatch", `Okta gave a ${tokenType} token, and \`dpop\` is ${dpop}.`, {
    hint: "Turn on Require DPoP in the app, or set `dpop` to auto.",
  });
}

/** Okta's words for an assertion or proof whose times do not fit its clock. */
function isAboutTime(error: TokenRequestError): boolean {
  return /token is expired|too far|current time|future|five minutes in the past/.test(error.errorDescription ?? "");
}

function correctClock({ clock, onStep }: Exchange, response: Response, exact = false): boolean {
  const offset = clock.adjust(response, exact);
  if (offset === undefined) return false;
  onStep?.({ type: "clock", offset });
  return true;
}
