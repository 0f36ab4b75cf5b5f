import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { MANAGE, READ } from "./access.ts";
import { customRoles, findRole, PERMISSION } from "./roles.ts";

const PERMISSIONS = "/api/v1/iam/roles/{roleIdOrLabel}/permissions";

type Permissions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const permissionsOf = (role: Resource) => (role._permissions ?? {}) as Permissions;

function showPermission(label: string, role: Resource, { org }: Call): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/iam/roles/${role.id}`;
  return {
    label,
    conditions: null,
    ...permissionsOf(role)[label],
    _links: { role: { href: self }, self: { href: `${self}/permissions/${label}` } },
  };
}

function findPermission(call: Call): { readonly role: Resource; readonly label: string } {
  const role = findRole(call);
  const label = call.params.permissionType ?? "";
  if (!permissionsOf(role)[label]) throw notFound(label, "Permission");
  return { role, label };
}

async function putPermission(call: Call): Promise<Response> {
  const role = findRole(call);
  const label = call.params.permissionType ?? "";
  if (!PERMISSION.test(label)) throw validation("permissionType", `permissionType: ${label} is not a permission`);
  const { conditions = null } = await readBody(call);
  const before = permissionsOf(role)[label];
  const now = isoDate(call.org.now());
  const kept = {
    ...role,
    _permissions: { ...permissionsOf(role), [label]: { created: now, ...before, conditions, lastUpdated: now } },
  };
  customRoles.put(call.org.store, kept);
  return call.request.method === "PUT" ? Response.json(showPermission(label, kept, call)) : noContent();
}

export const permissionOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PERMISSIONS,
    handle(call) {
      const role = findRole(call);
      return Response.json({
        permissions: Object.keys(permissionsOf(role)).map((label) => showPermission(label, role, call)),
      });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PERMISSIONS}/{permissionType}`,
    handle(call) {
      const { role, label } = findPermission(call);
      return Response.json(showPermission(label, role, call));
    },
  },
  { ...MANAGE, method: "POST", path: `${PERMISSIONS}/{permissionType}`, handle: putPermission },
  { ...MANAGE, method: "PUT", path: `${PERMISSIONS}/{permissionType}`, handle: putPermission },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${PERMISSIONS}/{permissionType}`,
    handle(call) {
      const { role, label } = findPermission(call);
      const { [label]: _, ...rest } = permissionsOf(role);
      if (Object.keys(rest).length === 0) throw validation("permissions", "permissions: A role must have a permission");
      customRoles.put(call.org.store, { ...role, _permissions: rest });
      return noContent();
    },
  },
];
