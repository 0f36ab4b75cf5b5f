import * as v from "valibot";
import { defineAction } from "../action.ts";
import { expand, flag, id, paging } from "./parameters.ts";
import { newRoleAssignment, roleAssignment } from "./role.ts";

const groupId = id("the group");

export const listRoles = defineAction({
  id: "groups.listRoles",
  method: "GET",
  path: "/api/v1/groups/{groupId}/roles",
  scope: "okta.roles.read",
  risk: "read",
  summary: "List the admin roles that a group gives its members",
  description: "Check it before groups.addMember: a member of such a group becomes an admin.",
  params: { groupId },
  query: { expand: expand("`targets/groups` or `targets/catalog/apps`"), ...paging() },
  response: roleAssignment,
  isList: true,
  example: { groupId: "00g1example" },
});

export const assignRole = defineAction({
  id: "groups.assignRole",
  method: "POST",
  path: "/api/v1/groups/{groupId}/roles",
  scope: "okta.roles.manage",
  risk: "destructive",
  marks: ["privilege", "mass"],
  raisedBy: { when: ["disableNotifications=true"], marks: ["blinds"] },
  summary: "Give every member of a group an admin role",
  description:
    "Present and future members become admins; adding a member then grants the role. `disableNotifications=true` makes them third-party admins, who get no admin mail. Undo with groups.unassignRole.",
  params: { groupId },
  query: {
    disableNotifications: v.optional(
      flag("Make the members third-party admins, who get no admin mail. Default: false"),
    ),
  },
  body: newRoleAssignment,
  response: roleAssignment,
  status: 201,
  example: { groupId: "00g1example", body: { type: "HELP_DESK_ADMIN" } },
});

export const unassignRole = defineAction({
  id: "groups.unassignRole",
  method: "DELETE",
  path: "/api/v1/groups/{groupId}/roles/{roleAssignmentId}",
  scope: "okta.roles.manage",
  risk: "destructive",
  marks: ["mass", "cutsOff", "lasting"],
  summary: "Take an admin role from every member of a group",
  description:
    "The targets of the assignment are lost with it. Roles that members have singly stay: users.unassignRole.",
  params: { groupId, roleAssignmentId: id("the assignment, from the list of the group's roles") },
  example: { groupId: "00g1example", roleAssignmentId: "irb1example" },
});
