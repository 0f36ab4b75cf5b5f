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
  description:
    '`q` matches the beginning of a name and has no next page; for the exact name use `search=profile.name eq "…"`. `search` may lag behind a change by seconds.',
  query: {
    q: v.optional(text("Beginning of the name; at most 300 results, no next page")),
    search: v.optional(text('Expression over any attribute, such as `profile.name sw "Eng"`')),
    filter: v.optional(text('Expression over type, id, lastUpdated and lastMembershipUpdated: `type eq "OKTA_GROUP"`')),
    ...paging({ most: 10_000 }),
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
  description: "OKTA_GROUP is managed here, APP_GROUP comes from a directory or an app, BUILT_IN is Everyone.",
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
  description:
    "An empty group of type OKTA_GROUP. Undo with groups.delete. Fill it with groups.addMember or a group rule.",
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
  summary: "Rename a group or change its description",
  description:
    "For groups of type OKTA_GROUP. Attributes that are not sent are emptied. Rules and pushed groups that go by the name are affected; members stay.",
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
  description:
    "For groups of type OKTA_GROUP, for good. Members keep their accounts and lose the apps, roles and policies that the group gave them; apps may deprovision them.",
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
  description: "Users of every status. To ask about one user use users.listGroups, which is faster.",
  params: { groupId },
  query: paging({ usual: 1000, most: 1000 }),
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
  description:
    "For groups of type OKTA_GROUP; APP_GROUPs, such as those of Active Directory, are refused: use directories.modifyGroup. Gives the user the group's apps. Undo with groups.removeMember.",
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
  description:
    "For groups of type OKTA_GROUP; APP_GROUPs are refused. The user loses the group's apps, and apps may delete the user's data: groups.addMember gives the apps back, not their data. A user that a rule added is excluded from that rule.",
  params: { groupId, userId },
  example: { groupId: "00g1example", userId: "00u1example" },
});

export const listApps = defineAction({
  id: "groups.listApps",
  method: "GET",
  path: "/api/v1/groups/{groupId}/apps",
  scope: READ,
  risk: "read",
  summary: "List the apps that a group gives its members",
  description: "For who is assigned to one app use apps.listGroups.",
  params: { groupId },
  query: paging({ usual: 20, most: 200 }),
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
  description:
    "Owners are responsible for a group in Okta Identity Governance; they are not its members and not admins.",
  params: { groupId },
  query: { search: v.optional(text("Expression over the owners")), ...paging({ usual: 1000, most: 1000 }) },
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
  description:
    "Owners approve requests and review access to it in Okta Identity Governance. Undo with groups.removeOwner.",
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
  summary: "Remove an owner of a group",
  description: "The owner's membership and roles stay. Undo with groups.addOwner.",
  params: { groupId, ownerId: id("the owner") },
  example: { groupId: "00g1example", ownerId: "00u1example" },
});

export { assignRole, listRoles, unassignRole } from "./group-roles.ts";
export { remove as delete };
