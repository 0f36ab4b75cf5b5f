import type { Action } from "../action.ts";
import type { Operation } from "../operations.ts";

/** The part of an action that a policy looks at. */
export type PolicyAction = Pick<Action, "id" | "path" | "risk" | "marks" | "raisedBy" | "query" | "body">;

/** What is called: one of Okta's operations, and the action of the catalog that it is, if it is one. */
export interface PolicyTarget {
  /** The operation of Okta's. */
  readonly operation: Operation;
  /** The action of the catalog; undefined if the operation is not in it. */
  readonly action?: PolicyAction | undefined;
}

/** A call with its input. */
export interface PolicyCall extends PolicyTarget {
  /** The segments of the path, decoded: see `readPath`. */
  readonly segments: readonly string[];
  /** Every query parameter, also if there are several of one name. */
  readonly query: Iterable<readonly [name: string, value: string]>;
  /** The body, parsed; undefined for none. */
  readonly body?: unknown;
}

/**
 * Returns the name of what is called: the action's ID, or Okta's operation ID.
 *
 * @param target - What is called.
 * @returns the name.
 */
export function nameOf({ action, operation }: PolicyTarget): string {
  return action?.id ?? operation.id;
}

/** Returns the query by name, for the assessment of the risk. */
export function queryByName({ query }: Pick<PolicyCall, "query">): Record<string, string> {
  return Object.fromEntries(query);
}

/** Returns a name as a lenient reader compares it: `group_id`, `GroupId` and `groupId[]` are one. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
