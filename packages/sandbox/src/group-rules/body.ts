import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import { attributeType } from "../directory/user-profile.ts";
import type { GroupRule } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { RuleExpressionError, readRuleExpression } from "./expression.ts";

const LANGUAGE = "urn:okta:expression:1.0";
const LONGEST_NAME = 50;

/** What a rule says. */
export type GroupRuleDefinition = Pick<GroupRule, "name" | "conditions" | "groupIds">;

/**
 * Reads what a group rule is made or replaced with.
 *
 * @param except - The rule that it is for, which may keep its name but not get other groups.
 * @throws {OktaError} E0000001 for what no rule can say.
 */
export function readGroupRule(body: Record<string, unknown>, org: Org, except?: GroupRule): GroupRuleDefinition {
  if (body.type !== "group_rule") throw validation("type", "type: The field must be group_rule");
  const name = readName(body.name, org, except);
  const groupIds = readGroupIds(body.actions, org);
  if (except && String(groupIds) !== String(except.groupIds)) {
    throw validation("actions", "actions: The groups of a rule cannot be changed");
  }
  return { name, conditions: readConditions(body.conditions, org), groupIds };
}

function readName(name: unknown, { store }: Org, except: GroupRule | undefined): string {
  if (typeof name !== "string" || name.trim() === "") throw validation("name", "name: The field cannot be left blank");
  if (name.length > LONGEST_NAME) throw validation("name", "name: The field is too long");
  if ([...store.groupRules.values()].some((rule) => rule !== except && rule.name === name)) {
    throw validation("name", "name: Policy rule name already in use");
  }
  return name;
}

function readConditions(conditions: unknown, { store }: Org): Record<string, unknown> {
  const { expression, people } = isObject(conditions) ? conditions : {};
  const { type, value } = isObject(expression) ? expression : {};
  if (type !== LANGUAGE) throw validation("conditions.expression.type", `type: The field must be ${LANGUAGE}`);
  if (typeof value !== "string" || value.trim() === "") {
    throw validation("conditions.expression.value", "value: The field cannot be left blank");
  }
  try {
    readRuleExpression(value, (name) => attributeType(store, name));
  } catch (error) {
    if (error instanceof RuleExpressionError) throw validation("validateRule", error.message);
    throw error;
  }
  const { users, groups } = isObject(people) ? people : {};
  return {
    people: { users: { exclude: readExcluded(users) }, groups: { exclude: readExcluded(groups) } },
    expression: { value, type },
  };
}

function readExcluded(people: unknown): string[] {
  const excluded = isObject(people) ? people.exclude : undefined;
  return Array.isArray(excluded) ? excluded.map(String) : [];
}

function readGroupIds(actions: unknown, { store }: Org): readonly string[] {
  const assign = isObject(actions) ? actions.assignUserToGroups : undefined;
  const groupIds = isObject(assign) ? assign.groupIds : undefined;
  if (!Array.isArray(groupIds) || groupIds.length === 0) {
    throw validation("actions.assignUserToGroups.groupIds", "groupIds: The field cannot be left blank");
  }
  for (const id of groupIds) {
    if (store.groups.get(id)?.type === "OKTA_GROUP") continue;
    throw validation(
      "actions.assignUserToGroups.groupIds",
      `groupIds: ${id} is not a group that users can be put into`,
    );
  }
  return [...new Set<string>(groupIds)];
}
