import { findGroup, showGroup } from "./group.ts";
import type { Operation } from "./operation.ts";
import { answerPage } from "./pagination.ts";
import type { Permission } from "./roles.ts";
import { showUser } from "./user.ts";

const READ: Permission = { resource: "groups", access: "read" };

/** The operations on groups. */
export const groupOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/groups",
    scope: "okta.groups.read",
    permission: READ,
    bucket: "groups",
    handle({ org, url }) {
      const q = url.searchParams.get("q")?.toLowerCase() ?? "";
      const groups = [...org.store.groups.values()].filter(({ profile }) => profile.name.toLowerCase().startsWith(q));
      return answerPage(groups, (group) => showGroup(group, org), {
        url,
        orgUrl: org.orgUrl,
        defaultLimit: 10_000,
        maxLimit: 10_000,
        isFirstOnly: url.searchParams.has("q"),
        cursor: ({ id }) => id,
        parameters: ["q", "after", "limit"],
      });
    },
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
    handle({ org, params, url }) {
      const { members } = findGroup(org, params.groupId ?? "");
      const users = [...org.store.users.values()].filter(({ id }) => members.has(id));
      return answerPage(users, (user) => showUser(user, org, false), {
        url,
        orgUrl: org.orgUrl,
        defaultLimit: 1000,
        maxLimit: 1000,
        cursor: ({ id }) => id,
        parameters: ["after", "limit"],
      });
    },
  },
];
