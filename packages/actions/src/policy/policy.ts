import { requiredOfCaller } from "../operations.ts";
import { type Risk, type RiskAssessment, riskOf } from "../risk.ts";
import { nameOf, type PolicyCall, type PolicyTarget, queryByName } from "./call.ts";
import { hasRules, type Missing, type PolicyDeclaration } from "./caller-policy.ts";
import { checkProtected, type TargetToResolve } from "./protected.ts";
import { compactScopes, coversScope, effectiveScopes } from "./scope.ts";
import { checkRequestedFields, checkResponseIsKnown } from "./visible-fields.ts";
import { checkWhere } from "./where.ts";

/** A policy, ready to decide. */
export interface Policy {
  /** The declaration that it was made from. */
  readonly declaration: PolicyDeclaration;
  /** The scopes that the caller's token needs, and no others. */
  readonly scopes: readonly string[];
}

/** What a policy says of a call. */
export type Decision =
  | {
      readonly isAllowed: true;
      /** The scopes of the token to send: what the caller needs and the connection has. */
      readonly scopes: readonly string[];
      /** What has to be resolved with Okta first, for `protected`: see {@link judgeUser} and {@link judgeGroup}. */
      readonly resolve: readonly TargetToResolve[];
    }
  | { readonly isAllowed: false; readonly missing: readonly Missing[] };

/**
 * Creates a policy from its declaration and from everything that can be called.
 *
 * @param declaration - What a caller may do.
 * @param targets - Returns what {@link knownTargets} returns; a program that has the tables elsewhere does not load them here.
 * @returns the policy.
 */
export function createPolicyOf(declaration: PolicyDeclaration, targets: () => readonly PolicyTarget[]): Policy {
  let scopes: readonly string[] | undefined;
  return {
    declaration,
    // Only the callers that call pay for it.
    get scopes() {
      scopes ??= tokenScopes(declaration, targets);
      return scopes;
    },
  };
}

function tokenScopes(declaration: PolicyDeclaration, targets: () => readonly PolicyTarget[]): readonly string[] {
  const { scopes = [] } = declaration;
  if (!hasRules(declaration)) return scopes;
  const needed = targets()
    .filter((target) => admit(declaration, target).length === 0)
    .flatMap(({ operation }) => operation.scopes);
  return compactScopes(needed);
}

/**
 * Reports whether a list of actions includes what is called: by its ID, by its topic, or by Okta's operation ID.
 *
 * @param actions - The rule `actions`.
 * @param target - What is called.
 * @returns whether the list includes it.
 */
export function includesAction(actions: readonly string[], { action, operation }: PolicyTarget): boolean {
  if (actions.includes(operation.id)) return true;
  return action !== undefined && (actions.includes(action.id) || actions.includes(topicOf(action.id)));
}

/** Returns `users.*` for `users.get`. */
export function topicOf(id: string): string {
  return `${id.slice(0, id.indexOf("."))}.*`;
}

const LEVELS: readonly Risk[] = ["read", "write", "destructive"];

function checkRisk(
  { maxRisk, deny = [] }: PolicyDeclaration,
  name: string,
  assessment: RiskAssessment,
): readonly Missing[] {
  const { risk, marks } = assessment;
  const missing: Missing[] = [];
  if (maxRisk && LEVELS.indexOf(risk) > LEVELS.indexOf(maxRisk)) {
    const detail = `The risk of this call of ${name} is ${risk}, and the caller's maxRisk is ${maxRisk}.`;
    missing.push({ rule: "maxRisk", name: risk, detail });
  }
  for (const mark of marks.filter((one) => deny.includes(one))) {
    const detail = `This call of ${name} has the mark ${mark}, which is denied to the caller.`;
    missing.push({ rule: "deny", name: mark, detail });
  }
  return missing;
}

/**
 * Finds what is missing for an operation whatever its input: action, scopes, the lowest risk that it has, and whether its response can be
 * limited to `fields`. What Okta serves to everyone is always admitted.
 *
 * @param declaration - What a caller may do.
 * @param target - What is called.
 * @returns what is missing; an empty list if nothing is.
 */
export function admit(declaration: PolicyDeclaration, target: PolicyTarget): readonly Missing[] {
  const { operation, action } = target;
  if (operation.isPublic) return [];
  const name = nameOf(target);
  if (operation.scopes.length === 0) {
    const detail = `Okta does not allow ${name} with an OAuth 2.0 access token.`;
    return [{ rule: "scopes", name, detail }];
  }
  const { actions, scopes, fields } = declaration;
  const missing: Missing[] = [];
  if (actions && !includesAction(actions, target)) {
    missing.push({ rule: "actions", name, detail: `The caller lacks the action ${name}.` });
  }
  // Without scopes of its own, the caller has those that its actions need.
  for (const scope of scopes || !actions ? requiredOfCaller(operation) : []) {
    if (coversScope(scopes ?? [], scope)) continue;
    const reason = operation.scopes.includes(scope) ? "" : ", which is required because the response contains secrets";
    missing.push({ rule: "scopes", name: scope, detail: `The caller lacks the scope ${scope}${reason}.` });
  }
  const { risk, marks } = action ?? operation;
  missing.push(...checkRisk(declaration, name, { risk, marks }));
  if (fields) missing.push(...checkResponseIsKnown(target));
  return missing;
}

/**
 * Decides on a call: a pure function of the policy, the call and the scopes of the connection.
 *
 * @param policy - The policy of the caller.
 * @param call - The call with its input.
 * @param connectionScopes - The scopes of the connection that the call is sent by.
 * @returns the scopes of the token, or everything that is missing.
 *
 * @example
 * ```ts
 * const policy = createPolicy({ actions: ["groups.addMember"], where: { groupId: ["00g1example"] } });
 * const decision = decide(policy, policyCall(groups.addMember, { groupId: "00g2example", userId: "00u1example" }), scopes);
 * if (!decision.isAllowed) console.log(decision.missing[0].name); // "groupId"
 * ```
 */
export function decide(policy: Policy, call: PolicyCall, connectionScopes: readonly string[]): Decision {
  const { declaration } = policy;
  const { operation, action } = call;
  const admitted = admit(declaration, call);
  if (admitted.length > 0) return { isAllowed: false, missing: admitted };
  if (operation.isPublic) return { isAllowed: true, scopes: [], resolve: [] };
  const { where, fields } = declaration;
  const assessment = riskOf(action ?? operation, { ...queryByName(call), body: call.body });
  const guarded = declaration.protected && checkProtected(declaration.protected, call, assessment);
  const missing = [
    ...checkRisk(declaration, nameOf(call), assessment),
    ...(where ? checkWhere(where, call) : []),
    ...(fields ? checkRequestedFields(fields, call) : []),
    ...(guarded?.missing ?? []),
  ];
  if (missing.length > 0) return { isAllowed: false, missing };
  const granted = effectiveScopes(policy.scopes, connectionScopes);
  const beyond = operation.scopes.filter((scope) => !coversScope(granted, scope));
  if (beyond.length > 0) return { isAllowed: false, missing: beyond.map(connectionLacks) };
  return { isAllowed: true, scopes: granted, resolve: guarded?.resolve ?? [] };
}

function connectionLacks(scope: string): Missing {
  return { rule: "scopes", name: scope, detail: `The connection lacks the scope ${scope}.` };
}
