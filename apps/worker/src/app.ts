import { OktaEdgeError } from "@okta-edge/core";
import type { Context } from "hono";
// Its router is the smallest; the gateway has a handful of routes.
import { Hono } from "hono/tiny";
import type { Caller } from "./callers/callers.ts";
import type { Gateways } from "./gateway/gateway.ts";
import { describeError } from "./http/describe-error.ts";
import { type Problem, toProblem } from "./http/problem.ts";
import { routePath } from "./http/route-path.ts";
import type { AppEnv } from "./middleware/app-env.ts";
import { authenticate, authenticateIfKeyed } from "./middleware/authentication.ts";
import { redirectToHttps } from "./middleware/https.ts";
import { answerJson } from "./middleware/json-response.ts";
import { rejectForeignHost } from "./middleware/local-mode.ts";
import { answerResourceMetadata } from "./middleware/mcp-resource.ts";
import { observe } from "./middleware/observe.ts";
import { answerProblem } from "./middleware/problem-response.ts";
import { allowOrigins, protectAnswer } from "./middleware/response-headers.ts";
import { answerConnectionCheck } from "./routes/connection-check.ts";
import { callOnce, isIdempotent } from "./routes/idempotent-call.ts";
import { mcp } from "./routes/mcp.ts";
import { callOkta } from "./routes/okta-call.ts";
import { openApiDocument } from "./routes/openapi-document.ts";
import { answerPages } from "./routes/pages.ts";
import { answerReady } from "./routes/ready.ts";
import { remember } from "./routes/remember.ts";
import { answerWhoami } from "./routes/whoami.ts";
import type { Env } from "./settings/env.ts";

/** Options of {@link createApp}. */
export interface AppOptions {
  /** Adds what runs before the caller is authenticated. */
  readonly before?: ((app: Hono<{ Bindings: Env }>) => void) | undefined;
}

/** Creates the Worker's Hono app. Routes that are added to it take precedence over Okta's paths and require a caller. */
export function createApp(gateways: Gateways, { before }: AppOptions = {}): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ getPath: routePath });

  // One middleware for what every request passes: each has its price.
  app.use(observe, protectAnswer, async (c, next) => {
    const redirect = redirectToHttps(c);
    if (redirect) return redirect;
    c.set("gateway", await gateways(c.env));
    return rejectForeignHost(c) ?? next();
  });
  app.get("/health", (c) => answerJson(c, { status: "ok" }));
  app.get("/ready", answerReady);
  for (const path of ["/", "/docs/*", "/docs.md", "/errors", "/llms.txt", "/favicon.ico", "/assets/*"])
    app.get(path, answerPages);
  app.use(allowOrigins);

  app.get("/openapi.json", authenticateIfKeyed, remember(openApiDocument));

  app.get("/.well-known/oauth-protected-resource/*", answerResourceMetadata);

  before?.(app as unknown as Hono<{ Bindings: Env }>);
  app.use(authenticate);
  app.get("/whoami", (c) => answerWhoami(c, callerOf(c)));
  for (const path of ["/mcp", "/connections/:connection/mcp"]) {
    app.all(path, (c) => mcp(c, callerOf(c), async (request) => app.fetch(request, c.env)));
  }
  app.post("/connections/:connection/check", (c) => answerConnectionCheck(c, callerOf(c)));
  // Not a route: routes that are added later would never be reached.
  app.notFound((c) => (isIdempotent(c) ? callOnce : callOkta)(c, callerOf(c)));

  app.onError((error, c) => {
    // The client does not receive it; the audit line has it.
    if (c.req.raw.signal.aborted && !(error instanceof OktaEdgeError)) return answerProblem(c, clientClosed());
    const problem = toProblem(error, c.get("nameOption"));
    if (problem.code === "internal_error") {
      const { requestId } = c.get("trail");
      console.error(JSON.stringify({ requestId, code: problem.code, errors: describeError(error) }));
    }
    return answerProblem(c, problem);
  });
  return app;
}

function clientClosed(): Problem {
  const status = 499 as Problem["status"];
  return { status, code: "client_closed", title: "Client closed request", detail: "The client closed the connection." };
}

function callerOf(c: Context<AppEnv>): Caller {
  const caller = c.get("caller");
  if (!caller) throw new Error("Unreachable: request is not authenticated.");
  return caller;
}
