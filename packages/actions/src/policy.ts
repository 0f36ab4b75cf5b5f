/** Decides what a caller may do: finer than Okta's scopes, and without a Worker. */
export { policyCall } from "./policy/action-call.ts";
export { nameOf, type PolicyAction, type PolicyCall, type PolicyTarget } from "./policy/call.ts";
export {
  type AllowedValue,
  hasRules,
  type Missing,
  type PolicyDeclaration,
  type PolicyRule,
  type ProtectedTargets,
} from "./policy/caller-policy.ts";
export { checkDeclarationOf, type DeclarationIssue } from "./policy/check-declaration.ts";
export { checkDeclaration, createPolicy } from "./policy/create-policy.ts";
export { knownTargets } from "./policy/known-calls.ts";
export { admit, createPolicyOf, type Decision, decide, includesAction, type Policy } from "./policy/policy.ts";
export {
  type GroupFacts,
  isTouching,
  judgeGroup,
  judgeUser,
  type TargetToResolve,
  type UserFacts,
} from "./policy/protected.ts";
export type { Reference, ReferenceKind } from "./policy/references.ts";
export { compactScopes, coversScope, effectiveScopes, type GrantedScopes } from "./policy/scope.ts";
export { showVisible } from "./policy/visible-fields.ts";
