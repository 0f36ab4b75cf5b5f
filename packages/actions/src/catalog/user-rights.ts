import * as v from "valibot";
import { defineAction } from "../action.ts";
import { group } from "./group.ts";
import { expand, flag, id, paging, text, userId } from "./parameters.ts";
import { appLink, grant, roleAssignment } from "./user.ts";

const roleAssignmentId = id("the assignment, as the list of a user's roles has it");
const grantId = id("the grant");

export const listGroups = defineAction({
  id: "users.listGroups",
  method: "GET",
  path: "/api/v1/users/{userId}/groups",
  scope: "okta.users.read",
  risk: "read",
  summary: "List the groups of a user",
  params: { userId },
  response: group,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const listAppLinks = defineAction({
  id: "users.listAppLinks",
  method: "GET",
  path: "/api/v1/users/{userId}/appLinks",
  scope: "okta.users.read",
  risk: "read",
  summary: "List the apps that a user sees",
  params: { userId },
  response: appLink,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const clearSessions = defineAction({
  id: "users.clearSessions",
  method: "DELETE",
  path: "/api/v1/users/{userId}/sessions",
  scope: "okta.users.manage",
  risk: "write",
  marks: ["cutsOff"],
  summary: "Sign a user out everywhere",
  params: { userId },
  query: {
    oauthTokens: v.optional(flag("Whether OpenID Connect and OAuth tokens are revoked too. Default: false")),
    forgetDevices: v.optional(flag("Whether the user's devices are forgotten. Default: true")),
  },
  example: { userId: "ada.lovelace@example.com", oauthTokens: true },
});

export const listRoles = defineAction({
  id: "users.listRoles",
  method: "GET",
  path: "/api/v1/users/{userId}/roles",
  scope: "okta.roles.read",
  risk: "read",
  summary: "List the admin roles of a user",
  params: { userId },
  query: { expand: expand("`targets/groups` or `targets/catalog/apps`") },
  response: roleAssignment,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const getRole = defineAction({
  id: "users.getRole",
  method: "GET",
  path: "/api/v1/users/{userId}/roles/{roleAssignmentId}",
  scope: "okta.roles.read",
  risk: "read",
  summary: "Get an admin role of a user",
  params: { userId, roleAssignmentId },
  response: roleAssignment,
  example: { userId: "ada.lovelace@example.com", roleAssignmentId: "irb1example" },
});

export const assignRole = defineAction({
  id: "users.assignRole",
  method: "POST",
  path: "/api/v1/users/{userId}/roles",
  scope: "okta.roles.manage",
  risk: "destructive",
  marks: ["privilege"],
  raisedBy: { when: ["disableNotifications=true"], marks: ["blinds"] },
  summary: "Give a user an admin role",
  description: "Whoever may do this may become anything: give the scope to nobody who does not need it.",
  params: { userId },
  query: { disableNotifications: v.optional(flag("Whether the admins are spared the mail. Default: false")) },
  body: v.looseObject({
    type: text("Such as `HELP_DESK_ADMIN`, or `CUSTOM` with `role` and `resource-set`"),
    role: v.optional(v.string()),
    "resource-set": v.optional(v.string()),
  }),
  response: roleAssignment,
  status: 201,
  example: { userId: "ada.lovelace@example.com", body: { type: "HELP_DESK_ADMIN" } },
});

export const unassignRole = defineAction({
  id: "users.unassignRole",
  method: "DELETE",
  path: "/api/v1/users/{userId}/roles/{roleAssignmentId}",
  scope: "okta.roles.manage",
  risk: "destructive",
  marks: ["lasting", "cutsOff"],
  summary: "Take an admin role from a user",
  params: { userId, roleAssignmentId },
  example: { userId: "ada.lovelace@example.com", roleAssignmentId: "irb1example" },
});

export const listGrants = defineAction({
  id: "users.listGrants",
  method: "GET",
  path: "/api/v1/users/{userId}/grants",
  scope: "okta.users.read",
  risk: "read",
  summary: "List what a user has let apps see",
  params: { userId },
  query: { scopeId: v.optional(text("Only grants of this scope")), expand: expand("`scope`"), ...paging(20, 200) },
  response: grant,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const revokeGrant = defineAction({
  id: "users.revokeGrant",
  method: "DELETE",
  path: "/api/v1/users/{userId}/grants/{grantId}",
  scope: "okta.users.manage",
  risk: "write",
  marks: ["cutsOff"],
  summary: "Revoke a grant of a user",
  params: { userId, grantId },
  example: { userId: "ada.lovelace@example.com", grantId: "oag1example" },
});

export const revokeGrants = defineAction({
  id: "users.revokeGrants",
  method: "DELETE",
  path: "/api/v1/users/{userId}/grants",
  scope: "okta.users.manage",
  risk: "write",
  marks: ["cutsOff"],
  summary: "Revoke all grants of a user",
  params: { userId },
  example: { userId: "ada.lovelace@example.com" },
});
