import { foldSegment } from "../path.ts";
import type { RiskAssessment } from "../risk.ts";
import { nameOf, type PolicyCall, type PolicyTarget } from "./call.ts";
import type { Missing, ProtectedTargets } from "./caller-policy.ts";
import { type Reference, referencesOf } from "./references.ts";

/** A user, group or group rule about which Okta must be asked before the call may be sent. */
export interface TargetToResolve extends Reference {
  /** What it is. */
  readonly kind: "user" | "group" | "rule";
}

/** Changes whose path and body name every user and group that they are about. A group rule finds its users by an expression. */
const KNOWN_TARGETS =
  /^\/(?:api\/v1\/(?:users|groups(?!\/rules))(?:\/|$)|api\/v1\/(?:apps|idps)\/\{\w+\}\/(?:users|groups)(?:\/|$)|webauthn-registration\/api\/v1\/users\/)/;

/**
 * Reports whether a call changes something, or returns a secret: what is protected may be read otherwise.
 *
 * @param target - What is called.
 * @param assessment - The risk of the call.
 * @returns whether `protected` concerns it.
 */
export function isTouching({ operation }: PolicyTarget, { risk }: RiskAssessment): boolean {
  return risk !== "read" && !operation.isPublic;
}

/**
 * Checks a call against what is protected, as far as the call itself shows.
 *
 * @returns what is missing, or the users, groups and group rules that have to be resolved with Okta: see {@link judgeUser} and
 *   {@link judgeGroup}.
 */
export function checkProtected(
  targets: ProtectedTargets,
  call: PolicyCall,
  assessment: RiskAssessment,
): { readonly missing: readonly Missing[]; readonly resolve: readonly TargetToResolve[] } {
  if (!isTouching(call, assessment)) return { missing: [], resolve: [] };
  const users = referencesOf(call, "user");
  const groups = referencesOf(call, "group");
  const missing = [
    ...users.filter(({ value }) => isAmong(value, targets.users)).map(({ value }) => protectedUser(value)),
    ...groups.filter(({ value }) => isAmong(value, targets.groups)).map(({ value }) => protectedGroup(value)),
  ];
  if (missing.length > 0) return { missing, resolve: [] };
  if (!KNOWN_TARGETS.test(call.operation.path) && (assessment.risk !== "write" || assessment.marks.length > 0)) {
    const name = nameOf(call);
    const detail = `${name} may affect users and groups that it does not name, so that the protected ones cannot be excluded.`;
    return { missing: [{ rule: "protected", name, detail }], resolve: [] };
  }
  const owner = new Set(referencesOf(call, "owner").map(({ segment }) => segment));
  const resolve = [...users, ...groups, ...referencesOf(call, "rule")].filter(
    // Whether it is a user or a group is unknown, and its ID has been compared.
    ({ segment }) => segment === undefined || !owner.has(segment),
  );
  return { missing: [], resolve: resolve as readonly TargetToResolve[] };
}

/** Characters of a reference that are compared: IDs have 20. */
const MAX_REFERENCE = 512;

/** Reports whether a reference is one of several IDs to any reader: in other capitals, encoded again, or with something beside it. */
function isAmong(value: string, ids: readonly string[] = []): boolean {
  const words = foldSegment(value.slice(0, MAX_REFERENCE)).split(/[^0-9a-z]+/);
  return ids.some((id) => words.includes(id.toLowerCase()));
}

/** What Okta says of a user. */
export interface UserFacts {
  /** The ID of the user. */
  readonly id: string;
  /** The IDs of the user's groups. */
  readonly groups: readonly string[];
  /** Whether the user has an admin role, directly or through a group. */
  readonly hasAdminRole: boolean;
}

/**
 * Returns what is missing for a change of a user; undefined if the user is not protected.
 *
 * @param targets - The rule `protected`.
 * @param facts - What Okta says of the user.
 * @returns what is missing, or undefined.
 */
export function judgeUser({ users = [], groups = [] }: ProtectedTargets, facts: UserFacts): Missing | undefined {
  if (users.includes(facts.id)) return protectedUser(facts.id);
  const group = facts.groups.find((id) => groups.includes(id));
  if (group !== undefined) {
    const detail = `The user ${facts.id} is a member of the protected group ${group}.`;
    return { rule: "protected", name: group, detail };
  }
  if (!facts.hasAdminRole) return undefined;
  const detail = `The user ${facts.id} has an admin role. A caller with \`protected\` must not change admins.`;
  return { rule: "protected", name: facts.id, detail };
}

/** What Okta says of a group. */
export interface GroupFacts {
  /** The ID of the group. */
  readonly id: string;
  /** Whether the group carries an admin role. */
  readonly hasAdminRole: boolean;
}

/**
 * Returns what is missing for a change of a group; undefined if the group is not protected.
 *
 * @param targets - The rule `protected`.
 * @param facts - What Okta says of the group.
 * @returns what is missing, or undefined.
 */
export function judgeGroup({ groups = [] }: ProtectedTargets, { id, hasAdminRole }: GroupFacts): Missing | undefined {
  if (groups.includes(id)) return protectedGroup(id);
  if (!hasAdminRole) return undefined;
  const detail = `The group ${id} carries an admin role. A caller with \`protected\` must not change such groups.`;
  return { rule: "protected", name: id, detail };
}

function protectedUser(id: string): Missing {
  return { rule: "protected", name: id, detail: `The user ${id} is protected.` };
}

function protectedGroup(id: string): Missing {
  return { rule: "protected", name: id, detail: `The group ${id} is protected.` };
}
