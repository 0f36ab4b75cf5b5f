import * as v from "valibot";
import { defineAction } from "../action.ts";
import { app } from "./app.ts";
import { group, groupBody, groupOwner } from "./group.ts";
import { expand, id, oneOf, paging, sorting, text, userId } from "./parameters.ts";
import { user } from "./user.ts";

const READ = "okta.groups.read";
const MANAGE = "okta.groups.manage";
const groupId = id("the group");

export const list = defineAction({
  id: "groups.list",
  method: "GET",
  path: "/api/v1/groups",
  scope: READ,
  risk: "read",
  summary: "List or search groups",
  query: {
    q: v.optional(text("Beginning of the name; without a next page")),
    search: v.optional(text('Expression over any attribute, such as `profile.name sw "Eng"`')),
    filter: v.optional(text('Expression over type, id, lastUpdated and lastMembershipUpdated: `type eq "OKTA_GROUP"`')),
    ...paging(10_000, 10_000),
    ...sorting,
    expand: expand("`stats` or `app`"),
  },
  response: group,
  isList: true,
  example: { q: "Eng" },
});

export const get = defineAction({
  id: "groups.get",
  method: "GET",
  path: "/api/v1/groups/{groupId}",
  scope: READ,
  risk: "read",
  summary: "Get a group",
  params: { groupId },
  response: group,
  example: { groupId: "00g1example" },
});

export const create = defineAction({
  id: "groups.create",
  method: "POST",
  path: "/api/v1/groups",
  scope: MANAGE,
  risk: "write",
  summary: "Create a group",
  body: groupBody,
  response: group,
  example: { body: { profile: { name: "Astronomy", description: "Looks up" } } },
});

export const replace = defineAction({
  id: "groups.replace",
  method: "PUT",
  path: "/api/v1/groups/{groupId}",
  scope: MANAGE,
  risk: "write",
  marks: ["mass"],
  summary: "Replace the profile of a group",
  description: "For groups of type OKTA_GROUP.",
  params: { groupId },
  body: groupBody,
  response: group,
  example: { groupId: "00g1example", body: { profile: { name: "Astronomy", description: "Looks further up" } } },
});

const remove = defineAction({
  id: "groups.delete",
  method: "DELETE",
  path: "/api/v1/groups/{groupId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "mass", "cutsOff"],
  summary: "Delete a group",
  description: "For groups of type OKTA_GROUP. Its members stay, and lose what the group gave them.",
  params: { groupId },
  example: { groupId: "00g1example" },
});

export const listMembers = defineAction({
  id: "groups.listMembers",
  method: "GET",
  path: "/api/v1/groups/{groupId}/users",
  scope: READ,
  risk: "read",
  summary: "List the members of a group",
  params: { groupId },
  query: paging(1000, 1000),
  response: user,
  isList: true,
  example: { groupId: "00g1example", limit: 200 },
});

export const addMember = defineAction({
  id: "groups.addMember",
  method: "PUT",
  path: "/api/v1/groups/{groupId}/users/{userId}",
  scope: MANAGE,
  risk: "write",
  marks: ["access"],
  summary: "Add a user to a group",
  description: "What is read right after may not show it yet.",
  params: { groupId, userId },
  example: { groupId: "00g1example", userId: "00u1example" },
});

export const removeMember = defineAction({
  id: "groups.removeMember",
  method: "DELETE",
  path: "/api/v1/groups/{groupId}/users/{userId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "cutsOff"],
  summary: "Remove a user from a group",
  params: { groupId, userId },
  example: { groupId: "00g1example", userId: "00u1example" },
});

export const listApps = defineAction({
  id: "groups.listApps",
  method: "GET",
  path: "/api/v1/groups/{groupId}/apps",
  scope: READ,
  risk: "read",
  summary: "List the apps that a group is assigned to",
  params: { groupId },
  query: paging(20, 200),
  response: app,
  isList: true,
  example: { groupId: "00g1example" },
});

export const listOwners = defineAction({
  id: "groups.listOwners",
  method: "GET",
  path: "/api/v1/groups/{groupId}/owners",
  scope: READ,
  risk: "read",
  summary: "List the owners of a group",
  params: { groupId },
  query: { search: v.optional(text("Expression over the owners")), ...paging(1000, 1000) },
  response: groupOwner,
  isList: true,
  example: { groupId: "00g1example" },
});

export const addOwner = defineAction({
  id: "groups.addOwner",
  method: "POST",
  path: "/api/v1/groups/{groupId}/owners",
  scope: MANAGE,
  risk: "destructive",
  marks: ["privilege"],
  summary: "Make a user or a group an owner of a group",
  params: { groupId },
  body: v.looseObject({ id: id("the user or the group"), type: oneOf(["USER", "GROUP"], "Which of the two") }),
  response: groupOwner,
  status: 201,
  example: { groupId: "00g1example", body: { id: "00u1example", type: "USER" } },
});

export const removeOwner = defineAction({
  id: "groups.removeOwner",
  method: "DELETE",
  path: "/api/v1/groups/{groupId}/owners/{ownerId}",
  scope: MANAGE,
  risk: "write",
  summary: "Take an owner from a group",
  params: { groupId, ownerId: id("the owner") },
  example: { groupId: "00g1example", ownerId: "00u1example" },
});

export { remove as delete };
