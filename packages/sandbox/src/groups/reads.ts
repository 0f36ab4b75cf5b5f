import { embed } from "../api/expand.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { findGroup, showGroup } from "../directory/group.ts";
import { showUser } from "../directory/user.ts";
import { placesOf } from "../lists/cursor.ts";
import type { FilterOperator } from "../lists/filter-expression.ts";
import { answerList } from "../lists/list.ts";
import { ORDERED, SEARCHED, type SearchRules } from "../lists/search-rules.ts";
import type { Group, User } from "../org/model.ts";
import { OrderedMap } from "../org/ordered-map.ts";
import type { Permission } from "../org/roles.ts";

const READ: Permission = { resource: "groups", access: "read" };

/** The operations on groups. */
export const groupOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/groups",
    scope: "okta.groups.read",
    permission: READ,
    bucket: "groups",
    handle: listGroups,
  },
  {
    method: "GET",
    path: "/api/v1/groups/{groupId}",
    scope: "okta.groups.read",
    permission: READ,
    bucket: "group",
    handle: ({ org, params }) => Response.json(showGroup(findGroup(org, params.groupId ?? ""), org)),
  },
  {
    method: "GET",
    path: "/api/v1/groups/{groupId}/users",
    scope: "okta.groups.read",
    permission: READ,
    bucket: "group",
    handle: listMembers,
  },
];

const CONTAINED: readonly FilterOperator[] = [...SEARCHED, "co"];

const FILTER: SearchRules = {
  attributes: { id: ["eq"], type: ["eq"], lastUpdated: ORDERED, lastMembershipUpdated: ORDERED },
  allowsNot: false,
};

const SEARCH: SearchRules = {
  attributes: {
    id: SEARCHED,
    type: SEARCHED,
    created: SEARCHED,
    lastUpdated: SEARCHED,
    lastMembershipUpdated: SEARCHED,
    "source.id": SEARCHED,
    "profile.name": CONTAINED,
    "profile.description": CONTAINED,
    "profile.*": SEARCHED,
  },
  allowsNot: true,
};

function listGroups({ org, url }: Call): Response {
  return answerList(
    { org, url },
    {
      entities: org.store.groups,
      show: (group) => ({
        ...showGroup(group, org),
        ...embed(url, { stats: () => countGroup(group, org) }),
      }),
      filter: FILTER,
      search: SEARCH,
      isSortable: true,
      combinesQ: true,
      q: { defaultLimit: 300, texts: ({ profile }) => [profile.name] },
      cursorPrefix: "00g",
      defaultLimit: 10_000,
      maxLimit: 10_000,
      parameters: ["expand"],
    },
  );
}

/** A group with fewer than one in so many users is listed by its members, a larger one by a walk through all users. */
const FEW = 20;

/** The members of a small group, in the order in which they came to the org. */
function membersOf({ members }: Group, { users }: Org["store"]): ReadonlyMap<string, User> {
  if (members.size * FEW > users.size || !(users instanceof OrderedMap)) return users;
  const found = [...members].sort((one, other) => users.placeOf(one) - users.placeOf(other));
  return new Map(found.flatMap((id) => [[id, users.get(id)] as const]).filter(([, user]) => user) as [string, User][]);
}

function listMembers({ org, params, url }: Call): Response {
  const group = findGroup(org, params.groupId ?? "");
  const { members } = group;
  return answerList(
    { org, url },
    {
      entities: membersOf(group, org.store),
      placeOf: placesOf(org.store.users),
      show: (user) => showUser(user, org, false),
      isPlain: ({ id }) => members.has(id),
      cursorPrefix: "00u",
      defaultLimit: 1000,
      maxLimit: 1000,
    },
  );
}

function countGroup({ id, members }: Group, { store }: Org): Record<string, unknown> {
  const apps = [...store.apps.values()].filter(({ groups }) => groups.has(id));
  return {
    usersCount: members.size,
    appsCount: apps.length,
    groupPushMappingsCount: 0,
    hasAdminPrivilege: false,
  };
}
