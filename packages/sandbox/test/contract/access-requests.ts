import { app, binding, governed, group, plainUser, roleOf, setResource } from "./scene.ts";
import type { Request, Walk } from "./walk.ts";

const onBinding =
  (end: string, body?: (walk: Walk) => unknown): Request =>
  async (walk) => [(await binding(walk)) + end, body?.(walk)];

const onMember: Request = async (walk) => {
  const path = `${await binding(walk)}/members`;
  return [`${path}/${(await walk.list(path))[0]?.id}`];
};

/** What a role that can be narrowed is narrowed to. */
function targets(assignee: (walk: Walk) => string, template: string): Record<string, Request> {
  const at =
    (type: string, end: (walk: Walk) => string, isThere = false): Request =>
    async (walk) => {
      const path = `${await roleOf(walk, assignee(walk), type)}/targets/${end(walk)}`;
      if (isThere) await walk.send("PUT", path);
      return [path];
    };
  const groups = (walk: Walk) => `groups/${group(walk)}`;
  const apps = () => "catalog/apps/slack";
  const instance = (walk: Walk) => `catalog/apps/slack/${app(walk)}`;
  const base = `${template}/roles/{}/targets`;
  return {
    [`GET ${base}/groups`]: async (walk) => {
      const path = `${await roleOf(walk, assignee(walk), "HELP_DESK_ADMIN")}/targets/groups`;
      await walk.send("PUT", `${path}/${group(walk)}`);
      return [path];
    },
    [`PUT ${base}/groups/{}`]: at("HELP_DESK_ADMIN", groups),
    [`DELETE ${base}/groups/{}`]: at("HELP_DESK_ADMIN", groups, true),
    [`GET ${base}/catalog/apps`]: at("APP_ADMIN", () => "catalog/apps"),
    [`PUT ${base}/catalog/apps`]: at("APP_ADMIN", () => "catalog/apps"),
    [`PUT ${base}/catalog/apps/{}`]: at("APP_ADMIN", apps),
    [`DELETE ${base}/catalog/apps/{}`]: at("APP_ADMIN", apps, true),
    [`PUT ${base}/catalog/apps/{}/{}`]: at("APP_ADMIN", instance),
    [`DELETE ${base}/catalog/apps/{}/{}`]: at("APP_ADMIN", instance, true),
    [`GET ${base}`]: async (walk) => [`${await roleOf(walk, assignee(walk), "APP_ADMIN")}/targets`],
  };
}

/** Requests about admin roles: custom ones, resource sets, bindings, targets and governance. */
export const ACCESS_REQUESTS: Readonly<Record<string, Request>> = {
  "POST /api/v1/iam/resource-sets/{}/resources": async (walk) => {
    const { path, body } = await setResource(walk);
    return [path, body];
  },
  "PATCH /api/v1/iam/resource-sets/{}/resources": async (walk) => [
    (await setResource(walk)).path,
    { additions: [(await walk.list("/api/v1/apps?q=Zoom"))[0]?.orn] },
  ],
  "GET /api/v1/iam/resource-sets/{}/resources/{}": async (walk) => [await (await setResource(walk)).one()],
  "PUT /api/v1/iam/resource-sets/{}/resources/{}": async (walk) => [
    await (await setResource(walk)).one(),
    { conditions: { Exclude: { "okta:ORN": ["orn:okta:idp:00o1:apps:slack"] } } },
  ],
  "GET /api/v1/users/{}/roles/{}/governance": async (walk) => [await governed(walk)],
  ...Object.fromEntries(
    ["", "/resources"].map((end): [string, Request] => [
      `GET /api/v1/users/{}/roles/{}/governance/{}${end}`,
      async (walk) => {
        const path = await governed(walk);
        const { body } = await walk.send("GET", path);
        return [`${path}/${body.grants[0].grantId}${end}`];
      },
    ]),
  ),
  "DELETE /api/v1/iam/roles/{}/permissions/{}": async (walk) => {
    const path = await walk.fill("/api/v1/iam/roles/{roleIdOrLabel}/permissions/{permissionType}");
    // A role has one permission at least.
    await walk.send("POST", path.replace("users.read", "groups.read"));
    return [path];
  },
  "POST /api/v1/iam/resource-sets/{}/bindings": async (walk) => {
    const path = await binding(walk);
    await walk.send("DELETE", path);
    const members = [`${walk.org.sandbox.orgUrl}/api/v1/groups/${group(walk)}`];
    return [path.replace(/\/[^/]+$/, ""), { role: path.split("/").at(-1), members }];
  },
  "GET /api/v1/iam/resource-sets/{}/bindings": async (walk) => [(await binding(walk)).replace(/\/[^/]+$/, "")],
  "GET /api/v1/iam/resource-sets/{}/bindings/{}": onBinding(""),
  "DELETE /api/v1/iam/resource-sets/{}/bindings/{}": onBinding(""),
  "GET /api/v1/iam/resource-sets/{}/bindings/{}/members": onBinding("/members"),
  "PATCH /api/v1/iam/resource-sets/{}/bindings/{}/members": onBinding("/members", (walk) => ({
    additions: [`${walk.org.sandbox.orgUrl}/api/v1/groups/${group(walk)}`],
  })),
  "GET /api/v1/iam/resource-sets/{}/bindings/{}/members/{}": onMember,
  "DELETE /api/v1/iam/resource-sets/{}/bindings/{}/members/{}": onMember,
  ...targets((walk) => `/api/v1/users/${plainUser(walk)}`, "/api/v1/users/{}"),
  ...targets((walk) => `/api/v1/groups/${group(walk)}`, "/api/v1/groups/{}"),
  ...targets(({ org }) => `/oauth2/v1/clients/${org.app.clientId}`, "/oauth2/v1/clients/{}"),
};
