import type { Org } from "./api/operation.ts";
import { isHeldBack } from "./http/broken-connection.ts";
import { createFaults, type Faults } from "./http/faults.ts";
import { createRateLimits, type RateLimitOptions, type RateLimits } from "./http/rate-limits.ts";
import { readRejection } from "./http/rejection.ts";
import { createRequestLog, type RequestLog, type RequestRecord } from "./http/request-log.ts";
import { type Answering, createRouter } from "./http/router.ts";
import { type AccessTokens, createAccessTokens } from "./oauth/access-token.ts";
import { createAuthorization } from "./oauth/authorization.ts";
import { createClientAuthentication } from "./oauth/client-authentication.ts";
import {
  describeApp,
  type RegisteredApp,
  registerApp,
  type SandboxApp,
  type SandboxAppOptions,
} from "./oauth/clients.ts";
import { createDpop, type Dpop } from "./oauth/dpop.ts";
import { createTokenEndpoint } from "./oauth/token-endpoint.ts";
import type { Clock } from "./org/clock.ts";
import type { Store } from "./org/model.ts";
import { oktaId, seededRandom } from "./org/random.ts";
import { seedResources } from "./resources.ts";
import { seedEvents } from "./seed/events.ts";
import { seedFactors } from "./seed/factors.ts";
import { makeHistory } from "./seed/history.ts";
import { seedRights } from "./seed/rights.ts";
import { LARGE, seedStore } from "./seed/seed.ts";
import { seedSessions } from "./seed/sessions.ts";

/** How many events of a large org's past there are. */
const EVENTS_PER_USER = 10;

/** What {@link createSandbox} takes. */
export interface SandboxOptions {
  /**
   * The org's URL. Requests come under it.
   *
   * @defaultValue `https://sandbox.okta.example`
   */
  readonly orgUrl?: string | undefined;
  /**
   * What the people, groups and IDs are made from.
   *
   * @defaultValue 1
   */
  readonly seed?: number | undefined;
  /**
   * The org's clock, in seconds since the epoch.
   *
   * @defaultValue the system clock
   */
  readonly now?: Clock | undefined;
  /**
   * The API Services apps.
   *
   * @defaultValue one, with DPoP required, every scope and the Super Administrator's role
   */
  readonly apps?: readonly SandboxAppOptions[] | undefined;
  /**
   * How many users there are. From 10,000 on there is a team for every 20 users, and ten log events for each.
   *
   * @defaultValue 64
   */
  readonly users?: number | undefined;
  /** Calls a minute by bucket, or false to refuse none. */
  readonly rateLimits?: RateLimitOptions | undefined;
}

/** An Okta org in this process. */
export interface Sandbox {
  /** Answers a request as the org would. Whatever its URL's origin is, its path counts. */
  fetch(request: Request): Promise<Response>;
  /** The org's URL. */
  readonly orgUrl: string;
  /** The apps, with the private keys to call as them. */
  readonly apps: readonly SandboxApp[];
  /** What an admin can change in the console: the same apps as the org keeps them. */
  readonly registeredApps: readonly RegisteredApp[];
  /** What the org holds. A test may read and change it. */
  readonly store: Store;
  /** What the org was asked. */
  readonly requests: RequestLog;
  /** Lets calls go wrong on purpose. */
  readonly faults: Faults;
  /** The rate limits of the org, and how much of them is used. */
  readonly rateLimits: RateLimits;
  /** The access tokens of the org: they can be issued, verified and revoked. */
  readonly accessTokens: AccessTokens;
  /** The DPoP nonces and proofs of the org. */
  readonly dpop: Dpop;
}

/**
 * Makes an Okta org that refuses what real Okta refuses. Its keys are made afresh; its people are the same for the same seed.
 *
 * @param options - The org, its apps and people, and how it misbehaves.
 * @returns the org: `fetch` answers its requests, `store` has its data.
 *
 * @example
 * ```ts
 * const sandbox = await createSandbox();
 * const { clientId, privateKey } = sandbox.apps[0];
 * const okta = createOktaClient({
 *   orgUrl: sandbox.orgUrl,
 *   clientId,
 *   privateKey,
 *   scopes: ["okta.users.read"],
 *   fetch: sandbox.fetch,
 * });
 * ```
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, now = () => Date.now() / 1000, users } = options;
  const orgUrl = new URL(options.orgUrl ?? "https://sandbox.okta.example").origin;
  const random = Math.random;
  const seeded = seededRandom(seed);
  const registeredApps = await Promise.all((options.apps ?? [{}]).map((app) => registerApp(app, seeded)));
  const findApp = (clientId: string) => registeredApps.find((app) => app.clientId === clientId);
  const accessTokens = await createAccessTokens(orgUrl, now);
  const dpop = createDpop(now);
  const rateLimits = createRateLimits(options.rateLimits, now);
  const { log, add } = createRequestLog();
  const { faults, inject } = createFaults(now, random);
  const org: Org = { orgUrl, now, random, store: seedStore(seed, users), registeredApps };
  seedEvents(org.store, seed, now());
  seedSessions(org.store, seed, now());
  seedRights(org.store, seed);
  seedFactors(org.store, seed);
  seedResources(org, seed);
  if (org.store.users.size >= LARGE) {
    org.store.history = makeHistory(org.store, org.store.users.size * EVENTS_PER_USER, seed, now());
  }
  const url = `${orgUrl}/oauth2/v1/token`;
  const authenticateClient = createClientAuthentication(findApp, url, now);
  const router = createRouter({
    org,
    answerToken: createTokenEndpoint({ url, authenticateClient, dpop, accessTokens }),
    authorize: createAuthorization(orgUrl, accessTokens, dpop),
    accessTokens,
    rateLimits,
    inject,
    findApp,
  });

  return {
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const logged: RequestRecord = { kind: "other", method: request.method, path: pathname + search };
      const answering: Answering = { logged };
      const noteAbort = () => {
        logged.aborted = true;
      };
      add(logged);
      request.signal.addEventListener("abort", noteAbort);
      let isOver = true;
      try {
        const { response, reason } = await readRejection(await router.fetch(request, { answering }));
        if (reason !== undefined) logged.reason = reason;
        isOver = !isHeldBack(response.body);
        logged.status = response.status;
        const { bucket } = answering;
        const headers = new Headers(response.headers);
        for (const [name, value] of Object.entries(bucket ? rateLimits.headers(bucket) : {})) {
          if (!headers.has(name)) headers.set(name, value);
        }
        headers.set("date", new Date(now() * 1000).toUTCString());
        headers.set("x-okta-request-id", oktaId("req", random));
        return new Response(response.body, { status: response.status, headers });
      } finally {
        if (isOver) request.signal.removeEventListener("abort", noteAbort);
      }
    },
    orgUrl,
    apps: registeredApps.map(describeApp),
    registeredApps,
    store: org.store,
    requests: log,
    faults,
    rateLimits,
    accessTokens,
    dpop,
  };
}
