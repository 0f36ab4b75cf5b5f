import type { Call } from "../../api/operation.ts";
import { findGroup } from "../../directory/group.ts";
import { assignmentKey } from "../../directory/role-assignment.ts";
import { findUser } from "../../directory/user.ts";
import { CLIENTS, clientRoles, findClient } from "./client-roles.ts";

/** Whom a role is assigned to. */
export interface Assignee {
  readonly path: string;
  readonly id: (call: Call) => string;
  readonly role: (call: Call, assigneeId: string) => { readonly id: string; readonly type: string } | undefined;
}

export const ASSIGNEES: readonly Assignee[] = [
  {
    path: "/api/v1/users/{userId}",
    id: ({ org, params }) => findUser(org, params.userId ?? "").id,
    role: ({ org, params }, userId) =>
      org.store.roleAssignments.get(assignmentKey({ userId, id: params.roleAssignmentId ?? "" })),
  },
  {
    path: "/api/v1/groups/{groupId}",
    id: ({ org, params }) => findGroup(org, params.groupId ?? "").id,
    role: ({ org, params }, groupId) => org.store.groupRoles.get(`${groupId}/${params.roleAssignmentId}`),
  },
  {
    path: CLIENTS,
    id: findClient,
    role({ org, params }, clientId) {
      const role = clientRoles(org).get(`${clientId}/${params.roleAssignmentId}`);
      return role && { id: role.id, type: String(role.type) };
    },
  },
];
