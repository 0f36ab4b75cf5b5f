import { checkQueryText } from "@okta-edge/actions";
import type { Context } from "hono";
import { type AppEnv, answerProblem } from "./app-env.ts";
import { coversScope } from "./callers.ts";
import { forwardedRequestHeaders, forwardedResponseHeaders } from "./forward.ts";
import type { Gateway } from "./gateway.ts";
import { NDJSON_TYPE, streamPages, wantsNdjson } from "./ndjson.ts";
import type { Problem } from "./problem.ts";
import { invalidInput, takeBody } from "./request-body.ts";
import { findRoute, type Route } from "./route.ts";

/** Carries a call to Okta with a token for the caller's scopes alone, and the answer back. What it may not do, Okta never sees. */
export async function callOkta(c: Context<AppEnv>, gateway: Gateway): Promise<Response> {
  const settings = gateway.settings();
  const request = c.req.raw;
  const { pathname, search, searchParams, origin } = new URL(request.url);
  const route = findRoute(request.method, pathname, settings);
  if ("status" in route) return answerProblem(c, route);

  const { name, scopes } = c.get("caller");
  const refused = refuseScope(route, scopes, (scope) => `The caller ${name} lacks the scope ${scope}.`, "caller");
  if (refused) return answerProblem(c, refused);
  const { action } = route;
  const issues = action ? checkQueryText(action, searchParams, { allowUnknown: settings.allowUnknownQuery }) : [];
  if (action && issues.length > 0) return answerProblem(c, invalidInput(action, issues));
  const taken = await takeBody(request, action);
  if ("problem" in taken) return answerProblem(c, taken.problem);

  const connection = await gateway.connection();
  const { okta } = connection;
  const allowed = scopes.filter((scope) => coversScope(connection.scopes, scope));
  const beyond = refuseScope(route, allowed, (scope) => `OKTA_SCOPES does not hold ${scope}.`, "connection");
  if (beyond) return answerProblem(c, beyond);

  const headers = forwardedRequestHeaders(request.headers);
  const isStream = action?.isList === true && wantsNdjson(request.headers);
  if (isStream) headers.set("accept", "application/json");
  const init = { headers, scopes: allowed };
  const response = await okta.fetch(pathname + search, {
    ...init,
    method: request.method,
    body: taken.body,
    signal: request.signal,
  });
  const answerHeaders = forwardedResponseHeaders(response.headers, okta.orgUrl, origin);
  if (!isStream || !response.ok)
    return new Response(response.body, { status: response.status, headers: answerHeaders });
  answerHeaders.set("content-type", NDJSON_TYPE);
  answerHeaders.delete("link");
  const lines = await streamPages(response, { okta, init, base: origin, requestId: c.get("requestId") });
  return new Response(lines, { headers: answerHeaders });
}

/** The problem of the first scope that a route needs and that is not there. */
function refuseScope(
  { scopes }: Route,
  granted: readonly string[],
  tell: (scope: string) => string,
  who: "caller" | "connection",
): Problem | undefined {
  const scope = scopes.find((needed) => !coversScope(granted, needed));
  if (scope === undefined) return undefined;
  return {
    status: 403,
    code: "insufficient_scope",
    title: `The ${who} may not do this`,
    detail: tell(scope),
    members: { scope },
  };
}
