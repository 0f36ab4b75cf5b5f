import type { Call, Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { type Collection, defineCollection } from "../collections/collection.ts";
import { text } from "../collections/fields.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

const COMMON = { scope: "okta.roles", resource: "roles", bucket: "iam" } as const;
const READ = { scope: "okta.roles.read", permission: { resource: "roles", access: "read" }, bucket: "iam" } as const;
const MANAGE = {
  scope: "okta.roles.manage",
  permission: { resource: "roles", access: "manage" },
  bucket: "iam",
} as const;
const done = () => new Response(null, { status: 204 });

/** A permission as Okta names it, such as `okta.users.read`. */
const PERMISSION = /^okta(\.[a-zA-Z0-9]+)+$/;

const takenLabel = (what: string) => validation("label", `label: There is already ${what} with this name.`);

const customRoles: Collection = defineCollection({
  ...COMMON,
  key: "customRoles",
  path: "/api/v1/iam/roles",
  param: "roleIdOrLabel",
  kind: "CustomRole",
  idPrefix: "cr0",
  fields: { label: text, description: text },
  list: { wrap: "roles" },
  unique: ["label"],
  duplicate: () => takenLabel("an admin role"),
  check(_draft, { call, body, before }) {
    if (before) return undefined;
    const permissions = Array.isArray(body.permissions) ? body.permissions.map(String) : [];
    const bad = permissions.find((label) => !PERMISSION.test(label));
    if (permissions.length === 0 || bad !== undefined)
      throw validation("permissions", `permissions: ${bad ?? "The field cannot be left blank"}`);
    const now = isoDate(call.org.now());
    return {
      _permissions: Object.fromEntries(permissions.map((label) => [label, { created: now, lastUpdated: now }])),
    };
  },
  make: () => ({ isCloneable: false }),
  links: (_role, self) => ({ permissions: { href: `${self}/permissions` } }),
});

/** A role can be named by its label as well. */
function findRole(call: Call): Resource {
  const name = call.params.roleIdOrLabel ?? "";
  const roles = customRoles.all(call.org.store);
  const role = customRoles.get(call.org.store, name) ?? roles.find(({ label }) => label === name);
  if (!role) throw notFound(name, "CustomRole");
  return role;
}

const roleOperations = customRoles.operations.map(
  (operation): Operation => ({
    ...operation,
    handle(call) {
      if (!operation.path.includes("{")) return operation.handle(call);
      const { id } = findRole(call);
      return operation.handle({ ...call, params: { ...call.params, roleIdOrLabel: id } });
    },
  }),
);

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
  return call.request.method === "PUT" ? Response.json(showPermission(label, kept, call)) : done();
}

const permissionOperations: readonly Operation[] = [
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
      return done();
    },
  },
];

const SETS = "/api/v1/iam/resource-sets";

const resourceSets: Collection = defineCollection({
  ...COMMON,
  key: "resourceSets",
  path: SETS,
  param: "resourceSetIdOrLabel",
  kind: "IAMPolicy",
  idPrefix: "iam",
  fields: { label: { type: "string" }, description: { type: "string" } },
  list: { wrap: "resource-sets" },
  unique: ["label"],
  duplicate: () => takenLabel("a resource set"),
  check({ label, description }, { body, before, call }) {
    if (label === undefined || label === "") throw validation("label", "label: Label must be specified");
    if (description === undefined) throw validation("description", "description: Description must be specified");
    if (before) return undefined;
    const { resources = [] } = body;
    if (!Array.isArray(resources)) throw validation("resources", "resources: The field must be an array");
    return { _resources: resources.map((orn) => makeSetResource(String(orn), call)) };
  },
  links: (_set, self) => ({ bindings: { href: `${self}/bindings` }, resources: { href: `${self}/resources` } }),
});

function findSet(call: Call): Resource {
  const name = call.params.resourceSetIdOrLabel ?? "";
  const set =
    resourceSets.get(call.org.store, name) ?? resourceSets.all(call.org.store).find(({ label }) => label === name);
  if (!set) throw notFound(name, "IAMPolicy");
  return set;
}

const setOperations = resourceSets.operations.map(
  (operation): Operation => ({
    ...operation,
    handle(call) {
      if (!operation.path.includes("{")) return operation.handle(call);
      const { id } = findSet(call);
      return operation.handle({ ...call, params: { ...call.params, resourceSetIdOrLabel: id } });
    },
  }),
);

interface SetResource {
  readonly id: string;
  readonly orn: string;
  readonly created: string;
  readonly lastUpdated: string;
}

const resourcesOf = (set: Resource) => (set._resources ?? []) as readonly SetResource[];

/** A resource is named by its ORN, or by its URL in the org. */
function makeSetResource(name: string, { org }: Call): SetResource {
  if (!/^(orn:|https?:\/\/)/.test(name)) throw validation("resources", `resources: ${name} is not a valid resource`);
  const now = isoDate(org.now());
  return { id: oktaId("ire", org.random), orn: name, created: now, lastUpdated: now };
}

function showSetResource(resource: SetResource, set: Resource, { org }: Call): Record<string, unknown> {
  const [type, id] = resource.orn.split(":").slice(-2);
  const collection = type && ["users", "groups", "apps"].includes(type) ? type : "apps";
  const self = /^https?:/.test(resource.orn) ? resource.orn : `${org.orgUrl}/api/v1/${collection}/${id}`;
  return {
    ...resource,
    _links: {
      self: { href: self },
      resource: { href: `${org.orgUrl}${SETS}/${set.id}/resources/${resource.id}` },
    },
  };
}

const setResourceOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${SETS}/{resourceSetIdOrLabel}/resources`,
    handle(call) {
      const set = findSet(call);
      const self = `${call.org.orgUrl}${SETS}/${set.id}`;
      return Response.json({
        resources: resourcesOf(set).map((resource) => showSetResource(resource, set, call)),
        _links: { "resource-set": { href: self }, self: { href: `${self}/resources` } },
      });
    },
  },
  {
    ...MANAGE,
    method: "PATCH",
    path: `${SETS}/{resourceSetIdOrLabel}/resources`,
    async handle(call) {
      const set = findSet(call);
      const { additions } = await readBody(call);
      if (!Array.isArray(additions) || additions.length === 0)
        throw validation("additions", "additions: The field cannot be left blank");
      const added = additions.map((orn) => makeSetResource(String(orn), call));
      const known = new Set(resourcesOf(set).map(({ orn }) => orn));
      const kept = { ...set, _resources: [...resourcesOf(set), ...added.filter(({ orn }) => !known.has(orn))] };
      resourceSets.put(call.org.store, kept);
      return Response.json(resourceSets.show(kept, call));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${SETS}/{resourceSetIdOrLabel}/resources/{resourceId}`,
    handle(call) {
      const set = findSet(call);
      const id = call.params.resourceId ?? "";
      if (!resourcesOf(set).some((resource) => resource.id === id)) throw notFound(id, "IAMResource");
      resourceSets.put(call.org.store, {
        ...set,
        _resources: resourcesOf(set).filter((resource) => resource.id !== id),
      });
      return done();
    },
  },
];

interface Member {
  readonly id: string;
  readonly href: string;
  readonly created: string;
}

/** By the role's ID: who has the role over the set. */
const bindingsOf = (set: Resource) => (set._bindings ?? {}) as Readonly<Record<string, readonly Member[]>>;

function makeMember(href: string, { org }: Call): Member {
  const [, kind = "", id = ""] =
    /\/(users|groups|clients)\/(\w+)$/.exec(href) ?? /:(users|groups|clients):(\w+)$/.exec(href) ?? [];
  const isKnown =
    kind === "users" ? org.store.users.has(id) : kind === "groups" ? org.store.groups.has(id) : kind === "clients";
  if (!isKnown) throw notFound(id || href, kind === "groups" ? "UserGroup" : "User");
  const path = kind === "clients" ? "/oauth2/v1/clients" : `/api/v1/${kind}`;
  return { id: oktaId("irb", org.random), href: `${org.orgUrl}${path}/${id}`, created: isoDate(org.now()) };
}

function showMember({ id, href, created }: Member, binding: string): Record<string, unknown> {
  return {
    id,
    created,
    lastUpdated: created,
    _links: { self: { href }, binding: { href: binding } },
  };
}

function findBinding(call: Call): {
  readonly set: Resource;
  readonly role: Resource;
  readonly members: readonly Member[];
  readonly self: string;
} {
  const set = findSet(call);
  const role = findRole(call);
  const members = bindingsOf(set)[role.id];
  if (!members) throw notFound(role.id, "ResourceSetBinding");
  return { set, role, members, self: `${call.org.orgUrl}${SETS}/${set.id}/bindings/${role.id}` };
}

const showBinding = (id: string, self: string, set: string) => ({
  id,
  _links: {
    self: { href: self },
    bindings: { href: `${set}/bindings` },
    "resource-set": { href: set },
    members: { href: `${self}/members` },
  },
});

const putMembers = (call: Call, set: Resource, roleId: string, members: readonly Member[]) =>
  resourceSets.put(call.org.store, { ...set, _bindings: { ...bindingsOf(set), [roleId]: members } });

const BINDINGS = `${SETS}/{resourceSetIdOrLabel}/bindings`;
const BINDING = `${BINDINGS}/{roleIdOrLabel}`;

const bindingOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: BINDINGS,
    handle(call) {
      const set = findSet(call);
      const self = `${call.org.orgUrl}${SETS}/${set.id}`;
      return Response.json({
        roles: Object.keys(bindingsOf(set)).map((id) => ({
          id,
          _links: { self: { href: `${self}/bindings/${id}` }, members: { href: `${self}/bindings/${id}/members` } },
        })),
        _links: { "resource-set": { href: self }, self: { href: `${self}/bindings` } },
      });
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: BINDINGS,
    async handle(call) {
      const set = findSet(call);
      const { role: name, members = [] } = await readBody(call);
      const role = findRole({ ...call, params: { roleIdOrLabel: String(name ?? "") } });
      if (!Array.isArray(members)) throw validation("members", "members: The field must be an array");
      putMembers(
        call,
        set,
        role.id,
        members.map((href) => makeMember(String(href), call)),
      );
      const self = `${call.org.orgUrl}${SETS}/${set.id}`;
      return Response.json(showBinding(role.id, `${self}/bindings/${role.id}`, self));
    },
  },
  {
    ...READ,
    method: "GET",
    path: BINDING,
    handle(call) {
      const { set, role, self } = findBinding(call);
      return Response.json(showBinding(role.id, self, `${call.org.orgUrl}${SETS}/${set.id}`));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: BINDING,
    handle(call) {
      const { set, role } = findBinding(call);
      const { [role.id]: _, ...rest } = bindingsOf(set);
      resourceSets.put(call.org.store, { ...set, _bindings: rest });
      return done();
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${BINDING}/members`,
    handle(call) {
      const { members, self } = findBinding(call);
      return Response.json({
        members: members.map((member) => showMember(member, self)),
        _links: { binding: { href: self }, self: { href: `${self}/members` } },
      });
    },
  },
  {
    ...MANAGE,
    method: "PATCH",
    path: `${BINDING}/members`,
    async handle(call) {
      const { set, role, members, self } = findBinding(call);
      const { additions } = await readBody(call);
      if (!Array.isArray(additions) || additions.length === 0)
        throw validation("additions", "additions: The field cannot be left blank");
      putMembers(call, set, role.id, [...members, ...additions.map((href) => makeMember(String(href), call))]);
      return Response.json(showBinding(role.id, self, `${call.org.orgUrl}${SETS}/${set.id}`));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${BINDING}/members/{memberId}`,
    handle(call) {
      const { members, self } = findBinding(call);
      const id = call.params.memberId ?? "";
      const member = members.find((one) => one.id === id);
      if (!member) throw notFound(id, "ResourceSetBindingMember");
      return Response.json(showMember(member, self));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${BINDING}/members/{memberId}`,
    handle(call) {
      const { set, role, members } = findBinding(call);
      const id = call.params.memberId ?? "";
      if (!members.some((one) => one.id === id)) throw notFound(id, "ResourceSetBindingMember");
      putMembers(
        call,
        set,
        role.id,
        members.filter((one) => one.id !== id),
      );
      return done();
    },
  },
];

/** Custom admin roles with their permissions, and resource sets with their resources, bindings and members. */
export const iamResources: ResourceDeclaration = {
  operations: [
    ...roleOperations,
    ...permissionOperations,
    ...setOperations,
    ...setResourceOperations,
    ...bindingOperations,
  ],
};
