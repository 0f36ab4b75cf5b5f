import { type Context, Hono } from "hono";
import type { Caller } from "./callers/callers.ts";
import type { Gateway } from "./gateway/gateway.ts";
import { toProblem } from "./http/problem.ts";
import type { AppEnv } from "./middleware/app-env.ts";
import { authenticate, authenticateIfKeyed } from "./middleware/authentication.ts";
import { rejectForeignHosts } from "./middleware/local-mode.ts";
import { observe } from "./middleware/observe.ts";
import { answerProblem } from "./middleware/problem-response.ts";
import { allowOrigins, protectAnswer } from "./middleware/response-headers.ts";
import { answerConnectionCheck } from "./routes/connection-check.ts";
import { docsPage } from "./routes/docs-page.ts";
import { callOkta } from "./routes/okta-call.ts";
import { openApiDocument } from "./routes/openapi-document.ts";
import type { Env } from "./settings/env.ts";

/** Options of {@link createApp}. */
export interface AppOptions {
  /** Adds what runs before the caller is authenticated. */
  readonly before?: ((app: Hono<{ Bindings: Env }>) => void) | undefined;
}

/** Creates the Worker's Hono app. Routes that are added to it take precedence over Okta's paths and require a caller. */
export function createApp(gateways: (env: Env) => Gateway, { before }: AppOptions = {}): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const gatewayOf = (c: Context<AppEnv>) => gateways(c.env);

  app.use(observe, protectAnswer, rejectForeignHosts);
  app.get("/health", (c) => c.json({ status: "ok" }));
  app.use(allowOrigins((c) => gatewayOf(c).settings().allowedOrigins));

  app.get("/openapi.json", authenticateIfKeyed(gatewayOf), (c) => c.json(openApiDocument(c, gatewayOf(c))));
  app.get("/docs", authenticateIfKeyed(gatewayOf), (c) => docsPage(c, gatewayOf(c)));

  before?.(app as unknown as Hono<{ Bindings: Env }>);
  app.use(authenticate(gatewayOf));
  app.post("/connections/:connection/check", (c) => answerConnectionCheck(c, gatewayOf(c), callerOf(c)));
  // Not a route: routes that are added later would never be reached.
  app.notFound((c) => callOkta(c, gatewayOf(c), callerOf(c)));

  app.onError((error, c) => {
    const problem = toProblem(error, c.get("nameSetting"));
    if (problem.code === "internal_error") {
      console.error(JSON.stringify({ requestId: c.get("trail").requestId, error: error.name }));
    }
    return answerProblem(c, problem);
  });
  return app;
}

function callerOf(c: Context<AppEnv>): Caller {
  const caller = c.get("caller");
  if (!caller) throw new Error("Nobody gets here unknown.");
  return caller;
}
