import { embed } from "../api/expand.ts";
import type { Org } from "../api/operation.ts";
import type { Resource, Store } from "../org/model.ts";
import { orgId } from "../org/org-ids.ts";
import { showGroup } from "./group.ts";

/** What an admin role is narrowed to. */
export interface RoleTargets extends Resource {
  /** Names of apps, or `name/id` for one instance. */
  readonly apps: readonly string[];
  readonly groups: readonly string[];
}

/** Finds what a role is narrowed to, by the ID of who has it and its own. */
export function roleTargetsOf(store: Store, assigneeId: string, roleId: string): RoleTargets {
  const key = `${assigneeId}/${roleId}`;
  const kept = store.resources.get("roleTargets")?.get(key) as RoleTargets | undefined;
  return kept ?? { id: key, apps: [], groups: [] };
}

/** Keeps what a role is narrowed to. */
export function keepRoleTargets(store: Store, targets: RoleTargets): void {
  const known = store.resources.get("roleTargets") ?? new Map<string, Resource>();
  store.resources.set("roleTargets", known.set(targets.id, targets));
}

/** Forgets what a role was narrowed to when it is taken away: one of the same type has the same ID. */
export function dropRoleTargets(store: Store, assigneeId: string, roleId: string): void {
  store.resources.get("roleTargets")?.delete(`${assigneeId}/${roleId}`);
}

/** The Okta Resource Names of what a role is narrowed to. */
export function targetOrns(store: Store, { groups, apps }: RoleTargets): readonly string[] {
  const id = orgId(store);
  return [
    ...groups.map((group) => `orn:okta:directory:${id}:groups:${group}`),
    ...apps.map((target) => `orn:okta:idp:${id}:apps:${target.replace("/", ":")}`),
  ];
}

/** The groups that a role is narrowed to, as Okta shows them. */
export function showTargetGroups(org: Org, { groups }: RoleTargets): Record<string, unknown>[] {
  return groups.flatMap((id) => {
    const group = org.store.groups.get(id);
    return group ? [showGroup(group, org)] : [];
  });
}

/** The apps that a role is narrowed to, as Okta shows them: whole kinds, and single instances. */
export function showTargetApps({ orgUrl, store }: Org, { apps }: RoleTargets): Record<string, unknown>[] {
  return apps.flatMap((target): Record<string, unknown>[] => {
    const [name = "", id] = target.split("/");
    const instance = id === undefined ? undefined : store.apps.get(id);
    if (id !== undefined && !instance) return [];
    return [
      instance
        ? {
            name: instance.definition.label,
            status: instance.status,
            id,
            _links: { self: { href: `${orgUrl}/api/v1/apps/${id}` } },
          }
        : {
            name,
            displayName: name,
            status: "ACTIVE",
            _links: { self: { href: `${orgUrl}/api/v1/catalog/apps/${name}` } },
          },
    ];
  });
}

/** What a role is narrowed to, where a list of roles is asked for it. */
export function embedTargets(url: URL, org: Org, targets: RoleTargets): Record<string, unknown> {
  const { _embedded } = embed(url, {
    "targets/groups": () => showTargetGroups(org, targets),
    "targets/catalog/apps": () => showTargetApps(org, targets),
  });
  if (!_embedded) return {};
  const { "targets/groups": groups, "targets/catalog/apps": apps } = _embedded;
  return {
    _embedded: {
      targets: { ...(groups !== undefined && { groups }), ...(apps !== undefined && { catalog: { apps } }) },
    },
  };
}
