import type { Attack } from "../support/attack.ts";
import type { AttackLab, CallerName } from "../support/attack-lab.ts";
import type { RawHeader } from "../support/raw-http.ts";

const ADA = "/api/v1/users/ada.lovelace@example.com";
const JSON_TYPE: RawHeader = ["Content-Type", "application/json"];

/** A call that is not the caller's to make. */
function beyond(
  name: string,
  caller: CallerName,
  call: string,
  {
    status = 403,
    body,
    headers = [],
    ...more
  }: Partial<Attack> & { body?: string; headers?: readonly RawHeader[] } = {},
): Attack {
  const [method = "", target = ""] = call.split(" ");
  const request = { method, target, body, headers: body === undefined ? headers : [JSON_TYPE, ...headers] };
  return { name, caller, request, status, ...more };
}

/** A call that may be made, with a wish that it were another one. */
function disguised(name: string, headers: readonly RawHeader[], query = "?limit=1"): Attack {
  const target = `/api/v1/users${query}`;
  return { name, request: { target, headers }, status: 200, home: [`GET ${target}`] };
}

/** A method that the path does not take. */
function method(name: string, more: Partial<Attack> = {}): Attack {
  return { name: `${name} /api/v1/users`, request: { method: name, target: "/api/v1/users" }, status: 405, ...more };
}

/** workerd does not know it. */
const UNKNOWN = { status: 501, isRefusedBefore: true };

/** A change of the app that the Worker itself uses, by a caller that may manage apps. */
function toOwnApp(name: string, method: string, path: string): Attack {
  const idOf = ({ home }: AttackLab) => home.sandbox.apps[0]?.clientId ?? "";
  const request = (lab: AttackLab) => ({ method, target: path.replace("{id}", idOf(lab)) });
  return { name, caller: "apps", request, status: 403 };
}

/** Ways to do more than one's scopes allow. */
export const SCOPES: readonly Attack[] = [
  beyond("a write by a reader", "reader", `POST ${ADA}/lifecycle/suspend`),
  beyond("a creation by a reader", "reader", "POST /api/v1/users", { body: '{"profile":{}}' }),
  beyond("a deletion by a reader", "reader", `DELETE ${ADA}`),
  toOwnApp("a deactivation of the Worker's own app", "POST", "/api/v1/apps/{id}/lifecycle/deactivate"),
  toOwnApp("a deletion of the Worker's own app", "DELETE", "/api/v1/apps/{id}"),
  toOwnApp("a new key for the Worker's own app", "POST", "/api/v1/apps/{id}/credentials/jwks"),
  toOwnApp("a new secret for the Worker's own app", "POST", "/api/v1/apps/{id}/credentials/secrets"),
  beyond("another resource", "reader", "GET /api/v1/apps"),
  beyond("the log by a manager of users", "manager", "GET /api/v1/logs"),
  beyond("an admin role by a manager of users", "manager", `POST ${ADA}/roles`, { body: '{"type":"SUPER_ADMIN"}' }),
  beyond("a group's admin role by a manager of users", "manager", "POST /api/v1/groups/00g1/roles", { body: "{}" }),
  beyond("a scope for an app by a manager of apps", "apps", "POST /api/v1/apps/0oa1/grants", { body: "{}" }),
  beyond("an admin role for an app by a manager of apps", "apps", "POST /oauth2/v1/clients/0oa1/roles", { body: "{}" }),
  beyond("an API token", "manager", "GET /api/v1/api-tokens"),
  beyond("a log stream by a reader of logs", "logs", "POST /api/v1/logStreams", { body: "{}" }),
  beyond("an event hook, which would call elsewhere", "manager", "POST /api/v1/eventHooks", { body: "{}" }),
  beyond("a trusted origin", "manager", "POST /api/v1/trustedOrigins", { body: "{}" }),
  beyond("a scope that the caller has and the connection has not", "greedy", `GET ${ADA}/roles`),
  beyond("a scope in the query", "reader", "GET /api/v1/apps?scope=okta.apps.read"),
  beyond("a scope in the query of what one may do", "reader", "GET /api/v1/users?scope=okta.users.manage", {
    status: 400,
  }),
  beyond("a method in the query", "reader", `GET ${ADA}?_method=DELETE`, { status: 400 }),
  beyond("a scope in a header", "reader", "GET /api/v1/apps", {
    headers: [
      ["X-Scope", "okta.apps.read"],
      ["Scope", "okta.apps.read"],
      ["X-Okta-Scopes", "okta.apps.read"],
    ],
  }),
  beyond("a scope in the body", "manager", "POST /api/v1/users", {
    body: '{"scope":"okta.roles.manage","__proto__":{"scopes":["okta.roles.manage"]},"profile":{"__proto__":{}}}',
    status: 400,
  }),
  beyond("another resource after that", "manager", `GET ${ADA}/roles`),
  beyond("a reader's path in capitals", "reader", "GET /api/v1/Users", { status: 404 }),
  disguised("X-HTTP-Method-Override: DELETE", [["X-HTTP-Method-Override", "DELETE"]]),
  disguised("X-HTTP-Method: POST", [["X-HTTP-Method", "POST"]]),
  disguised("X-Method-Override: PUT", [["X-Method-Override", "PUT"]]),
  beyond("a POST that would be a GET by override", "reader", "POST /api/v1/users", {
    headers: [["X-HTTP-Method-Override", "GET"]],
    body: "{}",
  }),
  beyond("a search that hides another call", "reader", "GET /api/v1/users?search=x%0d%0aGET%20/api/v1/apps&limit=1", {
    status: 400,
    home: ["GET /api/v1/users?search=x%0d%0aGET%20/api/v1/apps&limit=1"],
  }),
  method("HEAD", { status: 200, home: ["GET /api/v1/users"] }),
  method("OPTIONS"),
  method("PUT"),
  method("PATCH"),
  method("DELETE"),
  method("TRACE"),
  method("PROPFIND"),
  method("QUERY"),
  method("PURGE"),
  method("CONNECT", { status: 500, isRefusedBefore: true }),
  method("FOO", UNKNOWN),
  method("get", UNKNOWN),
  method("Get", UNKNOWN),
  method("GET\t", { status: 400, isRefusedBefore: true }),
  {
    name: "HEAD of what one may not read",
    request: { method: "HEAD", target: "/api/v1/apps" },
    status: 403,
  },
  {
    name: "OPTIONS without a key",
    caller: null,
    request: { method: "OPTIONS", target: "/api/v1/users" },
    status: 401,
  },
  {
    name: "OPTIONS of everything",
    caller: null,
    request: { method: "OPTIONS", target: "*" },
    status: 500,
    isRefusedBefore: true,
  },
];
