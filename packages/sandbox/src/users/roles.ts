import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { assignmentKey, makeAssignment, readStandardRole, showAssignment } from "../directory/role-assignment.ts";
import { dropRoleTargets, embedTargets, roleTargetsOf } from "../directory/role-targets.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { RoleAssignment, User } from "../org/model.ts";
import { notFound, OktaError, wrongStatus } from "../org/okta-error.ts";

const ACCESS: Access = { scope: "okta.roles", resource: "roles", bucket: "users" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

/** The operations on users' admin roles. */
export const userRoleOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: "/api/v1/iam/assignees/users", handle: listAssignees },
  {
    ...READ,
    method: "GET",
    path: "/api/v1/users/{userId}/roles",
    handle({ org, params, url }) {
      const user = findUser(org, params.userId ?? "");
      const own = rolesOf(org, user).map((role) => ({
        ...showRole(role, org),
        ...embedTargets(url, org, roleTargetsOf(org.store, user.id, role.id)),
      }));
      return Response.json([...own, ...groupRolesOf(url, org, user)]);
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
      dropRoleTargets(call.org.store, role.userId, role.id);
      logPrivileges(call, findUser(call.org, role.userId));
      return new Response(null, { status: 204 });
    },
  },
];

async function assignRole(call: Call): Promise<Response> {
  const { org, params } = call;
  const user = findUser(org, params.userId ?? "");
  const type = await readStandardRole(call);
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

function showRole(role: RoleAssignment, { orgUrl }: Org): Record<string, unknown> {
  return showAssignment(role, "USER", `${orgUrl}/api/v1/users/${role.userId}`);
}

/** The roles that a user has by groups. */
function groupRolesOf(url: URL, org: Org, user: User): Record<string, unknown>[] {
  const { store, orgUrl } = org;
  return [...store.groupRoles.values()]
    .filter(({ groupId }) => store.groups.get(groupId)?.members.has(user.id))
    .map((role) => ({
      ...showAssignment(role, "GROUP", `${orgUrl}/api/v1/groups/${role.groupId}`),
      ...embedTargets(url, org, roleTargetsOf(store, role.groupId, role.id)),
    }));
}

/** Everyone who has an admin role, singly or by a group. */
function listAssignees({ org, url }: Call): Response {
  const { store, orgUrl } = org;
  const byGroup = [...store.groupRoles.values()].flatMap(({ groupId }) => [
    ...(store.groups.get(groupId)?.members ?? []),
  ]);
  const ids = [...new Set([...[...store.roleAssignments.values()].map(({ userId }) => userId), ...byGroup])];
  const limit = Math.max(1, Math.min(Number(url.searchParams.get("limit") ?? 100) || 100, 200));
  const after = url.searchParams.get("after");
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  const page = ids.slice(start, start + limit);
  const next = `${orgUrl}/api/v1/iam/assignees/users?after=${page.at(-1)}&limit=${limit}`;
  return Response.json({
    value: page.map((id) => ({
      id,
      orn: `orn:okta:directory:${new URL(orgUrl).hostname.split(".")[0]}:users:${id}`,
      _links: {
        self: { href: `${orgUrl}/api/v1/users/${id}` },
        roles: { href: `${orgUrl}/api/v1/users/${id}/roles` },
      },
    })),
    _links: start + limit < ids.length ? { next: { href: next } } : {},
  });
}
