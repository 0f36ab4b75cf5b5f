import { OktaEdgeError } from "@okta-edge/core";
import type { Action, ActionInput } from "./action.ts";
import { checkBody, checkValues, type InputIssue } from "./input.ts";
import { describePathFault, readPath } from "./path.ts";

/** The input of an action is not what the action declares. Nothing has been sent. */
export class ActionInputError extends OktaEdgeError {
  /** The name of the error's class. */
  override readonly name = "ActionInputError";
  /** Always `invalid_input`. */
  declare readonly code: "invalid_input";
  /** What is wrong, part by part. */
  readonly issues: readonly InputIssue[];

  constructor(action: Pick<Action, "id">, issues: readonly InputIssue[]) {
    const reported = issues.map((issue) => `${[issue.in, issue.name].filter(Boolean).join(" ")} ${issue.message}`);
    super("invalid_input", `${action.id}: ${reported.join("; ")}.`);
    this.issues = issues;
  }
}

/** What an action's input comes to as a request. */
export interface ActionRequest {
  /** The HTTP method. */
  readonly method: Action["method"];
  /** With the query. */
  readonly path: string;
  /** To be sent as JSON; undefined for none. */
  readonly body: unknown;
}

/**
 * Makes the request of an action from its input: checks it, and puts each part where it belongs.
 *
 * @param action - An action of the catalog.
 * @param input - Path parameters, query parameters and `body`, in one object.
 * @returns method, path with the query, and body.
 * @throws {ActionInputError} `invalid_input`, with every part that is wrong.
 *
 * @example
 * ```ts
 * buildActionRequest(users.suspend, { userId: "ada@example.com" });
 * // { method: "POST", path: "/api/v1/users/ada%40example.com/lifecycle/suspend", body: undefined }
 * ```
 */
export function buildActionRequest<A extends Action>(action: A, input: ActionInput<A>): ActionRequest {
  const { params, query, body } = sortInput(action, input as Readonly<Record<string, unknown>>);
  const issues = [
    ...checkValues(action.params, params, "path"),
    ...checkValues(action.query, query, "query"),
    ...checkBody(action, body),
  ];
  if (issues.length === 0) issues.push(...checkSegments(params));
  if (issues.length > 0) throw new ActionInputError(action, issues);
  const path = action.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    search.set(name, String(value));
  }
  return { method: action.method, path: search.size > 0 ? `${path}?${search}` : path, body };
}

/** Checks that each value is one segment of a path, to every reader. */
function checkSegments(params: Readonly<Record<string, unknown>>): readonly InputIssue[] {
  return Object.entries(params).flatMap(([name, value]): readonly InputIssue[] => {
    // A half of a surrogate pair cannot be encoded.
    const text = String(value).replaceAll(/\p{Cs}/gu, "\0");
    const reading = readPath(`/${encodeURIComponent(text)}`);
    return "fault" in reading ? [{ in: "path", name, message: describePathFault(reading.fault) }] : [];
  });
}

interface SortedInput {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

function sortInput(action: Action, { body, ...named }: Readonly<Record<string, unknown>>): SortedInput {
  const params: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  const unknown: InputIssue[] = [];
  for (const [name, value] of Object.entries(named)) {
    if (Object.hasOwn(action.params, name)) params[name] = value;
    else if (Object.hasOwn(action.query, name)) {
      // As in a URL: an empty parameter counts as absent.
      if (value !== undefined && value !== "") query[name] = value;
    } else unknown.push({ in: "query", name, message: "is not known" });
  }
  if (body !== undefined && !action.body) unknown.push({ in: "body", name: "", message: "is not wanted" });
  if (unknown.length > 0) throw new ActionInputError(action, unknown);
  return { params, query, body };
}
