import type { Call } from "../../api/operation.ts";
import { type RoleTargets, roleTargetsOf } from "../../directory/role-targets.ts";
import { notFound, OktaError } from "../../org/okta-error.ts";
import type { Assignee } from "./assignees.ts";

export const APP_ROLES: readonly string[] = ["APP_ADMIN"];
export const GROUP_ROLES: readonly string[] = ["GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "USER_ADMIN"];

/** Finds what a role is narrowed to; throws for a role that cannot be. */
export function findTargets(call: Call, assignee: Assignee, types: readonly string[]): RoleTargets {
  const assigneeId = assignee.id(call);
  const role = assignee.role(call, assigneeId);
  if (!role) throw notFound(call.params.roleAssignmentId ?? "", "RoleAssignment");
  if (!types.includes(role.type))
    throw new OktaError({
      status: 400,
      code: "E0000091",
      summary: "The provided role type was not the same as required role type.",
    });
  return roleTargetsOf(call.org.store, assigneeId, role.id);
}

export const toggle = (targets: readonly string[], target: string, isAdded: boolean): string[] => [
  ...targets.filter((one) => one !== target),
  ...(isAdded ? [target] : []),
];
