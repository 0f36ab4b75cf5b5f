import type { Action } from "../action.ts";
import type { PolicyCall } from "./call.ts";
import { findTarget } from "./known-calls.ts";

/** The part of an action that a call of it is made of. */
type CallableAction = Pick<
  Action,
  "id" | "method" | "path" | "scope" | "furtherScopes" | "risk" | "marks" | "raisedBy" | "params" | "query" | "body"
>;

/**
 * Makes the call that a policy decides on from an action and its input, as the typed client accepts it.
 *
 * @param action - An action of the catalog.
 * @param input - Its input.
 * @returns the call.
 *
 * @example
 * ```ts
 * decide(policy, policyCall(users.suspend, { userId: "00u1example" }), connectionScopes);
 * ```
 */
export function policyCall(action: CallableAction, input: Readonly<Record<string, unknown>>): PolicyCall {
  const { id, method, path, scope, furtherScopes, risk, marks } = action;
  const { body, ...named } = input;
  const segments = path
    .split("/")
    .slice(1)
    .map((part) => (part.startsWith("{") ? String(input[part.slice(1, -1)] ?? "") : part));
  const query = Object.entries(named).flatMap(([name, value]): readonly (readonly [string, string])[] =>
    Object.hasOwn(action.params, name) || value === undefined ? [] : [[name, String(value)]],
  );
  const own = { id, method, path, scopes: [scope, ...furtherScopes], risk, marks, isPublic: false };
  return { operation: findTarget(action)?.operation ?? own, action, segments, query, body };
}
