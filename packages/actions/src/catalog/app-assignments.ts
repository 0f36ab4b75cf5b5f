import * as v from "valibot";
import { defineAction } from "../action.ts";
import { appGroup, appGroupBody, appUser, appUserChange, newAppUser } from "./app.ts";
import { expand, flag, id, paging, text } from "./parameters.ts";

const READ = "okta.apps.read";
const MANAGE = "okta.apps.manage";
const appId = id("the app");
const userId = id("the user");
const groupId = id("the group");

export const listUsers = defineAction({
  id: "apps.listUsers",
  method: "GET",
  path: "/api/v1/apps/{appId}/users",
  scope: READ,
  risk: "read",
  summary: "List the users of an app",
  description: "Those assigned singly (`scope` USER) and by a group (GROUP).",
  params: { appId },
  query: {
    q: v.optional(text("Beginning of the user name, a name or the email address")),
    ...paging({ usual: 50, most: 500 }),
    expand: expand("`user`"),
  },
  response: appUser,
  isList: true,
  example: { appId: "0oa1example", limit: 200 },
});

export const getUser = defineAction({
  id: "apps.getUser",
  method: "GET",
  path: "/api/v1/apps/{appId}/users/{userId}",
  scope: READ,
  risk: "read",
  summary: "Get a user's assignment to an app",
  description: "The user name and profile that the user has in the app.",
  params: { appId, userId },
  query: { expand: expand("`user`") },
  response: appUser,
  example: { appId: "0oa1example", userId: "00u1example" },
});

export const assignUser = defineAction({
  id: "apps.assignUser",
  method: "POST",
  path: "/api/v1/apps/{appId}/users",
  scope: MANAGE,
  risk: "write",
  marks: ["access"],
  raisedBy: { when: ["body.credentials"], marks: ["takeover"] },
  summary: "Assign a user to an app",
  description:
    "Gives one user the app, and creates the account there if it is provisioned. `credentials.userName` is the account that the user signs in to. Undo with apps.unassignUser. For many users assign a group: apps.assignGroup.",
  params: { appId },
  body: newAppUser,
  response: appUser,
  example: { appId: "0oa1example", body: { id: "00u1example", scope: "USER" } },
});

export const updateUser = defineAction({
  id: "apps.updateUser",
  method: "POST",
  path: "/api/v1/apps/{appId}/users/{userId}",
  scope: MANAGE,
  risk: "write",
  marks: ["access"],
  raisedBy: { when: ["body.credentials"], marks: ["takeover"] },
  isIdempotent: true,
  summary: "Change a user's assignment to an app",
  description:
    "`credentials.userName` is the account that SSO signs the user in to: another name is another account. Profile values are pushed to the app.",
  params: { appId, userId },
  body: appUserChange,
  response: appUser,
  example: { appId: "0oa1example", userId: "00u1example", body: { credentials: { userName: "ada" } } },
});

export const unassignUser = defineAction({
  id: "apps.unassignUser",
  method: "DELETE",
  path: "/api/v1/apps/{appId}/users/{userId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "cutsOff"],
  summary: "Take an app from a user",
  description:
    "Okta cannot bring the user's app profile back, and the app may delete the user's data. An assignment by a group stays: remove the membership with groups.removeMember.",
  params: { appId, userId },
  query: { sendEmail: v.optional(flag("Notify the admins by mail. Default: false")) },
  example: { appId: "0oa1example", userId: "00u1example" },
});

export const listGroups = defineAction({
  id: "apps.listGroups",
  method: "GET",
  path: "/api/v1/apps/{appId}/groups",
  scope: READ,
  risk: "read",
  summary: "List the groups of an app",
  description: "Which groups give it to their members. For the apps of one group use groups.listApps.",
  params: { appId },
  query: {
    q: v.optional(text("Beginning of the group's name")),
    ...paging({ usual: 20, most: 200, least: 20 }),
    expand: expand("`group`"),
  },
  response: appGroup,
  isList: true,
  example: { appId: "0oa1example" },
});

export const getGroup = defineAction({
  id: "apps.getGroup",
  method: "GET",
  path: "/api/v1/apps/{appId}/groups/{groupId}",
  scope: READ,
  risk: "read",
  summary: "Get a group's assignment to an app",
  description: "Its priority and the profile that members get.",
  params: { appId, groupId },
  query: { expand: expand("`group`") },
  response: appGroup,
  example: { appId: "0oa1example", groupId: "00g1example" },
});

export const assignGroup = defineAction({
  id: "apps.assignGroup",
  method: "PUT",
  path: "/api/v1/apps/{appId}/groups/{groupId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["mass", "access"],
  summary: "Assign a group to an app",
  description:
    "Every member gets the app, now and in the future, and an account there if it is provisioned. apps.unassignGroup takes it from all of them.",
  params: { appId, groupId },
  body: v.optional(appGroupBody),
  response: appGroup,
  example: { appId: "0oa1example", groupId: "00g1example" },
});

export const unassignGroup = defineAction({
  id: "apps.unassignGroup",
  method: "DELETE",
  path: "/api/v1/apps/{appId}/groups/{groupId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "mass", "cutsOff"],
  summary: "Take an app from a group",
  description:
    "Every member loses it unless assigned otherwise, and the app may delete their data. apps.assignGroup gives access back, not data.",
  params: { appId, groupId },
  example: { appId: "0oa1example", groupId: "00g1example" },
});
