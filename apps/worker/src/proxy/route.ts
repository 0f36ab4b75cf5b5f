import { type GateAction, gateActions } from "@okta-edge/actions/gate";
import { matchOperation, requiredOfCaller } from "@okta-edge/actions/operations";
import type { Problem } from "../http/problem.ts";

/** What a request asks of Okta. */
export interface Route {
  /** Okta's path, without the query. */
  readonly path: string;
  /** The scopes that it needs, all of them. */
  readonly scopes: readonly string[];
  /** The scopes that the caller must hold, all of them: more than Okta's where the response contains secrets. */
  readonly callerScopes: readonly string[];
  /** What it is called in logs: the action's ID, or Okta's `operationId`. */
  readonly name: string;
  /** The curated action; undefined for what is passed through. */
  readonly action: GateAction | undefined;
}

/** What decides on routes. */
export interface RouteOptions {
  /** Whether operations that are no curated actions are carried too. */
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

/** Finds what a request asks of Okta, or says why the Worker does not carry it. */
export function findRoute(method: string, path: string, { passThrough }: RouteOptions): Route | Problem {
  const match = matchOperation(method, path);
  if (!match) return notFound("The Worker has no route of this path, and Okta's Management API no operation.");
  const { operation, allow } = match;
  if (!operation) {
    return {
      status: 405,
      code: "method_not_allowed",
      title: "No such method",
      detail: `The path takes ${allow.join(", ")}.`,
      headers: { allow: allow.join(", ") },
    };
  }
  const action = knownActions().get(keyOf(method, operation.path));
  const callerScopes = requiredOfCaller(operation);
  const { id, scopes } = operation;
  if (action) return { path, scopes, callerScopes, name: action.id, action };
  if (scopes.length === 0) return notFound(`Okta opens ${id} to no access token, whatever its scopes.`);
  if (!passThrough) return notFound(`Okta's ${id} is no curated action; PASS_THROUGH=on carries it as well.`);
  return { path, scopes, callerScopes, name: id, action: undefined };
}

function notFound(detail: string): Problem {
  return { status: 404, code: "not_found", title: "No such route", detail };
}
