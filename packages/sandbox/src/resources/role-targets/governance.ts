import type { Call, Operation } from "../../api/operation.ts";
import { assignmentKey } from "../../directory/role-assignment.ts";
import { roleTargetsOf, targetOrns } from "../../directory/role-targets.ts";
import { findUser } from "../../directory/user.ts";
import type { RoleAssignment } from "../../org/model.ts";
import { notFound } from "../../org/okta-error.ts";
import { READ } from "./access.ts";

const PATH = "/api/v1/users/{userId}/roles/{roleAssignmentId}/governance";

/** What a role of a user comes from: an org that governs its admins knows a grant for each. */
interface Source {
  readonly grantId: string;
  readonly assignment: RoleAssignment;
}

function findAssignment({ org, params }: Call): RoleAssignment {
  const { id: userId } = findUser(org, params.userId ?? "");
  const { roleAssignmentId: id = "" } = params;
  const assignment = org.store.roleAssignments.get(assignmentKey({ userId, id }));
  if (!assignment) throw notFound(id, "RoleAssignment");
  return assignment;
}

/** A role that was assigned without a bundle has a grant of its own, once the org has opted in to governing its admins. */
function sourcesOf(call: Call): readonly Source[] {
  const assignment = findAssignment(call);
  const isGoverned = call.org.store.resources.get("governanceOptIn")?.get("status")?.optInStatus === "OPTED_IN";
  return isGoverned ? [{ grantId: `gra${assignment.userId.slice(-9)}${assignment.id.slice(-8)}`, assignment }] : [];
}

function findSource(call: Call): Source {
  const { grantId = "" } = call.params;
  const source = sourcesOf(call).find((one) => one.grantId === grantId);
  if (!source) throw notFound(grantId, "RoleGovernanceSource");
  return source;
}

const selfOf = ({ org }: Call, { userId, id }: RoleAssignment) =>
  `${org.orgUrl}/api/v1/users/${userId}/roles/${id}/governance`;

function show(call: Call, { grantId, assignment }: Source): Record<string, unknown> {
  const self = `${selfOf(call, assignment)}/${grantId}`;
  return { type: "CUSTOM", grantId, _links: { resources: { href: `${self}/resources` }, self: { href: self } } };
}

/** The name of a resource; its ORN if it is no longer there. */
function labelOf(orn: string, { store }: Call["org"]): string {
  const id = orn.split(":").at(-1) ?? "";
  return store.groups.get(id)?.profile.name ?? store.apps.get(id)?.definition.label ?? id;
}

/** The operations on what the admin roles of users come from. */
export const governanceOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle(call) {
      const assignment = findAssignment(call);
      return Response.json({
        grants: sourcesOf(call).map((source) => show(call, source)),
        _links: {
          self: { href: selfOf(call, assignment) },
          assignee: { href: `${call.org.orgUrl}/api/v1/users/${assignment.userId}` },
        },
      });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{grantId}`,
    handle: (call) => Response.json(show(call, findSource(call))),
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{grantId}/resources`,
    handle(call) {
      const { grantId, assignment } = findSource(call);
      const { store } = call.org;
      const orns = targetOrns(store, roleTargetsOf(store, assignment.userId, assignment.id));
      return Response.json({
        resources: orns.map((resource) => ({ resource, label: labelOf(resource, call.org) })),
        _links: { self: { href: `${selfOf(call, assignment)}/${grantId}/resources` } },
      });
    },
  },
];
