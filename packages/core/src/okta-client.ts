import { createTokenSource } from "./access-token.ts";
import { toApiError } from "./api-error.ts";
import { type OktaRequestInit, type OktaRequestInput, readApiRequest } from "./api-request.ts";
import { createAuthorizedFetch } from "./authorized-fetch.ts";
import { machineTime } from "./client-assertion.ts";
import { checkOptions, checkScopes, type OktaClientOptions } from "./client-options.ts";
import { createClock } from "./clock.ts";
import { OktaApiError, OktaEdgeError, TimeoutError } from "./errors.ts";
import { resolveUrl } from "./org-url.ts";
import { iteratePages, type Pages, type PagesOptions } from "./pagination.ts";
import { importPrivateKey, type PrivateKey } from "./private-key.ts";
import type { RateLimit } from "./rate-limit.ts";
import { abortable, startDeadline } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";

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
  const { orgUrl, tokenEndpoint } = checkOptions(options);
  const { fetch = (request: Request) => globalThis.fetch(request), dpop = "auto" } = options;
  const defaultScopes = checkScopes(options.scopes);
  const clock = createClock(options.now ?? machineTime);
  const rateLimits = new Map<string, RateLimit>();
  let privateKey: Promise<PrivateKey> | undefined;

  const source = createTokenSource({
    ...options,
    clock,
    async settings() {
      privateKey ??= readPrivateKey(options);
      return { ...options, privateKey: await privateKey, tokenEndpoint, dpop, fetch };
    },
  });
  const authorizedFetch = createAuthorizedFetch({ ...options, source, clock, fetch, rateLimits });

  /** Makes a call and hands the answer to `use`, both within the time limit. */
  async function call<Result>(
    input: OktaRequestInput,
    init: OktaRequestInit,
    use: (response: Response, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const request = readApiRequest(input, init, orgUrl);
    const scopes = init.scopes ? checkScopes(init.scopes) : defaultScopes;
    const milliseconds = init.timeout ?? options.timeout ?? 20_000;
    const parent = init.signal ?? (input as Partial<Request>).signal;
    const deadline = startDeadline(
      milliseconds,
      parent,
      () => new TimeoutError(`Okta gave no answer within ${milliseconds} ms.`),
    );
    try {
      return await use(await authorizedFetch(request, { ...init, scopes, deadline }), deadline.signal);
    } finally {
      deadline.stop();
    }
  }

  async function judge(response: Response, signal: AbortSignal): Promise<unknown> {
    if (!response.ok) throw await toApiError(response, clock.now());
    let text: string | undefined;
    try {
      text = await abortable(response.text(), signal);
      return text ? JSON.parse(text) : undefined;
    } catch (cause) {
      signal.throwIfAborted();
      throw text
        ? new OktaApiError("unexpected_response", "Okta's answer is not JSON.", { status: response.status, cause })
        : new OktaEdgeError("network_error", "Okta's answer is cut off.", { cause });
    }
  }

  const client: OktaClient = {
    orgUrl,
    rateLimits,
    async token({ scopes, signal } = {}) {
      return (await source.get(scopes ? checkScopes(scopes) : defaultScopes, signal)).tokenSet;
    },
    fetch: (input, init = {}) => call(input, init, async (response) => response),
    json: <Body>(input: OktaRequestInput, init: OktaRequestInit = {}) => call(input, init, judge) as Promise<Body>,
    pages: <Item>(path: string | URL, init: OktaRequestInit & PagesOptions = {}) =>
      iteratePages<Item>(
        resolveUrl(path, orgUrl).href,
        (url) => call(url, init, async (response, signal) => ({ response, body: await judge(response, signal) })),
        init,
      ),
    async *items<Item>(path: string | URL, init: OktaRequestInit & PagesOptions = {}) {
      for await (const page of client.pages<Item>(path, init)) yield* page;
    },
  };
  return client;
}

async function readPrivateKey({ privateKey, algorithm }: OktaClientOptions): Promise<PrivateKey> {
  if (typeof privateKey === "object" && "derivationKey" in privateKey) return privateKey;
  return importPrivateKey(privateKey, { algorithm });
}
