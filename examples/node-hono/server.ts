// What a help desk may do, and nothing else: find a user, and end a lock, a suspension or all sessions.
import { serve } from "@hono/node-server";
import { ActionInputError, withActions } from "@okta-edge/actions";
import * as users from "@okta-edge/actions/users";
import { createOktaClient, OktaApiError, OktaEdgeError, RateLimitError } from "@okta-edge/core";
import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { HTTPException } from "hono/http-exception";

const { env } = process;
const okta = withActions(
  createOktaClient({
    orgUrl: env.OKTA_ORG_URL ?? "",
    clientId: env.OKTA_CLIENT_ID ?? "",
    keyId: env.OKTA_KEY_ID,
    privateKey: env.OKTA_PRIVATE_KEY ?? "",
    scopes: ["okta.users.manage"],
  }),
  { users },
);

const app = new Hono();
if (!env.HELP_DESK_KEY) throw new Error("Set HELP_DESK_KEY: without it, anybody could call.");
app.use(bearerAuth({ token: env.HELP_DESK_KEY }));

app.get("/people", async (c) => {
  const found = [];
  for await (const { id, status, profile } of okta.users.list({ q: c.req.query("q") ?? "", limit: 10 }))
    found.push({ id, status, login: profile?.login, name: `${profile?.firstName} ${profile?.lastName}` });
  return c.json(found);
});

app.post("/people/:login/unlock", async (c) => {
  await okta.users.unlock({ userId: c.req.param("login") });
  return c.body(null, 204);
});

app.post("/people/:login/unsuspend", async (c) => {
  await okta.users.unsuspend({ userId: c.req.param("login") });
  return c.body(null, 204);
});

app.post("/people/:login/sign-out", async (c) => {
  await okta.users.clearSessions({ userId: c.req.param("login") });
  return c.body(null, 204);
});

app.onError((error) => {
  if (error instanceof HTTPException) return error.getResponse();
  if (!(error instanceof OktaEdgeError)) throw error;
  const { code, message } = error;
  console.error(JSON.stringify(error));
  const status = error instanceof ActionInputError ? 400 : error instanceof OktaApiError ? error.status : 502;
  const headers = new Headers();
  if (error instanceof RateLimitError) headers.set("retry-after", String(Math.ceil(error.retryAfter)));
  return Response.json({ code, message }, { status, headers });
});

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(env.PORT ?? 3000) }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
