import { parseChallenge, peekErrorCode } from "./api-error.ts";
import type { ApiRequest, OktaRequestInit } from "./api-request.ts";
import { discardBody, keepRequest } from "./bounded-body.ts";
import { setBounded } from "./bounded-map.ts";
import type { OktaClientOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { createDpopProof, type DpopKey, importDpopKey } from "./dpop.ts";
import { transportError } from "./errors.ts";
import { notify, type RetryReason } from "./events.ts";
import { type RateLimit, rateLimitWait, readRateLimit } from "./rate-limit.ts";
import { isSafeMethod, type Retry, retryAfter } from "./retry.ts";
import { abortable, type Deadline, sleep } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";
import type { TokenSource } from "./token-source.ts";

const MAX_RATE_LIMITS = 100;

/** Options of {@link createAuthorizedFetch}. */
export interface AuthorizedFetchOptions extends Pick<OktaClientOptions, "maxRetries" | "onEvent"> {
  readonly source: TokenSource;
  readonly clock: Clock;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Receives Okta's rate limits by path. */
  readonly rateLimits: Map<string, RateLimit>;
}

/** Options of one call. */
export interface AuthorizedCall extends Pick<OktaRequestInit, "maxRetries" | "idempotent" | "onEvent"> {
  readonly scopes: readonly string[];
  readonly deadline: Deadline;
}

/** Sends a request with a token, and a DPoP proof if the token is bound to a key, and retries it. */
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
        response = keepRequest(authorized, await abortable(fetch(authorized), signal));
      } catch (error) {
        signal.throwIfAborted();
        cause = error;
      }
      if (response) {
        noteHeaders(response, path);
        if (response.ok) source.accept(scopes, tokenSet.accessToken);
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
      throw transportError(isSafe ? "network_error" : "network_error.write", { host: request.url.host }, cause);
    }
  };

  function noteHeaders({ headers }: Response, path: string): void {
    const rateLimit = readRateLimit(headers);
    if (rateLimit) setBounded(rateLimits, path.split("/").slice(0, 4).join("/"), rateLimit, MAX_RATE_LIMITS);
    nonce = headers.get("dpop-nonce") ?? nonce;
  }

  /** Does what a rejected proof or token requires, once per call for each reason; returns the reason to retry the call immediately. */
  async function answerChallenge(
    response: Response,
    { scopes, onEvent: observer, deadline: { signal } }: AuthorizedCall,
    tokenSet: TokenSet,
    answered: Set<RetryReason>,
  ): Promise<RetryReason | undefined> {
    const { status, headers } = response;
    if (status !== 400 && status !== 401 && status !== 403) return undefined;
    const challenge = parseChallenge(headers).reason;
    let reason: RetryReason | undefined;
    if (challenge === "insufficient_scope") {
      // Okta did not process the call: it is safe to send a write again.
      if (await source.replaceNarrow(scopes, tokenSet, signal)) reason = "scope_granted";
    } else if (challenge === "dpop_nonce") {
      if (headers.has("dpop-nonce")) reason = "dpop_nonce";
    } else if (challenge === "clock") {
      const offset = clock.adjust(response, true);
      if (offset !== undefined) {
        reason = "clock";
        notify({ type: "clock.corrected", offset }, onEvent, observer);
      }
    } else if (status === 401 && !/^E00000(15|04)$/.test((await peekErrorCode(response, signal)) ?? "")) {
      // E0000015: the feature is not enabled. E0000004: the sign-in failed. A new token changes neither.
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
    // A redirect is returned to the caller: the token is sent to no other address.
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
