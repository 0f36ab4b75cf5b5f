import { toApiError } from "./api-error.ts";
import { type OktaRequestInit, type OktaRequestInput, readApiRequest } from "./api-request.ts";
import { createAuthorizedFetch } from "./authorized-fetch.ts";
import { type OktaClientOptions, parseOptions } from "./client-options.ts";
import { createClock, systemTime } from "./clock.ts";
import { apiError, transportError } from "./errors.ts";
import { resolveUrl } from "./org-url.ts";
import { iteratePages, type Pages, type PagesOptions } from "./pagination.ts";
import { type PrivateKey, readPrivateKey } from "./private-key.ts";
import type { RateLimit } from "./rate-limit.ts";
import { isSafeMethod } from "./retry.ts";
import { parseScopes } from "./scopes.ts";
import { abortable, startDeadline } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";
import { createTokenSource } from "./token-source.ts";

/** An authorized caller of one Okta org. */
export interface OktaClient {
  /** The org's origin. */
  readonly orgUrl: string;
  /** Gives a valid access token: from memory, from the token cache, or from Okta. */
  token(options?: { readonly scopes?: readonly string[]; readonly signal?: AbortSignal }): Promise<TokenSet>;
  /** Resolves with whatever Okta answers in the end, 3xx, 4xx and 429 included; throws for what is no answer. */
  fetch(input: OktaRequestInput, init?: OktaRequestInit): Promise<Response>;
  /** Resolves with the JSON of a 2xx answer, undefined if it has none; throws an {@link OktaApiError} for every other. */
  json<Body = unknown>(input: OktaRequestInput, init?: OktaRequestInit): Promise<Body>;
  /** Iterates over the pages of a list. */
  pages<Item = unknown>(path: string | URL, init?: OktaRequestInit & PagesOptions): Pages<Item>;
  /** Iterates over the items of a list, page after page. */
  items<Item = unknown>(path: string | URL, init?: OktaRequestInit & PagesOptions): AsyncIterable<Item>;
  /** What Okta said last about its rate limits, by the first three segments of the path, such as `/api/v1/users`. */
  readonly rateLimits: ReadonlyMap<string, RateLimit>;
}

/**
 * Makes a client that calls the Okta Management API as an API Services app.
 *
 * @throws {ConfigurationError} whose message names the option. A private key that cannot be used is told by the first call.
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
  const { orgUrl, scopes: defaultScopes, fetch = (request: Request) => globalThis.fetch(request) } = parsed;
  const clock = createClock(options.now ?? systemTime);
  const rateLimits = new Map<string, RateLimit>();
  let privateKey: Promise<PrivateKey> | undefined;

  const source = createTokenSource({
    ...parsed,
    clock,
    async settings() {
      privateKey ??= readPrivateKey(parsed);
      return { ...parsed, privateKey: await privateKey, fetch };
    },
  });
  const authorizedFetch = createAuthorizedFetch({ ...parsed, source, clock, fetch, rateLimits });

  /** Makes a call and hands the answer to `use`, both within the time limit. */
  async function call<Result>(
    input: OktaRequestInput,
    init: OktaRequestInit,
    use: (response: Response, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const request = readApiRequest(input, init, orgUrl);
    const scopes = init.scopes ? parseScopes(init.scopes) : defaultScopes;
    const milliseconds = init.timeout ?? options.timeout ?? 20_000;
    const parent = init.signal ?? (input as Partial<Request>).signal;
    const deadline = startDeadline(milliseconds, parent, () =>
      transportError(isSafeMethod(request.method) ? "timeout" : "timeout.write", { milliseconds }),
    );
    let response: Response | undefined;
    try {
      response = await authorizedFetch(request, { ...init, scopes, deadline });
      return await use(response, deadline.signal);
    } finally {
      // The caller may read the body of the response later.
      deadline.stop(response?.bodyUsed === false ? response.body : undefined);
    }
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

  const client: OktaClient = {
    orgUrl,
    rateLimits,
    async token({ scopes, signal } = {}) {
      return (await source.get(scopes ? parseScopes(scopes) : defaultScopes, signal)).tokenSet;
    },
    fetch: (input, init = {}) => call(input, init, async (response) => response),
    json: <Body>(input: OktaRequestInput, init: OktaRequestInit = {}) => call(input, init, parseBody) as Promise<Body>,
    pages: <Item>(path: string | URL, init: OktaRequestInit & PagesOptions = {}) =>
      iteratePages<Item>(
        resolveUrl(path, orgUrl).href,
        (url) => call(url, init, async (response, signal) => ({ response, body: await parseBody(response, signal) })),
        init,
      ),
    async *items<Item>(path: string | URL, init: OktaRequestInit & PagesOptions = {}) {
      for await (const page of client.pages<Item>(path, init)) yield* page;
    },
  };
  return client;
}
