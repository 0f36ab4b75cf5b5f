import type { TokenSource } from "./access-token.ts";
import { peekErrorCode, readChallenge } from "./api-error.ts";
import type { ApiRequest, OktaRequestInit } from "./api-request.ts";
import { discardBody } from "./bounded-body.ts";
import type { OktaClientOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { createDpopProof, type DpopKey, importDpopKey } from "./dpop.ts";
import { OktaEdgeError } from "./errors.ts";
import { notify, type RetryReason } from "./events.ts";
import { type RateLimit, rateLimitWait, readRateLimit } from "./rate-limit.ts";
import { isSafeMethod, type Retry, retryAfter } from "./retry.ts";
import { abortable, type Deadline, sleep } from "./time-limit.ts";
import { remember } from "./token-cache.ts";
import type { TokenSet } from "./token-request.ts";

const MAX_RATE_LIMITS = 100;

/** What an authorized fetch is made of. */
export interface AuthorizedFetchOptions extends Pick<OktaClientOptions, "maxRetries" | "onEvent"> {
  readonly source: TokenSource;
  readonly clock: Clock;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Takes what Okta says about its rate limits. */
  readonly rateLimits: Map<string, RateLimit>;
}

/** What one call wants beside its request. */
export interface AuthorizedCall extends Pick<OktaRequestInit, "maxRetries" | "idempotent" | "onEvent"> {
  readonly scopes: readonly string[];
  readonly deadline: Deadline;
}

/** Sends a request with a token, and with a DPoP proof where the token is bound to a key, until there is an answer to keep. */
export type AuthorizedFetch = (request: ApiRequest, call: AuthorizedCall) => Promise<Response>;

/** Makes an {@link AuthorizedFetch}. */
export function createAuthorizedFetch(options: AuthorizedFetchOptions): AuthorizedFetch {
  const { source, clock, fetch, onEvent, rateLimits } = options;
  let dpopKey: { readonly jwk: JsonWebKey; readonly key: Promise<DpopKey> } | undefined;
  let nonce: string | undefined;

  return async (request, call) => {
    const { method, canRepeat } = request;
    const { scopes, deadline, maxRetries = options.maxRetries ?? 2 } = call;
    const { signal } = deadline;
    const path = request.url.pathname;
    const isSafe = isSafeMethod(method) || call.idempotent === true;
    const tell = (event: Parameters<typeof notify>[0]) => notify(event, onEvent, call.onEvent);
    const answered = new Set<RetryReason>();
    let retries = 0;

    for (let attempt = 0; ; attempt++) {
      const { tokenSet, from } = await source.get(scopes, signal);
      tell({ type: "token.used", from });
      tell({ type: "request.sent", method, path, attempt });
      let response: Response | undefined;
      let cause: unknown;
      const authorized = await authorize(request, tokenSet, signal);
      try {
        response = await abortable(fetch(authorized), signal);
      } catch (error) {
        signal.throwIfAborted();
        cause = error;
      }
      if (response) {
        noteHeaders(response, path);
        if (response.status === 429) tell({ type: "rate.limited", path, wait: rateLimitWait(response, clock.now()) });
      }

      const challenged = response && (await answerChallenge(response, call, tokenSet, answered));
      const retry: Retry | undefined = challenged
        ? { reason: challenged, wait: 0 }
        : retries < maxRetries
          ? retryAfter(response, isSafe, retries, clock.now())
          : undefined;
      if (retry && canRepeat && retry.wait < deadline.remaining()) {
        tell({ type: "request.retried", method, path, ...retry });
        if (response) discardBody(response);
        if (!challenged) retries++;
        await sleep(retry.wait, signal);
        continue;
      }
      if (response) return response;
      throw new OktaEdgeError("network_error", `${request.url.host} gave no answer.`, {
        cause,
        hint: isSafe ? "Check `orgUrl` and the network." : "Okta may have done it: look first.",
      });
    }
  };

  function noteHeaders({ headers }: Response, path: string): void {
    const rateLimit = readRateLimit(headers);
    if (rateLimit) remember(rateLimits, path.split("/").slice(0, 4).join("/"), rateLimit, MAX_RATE_LIMITS);
    nonce = headers.get("dpop-nonce") ?? nonce;
  }

  /** Does what a refused proof or token asks for, once a call for each reason; returns why the call is worth repeating at once. */
  async function answerChallenge(
    response: Response,
    { scopes, onEvent: observer }: AuthorizedCall,
    tokenSet: TokenSet,
    answered: Set<RetryReason>,
  ): Promise<RetryReason | undefined> {
    const { status, headers } = response;
    if (status !== 400 && status !== 401) return undefined;
    const { error, errorDescription = "" } = readChallenge(headers);
    let reason: RetryReason | undefined;
    if (error === "use_dpop_nonce") {
      if (headers.has("dpop-nonce")) reason = "dpop_nonce";
    } else if (/future|five minutes/.test(errorDescription)) {
      const offset = clock.adjust(response, true);
      if (offset !== undefined) {
        reason = "clock";
        notify({ type: "clock.corrected", offset }, onEvent, observer);
      }
    } else if (status === 401 && !/^E00000(15|04)$/.test((await peekErrorCode(response)) ?? "")) {
      // Those two say that the feature is off, or the sign-in wrong: nothing that a new token changes.
      if (source.reject(scopes, tokenSet.accessToken)) reason = "unauthorized";
    }
    if (reason === undefined || answered.has(reason)) return undefined;
    answered.add(reason);
    return reason;
  }

  async function authorize(request: ApiRequest, tokenSet: TokenSet, signal: AbortSignal): Promise<Request> {
    const { url, method, body, canRepeat } = request;
    const { accessToken, tokenType, dpopKey: jwk } = tokenSet;
    const headers = new Headers(request.headers);
    headers.set("authorization", `${tokenType} ${accessToken}`);
    headers.delete("dpop");
    if (jwk) {
      if (dpopKey?.jwk !== jwk) dpopKey = { jwk, key: importDpopKey(jwk) };
      const key = await dpopKey.key;
      headers.set("dpop", await createDpopProof({ key, method, url: url.href, accessToken, nonce, now: clock.now }));
    }
    // A redirect is an answer like any other: the token goes nowhere that the caller did not name.
    return new Request(url, {
      method,
      headers,
      body,
      signal,
      redirect: "manual",
      ...(!canRepeat && { duplex: "half" }),
    });
  }
}
