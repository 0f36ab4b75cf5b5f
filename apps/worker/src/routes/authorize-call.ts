import { checkQueryText } from "@okta-edge/actions";
import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import { coversScope, type GrantedScopes } from "../callers/scope.ts";
import type { Connection } from "../connections/connection.ts";
import { type LoadedPolicy, loadPolicy } from "../gateway/caller-policy.ts";
import { credentialsNotAllowed, grantsRights, handsOutCredentials, textsIn } from "../gateway/credentials.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { isOwnApp, namesOwnApp } from "../gateway/own-app.ts";
import { scopesAt } from "../gateway/scopes-at.ts";
import { noSuchConnection, type Problem } from "../http/problem.ts";
import { startTimeLimit, type TimeLimit } from "../http/time-limit.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { noteIds } from "../middleware/audit.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { invalidQuery, MALFORMED_JSON, takeBody } from "../proxy/request-body.ts";
import { findRoute, type Route } from "../proxy/route.ts";
import { readTarget } from "../proxy/target.ts";

/** A call that its caller may make, as far as can be decided without Okta. */
export interface AuthorizedCall {
  readonly route: Route;
  readonly query: URLSearchParams;
  readonly body: BodyInit | null;
  /** Okta's path and query. */
  readonly target: string;
  /** The Worker's URL before Okta's paths, as the caller knows it. */
  readonly base: string;
  readonly loaded: LoadedPolicy | undefined;
  readonly connection: Connection;
  readonly nameOption: (option: string) => string;
  /** The scopes of the token. */
  readonly scopes: readonly string[];
  readonly limit: TimeLimit;
}

/** Decides whether a caller may make a call, as far as can be decided without Okta; returns the rejection if not. Nothing is sent. */
export async function authorizeCall(
  c: Context<AppEnv>,
  caller: Caller,
  { streamsBody = true }: { readonly streamsBody?: boolean } = {},
): Promise<AuthorizedCall | Response> {
  const [trail, gateway] = [c.get("trail"), c.get("gateway")];
  const request = c.req.raw;
  const url = new URL(request.url);
  const { path, search, prefix, connection: name } = readTarget(url);
  const settings = gateway.settings();
  const limit = startTimeLimit(settings.timeout);
  const opening = openFor(caller, name, gateway);
  if (!opening) return answerProblem(c, noSuchConnection());
  trail.connection = name;

  const route = findRoute(request.method, path, settings);
  if ("status" in route) return answerProblem(c, route);
  const { action } = route;
  trail.action = route.name;
  trail.scope = route.scopes.join(" ");
  noteIds(trail, path);

  const loaded = caller.declaration && !route.isPublic ? await loadPolicy(caller) : undefined;
  const policy = loaded?.policy;
  const notAdmitted = policy && loaded.refuseByPolicy(policy, caller.name, route);
  if (notAdmitted) return answerProblem(c, notAdmitted);
  const refused = policy ? undefined : missingScope(route.callerScopes, caller.scopes);
  if (refused) {
    const reason = route.scopes.includes(refused)
      ? ""
      : ", which the Worker requires because the response contains secrets";
    const detail = `The caller "${caller.name}" lacks the scope ${refused}${reason}. Add it to the scopes of this caller in CALLERS.`;
    return answerProblem(c, insufficientScope("caller", refused, detail));
  }
  if (!/^(GET|HEAD)$/.test(request.method) && !settings.allowOwnApp && isOwnApp(gateway, path)) {
    return answerProblem(c, OWN_APP);
  }
  const query = new URLSearchParams(search);
  const issues = action ? checkQueryText(action, query, { allowUnknown: settings.allowUnknownQuery && !policy }) : [];
  if (action && issues.length > 0) return answerProblem(c, invalidQuery(action, issues));
  const isGrant = grantsRights(route.operation);
  const isRead = isGrant || policy !== undefined || !streamsBody;
  const taken = await takeBody(request, action, limit, { isRead });
  if ("problem" in taken) return answerProblem(c, taken.problem);
  if (isGrant) {
    const texts = await textsIn(taken.body, request.headers.get("content-type"));
    if (!texts) return answerProblem(c, MALFORMED_JSON);
    if (!settings.allowOwnApp && namesOwnApp(gateway, texts)) return answerProblem(c, OWN_APP);
    if (!caller.credentials && handsOutCredentials(route.operation, texts)) {
      return answerProblem(c, credentialsNotAllowed(caller));
    }
  }

  const { nameOption } = opening;
  c.set("nameOption", nameOption);
  const connection = await opening.connection;
  const scopes = scopesAt(policy?.scopes ?? caller.scopes, connection.scopes);
  const beyond = missingScope(route.scopes, scopes);
  if (beyond) {
    const detail = `The connection "${name}" lacks the scope ${beyond}. Add it to ${nameOption("scopes")}, and grant it to the app in Okta: Okta API Scopes.`;
    return answerProblem(c, insufficientScope("connection", beyond, detail));
  }
  const base = url.origin + prefix;
  const target = path + search;
  return { route, query, body: taken.body, target, base, loaded, connection, nameOption, scopes, limit };
}

const OWN_APP: Problem = {
  status: 403,
  code: "own_app",
  title: "The Worker's own app",
  detail:
    "This app is the one that the Worker uses. Callers must not change it, whatever their scopes. Change it in the Admin Console, or set OWN_APP=allow.",
};

/** A connection that a caller may use, while it is being opened. */
interface Opening {
  readonly connection: Promise<Connection>;
  readonly nameOption: (option: string) => string;
}

/** Opens a connection for a caller; undefined if there is none, or the caller may not know of it. */
function openFor(caller: Caller, name: string, gateway: Gateway): Opening | undefined {
  const declared = hasConnection(caller, name) ? gateway.connections().get(name) : undefined;
  const connection = declared && gateway.connection(name);
  if (!declared || !connection) return undefined;
  // Avoids an unhandled rejection; it is awaited below.
  connection.catch(() => {});
  return { connection, nameOption: declared.nameOption };
}

/** Returns the first scope that is needed and not granted. */
function missingScope(needed: readonly string[], granted: GrantedScopes): string | undefined {
  return needed.find((scope) => !coversScope(granted, scope));
}

function insufficientScope(lackedBy: "caller" | "connection", scope: string, detail: string): Problem {
  return {
    status: 403,
    code: "insufficient_scope",
    title: "Insufficient scope",
    detail,
    causes: [`scopes: ${scope}`],
    members: { scope, lackedBy },
  };
}
