import type { Attack, Outcome } from "../support/attack.ts";
import type { CallerName } from "../support/attack-lab.ts";
import type { RawHeader } from "../support/raw-http.ts";

/** A way to an org that is not the caller's. */
function reach(name: string, target: string, caller: CallerName = "reader", more: Partial<Attack> = {}): Attack {
  return { name, caller, request: { target }, status: 404, check: expectNoTelling, ...more };
}

/** The answer is the same whether there is such a connection or not. */
function expectNoTelling({ response }: Outcome): void {
  const { code } = JSON.parse(response.body) as { code: string };
  if (code !== "no_such_connection" && code !== "not_found") throw new Error(`The response reveals more: ${code}.`);
}

const check = (name: string, target: string, caller: CallerName, more: Partial<Attack> = {}) =>
  reach(name, target, caller, { request: { method: "POST", target }, ...more });

/** What a caller may do at home, and does, whatever it asks for besides. */
function atHome(name: string, target: string, headers: readonly RawHeader[] = []): Attack {
  return { name, caller: "traveller", request: { target, headers }, status: 200, home: ["GET /api/v1/groups?limit=1"] };
}

const GROUPS = "/api/v1/groups?limit=1";

/** Ways to another org. */
export const CONNECTIONS: readonly Attack[] = [
  reach("a connection of others", "/connections/eu/api/v1/users"),
  reach("a connection that there is not", "/connections/us/api/v1/users"),
  reach("the default connection, which is not the caller's", "/api/v1/users", "european"),
  reach("the default connection by its name", "/connections/default/api/v1/users", "european"),
  reach("a connection in capitals", "/connections/EU/api/v1/users", "traveller"),
  reach("an encoded name", "/connections/%65u/api/v1/groups", "traveller"),
  reach("an encoded name of others", "/connections/%65u/api/v1/users"),
  reach("an empty name", "/connections//api/v1/users", "traveller"),
  reach("a dot for a name", "/connections/./api/v1/users", "traveller"),
  reach("a name with a blank", "/connections/eu%20/api/v1/groups", "traveller"),
  reach("a name with a NUL", "/connections/eu%00/api/v1/groups", "traveller"),
  reach("a name with an encoded slash", "/connections/default%2f..%2feu/api/v1/groups", "traveller"),
  reach("a name with a semicolon", "/connections/default;eu/api/v1/groups", "traveller"),
  reach("a fullwidth name", "/connections/%EF%BD%85%EF%BD%95/api/v1/groups", "traveller"),
  reach("two names", "/connections/default,eu/api/v1/groups", "traveller"),
  reach("a connection within a connection", "/connections/default/connections/eu/api/v1/users"),
  reach("dots from one's own connection to another", "/connections/default/../eu/api/v1/users"),
  reach("encoded dots from one's own connection to another", "/connections/default/%2e%2e/eu/api/v1/users"),
  reach("backslashes from one's own connection to another", "/connections/default\\..\\eu\\api\\v1\\users"),
  reach("__proto__ for a name", "/connections/__proto__/api/v1/users", "traveller"),
  reach("constructor for a name", "/connections/constructor/api/v1/users", "traveller"),
  reach("a URL for a name", "/connections/http:%2f%2f127.0.0.1/api/v1/users", "traveller"),
  reach("a host for a name", "/connections/127.0.0.1/api/v1/users", "traveller"),
  reach("a port for a name", "/connections/:80/api/v1/users", "traveller"),
  reach("a name of 8,000 letters", `/connections/${"a".repeat(8000)}/api/v1/users`, "traveller"),
  check("the check of a connection of others", "/connections/eu/check", "reader"),
  check("the check by an encoded name", "/connections/%65u/check", "reader"),
  check("the check of the default connection, which is not the caller's", "/connections/default/check", "european"),
  check("the check by dots", "/connections/default/../eu/check", "reader"),
  check("the check of __proto__", "/connections/__proto__/check", "traveller"),
  check("the check of a name that cannot be decoded", "/connections/%ff/check", "traveller"),
  reach("the check by GET", "/connections/default/check", "reader"),
  reach("the token endpoint of a connection", "/connections/eu/oauth2/v1/token", "traveller", {
    request: { method: "POST", target: "/connections/eu/oauth2/v1/token" },
  }),
  reach("what a caller may do at home, elsewhere with the same key", "/connections/eu/api/v1/apps", "apps"),
  reach("a scope that the caller has nowhere", "/connections/eu/api/v1/users", "traveller", {
    status: 403,
    check: undefined,
  }),
  atHome("dots out of a connection", `/connections/eu/../..${GROUPS}`),
  atHome("a connection in headers", GROUPS, [
    ["X-Connection", "eu"],
    ["X-Okta-Connection", "eu"],
    ["X-Okta-Org", "eu"],
  ]),
  { ...atHome("a connection in the query", `${GROUPS}&connection=eu`), status: 400, home: [] },
  {
    name: "each org's own connection, with one key",
    caller: "traveller",
    request: { target: `/connections/eu${GROUPS}` },
    status: 200,
    eu: ["GET /api/v1/groups?limit=1"],
  },
  {
    name: "a cursor of one org at the other",
    caller: "traveller",
    request: { target: "/connections/eu/api/v1/groups?after=00gIsNotThere&limit=1" },
    status: [200, 400],
    eu: ["GET /api/v1/groups?after=00gIsNotThere&limit=1"],
  },
];
