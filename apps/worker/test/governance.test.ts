import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import documentation from "../../../docs/governance.md?raw";
import { createTestGateway, hashKey, type TestGateway } from "./support/gateway.ts";

const GROUP = "/api/v1/groups";
const USER = "/api/v1/users";
const SCOPES = [
  "okta.users.manage",
  "okta.groups.manage",
  "okta.apps.manage",
  "okta.roles.manage",
  "okta.logs.read",
  "okta.brands.read",
  "okta.brands.manage",
];

/** The blocks of JSON in docs/governance.md. */
const DOCUMENTED = [...documentation.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, json = ""]) => JSON.parse(json));

/** The callers of the tests, each by its name. */
const CALLERS: Record<string, Record<string, unknown>> = {
  "helpdesk-agent": DOCUMENTED.find(({ name }) => name === "helpdesk-agent"),
  helpdesk: { actions: ["users.get", "users.unlock", "users.resetPassword"], deny: ["secret"] },
  "by-topic": { actions: ["groups.*"], maxRisk: "write" },
  operation: { actions: ["listBrands", "suspendUser"] },
  narrowed: { scopes: ["okta.users.manage", "okta.groups.read"], maxRisk: "read" },
  software: { actions: ["groups.addMember", "groups.create", "users.create"], where: { groupId: ["$GROUP"] } },
  roles: { actions: ["users.assignRole"], where: { roleType: ["READ_ONLY_ADMIN"] } },
  deactivator: { actions: ["users.deactivate"], where: { sendEmail: [true] } },
  guarded: {
    scopes: ["okta.users.manage", "okta.groups.manage", "okta.apps.manage", "okta.brands.manage"],
    protected: { groups: ["$PROTECTED"], users: ["$CEO"] },
  },
  directory: {
    actions: ["users.list", "users.get", "users.update", "groups.listMembers", "apps.listUsers", "logs.list"],
    fields: ["firstName", "email"],
  },
  admin: { scopes: ["okta.groups.manage"] },
  misspelled: { actions: ["users.get"], where: { grupId: ["00g1example"] } },
};

let gateway: TestGateway;
let ids: {
  readonly group: string;
  readonly other: string;
  readonly protectedGroup: string;
  readonly adminGroup: string;
};
let people: readonly { readonly id: string; readonly login: string }[];
let app: string;

/** Calls the Worker as one of the callers. */
function as(caller: string, call: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const [method = "", path = ""] = call.split(" ");
  const request = new Request(`https://worker.example${path}`, {
    method,
    headers: {
      authorization: `Bearer key-of-${caller}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return gateway.fetch(request);
}

/** Expects that a call is rejected for a rule, and that Okta is not called. */
async function expectMissing(response: Promise<Response>, rule: string, name: string): Promise<void> {
  const answer = await response;
  const problem = await answer.json<{ missing?: unknown; detail: string }>();
  expect(answer.status, JSON.stringify(problem)).toBe(403);
  expect(problem.missing).toContainEqual({ rule, name });
  expect(problem.detail).toContain(rule);
  expect(writes()).toEqual([]);
}

/** The calls of the API that change something. */
function writes(): readonly string[] {
  return apiCalls().filter((call) => !call.startsWith("GET "));
}

function apiCalls(): readonly string[] {
  return gateway.sandbox.requests.list
    .filter(({ kind }) => kind === "api")
    .map(({ method, path }) => `${method} ${path}`);
}

beforeAll(async () => {
  gateway = await createTestGateway({ rateLimits: false }, { OKTA_SCOPES: SCOPES.join(" "), PASS_THROUGH: "on" });
  const { store } = gateway.sandbox;
  const groups = [...store.groups.values()].filter(({ type }) => type === "OKTA_GROUP").map(({ id }) => id);
  const [group = "", other = "", protectedGroup = "", adminGroup = ""] = groups;
  ids = { group, other, protectedGroup, adminGroup };
  const admins = new Set([...store.roleAssignments.values()].map(({ userId }) => userId));
  people = [...store.users.values()]
    .filter(({ id, status }) => status === "ACTIVE" && !admins.has(id))
    .map(({ id, profile }) => ({ id, login: profile.login }));
  for (const one of groups) for (const { id } of people) store.groups.get(one)?.members.delete(id);
  app = [...store.apps.keys()][0] ?? "";
  const [, ceo, member, adminByGroup] = people;
  store.groups.get(protectedGroup)?.members.add(member?.id ?? "");
  store.groups.get(adminGroup)?.members.add(adminByGroup?.id ?? "");
  store.groupRoles.set(`${adminGroup}/ra1example`, {
    groupId: adminGroup,
    id: "ra1example",
    type: "SUPER_ADMIN",
    label: "Super Administrator",
    created: new Date().toISOString(),
  });
  const text = JSON.stringify(
    await Promise.all(
      Object.entries(CALLERS).map(async ([name, caller]) => ({
        ...caller,
        name,
        keyHash: await hashKey(`key-of-${name}`),
      })),
    ),
  );
  gateway.restart({
    CALLERS: text
      .replaceAll("$GROUP", group)
      .replaceAll("$PROTECTED", protectedGroup)
      .replaceAll("$CEO", ceo?.id ?? ""),
  });
});

beforeEach(() => gateway.sandbox.requests.clear());

const person = (place: number) => people[place] ?? { id: "", login: "" };

describe("a caller with actions", () => {
  it("gets the response of docs/governance.md", async () => {
    const response = await as("helpdesk-agent", `DELETE ${USER}/${person(0).id}`);
    const documented = DOCUMENTED.find(({ code }) => code === "not_allowed");
    expect(response.status).toBe(documented.status);
    expect(await response.json()).toMatchObject(documented);
  });

  it("calls them with a token for the scopes that they need alone", async () => {
    expect((await as("helpdesk", `GET ${USER}/${person(0).id}`)).status).toBe(200);
    expect(gateway.sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.users.manage"]);
    expect((await as("operation", "GET /api/v1/brands")).status).not.toBe(403);
    const tokens = gateway.sandbox.requests.list.filter(({ kind }) => kind === "token");
    expect(tokens.at(-1)?.scopes).toEqual(["okta.brands.read", "okta.users.manage"]);
  });

  it("is refused every other action, by name, before the body is read and Okta is called", async () => {
    await expectMissing(as("helpdesk", `DELETE ${USER}/${person(0).id}`), "actions", "users.delete");
    await expectMissing(as("helpdesk", `POST ${USER}`, "no JSON"), "actions", "users.create");
    await expectMissing(as("operation", "GET /api/v1/domains"), "actions", "listCustomDomains");
    expect(gateway.sandbox.requests.count()).toBe(0);
  });

  it("may name a topic, and an operation of Okta's that is also an action", async () => {
    expect((await as("by-topic", `GET ${GROUP}`)).status).toBe(200);
    expect((await as("operation", `POST ${USER}/${person(0).id}/lifecycle/suspend`)).status).toBe(200);
    expect((await as("helpdesk", `POST ${USER}/${person(0).id}/lifecycle/unsuspend`)).status).toBe(403);
  });

  it("gets a 503 that names a parameter which does not exist; others are served", async () => {
    const response = await as("misspelled", `GET ${USER}/${person(0).id}`);
    expect(response.status).toBe(503);
    expect((await response.json<{ detail: string }>()).detail).toMatch(
      /where\.grupId of the caller "misspelled".* did you mean groupId\?/,
    );
    expect((await as("helpdesk", `GET ${USER}/${person(0).id}`)).status).toBe(200);
  });
});

describe("maxRisk and deny", () => {
  it("go by the input of the call", async () => {
    const reset = `POST ${USER}/${person(12).id}/lifecycle/reset_password`;
    await expectMissing(as("helpdesk", `${reset}?sendEmail=false`), "deny", "secret");
    await expectMissing(as("helpdesk", `${reset}?sendEmail=FALSE`), "deny", "secret");
    expect((await as("helpdesk", `${reset}?sendEmail=true`)).status).toBe(200);
    gateway.sandbox.requests.clear();
    await expectMissing(as("by-topic", `DELETE ${GROUP}/${ids.group}`), "maxRisk", "destructive");
  });

  it("maxRisk read leaves a token for reading", async () => {
    expect((await as("narrowed", `GET ${USER}?limit=1`)).status).toBe(200);
    expect(gateway.sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.groups.read", "okta.users.read"]);
    gateway.sandbox.requests.clear();
    await expectMissing(as("narrowed", `POST ${USER}/${person(0).id}/lifecycle/unlock`), "maxRisk", "write");
  });
});

describe("where", () => {
  it("allows the values that it lists", async () => {
    expect((await as("software", `PUT ${GROUP}/${ids.group}/users/${person(5).id}`)).status).toBe(204);
    expect((await as("software", `POST ${GROUP}`, { profile: { name: "New" } })).status).toBe(200);
  });

  it.each([
    ["another group in the path", () => as("software", `PUT ${GROUP}/${ids.other}/users/${person(5).id}`)],
    ["another group in the body", () => create({ groupIds: [ids.other] })],
    ["another group beside the allowed one", () => create({ groupIds: [ids.group, ids.other] })],
    ["another spelling", () => create({ GroupIDs: [ids.other] })],
    ["an expression", () => create({ groupIds: [ids.group], rule: `isMemberOfAnyGroup("${ids.other}")` })],
  ])("rejects %s", async (_, call) => {
    await expectMissing(call(), "where", "groupId");
    expect(gateway.sandbox.requests.count()).toBe(0);
  });

  it("sends the body that was checked, when a member is there twice", async () => {
    const profile = { firstName: "A", lastName: "B", email: "ab@example.com", login: "ab@example.com" };
    const body = `{"groupIds":["${ids.other}"],"profile":${JSON.stringify(profile)},"groupIds":["${ids.group}"]}`;
    const response = await as("software", `POST ${USER}?activate=false`, body);
    expect(response.status).toBe(200);
    const { id } = await response.json<{ id: string }>();
    expect(gateway.sandbox.store.groups.get(ids.other)?.members.has(id)).toBe(false);
    expect(gateway.sandbox.store.groups.get(ids.group)?.members.has(id)).toBe(true);
  });

  it("knows the type of an admin role as roleType", async () => {
    const path = `POST ${USER}/${person(6).id}/roles`;
    await expectMissing(as("roles", path, { type: "SUPER_ADMIN" }), "where", "roleType");
    await expectMissing(as("roles", path, '{"type":"READ_ONLY_ADMIN","type":"SUPER_ADMIN"}'), "where", "roleType");
    expect((await as("roles", path, { type: "READ_ONLY_ADMIN" })).status).toBe(201);
  });

  it("demands a parameter whose default could be another value", async () => {
    const path = `POST ${USER}/${person(7).id}/lifecycle/deactivate`;
    await expectMissing(as("deactivator", path), "where", "sendEmail");
    await expectMissing(as("deactivator", `${path}?sendEmail=false`), "where", "sendEmail");
    expect((await as("deactivator", `${path}?sendEmail=true`)).status).toBe(200);
  });
});

function create(body: Record<string, unknown>, caller = "software"): Promise<Response> {
  return as(caller, `POST ${USER}`, {
    profile: { login: "x@example.com", email: "x@example.com", firstName: "X", lastName: "Y" },
    ...body,
  });
}

describe("protected", () => {
  it.each([
    ["a protected user by ID", () => [person(1).id, person(1).id]],
    ["a protected user by login", () => [person(1).login, person(1).id]],
    ["a protected user by a login in capitals", () => [person(1).login.toUpperCase(), person(1).id]],
    ["a protected user by a shortname", () => [person(1).login.split("@")[0], person(1).id]],
    ["a member of a protected group", () => [person(2).login, ids.protectedGroup]],
    ["a member of a group with an admin role", () => [person(3).id, person(3).id]],
  ])("%s is not changed", async (_, target) => {
    const [reference = "", name = ""] = target();
    const path = `${USER}/${encodeURIComponent(reference)}`;
    await expectMissing(as("guarded", `POST ${path}/lifecycle/reset_password?sendEmail=false`), "protected", name);
    await expectMissing(as("guarded", `POST ${path}`, { profile: { nickName: "x" } }), "protected", name);
    await expectMissing(
      as("guarded", `PUT ${GROUP}/${ids.other}/users/${encodeURIComponent(reference)}`),
      "protected",
      name,
    );
  });

  it.each([
    [
      "a new member",
      () => as("guarded", `PUT ${GROUP}/${ids.protectedGroup}/users/${person(4).id}`),
      () => ids.protectedGroup,
    ],
    ["a new user", () => create({ groupIds: [ids.protectedGroup] }, "guarded"), () => ids.protectedGroup],
    [
      "an app",
      () => as("guarded", `PUT /api/v1/apps/${app}/groups/${ids.protectedGroup}`, {}),
      () => ids.protectedGroup,
    ],
    [
      "a new member of a group with an admin role",
      () => as("guarded", `PUT ${GROUP}/${ids.adminGroup}/users/${person(4).id}`),
      () => ids.adminGroup,
    ],
    [
      "a rule for a group with an admin role",
      () => as("guarded", `POST ${GROUP}/rules`, rule(ids.adminGroup)),
      () => ids.adminGroup,
    ],
    [
      "an app for a user",
      () => as("guarded", `POST /api/v1/apps/${app}/users`, { id: person(1).id }),
      () => person(1).id,
    ],
    [
      "a change of everyone's",
      () => as("guarded", `POST /api/v1/apps/${app}/lifecycle/deactivate`),
      () => "apps.deactivate",
    ],
  ])("%s is rejected", async (_, call, name) => {
    await expectMissing(call(), "protected", name());
  });

  it("a group rule is looked up before it is changed", async () => {
    const { id } = await (await as("admin", `POST ${GROUP}/rules`, rule(ids.adminGroup))).json<{ id: string }>();
    gateway.sandbox.requests.clear();
    await expectMissing(as("guarded", `PUT ${GROUP}/rules/${id}`, rule(ids.group)), "protected", ids.adminGroup);
  });

  it("a group rule is not activated or deleted, because it moves users that the call does not name", async () => {
    const declared = { ...rule(ids.group), name: "by login" };
    declared.conditions.expression.value = `user.login == "${person(1).login}"`;
    const { id } = await (await as("guarded", `POST ${GROUP}/rules`, declared)).json<{ id: string }>();
    gateway.sandbox.requests.clear();
    const path = `${GROUP}/rules/${id}`;
    await expectMissing(as("guarded", `POST ${path}/lifecycle/activate`), "protected", "groupRules.activate");
    await expectMissing(as("guarded", `DELETE ${path}?removeUsers=true`), "protected", "groupRules.delete");
    expect(gateway.sandbox.requests.count()).toBe(0);
  });

  it("others are changed, and addressed by the ID that was checked", async () => {
    const { id, login } = person(8);
    expect((await as("guarded", `POST ${USER}/${encodeURIComponent(login)}/lifecycle/suspend`)).status).toBe(200);
    expect(writes()).toEqual([`POST ${USER}/${id}/lifecycle/suspend`]);
    const reads = gateway.sandbox.requests.list.filter(({ kind, method }) => kind === "api" && method === "GET");
    expect(reads.map(({ path }) => path).sort()).toEqual(
      ["", "/groups", "/roles"].map((end) => `${USER}/${encodeURIComponent(login)}${end}`),
    );
    expect(reads[0]?.scopes).toEqual(["okta.roles.read", "okta.users.read"]);
    // Known for a while.
    expect((await as("guarded", `POST ${USER}/${encodeURIComponent(login)}/lifecycle/unsuspend`)).status).toBe(200);
    expect(apiCalls()).toHaveLength(5);
    expect((await as("guarded", `GET ${USER}/${person(1).id}`)).status, "what is protected may be read").toBe(200);
  });

  it("a call with many targets is rejected before Okta is asked about them", async () => {
    const groupIds = Array.from({ length: 21 }, (_, place) => `00g${String(place).padStart(17, "0")}`);
    const response = await create({ groupIds }, "guarded");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "target_unverified", detail: expect.stringContaining("20") });
    expect(gateway.sandbox.requests.count()).toBe(0);
  });

  it.each(["..", ".", "x".repeat(513)])(
    "a target that cannot be a segment of a path is not asked about: %s",
    async (id) => {
      const response = await create({ groupIds: [id] }, "guarded");
      expect([response.status, await response.json()]).toMatchObject([404, { code: "target_not_found" }]);
      expect(gateway.sandbox.requests.count()).toBe(0);
    },
  );

  it("a user that Okta does not know is not found, and nothing is sent", async () => {
    const response = await as("guarded", `POST ${USER}/missing@example.com/lifecycle/suspend`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "target_not_found", errorCode: "E0000007" });
    expect(writes()).toEqual([]);
  });

  it("is refused where the Worker may not ask who is protected", async () => {
    const scopes = SCOPES.filter((scope) => scope !== "okta.roles.manage").join(" ");
    gateway.restart({ OKTA_SCOPES: scopes });
    const response = await as("guarded", `POST ${USER}/${person(9).id}/lifecycle/suspend`);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ scope: "okta.roles.read", lackedBy: "connection" });
    expect(writes()).toEqual([]);
    gateway.restart({ OKTA_SCOPES: SCOPES.join(" ") });
  });
});

function rule(groupId: string) {
  return {
    type: "group_rule",
    name: "all",
    conditions: { expression: { type: "urn:okta:expression:1.0", value: "true" } },
    actions: { assignUserToGroups: { groupIds: [groupId] } },
  };
}

describe("fields", () => {
  const hidden = /lastName|"login"|secondEmail|mobilePhone|credentials|_links|_embedded/;

  it.each([
    ["a list", `GET ${USER}?limit=3`, {}],
    ["a stream", `GET ${USER}?limit=30`, { accept: "application/x-ndjson" }],
    ["a search", `GET ${USER}?search=${encodeURIComponent('profile.firstName sw "A" and status eq "ACTIVE"')}`, {}],
    ["expand", `GET ${USER}?limit=1&expand=blocks`, {}],
    ["the members of a group", "MEMBERS", {}],
    ["the users of an app", "APP_USERS", {}],
  ])("shows the attributes alone in %s", async (_, call, headers) => {
    const path = call
      .replace("MEMBERS", `GET ${GROUP}/${ids.protectedGroup}/users`)
      .replace("APP_USERS", `GET /api/v1/apps/${app}/users?expand=user`);
    const response = await as("directory", path, undefined, headers);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expect(text).not.toMatch(hidden);
    if (!path.includes("/apps/")) expect(text).toMatch(/"firstName"/);
  });

  it("shows them of a user, and of one that was changed", async () => {
    const read = await as("directory", `GET ${USER}/${person(10).id}?expand=blocks`);
    expect(Object.keys((await read.json<{ profile: object }>()).profile).sort()).toEqual(["email", "firstName"]);
    const changed = await as("directory", `POST ${USER}/${person(10).id}`, { profile: { nickName: "secret nick" } });
    expect(await changed.text()).not.toMatch(/secret nick|lastName/);
  });

  it.each([
    ["search", `?search=${encodeURIComponent('profile.lastName eq "Lovelace"')}`, "profile.lastName"],
    [
      "search, in brackets",
      `?search=${encodeURIComponent('(status eq "ACTIVE")and(profile.lastName sw "L")')}`,
      "profile.lastName",
    ],
    ["search, in another spelling", `?search=${encodeURIComponent('PROFILE.LASTNAME eq "x"')}`, "PROFILE.LASTNAME"],
    [
      "search, after a text with a quote",
      `?search=${encodeURIComponent('profile.email eq "\\"" or profile.lastName pr')}`,
      "profile.lastName",
    ],
    ["filter", `?filter=${encodeURIComponent('profile.login eq "x"')}`, "profile.login"],
    ["sortBy", "?search=status%20pr&sortBy=profile.lastName", "profile.lastName"],
    ["q", "?q=lovelace", "profile.lastName"],
  ])("rejects a hidden attribute in %s", async (_, query, name) => {
    await expectMissing(as("directory", `GET ${USER}${query}`), "fields", name);
    expect(gateway.sandbox.requests.count()).toBe(0);
  });

  it("rejects a hidden login in the path, and what it cannot limit", async () => {
    await expectMissing(
      as("directory", `GET ${USER}/${encodeURIComponent(person(10).login)}`),
      "fields",
      "profile.login",
    );
    await expectMissing(as("directory", "GET /api/v1/logs"), "fields", "logs.list");
    await expectMissing(as("directory", `GET /api/v1/apps/${app}/users?q=love`), "fields", "profile.lastName");
    expect(gateway.sandbox.requests.count()).toBe(0);
  });

  it("does not show the text of an error", async () => {
    const taken = person(11).login;
    const response = await as("directory", `POST ${USER}/${person(10).id}`, { profile: { login: taken } });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).not.toMatch(/login:|already exists/);
    expect(JSON.parse(text)).toMatchObject({ errorCode: "E0000001", errorCauses: [] });
    expect([...response.headers].join()).not.toContain("login");
  });
});

describe("GET /whoami", () => {
  it("returns name, connections, scopes, actions, expiry and rules, and no secret", async () => {
    const response = await as("software", "GET /whoami");
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({
      name: "software",
      connections: ["default"],
      scopes: ["okta.groups.manage", "okta.users.manage"],
      actions: ["groups.create", "groups.addMember", "users.create"],
      keyExpiresAt: null,
      where: { groupId: [ids.group] },
    });
    expect(text).not.toMatch(/sha256|key-of|keyHash/);
    expect((await gateway.fetch(new Request("https://worker.example/whoami"))).status).toBe(401);
  });

  it("returns when the key expires", async () => {
    const before = gateway.settings.CALLERS;
    const keys = [{ keyHash: await hashKey("key-of-dated"), notAfter: "2099-01-01T00:00:00Z" }];
    gateway.restart({ CALLERS: JSON.stringify([{ name: "dated", keys, scopes: ["okta.users.read"] }]) });
    expect(await (await as("dated", "GET /whoami")).json()).toMatchObject({ keyExpiresAt: "2099-01-01T00:00:00.000Z" });
    gateway.restart({ CALLERS: before });
  });
});

it("/openapi.json shows each caller what it can do", async () => {
  const shown = async (caller: string) => {
    const { paths } = await (await as(caller, "GET /openapi.json")).json<{
      paths: Record<string, Record<string, { operationId: string }>>;
    }>();
    return Object.values(paths)
      .flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
      .filter((id) => !/^(worker|connection|caller)\./.test(id))
      .sort();
  };
  expect(await shown("software")).toEqual(["groups.addMember", "groups.create", "users.create"]);
  expect(await shown("helpdesk")).toEqual(["users.get", "users.resetPassword", "users.unlock"]);
  expect(await shown("directory")).not.toContain("logs.list");
  expect((await shown("narrowed")).filter((id) => /delete|create|suspend/i.test(id))).toEqual([]);
});
