import * as v from "valibot";
import { defineAction } from "../action.ts";
import { group } from "./group.ts";
import { expand, flag, id, paging, text, userId } from "./parameters.ts";
import { newRoleAssignment, roleAssignment } from "./role.ts";
import { appLink, grant } from "./user.ts";

const roleAssignmentId = id("the assignment, as the list of a user's roles has it");
const grantId = id("the consent");

export const listGroups = defineAction({
  id: "users.listGroups",
  method: "GET",
  path: "/api/v1/users/{userId}/groups",
  scope: "okta.users.read",
  risk: "read",
  summary: "List the groups of a user",
  description:
    "Direct memberships, including those by rules and from directories. It may lag behind a change by about a second.",
  params: { userId },
  query: paging(),
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
  description:
    'Tiles of the dashboard, given to the user or by a group. Hidden apps and apps without a tile are missing: apps.list with the filter `user.id eq "…"` has every assignment.',
  params: { userId },
  query: { ...paging(), showAll: v.optional(flag("Retired: older SDKs send it")) },
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
  summary: "End a user's Okta sessions",
  description:
    "Ends Okta's own sessions; apps that the user is in stay signed in. With `oauthTokens=true` also revokes refresh and access tokens, those of long-running integrations included. The user can sign in again at once: to prevent that use users.suspend.",
  params: { userId },
  query: {
    oauthTokens: v.optional(flag("Also revoke OpenID Connect and OAuth refresh and access tokens. Default: false")),
    forgetDevices: v.optional(
      flag("Forget remembered devices and factors. Default: true in Identity Engine, false in Classic"),
    ),
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
  description: "Roles given to the user and by groups (`assignmentType`). For all admins use roles.listAssignees.",
  params: { userId },
  query: { expand: expand("`targets/groups` or `targets/catalog/apps`"), ...paging() },
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
  description: "One assignment, by its ID from users.listRoles.",
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
  description:
    "A standard role covers the whole org until targets limit it; a custom role needs `role` and `resource-set`. `disableNotifications=true` also makes the user a third-party admin who gets no admin mail. Only a Super Administrator may do this. Undo with users.unassignRole.",
  params: { userId },
  query: {
    disableNotifications: v.optional(flag("Make the user a third-party admin, who gets no admin mail. Default: false")),
  },
  body: newRoleAssignment,
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
  description:
    "The targets of the assignment are lost with it. A role given by a group stays: use groups.unassignRole.",
  params: { userId, roleAssignmentId },
  example: { userId: "ada.lovelace@example.com", roleAssignmentId: "irb1example" },
});

export const listGrants = defineAction({
  id: "users.listGrants",
  method: "GET",
  path: "/api/v1/users/{userId}/grants",
  scope: "okta.users.read",
  risk: "read",
  summary: "List the consents that a user gave to OAuth apps",
  description: "Consents to scopes, not rights, roles or app assignments: see users.listRoles and users.listAppLinks.",
  params: { userId },
  query: {
    scopeId: v.optional(text("Only consents to this scope")),
    expand: expand("`scope`"),
    ...paging({ usual: 20, most: 200 }),
  },
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
  summary: "Revoke one consent that a user gave to an OAuth app",
  description: "Also revokes the tokens that depend on it. The app asks for consent again; assignments and roles stay.",
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
  summary: "Revoke every consent that a user gave to OAuth apps",
  description:
    "Also revokes the tokens that depend on them. Apps ask for consent again; app assignments, roles and sessions stay. To take an app away use apps.unassignUser.",
  params: { userId },
  example: { userId: "ada.lovelace@example.com" },
});
