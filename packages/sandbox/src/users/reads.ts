import { makeEtag } from "../api/etag.ts";
import type { Call, Operation } from "../api/operation.ts";
import { showGroup } from "../directory/group.ts";
import { findUser, showUser } from "../directory/user.ts";
import { usersNamed } from "../directory/user-index.ts";
import type { FilterOperator } from "../lists/filter-expression.ts";
import { answerList } from "../lists/list.ts";
import { ORDERED, SEARCHED, type SearchRules } from "../lists/search-rules.ts";
import type { Permission } from "../org/roles.ts";
import { present } from "./presentation.ts";

const READ: Permission = { resource: "users", access: "read" };

/** The operations on users. */
export const userOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/users",
    scope: "okta.users.read",
    permission: READ,
    bucket: "users",
    handle: listUsers,
  },
  {
    method: "GET",
    path: "/api/v1/users/{id}",
    scope: "okta.users.read",
    permission: READ,
    bucket: "user",
    handle(call) {
      const { org, params } = call;
      const user = findUser(org, params.id ?? "");
      const shown = showUser(user, org, true);
      return Response.json(present(call, user, shown), { headers: { etag: makeEtag(shown) } });
    },
  },
  {
    method: "GET",
    path: "/api/v1/users/{id}/groups",
    scope: "okta.users.read",
    permission: READ,
    bucket: "user",
    handle({ org, params }) {
      const user = findUser(org, params.id ?? "");
      const groups = [...org.store.groups.values()].filter(({ members }) => members.has(user.id));
      return Response.json(groups.map((group) => showGroup(group, org)));
    },
  },
];

const EXACT: readonly FilterOperator[] = ["eq"];
const CONTAINED: readonly FilterOperator[] = [...SEARCHED, "co"];

const FILTER: SearchRules = {
  attributes: {
    id: EXACT,
    status: EXACT,
    lastUpdated: ORDERED,
    "profile.login": EXACT,
    "profile.email": EXACT,
    "profile.firstName": EXACT,
    "profile.lastName": EXACT,
  },
  allowsNot: false,
};

const SEARCH: SearchRules = {
  attributes: {
    id: SEARCHED,
    status: SEARCHED,
    created: SEARCHED,
    activated: SEARCHED,
    statusChanged: SEARCHED,
    lastUpdated: SEARCHED,
    "type.id": SEARCHED,
    "profile.login": CONTAINED,
    "profile.email": CONTAINED,
    "profile.firstName": CONTAINED,
    "profile.lastName": CONTAINED,
    "profile.*": SEARCHED,
  },
  allowsNot: true,
};

function listUsers(call: Call): Response {
  return answerList(call, {
    entities: call.org.store.users,
    show: (user) => showUser(user, call.org, false),
    computed: { "type.id": ({ typeId }) => typeId ?? call.org.store.userTypeId },
    byValue(attribute, value) {
      if (typeof value !== "string") return undefined;
      const { users } = call.org.store;
      if (attribute === "id") return [users.get(value) ?? []].flat();
      const { exact } = attribute === "profile.login" ? usersNamed(call.org.store, value) : {};
      return attribute === "profile.login" ? [exact ?? []].flat() : undefined;
    },
    present: (user, shown) => present(call, user, shown),
    parameters: ["fields", "expand"],
    isPlain: ({ status }) => status !== "DEPROVISIONED",
    filter: FILTER,
    search: SEARCH,
    isSortable: true,
    q: { defaultLimit: 10, texts: ({ profile }) => [profile.firstName, profile.lastName, profile.email] },
    cursorPrefix: "200u",
    defaultLimit: 200,
    maxLimit: 200,
  });
}
