import { toApiError } from "./api-error.ts";
import { type OktaRequestInit, type OktaRequestInput, readApiRequest } from "./api-request.ts";
import { createAuthorizedFetch } from "./authorized-fetch.ts";
import { type OktaClientOptions, parseOptions } from "./client-options.ts";
import { createClock, systemTime } from "./clock.ts";
import { apiError, OktaEdgeError, PrivateKeyError, transportError } from "./errors.ts";
import { notify } from "./events.ts";
import { resolveUrl } from "./org-url.ts";
import { iteratePages, type Pages, type PagesOptions } from "./pagination.ts";
import { type PrivateKey, readPrivateKey } from "./private-key.ts";
import type { RateLimit } from "./rate-limit.ts";
import { backoff, fitsInto, isSafeMethod } from "./retry.ts";
import { parseScopes, type ScopeName } from "./scopes.ts";
import { createSend } from "./send.ts";
import { abortable, sleep, startDeadline } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";
import { createTokenSource } from "./token-source.ts";

/** Time limit of one page of a list in milliseconds: a rate limit resets within a minute. */
const PAGE_TIMEOUT = 90_000;

/** Options of {@link OktaClient.token}. */
export interface TokenOptions {
  /**
   * The scopes of the token.
   *
   * @defaultValue those of the client
   */
  readonly scopes?: readonly ScopeName[] | undefined;
  /** Stops waiting for the token. An exchange that other callers wait for goes on. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Seconds before expiry at which the token is replaced before it is returned, at most half of its lifetime. It rejects if that fails,
   * even while the old token is valid. For a scheduled refresh that runs ahead of the client's own.
   */
  readonly refreshAhead?: number | undefined;
}

/** Calls one Okta org with an access token. */
export interface OktaClient {
  /** The org's origin. */
  readonly orgUrl: string;
  /**
   * Resolves with a valid access token from memory, the token cache or Okta.
   *
   * @throws {TokenRequestError} with a {@link TokenRequestErrorCode} when Okta issues no token.
   * @throws {PrivateKeyError} with a {@link PrivateKeyErrorCode} when the private key cannot be used.
   * @throws {TimeoutError} when no token arrives within the client's `timeout`.
   */
  token(options?: TokenOptions): Promise<TokenSet>;
  /**
   * Resolves with Okta's response after retries, including 3xx, 4xx and 429; rejects on network errors and timeouts.
   * The time limit ends with the headers, unless `timeoutIncludesBody` is set.
   *
   * @throws {ConfigurationError} `foreign_url` when the URL is not on the org's origin.
   * @throws {TimeoutError} when no response arrives within `timeout`.
   * @throws {OktaEdgeError} `network_error` when there is no response; and everything that {@link OktaClient.token} throws.
   */
  fetch(input: OktaRequestInput, init?: OktaRequestInit): Promise<Response>;
  /**
   * Resolves with the JSON body of a 2xx response, undefined if it has no body.
   *
   * @throws {OktaApiError} with an {@link OktaApiErrorCode} for every other status; and everything that {@link OktaClient.fetch} throws.
   * @throws {RateLimitError} when Okta's rate limit resets after the call's time limit.
   */
  json<Body = unknown>(input: OktaRequestInput, init?: OktaRequestInit): Promise<Body>;
  /**
   * Iterates over the pages of a list. The iteration throws what {@link OktaClient.json} throws.
   *
   * @throws {ConfigurationError} `foreign_url` when the URL is not on the org's origin.
   */
  pages<Item = unknown>(path: string | URL, init?: OktaRequestInit & PagesOptions): Pages<Item>;
  /** Iterates over the items of a list, page after page. The iteration throws what {@link OktaClient.pages} throws. */
  items<Item = unknown>(path: string | URL, init?: OktaRequestInit & PagesOptions): AsyncIterable<Item>;
  /** Okta's last rate limits by the first three segments of the path, such as `/api/v1/users`. */
  readonly rateLimits: ReadonlyMap<string, RateLimit>;
}

/**
 * Creates a client that calls the Okta Management API as an API Services app.
 *
 * @param options - The org, the app, its private key and the scopes to request.
 * @returns the client. It keeps its tokens to itself, unless `tokenCache` is set.
 * @throws {ConfigurationError} with a {@link ConfigurationErrorCode} when an option is invalid. An invalid private key is reported by the
 *   first request.
 * @see {@link https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/ Okta: OAuth for a service app}
 *
 * @example
 * ```ts
 * const okta = createOktaClient({
 *   orgUrl: "https://example.okta.com",
 *   clientId: "0oa1example",
 *   privateKey: pem,
 *   scopes: ["okta.users.read"],
 * });
 * for await (const user of okta.items<{ id: string }>("/api/v1/users")) console.log(user.id);
 * ```
 */
export function createOktaClient(options: OktaClientOptions): OktaClient {
  const parsed = parseOptions(options);
  const { orgUrl, scopes: defaultScopes } = parsed;
  const send = createSend(parsed.fetch);
  const clock = createClock(options.now ?? systemTime);
  const rateLimits = new Map<string, RateLimit>();
  /** Lists that cannot change are parsed once: a gateway passes those of its callers with every call. */
  const parsedScopes = new WeakMap<readonly string[], readonly string[]>();
  const attemptTimeout = options.timeout ?? 20_000;
  let privateKey: Promise<PrivateKey> | undefined;

  const source = createTokenSource({
    ...parsed,
    clock,
    async settings() {
      privateKey ??= readPrivateKey(parsed).catch((error) => {
        // What reads a key in an unusual form could not be loaded: the next exchange tries it again.
        if (!(error instanceof PrivateKeyError)) privateKey = undefined;
        throw error;
      });
      return { ...parsed, privateKey: await privateKey, send };
    },
  });
  const authorizedFetch = createAuthorizedFetch({ ...parsed, source, clock, send, rateLimits });

  /** Makes a call and passes the response to `use`, both within the time limit. */
  async function call<Result>(
    input: OktaRequestInput,
    init: OktaRequestInit,
    use: (response: Response, signal: AbortSignal) => Promise<Result>,
    limits: { readonly timeout?: number; readonly attemptTimeout?: number } = {},
  ): Promise<Result> {
    const reading = readApiRequest(input, init, orgUrl);
    const scopes = init.scopes ? readScopes(init.scopes) : defaultScopes;
    const milliseconds = init.timeout ?? limits.timeout ?? attemptTimeout;
    const parent = init.signal ?? (input as Partial<Request>).signal;
    let isSafe = true;
    const deadline = startDeadline(
      milliseconds,
      parent,
      () => transportError(isSafe ? "timeout" : "timeout.write", { milliseconds }),
      init.timeoutIncludesBody,
    );
    const { signal } = deadline;
    let response: Response | undefined;
    try {
      const request = reading instanceof Promise ? await abortable(reading, signal) : reading;
      isSafe = isSafeMethod(request.method);
      for (let attempt = 0; ; attempt++) {
        response = await authorizedFetch(request, { ...init, ...limits, scopes, deadline });
        try {
          return await use(response, signal);
        } catch (error) {
          // The body of a read ended prematurely.
          const isRetryable = isSafe && attempt < (init.maxRetries ?? options.maxRetries ?? 2);
          const wait = backoff(attempt);
          const isTruncated = error instanceof OktaEdgeError && error.code === "network_error";
          if (!isTruncated || !isRetryable || !fitsInto(wait, deadline.remaining())) throw error;
          const { method, url } = request;
          notify(
            { type: "request.retried", method, path: url.pathname, reason: "network", wait },
            options.onEvent,
            init.onEvent,
          );
          await sleep(wait, signal);
        }
      }
    } finally {
      // The caller may read the body of the response later.
      deadline.stop(response?.bodyUsed === false ? response.body : undefined);
    }
  }

  function readScopes(list: readonly string[]): readonly string[] {
    const known = parsedScopes.get(list);
    if (known) return known;
    const scopes = parseScopes(list);
    if (Object.isFrozen(list)) parsedScopes.set(list, scopes);
    return scopes;
  }

  async function parseBody(response: Response, signal: AbortSignal): Promise<unknown> {
    if (!response.ok) throw await toApiError(response, clock.now(), signal);
    let text: string | undefined;
    try {
      text = await abortable(response.text(), signal);
      return text ? JSON.parse(text) : undefined;
    } catch (cause) {
      signal.throwIfAborted();
      throw text
        ? apiError("unexpected_response", {}, { status: response.status, cause })
        : transportError("network_error.body", {}, cause);
    }
  }

  const readPage = async (response: Response, signal: AbortSignal) => ({
    response,
    body: await parseBody(response, signal),
  });
  const pageLimits = { timeout: Math.max(PAGE_TIMEOUT, attemptTimeout), attemptTimeout };

  const client: OktaClient = {
    orgUrl,
    rateLimits,
    async token({ scopes, signal, refreshAhead } = {}) {
      return (await source.get(scopes ? parseScopes(scopes) : defaultScopes, signal, refreshAhead)).tokenSet;
    },
    fetch: (input, init = {}) => call(input, init, async (response) => response),
    json: <Body>(input: OktaRequestInput, init: OktaRequestInit = {}) => call(input, init, parseBody) as Promise<Body>,
    pages: <Item>(path: string | URL, init: OktaRequestInit & PagesOptions = {}) =>
      iteratePages<Item>(resolveUrl(path, orgUrl).href, (url) => call(url, init, readPage, pageLimits), init),
    async *items<Item>(path: string | URL, init: OktaRequestInit & PagesOptions = {}) {
      for await (const page of client.pages<Item>(path, init)) yield* page;
    },
  };
  return client;
}
