import { admit, decide, type Missing, type Policy, type PolicyCall } from "@okta-edge/actions/policy";
import type { Problem } from "../http/problem.ts";
import type { Route } from "../proxy/route.ts";
import { type ReadOptions, resolveTargets } from "./protected-targets.ts";

/** Levels of nesting of a body that is checked against a policy. */
const MAX_DEPTH = 64;

/** What a rejection names at most: a response must not be many times the size of the request. */
const MOST_MISSING = 20;

/** A call that is checked against the policy of its caller. */
export interface CheckedCall extends ReadOptions {
  readonly policy: Policy;
  /** The caller's name. */
  readonly caller: string;
  readonly route: Route;
  readonly query: URLSearchParams;
  /** As it was received. */
  readonly body: BodyInit | null;
  /** Whether the call is not sent, because its response is known: Okta is not asked about its targets, which the call may have deleted. */
  readonly isReplay?: boolean;
}

/** A call that the policy allows, as it is to be sent. */
export interface AllowedCall {
  /** Okta's path with the query. */
  readonly target: string;
  readonly body: BodyInit | null;
}

/** Returns the problem of a call that the caller's policy does not admit, whatever its input. */
export function refuseByPolicy(
  { declaration }: Policy,
  caller: string,
  { operation, action }: Route,
): Problem | undefined {
  const missing = admit(declaration, { operation, action });
  return missing.length > 0 ? notAllowed(caller, missing) : undefined;
}

/**
 * Checks a call with its input against the caller's policy. What is sent is what was checked: the body is written anew, and users are
 * addressed by the ID that was resolved. For `protected`, the Worker asks Okta first; nothing else is sent before the decision.
 */
export async function checkPolicy(call: CheckedCall): Promise<AllowedCall | Problem> {
  const { policy, caller, route, connection, query } = call;
  const { operation, action, path } = route;
  const read = readJson(call);
  if ("problem" in read) return read.problem;
  const { body } = read;
  const checked: PolicyCall = { operation, action, segments: route.segments, query, body };
  const decision = decide(policy, checked, connection.scopes);
  if (!decision.isAllowed) return notAllowed(caller, decision.missing);
  const send = (sentPath: string): AllowedCall => ({
    target: query.size > 0 ? `${sentPath}?${query}` : sentPath,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const targets = policy.declaration.protected;
  if (!targets || decision.resolve.length === 0 || call.isReplay) return send(path);
  const resolved = await resolveTargets(targets, decision.resolve, call);
  if ("problem" in resolved) return resolved.problem;
  if (resolved.missing.length > 0) return notAllowed(caller, resolved.missing);
  return send(withUserIds(path, resolved.userIds));
}

/** Addresses users by ID: a login could belong to someone else by the time that Okta reads it. */
function withUserIds(path: string, ids: ReadonlyMap<number, string>): string {
  const segments = path.slice(1).split("/");
  return `/${segments.map((segment, place) => ids.get(place) ?? segment).join("/")}`;
}

/** Reads the body as JSON; undefined for none. */
function readJson({ body, route, caller }: CheckedCall): { readonly body: unknown } | { readonly problem: Problem } {
  const text = typeof body === "string" ? body : body instanceof Uint8Array ? decodeUtf8(body) : "";
  if (body === null || text === "") return { body: undefined };
  let json: unknown;
  try {
    json = JSON.parse(text ?? "");
  } catch {
    const detail = `The body of ${route.name} is not JSON, so that it cannot be checked against the policy of the caller "${caller}".`;
    return { problem: notAllowed(caller, [{ rule: "where", name: "body", detail }]) };
  }
  if (!isNestedWithin(json, MAX_DEPTH)) {
    const detail = `The body must not be nested more than ${MAX_DEPTH} levels deep.`;
    return { problem: { status: 400, code: "invalid_input", title: `Api validation failed: ${route.name}`, detail } };
  }
  return { body: json };
}

function isNestedWithin(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) return false;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return true;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Returns the problem of a call that lacks something. It names the rules that are to be changed. */
function notAllowed(caller: string, all: readonly Missing[]): Problem {
  const missing = all.slice(0, MOST_MISSING);
  const [first] = missing;
  const details = missing.map(({ detail }) => detail);
  const rules = [...new Set(missing.map(({ rule }) => rule))].join(" and ");
  const isScope = first?.rule === "scopes";
  return {
    status: 403,
    code: isScope ? "insufficient_scope" : "not_allowed",
    title: isScope ? "Insufficient scope" : "Not allowed",
    detail: `${details.join(" ")} To allow this call, change ${rules} of the caller "${caller}" in CALLERS.`,
    causes: missing.map(({ rule, name }) => `${rule}: ${name}`),
    members: {
      ...(isScope && { scope: first.name }),
      lackedBy: "caller",
      missing: missing.map((one) => ({ rule: one.rule, name: one.name })),
    },
  };
}
