import { checkQueryText } from "@okta-edge/actions";
import { matchOperation } from "@okta-edge/actions/operations";
import { OktaApiError, type OktaClientObserver } from "@okta-edge/core";
import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import { coversScope, type GrantedScopes } from "../callers/scope.ts";
import { passOn } from "../cloudflare/runtime.ts";
import type { Connection } from "../connections/connection.ts";
import { UNCACHED } from "../connections/send-once.ts";
import { type LoadedPolicy, loadPolicy } from "../gateway/caller-policy.ts";
import { credentialsNotAllowed, grantsRights, handsOutCredentials, textsIn } from "../gateway/credentials.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { isOwnApp, namesOwnApp } from "../gateway/own-app.ts";
import { scopesAt } from "../gateway/scopes-at.ts";
import type { View } from "../governance/visible-response.ts";
import { followClient } from "../http/client-signal.ts";
import { noSuchConnection, type Problem } from "../http/problem.ts";
import { startTimeLimit, type TimeLimit } from "../http/time-limit.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { noteIds, noteInTrail } from "../middleware/audit.ts";
import { countCall } from "../middleware/authentication.ts";
import { innerCallOf } from "../middleware/inner-call.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { type ForwardedResponse, forwardedRequestHeaders, forwardResponseHeaders } from "../proxy/forward.ts";
import { NDJSON_TYPE, streamPages, wantsNdjson } from "../proxy/ndjson.ts";
import { callPublic } from "../proxy/public-call.ts";
import { explainRefusal, HINT_HEADER, isRefusal } from "../proxy/refusal.ts";
import { invalidQuery, MALFORMED_JSON, takeBody } from "../proxy/request-body.ts";
import { bodyForCaller } from "../proxy/response-body.ts";
import { findRoute, type Route } from "../proxy/route.ts";
import { readTarget } from "../proxy/target.ts";

/** The part of Okta's rate limit that a stream leaves to other calls. */
const SHARE_OF_OTHERS = 0.2;

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

/**
 * Forwards a call to Okta with a token for the scopes that the caller and the connection both have, and returns the response. A call that
 * the caller may not make is rejected before anything is sent.
 */
export async function callOkta(c: Context<AppEnv>, caller: Caller): Promise<Response> {
  const authorized = await authorizeCall(c, caller);
  if (authorized instanceof Response) return authorized;
  const trail = c.get("trail");
  const request = c.req.raw;
  const { route, query, body, target, base, loaded, connection, nameOption, scopes, limit } = authorized;
  const { action } = route;

  const headers = forwardedRequestHeaders(request.headers, action?.headers);
  const isStream = action?.isList === true && request.method !== "HEAD" && wantsNdjson(request.headers);
  if (isStream) headers.set("accept", "application/json");
  // Okta documents no HEAD; Hono drops the body of the response.
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (route.isPublic) {
    trail.sent++;
    c.set("forwarded", "sent");
    const { orgUrl } = connection;
    const call = { orgUrl, target, headers, signal: request.signal, timeout: limit.remaining() };
    const response = await callPublic(call, c.get("gateway").fetch);
    const body = response.body && passOn(response.body);
    return answer(body, response.status, { response, orgUrl, base });
  }
  const allowed = await loaded?.checkPolicy({
    policy: loaded.policy,
    caller: caller.name,
    route,
    connection,
    query,
    body,
    signal: request.signal,
    timeout: limit.remaining(),
    onEvent(event) {
      if (event.type === "request.sent") trail.sent++;
    },
  });
  if (allowed && "status" in allowed) return answerProblem(c, allowed);
  const outgoing = allowed ?? { target, body };
  const counted = connection.fairShare.begin(caller.name, route.name, route.path);
  if (typeof counted === "number") return answerProblem(c, shareExceeded(caller, counted));
  const client = followClient(request.signal, method === "GET");
  const note = noteInTrail(trail);
  const onEvent: OktaClientObserver = (event) => {
    note(event);
    if (event.type === "request.sent") {
      c.set("forwarded", "sent");
      client.sent();
    }
    if (event.type === "request.retried") {
      c.set("forwarded", "undone");
      client.notDone();
    }
    if (event.type === "rate.limited") counted.limited(event.wait);
  };
  const init = { ...UNCACHED, headers, scopes, onEvent };
  const { result, key } = await connection
    .use(async (okta) => {
      const { signal } = client;
      const { body } = outgoing;
      const call = { ...init, method, body, signal, timeout: limit.remaining(), timeoutIncludesBody: true };
      return { okta, response: await okta.fetch(outgoing.target, call) };
    })
    .then(
      (used) => {
        counted.end(used.result.response);
        return used;
      },
      (error) => {
        counted.end(undefined);
        throw error;
      },
    );
  const { okta, response: received } = result;
  trail.key = key;
  const oktaRequestId = received.headers.get("x-okta-request-id");
  if (oktaRequestId) trail.oktaRequestId = oktaRequestId;

  if (action && received.ok) expectJson(received);

  const forwarded: ForwardedResponse = { response: received, orgUrl: okta.orgUrl, base };
  if (request.method === "HEAD") {
    received.body?.cancel().catch(() => {});
    return answer(null, received.status, forwarded);
  }
  const view = viewOf(authorized);
  const response = view && loaded ? await loaded.limitResponse(received, view) : received;
  const { status } = response;
  if (isRefusal(response)) return answerRefusal(c, response, forwardResponseHeaders(forwarded, new Headers()));
  if (!isStream || !response.ok) {
    // What the Worker reads itself keeps the request alive.
    const body = view || innerCallOf(request) ? response.body : await bodyForCaller(response);
    return answer(body, status, forwarded);
  }
  const { promise: streamed, resolve } = Promise.withResolvers<void>();
  const lines = await streamPages(response, {
    okta: view && loaded ? loaded.limitClient(okta, view) : okta,
    url: okta.orgUrl + outgoing.target,
    init,
    base,
    requestId: trail.requestId,
    isAllowed: (path) => matchOperation("GET", path)?.operation === route.operation,
    nameOption,
    countPage: () => countCall(c, caller),
    beginPage: () => connection.fairShare.begin(caller.name, route.name, route.path, SHARE_OF_OTHERS),
    onEnd: (record) => {
      Object.assign(trail, record);
      resolve();
    },
  });
  c.set("streamed", streamed);
  const streaming = answer(lines, 200, forwarded);
  streaming.headers.set("content-type", NDJSON_TYPE);
  streaming.headers.delete("link");
  return streaming;
}

/** Creates the answer to a caller, with the headers of Okta's response. */
function answer(body: ReadableStream | Uint8Array | null, status: number, forwarded: ForwardedResponse): Response {
  const response = new Response(body, { status });
  forwardResponseHeaders(forwarded, response.headers);
  return response;
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

/** Returns what the caller may see of the response; undefined if it may see everything. */
export function viewOf({ route, loaded }: AuthorizedCall): View | undefined {
  const fields = loaded?.policy.declaration.fields;
  return fields && { fields, target: route, unexpected: unexpectedResponse };
}

const OWN_APP: Problem = {
  status: 403,
  code: "own_app",
  title: "The Worker's own app",
  detail:
    "This app is the one that the Worker uses. Callers must not change it, whatever their scopes. Change it in the Admin Console, or set OWN_APP=allow.",
};

function shareExceeded({ name }: Caller, retryAfter: number): Problem {
  return {
    status: 429,
    code: "share_exceeded",
    title: "Share of Okta's rate limit exceeded",
    detail: `The caller "${name}" has used its share of Okta's rate limit: other callers need the rest, or too many of its calls wait already.`,
    retryAfter,
  };
}

/** Keeps Okta's status and headers, and adds what to do: in the body where Okta sends none, otherwise in a header. */
async function answerRefusal(c: Context<AppEnv>, response: Response, headers: Headers): Promise<Response> {
  const trail = c.get("trail");
  const nameOption = c.get("nameOption") ?? ((option: string) => option);
  const body = response.body && passOn(response.body);
  const refusal = await explainRefusal(response, body, headers, nameOption);
  if ("problem" in refusal) return answerProblem(c, refusal.problem);
  if (refusal.code) trail.code = refusal.code;
  if (refusal.hint) {
    trail.hint = refusal.hint;
    headers.set(HINT_HEADER, refusal.hint);
  }
  return new Response(refusal.body, { status: response.status, headers });
}

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

/** Rejects an HTML page with a 2xx status: Okta sends none, a proxy does. */
function expectJson({ status, headers, body }: Response): void {
  const type = headers.get("content-type");
  if (type === null || /\bjson\b/i.test(type)) return;
  body?.cancel().catch(() => {});
  throw new OktaApiError("unexpected_response", "The response is not JSON, so that it is not from Okta.", {
    status,
    hint: "Check for a proxy between the Worker and Okta. After a write, check the result before retrying.",
  });
}

function unexpectedResponse(message: string, status: number): OktaApiError {
  return new OktaApiError("unexpected_response", message, { status });
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
