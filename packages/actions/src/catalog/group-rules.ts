import * as v from "valibot";
import { defineAction } from "../action.ts";
import { groupRule, groupRuleBody } from "./group.ts";
import { expand, flag, id, paging, text } from "./parameters.ts";

const READ = "okta.groups.read";
const MANAGE = "okta.groups.manage";
const ruleId = id("the rule");

const exampleRule = {
  type: "group_rule",
  name: "Astronomers",
  conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.department=="Astronomy"' } },
  actions: { assignUserToGroups: { groupIds: ["00g1example"] } },
};

export const list = defineAction({
  id: "groupRules.list",
  method: "GET",
  path: "/api/v1/groups/rules",
  scope: READ,
  risk: "read",
  summary: "List group rules",
  query: {
    search: v.optional(text("A word of the name")),
    ...paging(50, 200),
    expand: expand("`groupIdToGroupNameMap`"),
  },
  response: groupRule,
  isList: true,
  example: { search: "Astro" },
});

export const get = defineAction({
  id: "groupRules.get",
  method: "GET",
  path: "/api/v1/groups/rules/{ruleId}",
  scope: READ,
  risk: "read",
  summary: "Get a group rule",
  params: { ruleId },
  query: { expand: expand("`groupIdToGroupNameMap`") },
  response: groupRule,
  example: { ruleId: "0pr1example" },
});

export const create = defineAction({
  id: "groupRules.create",
  method: "POST",
  path: "/api/v1/groups/rules",
  scope: MANAGE,
  risk: "write",
  summary: "Create a group rule",
  description: "It is INACTIVE until it is activated.",
  body: groupRuleBody,
  response: groupRule,
  example: { body: exampleRule },
});

export const replace = defineAction({
  id: "groupRules.replace",
  method: "PUT",
  path: "/api/v1/groups/rules/{ruleId}",
  scope: MANAGE,
  risk: "write",
  summary: "Replace a group rule",
  description: "For INACTIVE rules. The groups of a rule stay what they are.",
  params: { ruleId },
  body: groupRuleBody,
  response: groupRule,
  example: { ruleId: "0pr1example", body: exampleRule },
});

export const activate = defineAction({
  id: "groupRules.activate",
  method: "POST",
  path: "/api/v1/groups/rules/{ruleId}/lifecycle/activate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["mass", "access", "lasting"],
  summary: "Activate a group rule",
  description: "Puts everybody whom its expression fits into its groups.",
  params: { ruleId },
  example: { ruleId: "0pr1example" },
});

export const deactivate = defineAction({
  id: "groupRules.deactivate",
  method: "POST",
  path: "/api/v1/groups/rules/{ruleId}/lifecycle/deactivate",
  scope: MANAGE,
  risk: "write",
  summary: "Deactivate a group rule",
  params: { ruleId },
  example: { ruleId: "0pr1example" },
});

const remove = defineAction({
  id: "groupRules.delete",
  method: "DELETE",
  path: "/api/v1/groups/rules/{ruleId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "mass"],
  summary: "Delete a group rule",
  description: "Okta answers 202 and does it in the background.",
  params: { ruleId },
  query: { removeUsers: v.optional(flag("Whether those whom it put there leave its groups. Default: false")) },
  status: 202,
  example: { ruleId: "0pr1example" },
});

export { remove as delete };
