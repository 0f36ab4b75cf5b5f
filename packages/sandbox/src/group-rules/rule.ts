import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import type { GroupRule, LogParty } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";

/** Finds a group rule by ID. */
export function findGroupRule(org: Org, id: string): GroupRule {
  const rule = org.store.groupRules.get(id);
  if (!rule) throw notFound(id, "GroupRule");
  return rule;
}

/** A group rule as Okta shows it; with the names of its groups too, if that is asked for. */
export function showGroupRule(rule: GroupRule, { store }: Org, withNames = false): Record<string, unknown> {
  const { id, status, name, created, lastUpdated, conditions, groupIds } = rule;
  const names = groupIds.map((groupId) => [groupId, store.groups.get(groupId)?.profile.name] as const);
  return {
    type: "group_rule",
    id,
    status,
    name,
    created,
    lastUpdated,
    conditions,
    actions: { assignUserToGroups: { groupIds } },
    allGroupsValid: names.every(([, groupName]) => groupName !== undefined),
    ...(withNames && {
      _embedded: { groupIdToGroupNameMap: Object.fromEntries(names.filter(([, groupName]) => groupName)) },
    }),
  };
}

/** The expression that a rule goes by. */
export function expressionOf({ conditions }: Pick<GroupRule, "conditions">): string {
  const { expression } = conditions;
  return isObject(expression) && typeof expression.value === "string" ? expression.value : "";
}

/** The IDs of users whom a rule leaves alone. */
export function excludedFrom({ conditions }: Pick<GroupRule, "conditions">): readonly string[] {
  const { people } = conditions;
  const users = isObject(people) ? people.users : undefined;
  return isObject(users) && Array.isArray(users.exclude) ? users.exclude : [];
}

/** A group rule as the System Log names it. */
export function ruleParty({ id, name }: GroupRule): LogParty {
  return { id, type: "GroupRule", alternateId: "unknown", displayName: name };
}
