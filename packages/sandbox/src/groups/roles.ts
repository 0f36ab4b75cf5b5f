import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { groupParty, recordEvent } from "../api/record-event.ts";
import { findGroup } from "../directory/group.ts";
import { makeAssignment, readStandardRole, showAssignment } from "../directory/role-assignment.ts";
import { dropRoleTargets, embedTargets, roleTargetsOf } from "../directory/role-targets.ts";
import { isoDate } from "../org/clock.ts";
import type { Group, GroupRoleAssignment } from "../org/model.ts";
import { notFound, OktaError } from "../org/okta-error.ts";

const PATH = "/api/v1/groups/{groupId}/roles";
const ACCESS: Access = { scope: "okta.roles", resource: "roles", bucket: "groups" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

/** The operations on the admin roles that groups give. */
export const groupRoleOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle({ org, params, url }) {
      const group = findGroup(org, params.groupId ?? "");
      const roles = rolesOf(org, group).map((role) => ({
        ...showRole(role, org),
        ...embedTargets(url, org, roleTargetsOf(org.store, group.id, role.id)),
      }));
      return Response.json(roles);
    },
  },
  { ...MANAGE, method: "POST", path: PATH, handle: assignRole },
  { ...MANAGE, method: "DELETE", path: `${PATH}/{roleAssignmentId}`, handle: unassignRole },
];

async function assignRole(call: Call): Promise<Response> {
  const { org, params } = call;
  const group = findGroup(org, params.groupId ?? "");
  const type = await readStandardRole(call);
  if (rolesOf(org, group).some((assigned) => assigned.type === type)) {
    throw new OktaError({
      status: 409,
      code: "E0000090",
      summary: "The role specified is already assigned to the user.",
    });
  }
  const role = makeAssignment({ groupId: group.id, type, created: isoDate(org.now()) }, org.random);
  org.store.groupRoles.set(keyOf(role), role);
  record(call, group, "group.privilege.grant", "Grant group privilege");
  return Response.json(showRole(role, org), { status: 201 });
}

function unassignRole(call: Call): Response {
  const { org, params } = call;
  const group = findGroup(org, params.groupId ?? "");
  const id = params.roleAssignmentId ?? "";
  if (!org.store.groupRoles.delete(keyOf({ groupId: group.id, id }))) throw notFound(id, "RoleAssignment");
  dropRoleTargets(org.store, group.id, id);
  record(call, group, "group.privilege.revoke", "Revoke group privilege");
  return new Response(null, { status: 204 });
}

const keyOf = ({ groupId, id }: Pick<GroupRoleAssignment, "groupId" | "id">) => `${groupId}/${id}`;

function rolesOf({ store }: Org, group: Group): GroupRoleAssignment[] {
  return [...store.groupRoles.values()].filter(({ groupId }) => groupId === group.id);
}

function record(call: Call, group: Group, eventType: string, displayMessage: string): void {
  recordEvent(call, { eventType, displayMessage, targets: [groupParty(group)] });
}

function showRole(role: GroupRoleAssignment, { orgUrl }: Org): Record<string, unknown> {
  return showAssignment(role, "GROUP", `${orgUrl}/api/v1/groups/${role.groupId}`);
}
