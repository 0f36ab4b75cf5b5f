import type { Attack, Outcome } from "../support/attack.ts";
import { type CallerName, SOFTWARE_GROUP } from "../support/attack-lab.ts";

const USERS = "/api/v1/users";
const ADA = `${USERS}/ada.lovelace@example.com`;
const OTHER_GROUP = "00gotherAAAAAAAAAAAA";

/** A call that no rule allows, and that the Worker rejects for its form already. */
function malformed(name: string, caller: CallerName, target: string, method = "GET"): Attack {
  return { name, caller, request: { method, target }, status: 400 };
}

/** A call beyond the rules of its caller: the Worker rejects it, and Okta sees nothing. */
function against(rule: string, name: string, caller: CallerName, call: string, body?: string): Attack {
  const [method = "", target = ""] = call.split(" ");
  const headers = body === undefined ? [] : [["Content-Type", "application/json"] as const];
  return {
    name: `${rule}: ${name}`,
    caller,
    request: { method, target, headers, body },
    status: 403,
    check: ({ response }) => expectRule(rule, response.body),
  };
}

function expectRule(rule: string, body: string): void {
  const { missing = [] }: { missing?: { rule: string }[] } = JSON.parse(body);
  if (!missing.some((one) => one.rule === rule)) throw new Error(`The rule ${rule} is not named: ${body}`);
}

/** A read whose response has hidden attributes at Okta. */
function read(name: string, target: string, more: Partial<Attack> = {}): Attack {
  const check = ({ response }: Outcome) => {
    const shown = /lastName|"login"|secondEmail|mobilePhone|credentials|_links|_embedded/.exec(response.body);
    if (shown) throw new Error(`The response shows ${shown[0]}.`);
  };
  return {
    name: `fields: ${name}`,
    caller: "directory",
    request: { target },
    status: 200,
    home: [`GET ${target}`],
    check,
    ...more,
  };
}

const search = (expression: string) => `GET ${USERS}?search=${encodeURIComponent(expression)}`;
const filter = (expression: string) => `GET ${USERS}?filter=${encodeURIComponent(expression)}`;
/** A group rule whose list of groups is written as given. */
const rule = (groups: string) =>
  `{"type":"group_rule","name":"all","conditions":{"expression":{"type":"urn:okta:expression:1.0","value":"true"}},"actions":{"assignUserToGroups":{${groups}}}}`;

/** Ways around the rules that narrow a caller further than its scopes. */
export const GOVERNANCE: readonly Attack[] = [
  against("actions", "another action of the same scope", "helpdesk", `DELETE ${ADA}`),
  against("actions", "the list beside the one user", "helpdesk", `GET ${USERS}`),
  against("actions", "an operation that is carried without being an action", "helpdesk", `GET ${ADA}/blocks`),
  against(
    "actions",
    "another action by a double slash",
    "helpdesk",
    `POST ${USERS}//ada.lovelace@example.com/lifecycle/suspend`,
  ),
  against("actions", "another action by a slash at the end", "helpdesk", `POST ${ADA}/lifecycle/suspend/`),
  against(
    "actions",
    "another action at the connection's own path",
    "helpdesk",
    `POST /connections/default${ADA}/lifecycle/suspend`,
  ),
  against("deny", "a secret in the response", "helpdesk", `POST ${ADA}/lifecycle/reset_password?sendEmail=false`),
  malformed(
    "deny: a secret, with the parameter twice",
    "helpdesk",
    `${ADA}/lifecycle/reset_password?sendEmail=true&sendEmail=false`,
    "POST",
  ),
  malformed(
    "deny: a secret, with the parameter empty",
    "helpdesk",
    `${ADA}/lifecycle/reset_password?sendEmail=`,
    "POST",
  ),
  against("maxRisk", "a deletion", "writer", `DELETE ${ADA}`),
  against("maxRisk", "a deactivation", "writer", `POST ${ADA}/lifecycle/deactivate`),
  against("maxRisk", "a deletion, as a HEAD that is a GET", "writer", `DELETE ${ADA}?_method=HEAD`),
  against(
    "maxRisk",
    "a password in a change of the profile",
    "writer",
    `POST ${ADA}`,
    '{"credentials":{"password":{"value":"Abcd1234!"}}}',
  ),
  against("where", "another group", "software", `PUT /api/v1/groups/${OTHER_GROUP}/users/00u1`),
  against(
    "where",
    "another group, in capitals",
    "software",
    `PUT /api/v1/groups/${SOFTWARE_GROUP.toUpperCase()}/users/00u1`,
  ),
  against(
    "where",
    "another group before the allowed one",
    "software",
    `PUT /api/v1/groups/${OTHER_GROUP}/users/${SOFTWARE_GROUP}`,
  ),
  against(
    "where",
    "another group in a body",
    "software",
    "POST /api/v1/groups/rules",
    rule(`"groupIds":["${OTHER_GROUP}"]`),
  ),
  against(
    "where",
    "another group, in a second member of the same name",
    "software",
    "POST /api/v1/groups/rules",
    rule(`"groupIds":["${SOFTWARE_GROUP}"],"groupIds":["${OTHER_GROUP}"]`),
  ),
  against(
    "where",
    "another group, with escapes in the member's name",
    "software",
    "POST /api/v1/groups/rules",
    rule(`"group\\u0049ds":["${OTHER_GROUP}"]`),
  ),
  against("where", "the deletion of another group", "software", `DELETE /api/v1/groups/${OTHER_GROUP}`),
  against("fields", "search for a hidden attribute", "directory", search('profile.lastName eq "Lovelace"')),
  against("fields", "search in capitals", "directory", search('PROFILE.LASTNAME eq "Lovelace"')),
  against(
    "fields",
    "search in brackets, without blanks",
    "directory",
    search('(status eq "ACTIVE")and(profile.lastName sw "L")'),
  ),
  against(
    "fields",
    "search after a quote in a text",
    "directory",
    search('profile.email eq "\\"" or profile.lastName pr'),
  ),
  malformed(
    "fields: search by two parameters",
    "directory",
    `${USERS}?search=status%20pr&search=${encodeURIComponent("profile.lastName pr")}`,
  ),
  against("fields", "filter", "directory", filter('profile.login eq "ada.lovelace@example.com"')),
  against(
    "fields",
    "order by a hidden attribute",
    "directory",
    `GET ${USERS}?search=status%20pr&sortBy=profile.lastName`,
  ),
  against("fields", "a part of a name", "directory", `GET ${USERS}?q=love`),
  against("fields", "a login in the path", "directory", `GET ${ADA}`),
  against("fields", "a shortname in the path", "directory", `GET ${USERS}/ada.lovelace`),
  against(
    "fields",
    "another resource of the same scope, which cannot be limited",
    "directory",
    `GET ${USERS}/00u1AAAAAAAAAAAAAAAAA/blocks`,
  ),
  read("a list", `${USERS}?limit=3`),
  read("a stream", `${USERS}?limit=200`, {
    request: { target: `${USERS}?limit=200`, headers: [["Accept", "application/x-ndjson"]] },
  }),
  read("expand", `${USERS}?limit=1&expand=blocks`),
  read("a content type of Okta's that leaves links out", `${USERS}?limit=1`, {
    request: {
      target: `${USERS}?limit=1`,
      headers: [["Content-Type", "application/json; okta-response=omitCredentials,omitCredentialsLinks"]],
    },
  }),
  {
    name: "protected: a user, where the Worker may not ask who is protected",
    caller: "guarded",
    request: { method: "POST", target: `${ADA}/lifecycle/suspend` },
    status: 403,
  },
];
