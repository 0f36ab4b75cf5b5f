import type { Call, Operation } from "../api/operation.ts";
import { groupParty, recordEvent } from "../api/record-event.ts";
import { readBody } from "../api/request-body.ts";
import { recordAccessChanges } from "../directory/app-access.ts";
import { findGroup, showGroup } from "../directory/group.ts";
import { addMember, removeMember } from "../directory/group-membership.ts";
import { findUser } from "../directory/user.ts";
import { applyGroupRules, excludeFromRules, invalidateRules } from "../group-rules/apply.ts";
import { isoDate } from "../org/clock.ts";
import type { Group } from "../org/model.ts";
import { noPermission, notFound, OktaError } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import type { Permission } from "../org/roles.ts";
import { readGroupProfile } from "./profile.ts";

const SCOPE = "okta.groups.manage";
const GROUPS: Permission = { resource: "groups", access: "manage" };
const MEMBERS: Permission = { resource: "members", access: "manage" };

/** The operations that change groups and who is in them. */
export const groupWriteOperations: readonly Operation[] = [
  { method: "POST", path: "/api/v1/groups", scope: SCOPE, permission: GROUPS, bucket: "groups", handle: createGroup },
  {
    method: "PUT",
    path: "/api/v1/groups/{groupId}",
    scope: SCOPE,
    permission: GROUPS,
    bucket: "group",
    handle: replaceGroup,
  },
  {
    method: "DELETE",
    path: "/api/v1/groups/{groupId}",
    scope: SCOPE,
    permission: GROUPS,
    bucket: "group",
    handle: deleteGroup,
  },
  {
    method: "PUT",
    path: "/api/v1/groups/{groupId}/users/{userId}",
    scope: SCOPE,
    permission: MEMBERS,
    bucket: "group",
    handle: assignUser,
  },
  {
    method: "DELETE",
    path: "/api/v1/groups/{groupId}/users/{userId}",
    scope: SCOPE,
    permission: MEMBERS,
    bucket: "group",
    handle: unassignUser,
  },
];

async function createGroup(call: Call): Promise<Response> {
  const { org } = call;
  const profile = readGroupProfile(await readBody(call), org);
  const now = isoDate(org.now());
  const group: Group = {
    id: oktaId("00g", org.random),
    type: "OKTA_GROUP",
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    profile,
    members: new Set(),
    owners: new Map(),
  };
  org.store.groups.set(group.id, group);
  recordEvent(call, {
    eventType: "group.lifecycle.create",
    displayMessage: "Create Okta group",
    targets: [groupParty(group)],
  });
  return Response.json(showGroup(group, org));
}

async function replaceGroup(call: Call): Promise<Response> {
  const { org } = call;
  const group = findGroup(org, call.params.groupId ?? "");
  if (group.type !== "OKTA_GROUP") throw noPermission();
  group.profile = readGroupProfile(await readBody(call), org, group);
  group.lastUpdated = isoDate(org.now());
  recordEvent(call, {
    eventType: "group.profile.update",
    displayMessage: "Okta group profile updated",
    targets: [groupParty(group)],
  });
  return Response.json(showGroup(group, org));
}

function deleteGroup(call: Call): Response {
  const { store } = call.org;
  const group = findGroup(call.org, call.params.groupId ?? "");
  if (group.type === "BUILT_IN") throw noPermission();
  const apps = [...store.apps.values()].filter(({ groups }) => groups.has(group.id));
  const members = [...store.users.values()].filter(({ id }) => group.members.has(id));
  const accesses = apps.flatMap((app) => members.map((user) => ({ app, user })));
  recordAccessChanges(call, accesses, () => {
    store.groups.delete(group.id);
    for (const { owners } of store.groups.values()) owners.delete(group.id);
    for (const { groups } of apps) groups.delete(group.id);
    recordEvent(call, {
      eventType: "group.lifecycle.delete",
      displayMessage: "Delete Okta group",
      targets: [groupParty(group)],
    });
  });
  invalidateRules(call.org, group);
  applyGroupRules(call.org);
  return new Response(null, { status: 204 });
}

function assignUser(call: Call): Response {
  const { group, user } = findBoth(call);
  if (group.type === "BUILT_IN") {
    throw new OktaError({ status: 501, code: "E0000060", summary: "Unsupported operation." });
  }
  if (group.type === "APP_GROUP") throw noPermission();
  if (user.status === "DEPROVISIONED") throw notFound(user.id, "User");
  addMember(call, group, user);
  applyGroupRules(call.org);
  return new Response(null, { status: 204 });
}

function unassignUser(call: Call): Response {
  const { group, user } = findBoth(call);
  if (group.type !== "OKTA_GROUP") throw noPermission();
  removeMember(call, group, user);
  excludeFromRules(call, group, user);
  applyGroupRules(call.org);
  return new Response(null, { status: 204 });
}

function findBoth({ org, params }: Call) {
  const group = findGroup(org, params.groupId ?? "");
  return { group, user: findUser(org, params.userId ?? "") };
}
