import { matchOperation } from "@okta-edge/actions/operations";
import { OktaApiError, type OktaClientObserver } from "@okta-edge/core";
import type { Context } from "hono";
import type { Caller } from "../callers/callers.ts";
import { passOn } from "../cloudflare/runtime.ts";
import { UNCACHED } from "../connections/send-once.ts";
import type { View } from "../governance/visible-response.ts";
import { followClient } from "../http/client-signal.ts";
import type { Problem } from "../http/problem.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { noteInTrail } from "../middleware/audit.ts";
import { countCall } from "../middleware/authentication.ts";
import { innerCallOf } from "../middleware/inner-call.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { type ForwardedResponse, forwardedRequestHeaders, forwardResponseHeaders } from "../proxy/forward.ts";
import { NDJSON_TYPE, streamPages, wantsNdjson } from "../proxy/ndjson.ts";
import { callPublic } from "../proxy/public-call.ts";
import { explainRefusal, HINT_HEADER, isRefusal } from "../proxy/refusal.ts";
import { bodyForCaller } from "../proxy/response-body.ts";
import { type AuthorizedCall, authorizeCall } from "./authorize-call.ts";

/** The part of Okta's rate limit that a stream leaves to other calls. */
const SHARE_OF_OTHERS = 0.2;

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

/** Returns what the caller may see of the response; undefined if it may see everything. */
export function viewOf({ route, loaded }: AuthorizedCall): View | undefined {
  const fields = loaded?.policy.declaration.fields;
  return fields && { fields, target: route, unexpected: unexpectedResponse };
}

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
