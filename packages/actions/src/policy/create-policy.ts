import type { PolicyDeclaration } from "./caller-policy.ts";
import { checkDeclarationOf, type DeclarationIssue } from "./check-declaration.ts";
import { knownTargets } from "./known-calls.ts";
import { createPolicyOf, type Policy } from "./policy.ts";

/**
 * Creates a policy from its declaration. The scopes of the token follow from it: of the declared scopes, those that an operation needs which
 * the policy can allow. Without declared scopes, those that the actions need.
 *
 * @param declaration - What a caller may do.
 * @returns the policy.
 *
 * @example
 * ```ts
 * createPolicy({ actions: ["users.unlock", "users.get"] }).scopes; // ["okta.users.manage"]
 * ```
 */
export function createPolicy(declaration: PolicyDeclaration): Policy {
  return createPolicyOf(declaration, knownTargets);
}

/**
 * Finds actions and parameters of a declaration that do not exist. A misspelled parameter in `where` would restrict nothing.
 *
 * @param declaration - What a caller may do.
 * @returns the issues; an empty list if there are none.
 *
 * @example
 * ```ts
 * checkDeclaration({ actions: ["users.supend"] })[0]?.message; // "is not an action or an operation of Okta's; did you mean users.suspend?"
 * ```
 */
export function checkDeclaration(declaration: PolicyDeclaration): readonly DeclarationIssue[] {
  return checkDeclarationOf(declaration, knownTargets);
}
