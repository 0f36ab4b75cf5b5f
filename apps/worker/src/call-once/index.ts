/**
 * What makes a call at most once. scripts/build-on-demand.ts bundles it as src/on-demand/call-once.mjs, which the first call with an
 * `Idempotency-Key` loads: other calls do not pay for it. It imports types alone from middleware and routes, and no classes.
 */
import type { Context } from "hono";
import type { Caller } from "../callers/callers.ts";
import type { Claim, ClaimRequest, IdempotencyStub, StoredResponse } from "../cloudflare/bindings.ts";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import { readAtMost } from "../http/bounded-bytes.ts";
import type { Problem } from "../http/problem.ts";
import { startTimeLimit, type TimeLimit } from "../http/time-limit.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import type { answerProblem } from "../middleware/problem-response.ts";
import type { readWhole } from "../proxy/response-body.ts";
import type { readTarget } from "../proxy/target.ts";
import type { authorizeCall } from "../routes/authorize-call.ts";
import type { callOkta, viewOf } from "../routes/okta-call.ts";

/** What makes the call, and answers. */
export interface CallHost {
  readonly answerProblem: typeof answerProblem;
  readonly authorizeCall: typeof authorizeCall;
  readonly callOkta: typeof callOkta;
  readonly readTarget: typeof readTarget;
  readonly readWhole: typeof readWhole;
  readonly viewOf: typeof viewOf;
}

const KEY_HEADER = "idempotency-key";

/** A caller's headers that make another request, beside those that name it. */
const COMPARED = ["accept", "accept-language", "content-type", "if-match", "prefer"];

/** Bytes of a request's body: it is held in memory. */
const MAX_BODY = 1024 * 1024;

/** Statuses with which Okta says that it did not take the request. */
const NOT_TAKEN = [401, 423, 429];

/**
 * Forwards a write to Okta at most once for each key of a caller. A repeat gets the first response; while the first is in progress, it waits
 * for it.
 *
 * @see {@link https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ The Idempotency-Key HTTP Header Field}
 */
export async function callOnce(c: Context<AppEnv>, caller: Caller, host: CallHost): Promise<Response> {
  const { trail, gateway } = c.var;
  const { answerProblem, readTarget } = host;
  const request = c.req.raw;
  const { timeout } = gateway.settings();
  const limit = startTimeLimit(timeout);
  const body = await limit.within(readAtMost(request.body, MAX_BODY).catch(() => undefined));
  if (!body) return answerProblem(c, BODY_NOT_READ);
  const { connection, path, search, prefix } = readTarget(new URL(request.url));
  const headers = COMPARED.map((name) => request.headers.get(name) ?? "");
  const wanted: ClaimRequest = {
    caller: caller.name,
    key: request.headers.get(KEY_HEADER) ?? "",
    parts: [request.method, connection, path, search, ...headers],
    body,
    prefix,
    // Without Cloudflare in front, clients choose the request ID.
    attempt: crypto.randomUUID(),
    requestId: trail.requestId,
    timeout,
    wait: 0,
  };
  const store = c.env.IDEMPOTENCY?.getByName(`caller:${caller.name}`);
  const claim = store && (await claimWithin(store, wanted, limit));
  if (!store || !claim) return answerProblem(c, UNAVAILABLE);
  if (claim.state === "rejected") return answerProblem(c, claim.problem as Problem);
  c.req.raw = new Request(request, { body: body.byteLength > 0 ? body : null, signal: request.signal });
  if (claim.state === "done") return replay(c, caller, claim.response, host);
  return callAndStore(c, caller, store, wanted, host);
}

/** Claims a request. Waits for another attempt; if that was not sent, this one may be, while enough of its time is left. */
async function claimWithin(
  store: IdempotencyStub,
  request: ClaimRequest,
  limit: TimeLimit,
): Promise<Claim | undefined> {
  const start = limit.remaining();
  for (;;) {
    const left = limit.remaining();
    const claim = await claimOnce(store, { ...request, wait: left < start / 2 ? 0 : left * 0.9 });
    if (claim?.state !== "released") return claim;
  }
}

/** A claim that is sent twice is the same claim: its attempt has a name. */
async function claimOnce(store: IdempotencyStub, request: ClaimRequest): Promise<Claim | undefined> {
  try {
    // The object may move or restart.
    return await store.claim(request).catch((error) => {
      if (isSubrequestLimit(error)) throw error;
      return store.claim({ ...request, wait: 0 });
    });
  } catch (error) {
    if (isSubrequestLimit(error)) throw error;
    report("unavailable", request, error);
    return undefined;
  }
}

async function callAndStore(
  c: Context<AppEnv>,
  caller: Caller,
  store: IdempotencyStub,
  request: ClaimRequest,
  { callOkta, readWhole }: CallHost,
): Promise<Response> {
  const { trail } = c.var;
  const release = () => settle(request, () => store.release(request));
  const finish = (response: StoredResponse | null) => settle(request, () => store.finish(request, response));
  try {
    const response = await callOkta(c, caller);
    if (c.get("forwarded") !== "sent" || NOT_TAKEN.includes(response.status)) {
      await release();
      return response;
    }
    const body = await readWhole(response);
    const { action, connection, scope, code, oktaRequestId } = trail;
    const record = { action, connection, scope, code, oktaRequestId };
    await finish({ status: response.status, headers: [...response.headers], record, body });
    return new Response(body.byteLength > 0 ? body : null, response);
  } catch (error) {
    const isTaken = c.get("forwarded") === "sent" && !(error instanceof Error && error.name === "RateLimitError");
    await (isTaken ? finish(null) : release());
    throw error;
  }
}

/** Reports the outcome of an attempt. If that fails twice, the outcome is unknown to repeats after the time limit, and they are not sent. */
async function settle(request: ClaimRequest, send: () => Promise<void>): Promise<void> {
  try {
    await send().catch(send);
  } catch (error) {
    report("not_stored", request, error);
  }
}

function report(idempotency: string, { requestId }: ClaimRequest, error: unknown): void {
  console.error(JSON.stringify({ idempotency, requestId, cause: String(error).slice(0, 200) }));
}

/** Returns the first response, if its caller may still make the call, and as the caller may see it now. */
async function replay(
  c: Context<AppEnv>,
  caller: Caller,
  stored: StoredResponse,
  { answerProblem, authorizeCall, viewOf }: CallHost,
): Promise<Response> {
  const authorized = await authorizeCall(c, caller, { streamsBody: false });
  if (authorized instanceof Response) return authorized;
  const { loaded, limit } = authorized;
  const checked = await loaded?.checkPolicy({
    ...authorized,
    policy: loaded.policy,
    caller: caller.name,
    isReplay: true,
    signal: c.req.raw.signal,
    timeout: limit.remaining(),
    onEvent() {},
  });
  if (checked && "status" in checked) return answerProblem(c, checked);
  const { status, headers, record, body } = stored;
  const first = new Response(body.byteLength > 0 ? body : null, { status });
  for (const [name, value] of headers) first.headers.append(name, value);
  const view = viewOf(authorized);
  // A problem of the Worker's quotes nothing of Okta's.
  const isOwn = first.headers.get("content-type")?.startsWith("application/problem+json");
  const answer = view && loaded && !isOwn ? await loaded.limitResponse(first, view) : first;
  Object.assign(c.var.trail, record, { replayed: true });
  answer.headers.set("idempotency-replayed", "true");
  return answer;
}

const BODY_NOT_READ: Problem = {
  status: 413,
  code: "body_too_large",
  title: "Body too large",
  detail: `The body of a request with an Idempotency-Key must be complete within TIMEOUT, and not exceed ${MAX_BODY} bytes.`,
};

const UNAVAILABLE: Problem = {
  status: 503,
  code: "idempotency_unavailable",
  title: "Idempotency is unavailable",
  detail:
    "The binding IDEMPOTENCY does not respond, so that the request was not sent. Repeat it later with the same key.",
  retryAfter: 5,
};
