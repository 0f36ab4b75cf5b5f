import { parseChallenge, peekErrorCode } from "./api-error.ts";
import type { ApiRequest, OktaRequestInit } from "./api-request.ts";
import { discardBody } from "./bounded-body.ts";
import { setBounded } from "./bounded-map.ts";
import type { OktaClientOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { createDpopProof, type DpopKey, importDpopKey } from "./dpop.ts";
import { OktaEdgeError, transportError } from "./errors.ts";
import { notify, type OktaClientEvent, type RetryReason } from "./events.ts";
import { type RateLimit, rateLimitWait, readRateLimit } from "./rate-limit.ts";
import { fitsInto, isSafeMethod, type Retry, retryAfter } from "./retry.ts";
import type { Send } from "./send.ts";
import { type Deadline, sleep, startDeadline } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";
import type { TokenSource } from "./token-source.ts";

const MAX_RATE_LIMITS = 100;

/** Options of {@link createAuthorizedFetch}. */
export interface AuthorizedFetchOptions extends Pick<OktaClientOptions, "maxRetries" | "onEvent"> {
  readonly source: TokenSource;
  readonly clock: Clock;
  readonly send: Send;
  /** Receives Okta's rate limits by path. */
  readonly rateLimits: Map<string, RateLimit>;
}

/** Options of one call. */
export interface AuthorizedCall extends Pick<OktaRequestInit, "maxRetries" | "idempotent" | "onEvent"> {
  readonly scopes: readonly string[];
  readonly deadline: Deadline;
  /** Time limit of one attempt in milliseconds. Default: that of the call. */
  readonly attemptTimeout?: number | undefined;
}

/** Sends a request with a token, and a DPoP proof if the token is bound to a key, and retries it. */
export type AuthorizedFetch = (request: ApiRequest, call: AuthorizedCall) => Promise<Response>;

/** Seconds for which Okta is not asked again at most. Its rate limits are reset every minute, whatever a response says. */
const MAX_LOCAL_WAIT = 61;

/** A rate limit that is exhausted until a time on the monotonic clock. */
interface ExhaustedLimit {
  readonly until: number;
  readonly limit: number;
  readonly reset: number;
}

/** Creates an {@link AuthorizedFetch}. */
export function createAuthorizedFetch(options: AuthorizedFetchOptions): AuthorizedFetch {
  const { source, clock, send, onEvent, rateLimits } = options;
  const exhausted = new Map<string, ExhaustedLimit>();
  let dpopKey: { readonly jwk: JsonWebKey; readonly key: Promise<DpopKey> } | undefined;
  let nonce: string | undefined;

  return async (request, call) => {
    const { method, canRepeat } = request;
    const { scopes, deadline, maxRetries = options.maxRetries ?? 2 } = call;
    const { signal } = deadline;
    const path = request.url.pathname;
    const isSafe = isSafeMethod(method) || call.idempotent === true;
    const isObserved = onEvent !== undefined || call.onEvent !== undefined;
    const emit = isObserved ? (event: OktaClientEvent) => notify(event, onEvent, call.onEvent) : undefined;
    const answered: RetryReason[] = [];
    let retries = 0;

    for (let attempt = 0; ; attempt++) {
      const rejected = rejectLocally(method, path);
      if (rejected) {
        emit?.({ type: "rate.limited", path, wait: rateLimitWait(rejected, clock.now()) });
        const retry = retries < maxRetries ? retryAfter(rejected, isSafe, 0, clock.now()) : undefined;
        if (!retry || !fitsInto(retry.wait, deadline.remaining())) return rejected;
        await sleep(retry.wait, signal);
      }
      const { tokenSet, from } = await source.get(scopes, signal);
      emit?.({ type: "token.used", from });
      emit?.({ type: "request.sent", method, path, attempt });
      let response: Response | undefined;
      let cause: unknown;
      // A call with a long time limit, to wait for rate limits, has a shorter one for each attempt.
      const limit = call.attemptTimeout
        ? startDeadline(call.attemptTimeout, signal, () =>
            transportError("timeout", { milliseconds: call.attemptTimeout }),
          )
        : deadline;
      const { href } = request.url;
      const authorized = await authorize(request, tokenSet, limit.signal);
      try {
        response = await send(href, authorized);
      } catch (error) {
        signal.throwIfAborted();
        cause = error;
        // An error of this library says that another attempt would fail as well.
        if (error instanceof OktaEdgeError && !limit.signal.aborted) throw error;
      } finally {
        if (limit !== deadline) limit.stop(response?.body);
      }
      if (response) {
        noteHeaders(response, method, path);
        if (response.ok) source.accept(scopes, tokenSet.accessToken);
        if (response.status === 429) emit?.({ type: "rate.limited", path, wait: rateLimitWait(response, clock.now()) });
      }

      const challenged = response && (await answerChallenge(response, call, tokenSet, answered));
      const retry: Retry | undefined = challenged
        ? { reason: challenged, wait: 0 }
        : retries < maxRetries
          ? retryAfter(response, isSafe, retries, clock.now())
          : undefined;
      if (retry && canRepeat && fitsInto(retry.wait, deadline.remaining())) {
        emit?.({ type: "request.retried", method, path, ...retry });
        if (response) discardBody(response);
        if (!challenged) retries++;
        await sleep(retry.wait, signal);
        continue;
      }
      if (response) return response;
      if (cause instanceof OktaEdgeError) throw cause;
      throw transportError(isSafe ? "network_error" : "network_error.write", { host: request.url.host }, cause);
    }
  };

  function noteHeaders(response: Response, method: string, path: string): void {
    const { headers } = response;
    nonce = headers.get("dpop-nonce") ?? nonce;
    const rateLimit = readRateLimit(headers);
    if (!rateLimit) return;
    setBounded(rateLimits, path.split("/", 4).join("/"), rateLimit, MAX_RATE_LIMITS);
    const { limit, reset } = rateLimit;
    // A limit of 0 is the org's limit of concurrent calls.
    if (response.status !== 429 || limit === 0) return;
    const until = clock.monotonic() + Math.min(rateLimitWait(response, clock.now()), MAX_LOCAL_WAIT);
    setBounded(exhausted, limitKey(method, path), { until, limit, reset }, MAX_RATE_LIMITS);
  }

  /** Returns Okta's 429 without asking Okta, as long as the rate limit is known to be exhausted. */
  function rejectLocally(method: string, path: string): Response | undefined {
    const known = exhausted.size > 0 ? exhausted.get(limitKey(method, path)) : undefined;
    const wait = known ? known.until - clock.monotonic() : 0;
    if (!known || wait <= 0) return undefined;
    const headers = {
      "content-type": "application/json",
      "x-rate-limit-limit": String(known.limit),
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(known.reset),
      "retry-after": String(Math.ceil(wait)),
    };
    const body = { errorCode: "E0000047", errorSummary: "API call exceeded rate limit due to too many requests." };
    return new Response(JSON.stringify(body), { status: 429, headers });
  }

  /** Does what a rejected proof or token requires, once per call for each reason; returns the reason to retry the call immediately. */
  async function answerChallenge(
    response: Response,
    { scopes, onEvent: observer, deadline: { signal } }: AuthorizedCall,
    tokenSet: TokenSet,
    answered: RetryReason[],
  ): Promise<RetryReason | undefined> {
    const { status, headers } = response;
    if (status !== 400 && status !== 401 && status !== 403) return undefined;
    const { error, reason: challenge } = parseChallenge(headers);
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
    } else if (status === 401 && (error || TOKEN_ERROR.test((await peekErrorCode(response, signal)) ?? ""))) {
      if (source.reject(scopes, tokenSet.accessToken)) reason = "unauthorized";
    }
    if (reason === undefined || answered.includes(reason)) return undefined;
    answered.push(reason);
    return reason;
  }

  async function authorize(request: ApiRequest, tokenSet: TokenSet, signal: AbortSignal): Promise<RequestInit> {
    // The headers are the call's own: each attempt replaces what the last one set.
    const { url, method, headers, body, canRepeat, init } = request;
    const { accessToken, tokenType, dpopKey: jwk } = tokenSet;
    headers.set("authorization", `${tokenType} ${accessToken}`);
    headers.delete("dpop");
    if (jwk) {
      if (dpopKey?.jwk !== jwk) dpopKey = { jwk, key: importDpopKey(jwk) };
      const key = await dpopKey.key;
      headers.set("dpop", await createDpopProof({ key, method, url: url.href, accessToken, nonce, now: clock.now }));
    }
    // A redirect is returned to the caller: the token is sent to no other address.
    return { ...init, method, headers, body, signal, redirect: "manual", ...(!canRepeat && { duplex: "half" }) };
  }
}

/**
 * The codes of a 401 that is about the token, and none. Others are about something else, such as a password that is wrong (E0000207) or
 * expired (E0000064), or a feature that is not enabled (E0000015): a new token does not change them, and a write must not be sent twice.
 */
const TOKEN_ERROR = /^(E00000(05|11))?$/;

/** Names the rate limit of a call: its method and path without IDs. Calls of one name share a limit; two names may share one as well. */
function limitKey(method: string, path: string): string {
  const segments = path.split("/").map((segment, i) => (i > 2 && /[^a-z_-]/i.test(segment) ? "*" : segment));
  return `${method} ${segments.join("/")}`;
}
