import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { makeAssignment, readStandardRole, showAssignment } from "../../directory/role-assignment.ts";
import { dropRoleTargets } from "../../directory/role-targets.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, OktaError } from "../../org/okta-error.ts";
import { MANAGE, READ } from "./access.ts";

export const CLIENTS = "/oauth2/v1/clients/{clientId}";

export function clientRoles({ store }: Call["org"]): Map<string, Resource> {
  return resourceMap({ store }, "clientRoles");
}

/** A client is an app of the org that calls its API. */
export function findClient(call: Call): string {
  const id = call.params.clientId ?? "";
  const isRegistered = call.org.registeredApps.some(({ clientId }) => clientId === id);
  if (!isRegistered && !call.org.store.apps.has(id)) throw notFound(id, "PublicClientApp");
  return id;
}

function showClientRole(role: Resource, call: Call): Record<string, unknown> {
  const { id, type, label, created } = role as Resource & Readonly<Record<"type" | "label" | "created", string>>;
  return showAssignment({ id, type, label, created }, "CLIENT", `${call.org.orgUrl}/oauth2/v1/clients/${role._client}`);
}

function findClientRole(call: Call): Resource {
  const role = clientRoles(call.org).get(`${findClient(call)}/${call.params.roleAssignmentId}`);
  if (!role) throw notFound(call.params.roleAssignmentId ?? "", "RoleAssignment");
  return role;
}

export const clientRoleOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${CLIENTS}/roles`,
    handle(call) {
      const clientId = findClient(call);
      const roles = [...clientRoles(call.org).values()].filter(({ _client }) => _client === clientId);
      return Response.json(roles.map((role) => showClientRole(role, call)));
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${CLIENTS}/roles`,
    async handle(call) {
      const clientId = findClient(call);
      const type = await readStandardRole(call);
      const roles = clientRoles(call.org);
      if ([...roles.values()].some((role) => role._client === clientId && role.type === type))
        throw new OktaError({
          status: 409,
          code: "E0000090",
          summary: "The role specified is already assigned to the user.",
        });
      const role = {
        ...makeAssignment({ type, created: isoDate(call.org.now()) }, call.org.random),
        _client: clientId,
      };
      roles.set(`${clientId}/${role.id}`, role);
      return Response.json(showClientRole(role, call), { status: 201 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${CLIENTS}/roles/{roleAssignmentId}`,
    handle: (call) => Response.json(showClientRole(findClientRole(call), call)),
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${CLIENTS}/roles/{roleAssignmentId}`,
    handle(call) {
      const role = findClientRole(call);
      clientRoles(call.org).delete(`${role._client}/${role.id}`);
      dropRoleTargets(call.org.store, String(role._client), role.id);
      return noContent();
    },
  },
];
