import type { Org } from "../api/operation.ts";
import { type Actor, groupParty, recordEvent, userParty } from "../api/record-event.ts";
import { isObject } from "../api/request-body.ts";
import { addMember, removeMember } from "../directory/group-membership.ts";
import { attributeType } from "../directory/user-profile.ts";
import { isoDate } from "../org/clock.ts";
import type { Group, GroupRule, User } from "../org/model.ts";
import { readRuleExpression } from "./expression.ts";
import { excludedFrom, expressionOf, ruleParty } from "./rule.ts";

/**
 * Lets the active rules put users into groups, and take out again whom they put there and who no longer fits. To be called
 * whenever users, their profiles or memberships have changed.
 */
export function applyGroupRules(org: Org): void {
  const rules = [...org.store.groupRules.values()].filter(({ status }) => status === "ACTIVE");
  // One rule may go by the groups that another one fills. Rules that contradict each other never come to rest.
  for (let round = 0; round <= rules.length; round++) {
    if (!applyOnce(org, rules)) return;
  }
}

/** Whether it changed anything. */
function applyOnce(org: Org, rules: readonly GroupRule[]): boolean {
  const { events } = org.store;
  const before = events.at(-1);
  const fits = rules.map((rule) => ({ rule, ...sortUsers(org, rule) }));
  for (const { rule, fitting } of fits) {
    forEachPair(org, rule, fitting, (group, user) => {
      if (!group.members.has(user.id)) {
        addMember({ org }, group, user);
        assignedTo(rule, group).add(user.id);
      } else if (rules.some((other) => other.assigned.get(group.id)?.has(user.id))) {
        assignedTo(rule, group).add(user.id);
      }
    });
  }
  for (const { rule, others } of fits) {
    forEachPair(org, rule, others, (group, user) => {
      if (!rule.assigned.get(group.id)?.delete(user.id)) return;
      if (!rules.some((other) => other.assigned.get(group.id)?.has(user.id))) removeMember({ org }, group, user);
    });
  }
  return events.at(-1) !== before;
}

/** Who fits a rule, and who does not. */
function sortUsers({ store }: Org, rule: GroupRule): { fitting: User[]; others: User[] } {
  const condition = readRuleExpression(expressionOf(rule), (name) => attributeType(store, name));
  const excluded = excludedFrom(rule);
  const groups = [...store.groups.values()];
  const fitting: User[] = [];
  const others: User[] = [];
  for (const user of store.users.values()) {
    const subject = {
      user,
      // Most conditions do not ask for groups, and a large org has thousands.
      get groups() {
        return groups.filter(({ members }) => members.has(user.id));
      },
    };
    const fits = user.status !== "DEPROVISIONED" && !excluded.includes(user.id) && condition(subject);
    (fits ? fitting : others).push(user);
  }
  return { fitting, others };
}

function forEachPair(
  { store }: Org,
  { groupIds }: GroupRule,
  users: readonly User[],
  act: (group: Group, user: User) => void,
): void {
  for (const id of groupIds) {
    const group = store.groups.get(id);
    if (group) for (const user of users) act(group, user);
  }
}

function assignedTo({ assigned }: GroupRule, { id }: Group): Set<string> {
  const known = assigned.get(id) ?? new Set();
  assigned.set(id, known);
  return known;
}

/** Takes out whom a rule that is to go has put into its groups, but for those whom another active rule wants there. */
export function undoGroupRule(org: Org, rule: GroupRule): void {
  const others = [...org.store.groupRules.values()].filter((one) => one !== rule && one.status === "ACTIVE");
  forEachPair(org, rule, [...org.store.users.values()], (group, user) => {
    if (!rule.assigned.get(group.id)?.has(user.id)) return;
    if (!others.some(({ assigned }) => assigned.get(group.id)?.has(user.id))) removeMember({ org }, group, user);
  });
}

/** Makes the rules that put a user into a group leave them alone, as an admin has taken them out by hand. */
export function excludeFromRules(by: Actor, group: Group, user: User): void {
  for (const rule of by.org.store.groupRules.values()) {
    if (!rule.assigned.get(group.id)?.delete(user.id)) continue;
    const people = isObject(rule.conditions.people) ? rule.conditions.people : {};
    const exclude = [...new Set([...excludedFrom(rule), user.id])];
    rule.conditions = { ...rule.conditions, people: { ...people, users: { exclude } } };
    recordEvent(by, {
      eventType: "group.user_membership.rule.add_exclusion",
      displayMessage: "Add user to group membership exclusion rule",
      targets: [userParty(user), groupParty(group)],
    });
  }
}

/** Marks the rules that a group's end leaves without one of their groups. They never work again. */
export function invalidateRules(org: Org, group: Group): void {
  for (const rule of org.store.groupRules.values()) {
    rule.assigned.delete(group.id);
    if (!rule.groupIds.includes(group.id)) continue;
    rule.status = "INVALID";
    rule.lastUpdated = isoDate(org.now());
    recordEvent(
      { org },
      {
        eventType: "group.user_membership.rule.invalidate",
        displayMessage: "Invalidate group membership rule",
        targets: [ruleParty(rule), groupParty(group)],
      },
    );
  }
}
