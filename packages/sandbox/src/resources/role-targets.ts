import type { Call, Operation } from "../api/operation.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { findGroup, showGroup } from "../directory/group.ts";
import { assignmentKey, makeAssignment, readStandardRole, showAssignment } from "../directory/role-assignment.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, OktaError } from "../org/okta-error.ts";
import { orgId } from "../org/org-ids.ts";

const READ = { scope: "okta.roles.read", permission: { resource: "roles", access: "read" }, bucket: "users" } as const;
const MANAGE = {
  scope: "okta.roles.manage",
  permission: { resource: "roles", access: "manage" },
  bucket: "users",
} as const;
const done = () => new Response(null, { status: 204 });

/** Whom a role is assigned to. */
interface Assignee {
  readonly path: string;
  readonly id: (call: Call) => string;
  readonly role: (call: Call, assigneeId: string) => { readonly id: string; readonly type: string } | undefined;
}

const CLIENTS = "/oauth2/v1/clients/{clientId}";

function clientRoles({ store }: Call["org"]): Map<string, Resource> {
  const known = store.resources.get("clientRoles") ?? new Map<string, Resource>();
  store.resources.set("clientRoles", known);
  return known;
}

/** A client is an app of the org that calls its API. */
function findClient(call: Call): string {
  const id = call.params.clientId ?? "";
  const isRegistered = call.org.registeredApps.some(({ clientId }) => clientId === id);
  if (!isRegistered && !call.org.store.apps.has(id)) throw notFound(id, "PublicClientApp");
  return id;
}

const ASSIGNEES: readonly Assignee[] = [
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

const APP_ROLES = ["APP_ADMIN"];
const GROUP_ROLES = ["GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "USER_ADMIN"];

interface Targets extends Resource {
  /** Names of apps, or `name/id` for one instance. */
  readonly apps: readonly string[];
  readonly groups: readonly string[];
}

/** Finds what a role is narrowed to; throws for a role that cannot be. */
function findTargets(
  call: Call,
  assignee: Assignee,
  types: readonly string[],
): { readonly key: string; readonly targets: Targets } {
  const assigneeId = assignee.id(call);
  const role = assignee.role(call, assigneeId);
  if (!role) throw notFound(call.params.roleAssignmentId ?? "", "RoleAssignment");
  if (!types.includes(role.type))
    throw new OktaError({
      status: 400,
      code: "E0000091",
      summary: "The provided role type was not the same as required role type.",
    });
  const key = `${assigneeId}/${role.id}`;
  const kept = call.org.store.resources.get("roleTargets")?.get(key) as Targets | undefined;
  return { key, targets: kept ?? { id: key, apps: [], groups: [] } };
}

function keep({ org }: Call, targets: Targets): void {
  const known = org.store.resources.get("roleTargets") ?? new Map<string, Resource>();
  org.store.resources.set("roleTargets", known.set(targets.id, targets));
}

function showApps({ org }: Call, { apps }: Targets): Record<string, unknown>[] {
  return apps.flatMap((target): Record<string, unknown>[] => {
    const [name = "", id] = target.split("/");
    const instance = id === undefined ? undefined : org.store.apps.get(id);
    if (id !== undefined && !instance) return [];
    return [
      instance
        ? {
            name: instance.definition.label,
            status: instance.status,
            id,
            _links: { self: { href: `${org.orgUrl}/api/v1/apps/${id}` } },
          }
        : {
            name,
            displayName: name,
            status: "ACTIVE",
            _links: { self: { href: `${org.orgUrl}/api/v1/catalog/apps/${name}` } },
          },
    ];
  });
}

const toggle = (targets: readonly string[], target: string, isAdded: boolean) => [
  ...targets.filter((one) => one !== target),
  ...(isAdded ? [target] : []),
];

/** What a user's role is narrowed to, of any kind, by resource name. */
const userTargets: Operation = {
  ...READ,
  method: "GET",
  path: "/api/v1/users/{userId}/roles/{roleAssignmentId}/targets",
  handle(call) {
    const [user] = ASSIGNEES;
    if (!user) return Response.json([]);
    const { targets } = findTargets(call, user, [...APP_ROLES, ...GROUP_ROLES]);
    const orn = (kind: string) => `orn:okta:${kind}`;
    const id = orgId(call.org.store);
    const all = [
      ...targets.groups.map((group) => `${orn("directory")}:${id}:groups:${group}`),
      ...targets.apps.map((target) => `${orn("idp")}:${id}:apps:${target.replace("/", ":")}`),
    ];
    return Response.json(all.map((one) => ({ assignmentType: "USER", orn: one, expiration: null })));
  },
};

function operationsFor(assignee: Assignee): readonly Operation[] {
  const base = `${assignee.path}/roles/{roleAssignmentId}/targets`;
  const APPS = `${base}/catalog/apps`;
  const GROUPS = `${base}/groups`;
  const change = (method: "PUT" | "DELETE", path: string, act: (call: Call, isAdded: boolean) => void): Operation => ({
    ...MANAGE,
    method,
    path,
    handle(call) {
      act(call, method === "PUT");
      return done();
    },
  });
  const changeApp = (call: Call, isAdded: boolean) => {
    const { targets } = findTargets(call, assignee, APP_ROLES);
    const { appName = "", appId } = call.params;
    if (appId !== undefined && !call.org.store.apps.has(appId)) throw notFound(appId, "AppInstance");
    keep(call, {
      ...targets,
      apps: toggle(targets.apps, appId === undefined ? appName : `${appName}/${appId}`, isAdded),
    });
  };
  const changeGroup = (call: Call, isAdded: boolean) => {
    const { targets } = findTargets(call, assignee, GROUP_ROLES);
    const { id } = findGroup(call.org, call.params.targetGroupId ?? "");
    keep(call, { ...targets, groups: toggle(targets.groups, id, isAdded) });
  };
  return [
    {
      ...READ,
      method: "GET",
      path: APPS,
      handle: (call) => Response.json(showApps(call, findTargets(call, assignee, APP_ROLES).targets)),
    },
    ...(["PUT", "DELETE"] as const).flatMap((method) => [
      change(method, `${APPS}/{appName}`, changeApp),
      change(method, `${APPS}/{appName}/{appId}`, changeApp),
      change(method, `${GROUPS}/{targetGroupId}`, changeGroup),
    ]),
    {
      ...READ,
      method: "GET",
      path: GROUPS,
      handle(call) {
        const { targets } = findTargets(call, assignee, GROUP_ROLES);
        const groups = targets.groups.flatMap((id) => call.org.store.groups.get(id) ?? []);
        return Response.json(groups.map((group) => showGroup(group, call.org)));
      },
    },
  ];
}

/** All apps are the target of a role that has none. */
const allApps: Operation = {
  ...MANAGE,
  method: "PUT",
  path: "/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps",
  handle(call) {
    const [users] = ASSIGNEES;
    if (users) keep(call, { ...findTargets(call, users, APP_ROLES).targets, apps: [] });
    return new Response(null, { status: 200 });
  },
};

const groupRole: Operation = {
  ...READ,
  method: "GET",
  path: "/api/v1/groups/{groupId}/roles/{roleAssignmentId}",
  handle({ org, params }) {
    const { id } = findGroup(org, params.groupId ?? "");
    const role = org.store.groupRoles.get(`${id}/${params.roleAssignmentId}`);
    if (!role) throw notFound(params.roleAssignmentId ?? "", "RoleAssignment");
    return Response.json(showAssignment(role, "GROUP", `${org.orgUrl}/api/v1/groups/${id}`));
  },
};

function showClientRole(role: Resource, call: Call): Record<string, unknown> {
  const { id, type, label, created } = role as Resource & Readonly<Record<"type" | "label" | "created", string>>;
  return showAssignment({ id, type, label, created }, "CLIENT", `${call.org.orgUrl}/oauth2/v1/clients/${role._client}`);
}

function findClientRole(call: Call): Resource {
  const role = clientRoles(call.org).get(`${findClient(call)}/${call.params.roleAssignmentId}`);
  if (!role) throw notFound(call.params.roleAssignmentId ?? "", "RoleAssignment");
  return role;
}

const clientRoleOperations: readonly Operation[] = [
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
      return done();
    },
  },
];

/** The roles of groups and clients, and what roles are narrowed to. */
export const roleTargets: ResourceDeclaration = {
  operations: [groupRole, allApps, userTargets, ...clientRoleOperations, ...ASSIGNEES.flatMap(operationsFor)],
};
