import type { Mark, Risk } from "../risk.ts";

/** A value that {@link PolicyDeclaration.where} allows: compared as text. */
export type AllowedValue = string | number | boolean;

/** What a caller must not change, whatever else it may do. */
export interface ProtectedTargets {
  /** Group IDs. Their members are protected as well. */
  readonly groups?: readonly string[] | undefined;
  /** User IDs. */
  readonly users?: readonly string[] | undefined;
}

/** What a caller may do, as a setting declares it. Every rule that is there must allow a call. */
export interface PolicyDeclaration {
  /** Okta scopes. With `actions` and without `scopes`, the scopes are those that the actions need. */
  readonly scopes?: readonly string[] | undefined;
  /** Action IDs, all actions of a topic such as `users.*`, and Okta's operation IDs. */
  readonly actions?: readonly string[] | undefined;
  /** The highest risk that a call may have, assessed with its input. */
  readonly maxRisk?: Risk | undefined;
  /** Marks that no call may have, assessed with its input. */
  readonly deny?: readonly Mark[] | undefined;
  /** The values that parameters may have: path and query parameters, and top-level members of the body. */
  readonly where?: Readonly<Record<string, readonly AllowedValue[]>> | undefined;
  /** The groups and users that the caller must not change. */
  readonly protected?: ProtectedTargets | undefined;
  /** The only user profile attributes that the caller may see. */
  readonly fields?: readonly string[] | undefined;
}

/** The rule that rejects a call: a member of {@link PolicyDeclaration}. */
export type PolicyRule = keyof PolicyDeclaration;

/** What a call lacks. */
export interface Missing {
  /** The rule that rejects the call. */
  readonly rule: PolicyRule;
  /** The action, scope, risk, mark, parameter, attribute or target that is missing from the rule, or excluded by it. */
  readonly name: string;
  /** Says it in a sentence. */
  readonly detail: string;
}

/** The rules beside `scopes`. */
const RULES = ["actions", "maxRisk", "deny", "where", "protected", "fields"] as const;

/**
 * Reports whether a declaration has any rule beside its scopes.
 *
 * @param declaration - What a caller may do.
 * @returns whether it has a rule.
 */
export function hasRules(declaration: PolicyDeclaration): boolean {
  return RULES.some((rule) => declaration[rule] !== undefined);
}
