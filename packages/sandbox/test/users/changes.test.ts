import { beforeEach, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, stored, userOf } from "../support/people.ts";

const ADA = "/api/v1/users/ada.lovelace@example.com";
const PASSWORD = { value: "Tr0mbone-Sunset" };
const NOW = new Date(START * 1000).toISOString();
const FULL = { login: "ada@example.com", email: "ada@example.com", firstName: "Ada", lastName: "King" };

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const pathOf = (id: string) => `/api/v1/users/${id}`;

describe("a partial update", () => {
  it("changes what it names and nothing else", async () => {
    const before = (await send("GET", ADA)).body;
    const { status, body } = await send("POST", ADA, { body: { profile: { nickName: "Countess", title: null } } });
    expect(status).toBe(200);
    const { title, ...kept } = before.profile;
    expect(title).toEqual(expect.any(String));
    expect(body).toEqual({ ...before, lastUpdated: NOW, profile: { ...kept, nickName: "Countess" } });
    expect((await send("GET", ADA)).body).toEqual(body);
  });

  it("of the profile writes update_profile, of the password update_password", async () => {
    const { id } = userOf(org, "ACTIVE");
    const write = (body: object) => eventsOf(org, () => send("POST", pathOf(id), { body }));
    expect(await write({ profile: { nickName: "x" } })).toEqual([`user.account.update_profile ${id}`]);
    expect(await write({ credentials: { password: PASSWORD } })).toEqual([`user.account.update_password ${id}`]);
    expect(stored(org, id)).toMatchObject({ password: PASSWORD.value, passwordChanged: NOW });
  });

  it.each(["PROVISIONED", "PASSWORD_EXPIRED", "RECOVERY"] as const)(
    "that gives a password makes who is %s active",
    async (status) => {
      const { id } = userOf(org, status);
      const { body } = await send("POST", pathOf(id), { body: { credentials: { password: PASSWORD } } });
      expect([body.status, body.credentials.password]).toEqual(["ACTIVE", {}]);
    },
  );

  it.each(["STAGED", "SUSPENDED", "LOCKED_OUT"] as const)(
    "that gives a password leaves who is %s as they are",
    async (status) => {
      const { id } = userOf(org, status);
      const { body } = await send("POST", pathOf(id), { body: { credentials: { password: PASSWORD } } });
      expect([body.status, body.credentials.password]).toEqual([status, {}]);
    },
  );

  it("may keep the login in other letters", async () => {
    const { status, body } = await send("POST", ADA, { body: { profile: { login: "Ada.Lovelace@Example.com" } } });
    expect([status, body.profile.login]).toEqual([200, "Ada.Lovelace@Example.com"]);
  });

  it.each<[what: string, body: object, subject: string, cause: string]>([
    ["no first name", { profile: { firstName: null } }, "firstName", "firstName: The field cannot be left blank"],
    ["an unknown attribute", { profile: { x: 1 } }, "newUser", "Property name 'x' is not defined in profile"],
    [
      "another user's login",
      { profile: { login: "grace.hopper@example.com" } },
      "login",
      "login: An object with this field already exists in the current organization",
    ],
    [
      "a weak password",
      { credentials: { password: { value: "weak" } } },
      "password",
      "password: Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.",
    ],
  ])("%s: refused, and nothing changes", async (_what, body, subject, cause) => {
    const before = (await send("GET", ADA)).body;
    const events = await eventsOf(org, async () => {
      expectOktaError(await send("POST", ADA, { body }), invalid(subject), cause);
    });
    expect((await send("GET", ADA)).body).toEqual(before);
    expect(events).toEqual([]);
  });
});

describe("a full replacement", () => {
  it("clears what it does not name", async () => {
    const { status, body } = await send("PUT", ADA, { body: { profile: FULL } });
    expect([status, body.profile]).toEqual([200, { ...FULL, mobilePhone: null, secondEmail: null }]);
  });

  it("of credentials alone leaves the profile", async () => {
    const before = (await send("GET", ADA)).body;
    const { body } = await send("PUT", ADA, { body: { credentials: { password: PASSWORD } } });
    expect(body.profile).toEqual(before.profile);
  });

  it.each([{}, { profile: {} }])("by %j: refused as Okta's own recording has it", async (body) => {
    expectOktaError(
      await send("PUT", ADA, { body }),
      invalid("login"),
      "login: The field cannot be left blank",
      "firstName: The field cannot be left blank",
      "lastName: The field cannot be left blank",
      "email: The field cannot be left blank",
      "login: Username must be in the form of an email address",
    );
  });

  it("by another type: refused", async () => {
    const answer = await send("PUT", ADA, { body: { profile: FULL, type: { id: "oty1" } } });
    expectOktaError(answer, [404, "E0000007", "Not found: Resource not found: oty1 (CVDType)"]);
  });
});

describe("If-Match", () => {
  const body = { profile: { ...FULL, nickName: "x" } };

  it.each(["POST", "PUT"])("%s with the version there is: done; with the one before: refused", async (method) => {
    const { id } = userOf(org, "ACTIVE");
    const etag = (await send("GET", pathOf(id))).headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    expect((await send("GET", pathOf(id))).headers.get("etag")).toBe(etag);
    const headers = { "if-match": etag };
    expect((await send(method, pathOf(id), { body, headers })).status).toBe(200);
    const stale = [412, "E0000231", "ETag value doesn't match."] as const;
    expectOktaError(await send(method, pathOf(id), { body, headers }), stale);
    const now = (await send("GET", pathOf(id))).headers.get("etag");
    const either = { "if-match": `${etag}, ${now}` };
    expect((await send(method, pathOf(id), { body, headers: either })).status).toBe(200);
  });

  it("*: any version", async () => {
    expect((await send("POST", ADA, { body, headers: { "if-match": "*" } })).status).toBe(200);
  });

  it.each(["1234", 'W/"a', ""])("%j, which is not an entity tag: refused", async (tag) => {
    const answer = await send("POST", ADA, { body, headers: { "if-match": tag } });
    expectOktaError(answer, [400, "E0000242", "ETag syntax is invalid."]);
  });
});

describe("deleting", () => {
  it("first deactivates: no groups, apps, roles, sessions", async () => {
    const { store } = org.sandbox;
    const user = userOf(org, "ACTIVE");
    const { id } = user;
    const groups = [...store.groups.values()].filter(({ members }) => members.has(id));
    expect(groups.length).toBeGreaterThan(1);
    const app = makeApp(id);
    store.roleAssignments.set("ra1", { id: "ra1", userId: id, type: "APP_ADMIN", label: "App", created: NOW });
    store.sessions.set("102x", { id: "102x", userId: id, createdAt: NOW, expiresAt: NOW });

    const events = await eventsOf(org, async () => {
      expect(await send("DELETE", pathOf(id))).toMatchObject({ status: 204, text: "" });
    });
    expect(events).toEqual([
      `user.lifecycle.deactivate ${id}`,
      ...groups.map((group) => `group.user_membership.remove ${id} ${group.id}`),
      `application.user_membership.remove ${id} ${app.id}`,
    ]);
    expect(groups.some(({ members }) => members.has(id))).toBe(false);
    const rest = [app.users, store.roleAssignments, store.sessions].flatMap((map) =>
      [...map.values()].filter(({ userId }) => userId === id),
    );
    expect(rest).toEqual([]);
    const { status, body } = await send("GET", pathOf(id));
    expect([status, body.status]).toEqual([200, "DEPROVISIONED"]);
  });

  it("a second time deletes for good", async () => {
    const { store } = org.sandbox;
    const { id } = userOf(org, "ACTIVE");
    store.grants.set("oag1", { id: "oag1", userId: id, clientId: "0oa1", scopeId: "openid", created: NOW });
    await send("DELETE", pathOf(id));
    const events = await eventsOf(org, async () => {
      expect((await send("DELETE", pathOf(id))).status).toBe(204);
    });
    expect(events).toEqual([`user.lifecycle.delete.initiated ${id}`, `user.lifecycle.delete.completed ${id}`]);
    expect([...store.grants.values()].filter(({ userId }) => userId === id)).toEqual([]);
    expectOktaError(await send("GET", pathOf(id)), noUser(id));
    expectOktaError(await send("DELETE", pathOf(id)), noUser(id));
  });

  it("frees the login", async () => {
    for (const _time of [1, 2]) await send("DELETE", ADA);
    const body = { profile: { ...FULL, login: "ada.lovelace@example.com" } };
    expect((await send("POST", "/api/v1/users", { body })).status).toBe(200);
  });
});

describe("who cannot be changed", () => {
  it.each(["POST", "PUT"])("%s of a deactivated user: not found, though GET finds them", async (method) => {
    const { id } = userOf(org, "DEPROVISIONED");
    expectOktaError(await send(method, pathOf(id), { body: { profile: FULL } }), noUser(id));
    expect((await send("GET", pathOf(id))).status).toBe(200);
  });

  it.each(["POST", "PUT", "DELETE"])("%s of an unknown user: not found", async (method) => {
    const answer = await send(method, pathOf("00uMissing"), method === "DELETE" ? {} : { body: { profile: FULL } });
    expectOktaError(answer, noUser("00uMissing"));
  });

  it.each(["POST", "PUT", "DELETE"])("%s by a help desk's app: refused", async (method) => {
    registered(org).roles = ["HELP_DESK_ADMIN"];
    const answer = await send(method, ADA, method === "DELETE" ? {} : { body: { profile: FULL } });
    expectOktaError(answer, [403, "E0000006", "You do not have permission to perform the requested action"]);
  });

  it("with a token that may only read: refused", async () => {
    token = await getToken(org, { form: { scope: "okta.users.read" } });
    const { status, headers } = await send("DELETE", ADA);
    expect(status).toBe(403);
    expect(headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  });
});

/** An app that a user is assigned to. */
function makeApp(userId: string) {
  const user = { userId, created: NOW, lastUpdated: NOW, scope: "USER" as const, credentials: {}, profile: {} };
  const app = {
    id: "0oaTest",
    status: "ACTIVE" as const,
    created: NOW,
    lastUpdated: NOW,
    definition: { name: "test", label: "Test", signOnMode: "BOOKMARK" },
    users: new Map([[userId, user]]),
    groups: new Map(),
  };
  org.sandbox.store.apps.clear();
  org.sandbox.store.apps.set(app.id, app);
  return app;
}
