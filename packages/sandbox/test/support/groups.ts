import type { Group } from "../../src/org/model.ts";
import type { TestOrg } from "./org.ts";

/** The group of a name. */
export function groupNamed({ sandbox }: TestOrg, name: string): Group {
  const group = [...sandbox.store.groups.values()].find(({ profile }) => profile.name === name);
  if (!group) throw new Error(`There is no group ${name}.`);
  return group;
}

/** Puts a group into the org as an import would: it belongs to an app, and is changed only there. */
export function importGroup({ sandbox }: TestOrg, name: string): Group {
  const long = new Date(0).toISOString();
  const group: Group = {
    id: "00gImported000000000",
    type: "APP_GROUP",
    created: long,
    lastUpdated: long,
    lastMembershipUpdated: long,
    profile: { name },
    members: new Set(),
    owners: new Map(),
  };
  sandbox.store.groups.set(group.id, group);
  return group;
}
