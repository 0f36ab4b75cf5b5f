import { knownTargets, type Policy } from "@okta-edge/actions/policy";
import type { Caller } from "../callers/callers.ts";
import type { GrantedScopes } from "../callers/scope.ts";
import { loadGovernance } from "../on-demand/load.ts";
import type { CheckRules } from "../settings/check-settings.ts";
import { ruleProblems } from "../settings/rule-problems.ts";
import { SettingsError } from "../settings/settings-error.ts";

/** What checks the calls of callers with a policy. */
export type Governance = typeof import("../on-demand/governance.mjs");

/** A caller's policy, and what checks calls against it. */
export interface LoadedPolicy extends Governance {
  readonly policy: Policy;
}

const loaded = new WeakMap<Caller, LoadedPolicy>();

/** Loads what finds names in a caller's rules that do not exist. */
export async function loadRuleCheck(): Promise<CheckRules> {
  const { checkDeclarationOf } = await loadGovernance();
  return (declaration) => checkDeclarationOf(declaration, knownTargets);
}

/**
 * Loads the policy of a caller.
 *
 * @returns undefined for a caller that has scopes alone.
 * @throws {SettingsError} when the policy names an action or a parameter that does not exist: such a rule would not do what it says.
 */
export async function loadPolicy(caller: Caller): Promise<LoadedPolicy | undefined> {
  const { declaration, name } = caller;
  if (!declaration) return undefined;
  const known = loaded.get(caller);
  if (known) return known;
  const governance = await loadGovernance();
  const issues = governance.checkDeclarationOf(declaration, knownTargets);
  if (issues.length > 0) throw new SettingsError(ruleProblems(name, issues));
  const policy = { ...governance, policy: governance.createPolicyOf(declaration, knownTargets) };
  loaded.set(caller, policy);
  return policy;
}

/** Returns the scopes of a caller's token: those that its policy needs, or those that it declares. */
export async function tokenScopes(caller: Caller): Promise<GrantedScopes> {
  const loadedPolicy = await loadPolicy(caller);
  return loadedPolicy ? loadedPolicy.policy.scopes : caller.scopes;
}
