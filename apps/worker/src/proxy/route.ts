import { type GateAction, gateActions } from "@okta-edge/actions/gate";
import { matchOperation, requiredOfCaller } from "@okta-edge/actions/operations";
import type { Problem } from "../http/problem.ts";

/** The operation that a request is for. */
export interface Route {
  /** Okta's path, without the query. */
  readonly path: string;
  /** The scopes that it needs, all of them. */
  readonly scopes: readonly string[];
  /** The scopes that the caller must hold, all of them: more than Okta's where the response contains secrets. */
  readonly callerScopes: readonly string[];
  /** Its name in logs: the action's ID, or Okta's `operationId`. */
  readonly name: string;
  /** The curated action; undefined for what is passed through. */
  readonly action: GateAction | undefined;
}

/** Options of {@link findRoute}. */
export interface RouteOptions {
  /** Whether operations that are not in the action catalog are forwarded too. */
  readonly passThrough: boolean;
}

/** Paths alike but for the names of their parameters are the same. */
const keyOf = (method: string, path: string) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`;

let actions: ReadonlyMap<string, GateAction> | undefined;

/** The actions by method and path; read when they are first needed. */
function knownActions(): ReadonlyMap<string, GateAction> {
  actions ??= new Map(gateActions().map((action) => [keyOf(action.method, action.path), action]));
  return actions;
}

const UNKNOWN_PATH = "Neither the Worker nor Okta's Management API has this path.";
const ENCODED_SLASH =
  "A path must not contain an encoded slash (%2F). A user whose login has one is reachable by ID: use the ID, or search.";

/** Finds the operation of a request, or returns the problem that the caller receives. */
export function findRoute(requested: string, path: string, { passThrough }: RouteOptions): Route | Problem {
  const method = requested === "HEAD" ? "GET" : requested;
  const match = matchOperation(method, path);
  if (!match) return notFound(/%2f/i.test(path) ? ENCODED_SLASH : UNKNOWN_PATH);
  const { operation, allow } = match;
  if (!operation) {
    const methods = allow.flatMap((known) => (known === "GET" ? ["GET", "HEAD"] : [known])).join(", ");
    return {
      status: 405,
      code: "method_not_allowed",
      title: "Method not allowed",
      detail: `This path supports ${methods}.`,
      headers: { allow: methods },
    };
  }
  const action = knownActions().get(keyOf(method, operation.path));
  const callerScopes = requiredOfCaller(operation);
  const { id, scopes } = operation;
  if (action) return { path, scopes, callerScopes, name: action.id, action };
  if (scopes.length === 0) return notFound(`Okta does not allow ${id} with an OAuth 2.0 access token.`);
  if (!passThrough) return notFound(`Okta's ${id} is not in the action catalog. Set PASS_THROUGH=on to allow it.`);
  return { path, scopes, callerScopes, name: id, action: undefined };
}

function notFound(detail: string): Problem {
  return { status: 404, code: "not_found", title: "Not found", detail };
}
