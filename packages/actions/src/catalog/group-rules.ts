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
  description: "Rules that add users to groups by an expression over their attributes.",
  query: {
    search: v.optional(text("Word in the name")),
    ...paging({ usual: 50, most: 200 }),
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
  description: "Its expression, exceptions, groups and status.",
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
  description: "It is INACTIVE and changes no membership until groupRules.activate.",
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
  description: "For INACTIVE rules. Its groups cannot be changed: create another rule. Memberships that it gave stay.",
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
  description:
    "Adds every matching user to its groups, now and in the future. groupRules.deactivate does not remove them again; groupRules.delete with `removeUsers=true` does.",
  params: { ruleId },
  example: { ruleId: "0pr1example" },
});

export const deactivate = defineAction({
  id: "groupRules.deactivate",
  method: "POST",
  path: "/api/v1/groups/rules/{ruleId}/lifecycle/deactivate",
  scope: MANAGE,
  risk: "write",
  summary: "Stop a group rule",
  description: "It adds no more users. Users that it added to groups stay there. Undo with groupRules.activate.",
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
  description:
    "Okta responds 202 and works in the background. With `removeUsers=true`, users that it added leave its groups and lose the groups' apps; otherwise they stay as direct members.",
  params: { ruleId },
  query: { removeUsers: v.optional(flag("Remove the users that it added from its groups. Default: false")) },
  status: 202,
  example: { ruleId: "0pr1example" },
});

export { remove as delete };
