import * as v from "valibot";
import { defineAction } from "../action.ts";
import { oktaObject } from "./okta-object.ts";
import { paging } from "./parameters.ts";

const roleAssignees = oktaObject("RoleAssignees", {
  value: v.array(oktaObject("RoleAssignee", { id: v.string(), orn: v.optional(v.string()) })),
});

export const listAssignees = defineAction({
  id: "roles.listAssignees",
  method: "GET",
  path: "/api/v1/iam/assignees/users",
  scope: "okta.roles.read",
  risk: "read",
  summary: "List all users who have an admin role",
  description:
    "Singly or by a group; the IDs are under `value`, and `_links.next` leads to more. For the roles of one of them use users.listRoles.",
  query: paging({ usual: 100 }),
  response: roleAssignees,
  example: {},
});
