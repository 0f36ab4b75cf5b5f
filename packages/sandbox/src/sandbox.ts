import { type AccessTokens, createAccessTokens } from "./access-token.ts";
import { describeApp, type RegisteredApp, registerApp, type SandboxApp, type SandboxAppOptions } from "./apps.ts";
import { createAuthorization } from "./authorization.ts";
import { isHeldBack } from "./broken-connection.ts";
import { createClientAuthentication } from "./client-authentication.ts";
import type { Clock } from "./clock.ts";
import { createDpop, type Dpop } from "./dpop.ts";
import { createFaults, type Faults } from "./faults.ts";
import type { Org } from "./operation.ts";
import { oktaId, seededRandom } from "./random.ts";
import { createRateLimits, type RateLimitOptions, type RateLimits } from "./rate-limits.ts";
import { createRequestLog, type OpenRequest, type RequestLog } from "./request-log.ts";
import { type Answering, createRouter } from "./router.ts";
import { seedStore } from "./seed.ts";
import { seedEvents } from "./seed-events.ts";
import { seedFactors } from "./seed-factors.ts";
import { seedRights } from "./seed-rights.ts";
import { seedSessions } from "./seed-sessions.ts";
import type { Store } from "./store.ts";
import { createTokenEndpoint } from "./token-endpoint.ts";

/** What {@link createSandbox} takes. */
export interface SandboxOptions {
  /** The org's URL. Requests come under it. Default: `https://sandbox.okta.example`. */
  readonly orgUrl?: string | undefined;
  /** What the people, groups and IDs are made from. Default: 1. */
  readonly seed?: number | undefined;
  /** The org's clock, in seconds since the epoch. Default: the machine's. */
  readonly now?: Clock | undefined;
  /** The API Services apps. Default: one, with DPoP demanded, every scope and the Super Administrator's role. */
  readonly apps?: readonly SandboxAppOptions[] | undefined;
  /** How many users there are. Default: 64. */
  readonly users?: number | undefined;
  /** Calls a minute by bucket, or false to refuse none. */
  readonly rateLimits?: RateLimitOptions | undefined;
}

/** An Okta org in this process. */
export interface Sandbox {
  /** Answers a request as the org would. Whatever its URL's origin is, its path counts. */
  fetch(request: Request): Promise<Response>;
  readonly orgUrl: string;
  /** The apps, with the private keys to call as them. */
  readonly apps: readonly SandboxApp[];
  /** What an admin can change in the console: the same apps as the org keeps them. */
  readonly registeredApps: readonly RegisteredApp[];
  readonly store: Store;
  /** What the org was asked. */
  readonly requests: RequestLog;
  /** Lets calls go wrong on purpose. */
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  readonly accessTokens: AccessTokens;
  readonly dpop: Dpop;
}

/**
 * Makes an Okta org that refuses what real Okta refuses. Its keys are made afresh; its people are the same for the same seed.
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
  const { faults, befall } = createFaults(now, random);
  const org: Org = { orgUrl, now, random, store: seedStore(seed, users) };
  seedEvents(org.store, seed, now());
  seedSessions(org.store, seed, now());
  seedRights(org.store, seed);
  seedFactors(org.store, seed);
  const url = `${orgUrl}/oauth2/v1/token`;
  const authenticateClient = createClientAuthentication(findApp, url, now);
  const router = createRouter({
    org,
    answerToken: createTokenEndpoint({ url, authenticateClient, dpop, accessTokens }),
    authorize: createAuthorization(orgUrl, accessTokens, dpop),
    rateLimits,
    befall,
    findApp,
  });

  return {
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const logged: OpenRequest = { kind: "other", method: request.method, path: pathname + search };
      const answering: Answering = { logged };
      const noteAbort = () => {
        logged.aborted = true;
      };
      add(logged);
      request.signal.addEventListener("abort", noteAbort);
      let isOver = true;
      try {
        const response = await router.fetch(request, { answering });
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
