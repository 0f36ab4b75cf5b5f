import { type Context, Hono } from "hono";
import type { Call, Operation, Org } from "../api/operation.ts";
import type { AccessTokens } from "../oauth/access-token.ts";
import type { Authorize } from "../oauth/authorization.ts";
import type { RegisteredApp } from "../oauth/clients.ts";
import { describeKeys, describeServer, KEYS_PATH, METADATA_PATHS } from "../oauth/discovery.ts";
import type { TokenAnswer } from "../oauth/token-endpoint.ts";
import { noPermission, OktaError } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { rolesAllow } from "../org/roles.ts";
import { completeTransitions } from "../users/pending.ts";
import { ConnectionBroken } from "./broken-connection.ts";
import type { FaultTarget, InjectFault } from "./faults.ts";
import { OPERATIONS, PUBLIC_OPERATIONS } from "./operations.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { RequestRecord } from "./request-log.ts";

/** What becomes known of a request while it is answered, for the log and its headers. */
export interface Answering {
  readonly logged: RequestRecord;
  bucket?: string;
}

/** What the routes lead to. */
export interface RouterOptions {
  readonly org: Org;
  readonly answerToken: (request: Request) => Promise<TokenAnswer>;
  readonly authorize: Authorize;
  readonly accessTokens: Pick<AccessTokens, "publicJwk">;
  readonly rateLimits: RateLimits;
  readonly inject: InjectFault;
  readonly findApp: (clientId: string) => RegisteredApp | undefined;
}

interface RouterEnv {
  Bindings: { readonly answering: Answering };
}

/** Makes the org's routes: the token endpoint, and each operation behind its gates. */
export function createRouter(options: RouterOptions): Hono<RouterEnv> {
  const { org, answerToken, accessTokens, rateLimits, inject } = options;
  // A trailing slash means the path without it, as in Okta: n8n sends one.
  const router = new Hono<RouterEnv>({ strict: false });
  const answerError = (error: unknown): Response => {
    if (error instanceof ConnectionBroken) throw error;
    if (!(error instanceof OktaError)) console.error(error);
    const internal = new OktaError({ status: 500, code: "E0000009", summary: "Internal Server Error" });
    const known = error instanceof OktaError ? error : internal;
    return Response.json(known.body(oktaId("oae", org.random)), { status: known.status });
  };
  const meetFaults = (on: FaultTarget, c: Context<RouterEnv>, handler: () => Promise<Response>) =>
    inject(on, c.req.raw, () => handler().catch(answerError));

  router.post("/oauth2/v1/token", (c) => {
    const { answering } = c.env;
    answering.bucket = answering.logged.kind = "token";
    return meetFaults("token", c, async () => {
      rateLimits.count("token");
      const { response, clientId, scopes } = await answerToken(c.req.raw);
      Object.assign(answering.logged, { clientId, scopes });
      return response;
    });
  });
  for (const path of METADATA_PATHS) router.get(path, (c) => c.json(describeServer(org.orgUrl)));
  router.get(KEYS_PATH, (c) => c.json(describeKeys(accessTokens.publicJwk)));
  for (const operation of OPERATIONS) {
    router.on(operation.method, honoPath(operation), (c) => {
      const { answering } = c.env;
      answering.logged.kind = "api";
      answering.bucket = operation.bucket;
      return meetFaults("api", c, () => answerOperation(c, operation, options));
    });
  }
  for (const operation of PUBLIC_OPERATIONS) {
    router.on(operation.method, honoPath(operation), (c) => operation.handle(describeCall(c, org)));
  }
  for (const path of new Set([...OPERATIONS, ...PUBLIC_OPERATIONS].map(honoPath))) {
    router.all(path, () => {
      throw new OktaError({
        status: 405,
        code: "E0000022",
        summary: "The endpoint does not support the provided HTTP method",
      });
    });
  }
  router.notFound(() => {
    throw new OktaError({ status: 404, code: "E0000008", summary: "The requested path was not found" });
  });
  router.onError(answerError);
  return router;
}

/** Lets a call through the gates, in Okta's order: token and proof, scope, rate limit, admin role. */
async function answerOperation(c: Context<RouterEnv>, operation: Operation, options: RouterOptions): Promise<Response> {
  const { org, authorize, rateLimits, findApp } = options;
  const request = c.req.raw;
  const { scope, furtherScope } = operation;
  const claims = await authorize({ request, scope, furtherScope });
  if (claims instanceof Response) return claims;
  Object.assign(c.env.answering.logged, { clientId: claims.cid, scopes: claims.scp });
  rateLimits.count(operation.bucket);
  const app = findApp(claims.cid);
  if (!app || !rolesAllow(app.roles, operation.permission)) throw noPermission();
  completeTransitions(org);
  return operation.handle({ ...describeCall(c, org), app });
}

function describeCall(c: Context<RouterEnv>, org: Org): Omit<Call, "app"> {
  return { org, request: c.req.raw, url: readUrl(c.req.url), params: c.req.param() as Record<string, string> };
}

/** A parameter without a value counts as absent, as in Okta: clients built from forms send all that they know. */
function readUrl(text: string): URL {
  const url = new URL(text);
  const given = [...url.searchParams];
  const filled = given.filter(([, value]) => value !== "");
  if (filled.length < given.length) url.search = new URLSearchParams(filled).toString();
  return url;
}

function honoPath({ path }: Pick<Operation, "path">): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}
