import type { Call } from "../../api/operation.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, OktaError } from "../../org/okta-error.ts";
import { orgId } from "../../org/org-ids.ts";
import type { Assignee } from "./assignees.ts";

export const APP_ROLES: readonly string[] = ["APP_ADMIN"];
export const GROUP_ROLES: readonly string[] = ["GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "USER_ADMIN"];

/** What a role is narrowed to. */
export interface Targets extends Resource {
  /** Names of apps, or `name/id` for one instance. */
  readonly apps: readonly string[];
  readonly groups: readonly string[];
}

/** Finds what a role is narrowed to; throws for a role that cannot be. */
export function findTargets(
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

export function keep({ org }: Call, targets: Targets): void {
  const known = org.store.resources.get("roleTargets") ?? new Map<string, Resource>();
  org.store.resources.set("roleTargets", known.set(targets.id, targets));
}

/** The Okta Resource Names of what a role is narrowed to. */
export function targetOrns({ store }: Pick<Call["org"], "store">, { groups, apps }: Targets): readonly string[] {
  const id = orgId(store);
  return [
    ...groups.map((group) => `orn:okta:directory:${id}:groups:${group}`),
    ...apps.map((target) => `orn:okta:idp:${id}:apps:${target.replace("/", ":")}`),
  ];
}

export function showApps({ org }: Call, { apps }: Targets): Record<string, unknown>[] {
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

export const toggle = (targets: readonly string[], target: string, isAdded: boolean): string[] => [
  ...targets.filter((one) => one !== target),
  ...(isAdded ? [target] : []),
];
