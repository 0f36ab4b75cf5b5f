import { type GateAction, gateActions } from "@okta-edge/actions/gate";
import {
  describePathFault,
  matchOperation,
  type Operation,
  readPath,
  requiredOfCaller,
} from "@okta-edge/actions/operations";
import type { Problem } from "../http/problem.ts";

/** The operation that a request is for. */
export interface Route {
  /** Okta's path, without the query. */
  readonly path: string;
  /** The segments of the path, decoded. */
  readonly segments: readonly string[];
  readonly operation: Operation;
  /** The scopes that it needs, all of them. */
  readonly scopes: readonly string[];
  /** The scopes that the caller must hold, all of them: more than Okta's where the response contains secrets. */
  readonly callerScopes: readonly string[];
  /** Whether Okta serves it to everyone: it is sent without a token. */
  readonly isPublic: boolean;
  /** Its name in logs: the action's ID, or Okta's `operationId`. */
  readonly name: string;
  /** The action; undefined for an operation that is not in the action catalog. */
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

/** Finds the operation of a request, or returns the problem that the caller receives. */
export function findRoute(requested: string, path: string, { passThrough }: RouteOptions): Route | Problem {
  const method = requested === "HEAD" ? "GET" : requested;
  const match = matchOperation(method, path);
  if (!match) return notFound(whyUnknown(path));
  const { operation, allow, segments } = match;
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
  const known = knownOperation(operation);
  const { scopes, isPublic, action } = known;
  const { id } = operation;
  if (!action && !isPublic) {
    if (scopes.length === 0) return notFound(`Okta does not allow ${id} with an OAuth 2.0 access token.`);
    if (!passThrough) return notFound(`Okta's ${id} is not in the action catalog. Set PASS_THROUGH=on to allow it.`);
  }
  return { ...known, path, segments };
}

/** What is known of the operations that were called, which are objects of the operations table. */
const operations = new WeakMap<Operation, KnownOperation>();

type KnownOperation = Omit<Route, "path" | "segments">;

function knownOperation(operation: Operation): KnownOperation {
  const known = operations.get(operation);
  if (known) return known;
  const { id, method, path, scopes, isPublic } = operation;
  const action = knownActions().get(keyOf(method, path));
  const read = {
    operation,
    scopes,
    callerScopes: requiredOfCaller(operation),
    isPublic,
    name: action?.id ?? id,
    action,
  };
  operations.set(operation, read);
  return read;
}

function whyUnknown(path: string): string {
  const reading = readPath(path);
  return "fault" in reading && path !== "/"
    ? `The path ${describePathFault(reading.fault)}.`
    : "No operation with this path is published by Okta, so the scope that it needs is unknown: the Worker rejects it.";
}

function notFound(detail: string): Problem {
  return { status: 404, code: "not_found", title: "Not found", detail };
}
