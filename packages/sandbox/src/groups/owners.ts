import type { Call, Operation, Org } from "../api/operation.ts";
import { userParty } from "../api/record-event.ts";
import { readBody } from "../api/request-body.ts";
import { findGroup } from "../directory/group.ts";
import { compileFilter } from "../lists/filter-match.ts";
import { readSearch, type SearchRules } from "../lists/search-rules.ts";
import { isoDate } from "../org/clock.ts";
import type { GroupOwner } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";

const READ: Permission = { resource: "groups", access: "read" };
const MANAGE: Permission = { resource: "groups", access: "manage" };

/** The operations on who answers for a group. Okta writes no event for any of them. */
export const groupOwnerOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/groups/{groupId}/owners",
    scope: "okta.groups.read",
    permission: READ,
    bucket: "group",
    handle: listOwners,
  },
  {
    method: "POST",
    path: "/api/v1/groups/{groupId}/owners",
    scope: "okta.groups.manage",
    permission: MANAGE,
    bucket: "group",
    handle: assignOwner,
  },
  {
    method: "DELETE",
    path: "/api/v1/groups/{groupId}/owners/{ownerId}",
    scope: "okta.groups.manage",
    permission: MANAGE,
    bucket: "group",
    handle({ org, params: { groupId = "", ownerId = "" } }) {
      // Okta keeps owners as linked objects, and says so.
      if (!findGroup(org, groupId).owners.delete(ownerId)) throw notFound(ownerId, "LinkedObject");
      return new Response(null, { status: 204 });
    },
  },
];

const SEARCH: SearchRules = { attributes: { type: ["eq"] }, allowsNot: false };

function listOwners({ org, params, url }: Call): Response {
  const { owners } = findGroup(org, params.groupId ?? "");
  const search = url.searchParams.get("search");
  const wanted = search === null ? undefined : readSearch(search, SEARCH);
  const shown = [...owners].map(([id, owner]) => showOwner(id, owner, org));
  return Response.json(wanted ? shown.filter(compileFilter(wanted)) : shown);
}

async function assignOwner(call: Call): Promise<Response> {
  const { org } = call;
  const { owners } = findGroup(org, call.params.groupId ?? "");
  const { id, type } = await readBody(call);
  if (typeof id !== "string" || id === "") throw validation("id", "id: The field cannot be left blank");
  if (type !== "USER" && type !== "GROUP") throw validation("type", "type: The field must be USER or GROUP");
  if (type === "USER" && !org.store.users.has(id)) throw notFound(id, "User");
  if (type === "GROUP") findGroup(org, id);
  if (owners.has(id)) throw validation("owner", "Provided owner is already assigned to this group");
  const owner: GroupOwner = { type, lastUpdated: isoDate(org.now()) };
  owners.set(id, owner);
  return Response.json(showOwner(id, owner, org), { status: 201 });
}

function showOwner(id: string, { type, lastUpdated }: GroupOwner, { store }: Org): Record<string, unknown> {
  const user = store.users.get(id);
  const displayName = user ? userParty(user).displayName : store.groups.get(id)?.profile.name;
  return { id, type, resolved: true, originType: "OKTA_DIRECTORY", displayName, lastUpdated };
}
