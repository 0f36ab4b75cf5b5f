import type { Attack, Outcome } from "../support/attack.ts";
import type { AttackLab } from "../support/attack-lab.ts";
import type { RawHeader } from "../support/raw-http.ts";
import type { Answer } from "../support/recorded-org.ts";

const HR = "/connections/hr";
const USERS = "/api/v1/users";
const GROUPS = "/api/v1/groups";

type OfLab<Value> = (lab: AttackLab) => Value;

/** A change by a caller whose rule protects the chief, the board and all admins, where the Worker may ask who is one. */
interface Change {
  readonly call: OfLab<string>;
  readonly body?: OfLab<object>;
  readonly headers?: readonly RawHeader[];
  /** The paths that the Worker reads before. */
  readonly asks?: OfLab<readonly string[]>;
}

function attack(name: string, { call, body, headers = [], asks = () => [] }: Change, more: Partial<Attack>): Attack {
  return {
    name,
    caller: "guardian",
    request: (lab) => {
      const [method = "", target = ""] = call(lab).split(" ");
      const text = body && JSON.stringify(body(lab));
      const type = text === undefined ? [] : [["Content-Type", "application/json"] as const];
      return { method, target: HR + target, headers: [...type, ...headers], body: text };
    },
    status: 403,
    asks: (lab) => asks(lab).map((path) => `GET ${path}`),
    ...more,
  };
}

/** A change that the rule excludes: it is not sent. */
function excluded(name: string, change: Change): Attack {
  return attack(name, change, { check: ({ response }) => expectProtected(response.body) });
}

function expectProtected(body: string): void {
  const { missing = [] }: { missing?: { rule: string }[] } = JSON.parse(body);
  if (missing[0]?.rule !== "protected") throw new Error(`The rule is not named: ${body}`);
}

/** The reads about a user. */
const aboutUser = (name: string) =>
  ["", "/groups", "/roles"].map((end) => `${USERS}/${encodeURIComponent(name)}${end}`);
const aboutGroup = (id: string) => [`${GROUPS}/${id}/roles`];

const suspend = (name: string) => `POST ${USERS}/${encodeURIComponent(name)}/lifecycle/suspend`;

/** What Okta answers in place of what the Worker asks about a user; all else is as an org answers. */
function answering(end: string, answer: Answer): OfLab<Answer> {
  return ({ directory: { plain } }) =>
    (request, response) => {
      const path = new URL(request.url ?? "", "http://org").pathname;
      if (path.endsWith(end)) return answer(request, response);
      response.setHeader("content-type", "application/json");
      response.end(path.endsWith("groups") || path.endsWith("roles") ? "[]" : JSON.stringify({ id: plain.id }));
    };
}

const json =
  (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);

let users = 0;

/** A change of a user of whom Okta does not say whether they are protected: it is not sent. */
function unknown(name: string, end: string, answer: Answer, more: Partial<Attack> = {}): Attack {
  // What is known of a user is used for 30 seconds.
  const login = `unknown.${users++}@example.com`;
  const asks = () => aboutUser(login);
  return attack(
    `Okta answers the question with ${name}`,
    { call: () => suspend(login), asks },
    {
      lie: answering(end, answer),
      check: ({ home, response }: Outcome) => {
        if (home.some(({ method }) => method !== "GET")) throw new Error("The change was sent.");
        if (response.status < 400) throw new Error("The change was answered.");
      },
      ...more,
    },
  );
}

const OKTA_ERROR = JSON.stringify({ errorCode: "E0000006", errorSummary: "No permission", errorCauses: [] });

/** Ways around `protected` where the Worker may ask Okta who is protected. */
export const PROTECTED: readonly Attack[] = [
  excluded("a protected user by ID", { call: ({ directory: { chief } }) => suspend(chief.id) }),
  excluded("a protected user by login", {
    call: ({ directory: { chief } }) => suspend(chief.login),
    asks: ({ directory: { chief } }) => aboutUser(chief.login),
  }),
  excluded("a protected user by a login in capitals", {
    call: ({ directory: { chief } }) => suspend(chief.login.toUpperCase()),
    asks: ({ directory: { chief } }) => aboutUser(chief.login.toUpperCase()),
  }),
  excluded("a member of a protected group", {
    call: ({ directory: { member } }) => suspend(member.id),
    asks: ({ directory: { member } }) => aboutUser(member.id),
  }),
  excluded("a user with an admin role", {
    call: () => suspend("ada.lovelace@example.com"),
    asks: () => aboutUser("ada.lovelace@example.com"),
  }),
  excluded("a user with an admin role by a group", {
    call: ({ directory: { adminByGroup } }) => suspend(adminByGroup.id),
    asks: ({ directory: { adminByGroup } }) => aboutUser(adminByGroup.id),
  }),
  excluded("a member for a protected group", {
    call: ({ directory: { board, plain } }) => `PUT ${GROUPS}/${board}/users/${plain.id}`,
  }),
  excluded("a member for a protected group, in capitals", {
    call: ({ directory: { board, plain } }) => `PUT ${GROUPS}/${board.toUpperCase()}/users/${plain.id}`,
  }),
  excluded("a member for a protected group, with an ending", {
    call: ({ directory: { board, plain } }) => `PUT ${GROUPS}/${board}.json/users/${plain.id}`,
  }),
  excluded("a member for a protected group, encoded twice", {
    call: ({ directory: { board, plain } }) =>
      `PUT ${GROUPS}/%25${"0".charCodeAt(0).toString(16)}${board.slice(1)}/users/${plain.id}`,
  }),
  excluded("a member for a group that carries an admin role", {
    call: ({ directory: { admins, plain } }) => `PUT ${GROUPS}/${admins}/users/${plain.id}`,
    asks: ({ directory: { admins, plain } }) => [...aboutUser(plain.id), ...aboutGroup(admins)],
  }),
  excluded("a new user in a group that carries an admin role, beside another group", {
    call: () => `POST ${USERS}`,
    body: ({ directory: { team, admins } }) => ({
      profile: { login: "new@example.com", email: "new@example.com", firstName: "New", lastName: "User" },
      groupIds: [team, admins],
    }),
    // What is known of the group is used for 30 seconds.
    asks: ({ directory: { team } }) => aboutGroup(team),
  }),
  excluded("a group rule, which moves users that the call does not name", {
    call: ({ directory: { rule } }) => `POST ${GROUPS}/rules/${rule}/lifecycle/activate`,
  }),
  excluded("the groups of a rule that assigns a group with an admin role", {
    call: ({ directory: { rule } }) => `PUT ${GROUPS}/rules/${rule}`,
    body: ({ directory: { team } }) => ({
      type: "group_rule",
      name: "all",
      conditions: { expression: { type: "urn:okta:expression:1.0", value: "true" } },
      actions: { assignUserToGroups: { groupIds: [team] } },
    }),
    asks: ({ directory: { rule } }) => [`${GROUPS}/rules/${rule}`],
  }),
  excluded("a protected user, with an Idempotency-Key", {
    call: ({ directory: { chief } }) => suspend(chief.id),
    headers: [["Idempotency-Key", "protected-1"]],
  }),
  attack(
    "no one special by login, who is changed by ID",
    {
      call: ({ directory: { plain } }) => suspend(plain.login),
      asks: ({ directory: { plain } }) => aboutUser(plain.login),
    },
    { status: 200, home: ({ directory: { plain } }) => [`POST ${USERS}/${plain.id}/lifecycle/suspend`] },
  ),
  attack(
    "a user that Okta does not know",
    { call: () => suspend("missing@example.com"), asks: () => aboutUser("missing@example.com") },
    { status: 404 },
  ),
  unknown("403, for lack of a role", "/roles", json(OKTA_ERROR, 403)),
  unknown("401", "/groups", json(OKTA_ERROR, 401)),
  unknown("500", "/roles", json(OKTA_ERROR, 500)),
  unknown("a page of HTML", "/roles", (_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<p>[]</p>");
  }),
  unknown("an object in place of the roles", "/roles", json("{}")),
  unknown("null in place of the roles", "/roles", json("null")),
  unknown("nothing in place of the roles", "/roles", json("", 200)),
  unknown("204 in place of the roles", "/roles", (_, response) => void response.writeHead(204).end()),
  unknown("an object in place of the groups", "/groups", json("{}")),
  unknown("groups without IDs", "/groups", json('[{"profile":{"name":"board"}}]')),
  unknown("null in place of a group", "/groups", json("[null]")),
  unknown(
    "half of the groups",
    "/groups",
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('[{"id":"00g1"}');
      response.socket?.end();
    },
    { status: 502 },
  ),
  unknown("groups whose next page is elsewhere", "/groups", (request, response) =>
    json("[]", 200, { link: '<http://evil.example/groups>; rel="next"' })(request, response),
  ),
  unknown("groups that never end", "/groups", (request, response) => {
    const next = `http://${request.headers.host}${new URL(request.url ?? "", "http://org").pathname}?after=${Math.random()}`;
    json("[]", 200, { link: `<${next}>; rel="next"` })(request, response);
  }),
  unknown("a user without an ID", "%40example.com", json('{"profile":{}}')),
  unknown("a redirect to a list without roles", "/roles", (request, response) =>
    json("[]", 302, { location: `http://${request.headers.host}/api/v1/users/none/roles` })(request, response),
  ),
  unknown("no answer in time", "/roles", () => {}, { status: 504 }),
  unknown(
    "roles that never end",
    "/roles",
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("[");
    },
    { status: 504 },
  ),
  unknown(
    "one group a page, and a page each 300 ms",
    "/groups",
    (request, response) => {
      const next = `http://${request.headers.host}${new URL(request.url ?? "", "http://org").pathname}?after=${Math.random()}`;
      setTimeout(() => json('[{"id":"00g1"}]', 200, { link: `<${next}>; rel="next"` })(request, response), 300);
    },
    { status: 504 },
  ),
  // The last one: the Worker does not ask Okta again for a minute.
  unknown(
    "429 whose reset is in a year",
    "/roles",
    (request, response) => {
      const reset = String(Math.floor(Date.now() / 1000) + 31_536_000);
      const headers = { "x-rate-limit-limit": "1", "x-rate-limit-remaining": "0", "x-rate-limit-reset": reset };
      json(OKTA_ERROR, 429, headers)(request, response);
    },
    { status: 429 },
  ),
];
