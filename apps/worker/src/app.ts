import { type Context, Hono } from "hono";
import { type Caller, coversScope, readCredential } from "./callers.ts";
import { forwardedRequestHeaders, forwardResponse } from "./forward.ts";
import { createGateways, type Gateway } from "./gateway.ts";
import { type Problem, problemBody, toProblem } from "./problem.ts";
import type { Env } from "./settings.ts";

/** What Hono knows of a request here. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; caller: Caller };
}

/** An Okta action that is routed: Okta's own method and path, and the scope that it needs. */
interface Route {
  readonly method: "GET";
  readonly path: `/${string}`;
  readonly scope: string;
}

const ROUTES: readonly Route[] = [
  { method: "GET", path: "/api/v1/users", scope: "okta.users.read" },
  { method: "GET", path: "/api/v1/users/:userId", scope: "okta.users.read" },
];

/** What the app is made with. */
export interface AppOptions {
  /** How Okta is reached. Default: the runtime's `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** Makes the Worker's Hono app. It keeps what it has made of an environment's settings for as long as it lives. */
export function createApp(options: AppOptions = {}): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const gatewayOf = createGateways(options.fetch);

  app.use(async (c, next) => {
    c.set("requestId", c.req.header("cf-ray") ?? crypto.randomUUID());
    await next();
    c.header("x-request-id", c.get("requestId"));
    c.header("cache-control", "no-store");
    c.header("x-content-type-options", "nosniff");
  });

  app.get("/health", (c) => c.json({ status: "ok" }));

  app.use(async (c, next) => {
    const findCaller = gatewayOf(c.env).findCaller();
    const credential = readCredential(c.req.raw.headers);
    const caller = "key" in credential ? await findCaller(credential.key) : undefined;
    if (!caller) {
      const detail = "key" in credential ? "The Worker knows no caller with this key." : credential.refusal;
      c.header("www-authenticate", 'Bearer realm="okta-edge"');
      return answerProblem(c, { status: 401, code: "unauthorized", title: "Who is calling is not known", detail });
    }
    c.set("caller", caller);
    return next();
  });

  for (const { method, path, scope } of ROUTES) {
    app.on(method, path, (c) => callOkta(c, gatewayOf(c.env), scope));
  }

  app.notFound((c) =>
    answerProblem(c, {
      status: 404,
      code: "not_found",
      title: "No such route",
      detail: "The Worker has no route of this method and path.",
    }),
  );
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem.code === "internal_error") console.error({ requestId: c.get("requestId"), error: error.name });
    return answerProblem(c, problem);
  });
  return app;
}

/** Carries a call to Okta with a token for the caller's scopes alone, and the answer back. */
async function callOkta(c: Context<AppEnv>, gateway: Gateway, scope: string): Promise<Response> {
  const caller = c.get("caller");
  if (!coversScope(caller.scopes, scope)) {
    return answerProblem(c, {
      status: 403,
      code: "insufficient_scope",
      title: "The caller may not do this",
      detail: `The caller ${caller.name} lacks the scope ${scope}.`,
      members: { scope },
    });
  }
  const { okta, scopes } = await gateway.connection();
  const allowed = caller.scopes.filter((callerScope) => coversScope(scopes, callerScope));
  if (!coversScope(allowed, scope)) {
    return answerProblem(c, {
      status: 403,
      code: "insufficient_scope",
      title: "The connection may not do this",
      detail: `OKTA_SCOPES does not hold ${scope}.`,
      members: { scope },
    });
  }
  const url = new URL(c.req.url);
  const response = await okta.fetch(url.pathname + url.search, {
    method: c.req.method,
    headers: forwardedRequestHeaders(c.req.raw.headers),
    scopes: allowed,
    signal: c.req.raw.signal,
  });
  return forwardResponse(response, okta.orgUrl, url.origin);
}

function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  if (problem.retryAfter !== undefined) c.header("retry-after", String(problem.retryAfter));
  return c.json(problemBody(problem, c.get("requestId")), problem.status, {
    "content-type": "application/problem+json",
  });
}
