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
  params: { appId },
  query: {
    q: v.optional(text("Beginning of the user name, a name or the email address")),
    ...paging(50, 500),
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
  description: "What the app keeps of the user may be lost with it.",
  params: { appId, userId },
  query: { sendEmail: v.optional(flag("Whether the admins are told by mail. Default: false")) },
  example: { appId: "0oa1example", userId: "00u1example" },
});

export const listGroups = defineAction({
  id: "apps.listGroups",
  method: "GET",
  path: "/api/v1/apps/{appId}/groups",
  scope: READ,
  risk: "read",
  summary: "List the groups of an app",
  params: { appId },
  query: { q: v.optional(text("Beginning of the group's name")), ...paging(20, 200), expand: expand("`group`") },
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
  params: { appId, groupId },
  example: { appId: "0oa1example", groupId: "00g1example" },
});
