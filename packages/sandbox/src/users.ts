import { showGroup } from "./group.ts";
import { OktaError } from "./okta-error.ts";
import type { Call, Operation } from "./operation.ts";
import { answerPage } from "./pagination.ts";
import type { Permission } from "./roles.ts";
import { findUser, showUser } from "./user.ts";

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
    handle: (call) => Response.json(showUser(findUser(call.org, call.params.id ?? ""), call.org, true)),
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

function listUsers({ org, url }: Call): Response {
  const query = url.searchParams;
  for (const name of ["filter", "search"]) {
    if (query.has(name)) {
      throw new OktaError({ status: 400, code: "E0000031", summary: `Invalid search criteria.` });
    }
  }
  const q = query.get("q")?.toLowerCase();
  const begins = (value: unknown) => typeof value === "string" && value.toLowerCase().startsWith(q ?? "");
  // A plain list and `q` leave out who has been deactivated.
  const users = [...org.store.users.values()].filter(
    ({ status, profile }) =>
      status !== "DEPROVISIONED" &&
      (q === undefined || begins(profile.firstName) || begins(profile.lastName) || begins(profile.email)),
  );
  return answerPage(users, (user) => showUser(user, org, false), {
    url,
    orgUrl: org.orgUrl,
    defaultLimit: q === undefined ? 200 : 10,
    maxLimit: 200,
    isFirstOnly: q !== undefined,
    cursor: ({ id }) => `200u${id.slice(3)}`,
    parameters: ["q", "after", "limit", "sortBy", "sortOrder"],
  });
}
