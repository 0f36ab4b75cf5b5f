import type { Org } from "../api/operation.ts";
import type { Group } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";

/** Finds a group by ID. */
export function findGroup(org: Org, id: string): Group {
  const group = org.store.groups.get(id);
  if (!group) throw notFound(id, "UserGroup");
  return group;
}

/** A group as Okta shows it. */
export function showGroup(group: Group, org: Org): Record<string, unknown> {
  const { id, created, lastUpdated, lastMembershipUpdated, type, profile } = group;
  const self = `${org.orgUrl}/api/v1/groups/${id}`;
  return {
    id,
    created,
    lastUpdated,
    lastMembershipUpdated,
    objectClass: ["okta:user_group"],
    type,
    profile,
    _links: {
      logo: ["medium", "large"].map((name) => ({
        name,
        href: `${org.orgUrl}/img/logos/groups/okta-${name}.png`,
        type: "image/png",
      })),
      users: { href: `${self}/users` },
      apps: { href: `${self}/apps` },
    },
  };
}
