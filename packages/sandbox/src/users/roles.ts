import type { Call, Operation, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { readBody } from "../api/request-body.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { RoleAssignment, User } from "../org/model.ts";
import { notFound, OktaError, validation, wrongStatus } from "../org/okta-error.ts";
import { assignmentKey, isIamRole, makeAssignment, ROLE_LABELS } from "./role-assignment.ts";

const READ = { scope: "okta.roles.read", permission: { resource: "roles", access: "read" }, bucket: "users" } as const;
const MANAGE = {
  scope: "okta.roles.manage",
  permission: { resource: "roles", access: "manage" },
  bucket: "users",
} as const;

/** The operations on users' admin roles. */
export const userRoleOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: "/api/v1/users/{userId}/roles",
    handle({ org, params }) {
      const user = findUser(org, params.userId ?? "");
      return Response.json(rolesOf(org, user).map((role) => showRole(role, org)));
    },
  },
  { ...MANAGE, method: "POST", path: "/api/v1/users/{userId}/roles", handle: assignRole },
  {
    ...READ,
    method: "GET",
    path: "/api/v1/users/{userId}/roles/{roleAssignmentId}",
    handle: (call) => Response.json(showRole(findRole(call), call.org)),
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: "/api/v1/users/{userId}/roles/{roleAssignmentId}",
    handle(call) {
      const role = findRole(call);
      call.org.store.roleAssignments.delete(assignmentKey(role));
      logPrivileges(call, findUser(call.org, role.userId));
      return new Response(null, { status: 204 });
    },
  },
];

async function assignRole(call: Call): Promise<Response> {
  const { org, params } = call;
  const user = findUser(org, params.userId ?? "");
  const { type, role, "resource-set": resourceSet } = await readBody(call);
  if (type === "CUSTOM") {
    for (const [name, value] of Object.entries({ role, "resource-set": resourceSet })) {
      if (typeof value !== "string" || value === "") throw validation(name, `${name}: The field cannot be left blank`);
    }
    // The org has no custom roles.
    throw notFound(String(role), "CustomRole");
  }
  if (type === undefined || type === null || type === "") {
    throw validation("type", "type: The field cannot be left blank");
  }
  if (typeof type !== "string" || !Object.hasOwn(ROLE_LABELS, type)) {
    throw validation("type", "type: The field is not one of the known role types");
  }
  if (user.status === "DEPROVISIONED") throw wrongStatus();
  if (rolesOf(org, user).some((assigned) => assigned.type === type)) {
    throw new OktaError({
      status: 409,
      code: "E0000090",
      summary: "The role specified is already assigned to the user.",
    });
  }
  const assignment = makeAssignment({ userId: user.id, type, created: isoDate(org.now()) }, org.random);
  org.store.roleAssignments.set(assignmentKey(assignment), assignment);
  logPrivileges(call, user);
  return Response.json(showRole(assignment, org), { status: 201 });
}

function rolesOf({ store }: Org, user: User): RoleAssignment[] {
  return [...store.roleAssignments.values()].filter(({ userId }) => userId === user.id);
}

function findRole({ org, params }: Call): RoleAssignment {
  const user = findUser(org, params.userId ?? "");
  const id = params.roleAssignmentId ?? "";
  const role = org.store.roleAssignments.get(assignmentKey({ userId: user.id, id }));
  if (!role) throw notFound(id, "RoleAssignment");
  return role;
}

/** Okta logs a change of privileges as a grant, unless there are none left. */
function logPrivileges(call: Call, user: User): void {
  const left = rolesOf(call.org, user).length;
  recordEvent(call, {
    eventType: left > 0 ? "user.account.privilege.grant" : "user.account.privilege.revoke",
    displayMessage: left > 0 ? "Grant user privilege" : "Revoke user privilege",
    targets: [userParty(user)],
  });
}

function showRole({ id, userId, type, label, created }: RoleAssignment, { orgUrl }: Org): Record<string, unknown> {
  return {
    id,
    ...(isIamRole(type) && { role: type }),
    label,
    type,
    status: "ACTIVE",
    created,
    lastUpdated: created,
    assignmentType: "USER",
    ...(isIamRole(type) && { "resource-set": type.replace(/ADMIN$/, "IAM_POLICY") }),
    _links: { assignee: { href: `${orgUrl}/api/v1/users/${userId}` } },
  };
}
