import { Hono } from "hono";
import { type AppEnv, answerProblem } from "./app-env.ts";
import { authenticate, authenticateIfKeyed } from "./authentication.ts";
import { docsPage } from "./docs-page.ts";
import { createGateways } from "./gateway.ts";
import { callOkta } from "./okta-call.ts";
import { openApiDocument } from "./openapi-document.ts";
import { toProblem } from "./problem.ts";

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
  app.get("/openapi.json", authenticateIfKeyed(gatewayOf), (c) => c.json(openApiDocument(c)));
  app.get("/docs", authenticateIfKeyed(gatewayOf), docsPage);

  app.use(authenticate(gatewayOf));
  app.all("*", (c) => callOkta(c, gatewayOf(c.env)));

  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem.code === "internal_error") console.error({ requestId: c.get("requestId"), error: error.name });
    return answerProblem(c, problem);
  });
  return app;
}
