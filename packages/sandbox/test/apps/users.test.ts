import { beforeEach, describe, expect, it } from "vitest";
import type { App } from "../../src/org/model.ts";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";
import { noUser, stored, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();

let org: TestOrg;
let token: string;
let ada: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.apps.manage okta.groups.manage okta.users.manage" } });
  ada = userOf(org, "ACTIVE").id;
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);

function appNamed(label: string): App {
  const app = [...org.sandbox.store.apps.values()].find(({ definition }) => definition.label === label);
  if (!app) throw new Error(`There is no app ${label}.`);
  return app;
}

const usersOf = (label: string) => `/api/v1/apps/${appNamed(label).id}/users`;
const assign = (label: string, body: object) => send("POST", usersOf(label), { body });
const idsIn = ({ body }: { body: { id: string }[] }) => body.map(({ id }) => id);
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const missing = (id: string, kind: string) =>
  [404, "E0000007", `Not found: Resource not found: ${id} (${kind})`] as const;

describe("a user is assigned to an app", () => {
  it("200, as it is read from then on, with an event", async () => {
    const app = appNamed("Ledger");
    const events = await eventsOf(org, async () => {
      const { status, body } = await assign("Ledger", { id: ada, scope: "USER" });
      expect(status).toBe(200);
      expect(body).toEqual({
        id: ada,
        externalId: null,
        created: NOW,
        lastUpdated: NOW,
        scope: "USER",
        status: "ACTIVE",
        statusChanged: NOW,
        passwordChanged: null,
        syncState: "DISABLED",
        credentials: { userName: "ada.lovelace@example.com" },
        profile: {},
        _links: {
          app: { href: `https://sandbox.okta.example/api/v1/apps/${app.id}` },
          user: { href: `https://sandbox.okta.example/api/v1/users/${ada}` },
        },
      });
      expect((await send("GET", `${usersOf("Ledger")}/${ada}`)).body).toEqual(body);
      expect((await send("GET", usersOf("Ledger"))).body[0]).toEqual(body);
    });
    expect(events).toEqual([`application.user_membership.add ${ada} ${app.id}`]);
  });

  it("with credentials and a profile, of which the password stays unsaid", async () => {
    const { body, text } = await assign("Ledger", {
      id: ada,
      credentials: { userName: "ada", password: { value: "Tr0mbone" } },
      profile: { role: "auditor" },
    });
    expect(body).toMatchObject({
      credentials: { userName: "ada", password: {} },
      passwordChanged: NOW,
      profile: { role: "auditor" },
    });
    expect(text).not.toContain("Tr0mbone");
  });

  it("under the name that the app's template makes", async () => {
    const body = (template: string) => ({
      name: "bookmark",
      label: template,
      settings: { app: { url: "https://x.example.com" } },
      credentials: { userNameTemplate: { template, type: "CUSTOM" } },
    });
    for (const [template, name] of [
      ["$" + "{source.firstName}.$" + "{source.lastName}", "Ada.Lovelace"],
      ["$" + "{source.email}", "ada.lovelace@example.com"],
      ["$" + "{source.nonsense}", "ada.lovelace@example.com"],
      ["$" + '{f:substringBefore(source.login, "@")}', "ada.lovelace@example.com"],
    ] as const) {
      const app = await send("POST", "/api/v1/apps", { body: body(template) });
      const { credentials } = (await send("POST", `/api/v1/apps/${app.body.id}/users`, { body: { id: ada } })).body;
      expect(credentials.userName, template).toBe(name);
    }
  });

  it("not twice", async () => {
    await assign("Ledger", { id: ada });
    const error = [409, "E0000062", "The specified user is already assigned to the application."] as const;
    const events = await eventsOf(org, async () => expectOktaError(await assign("Ledger", { id: ada }), error));
    expect(events).toEqual([]);
  });

  it("neither to an unknown app nor an unknown or deactivated user", async () => {
    const users = "/api/v1/apps/invalidid/users";
    expectOktaError(await send("POST", users, { body: { id: ada } }), missing("invalidid", "AppInstance"));
    expectOktaError(await send("GET", users), missing("invalidid", "AppInstance"));
    expectOktaError(await assign("Ledger", { id: "00uNone" }), noUser("00uNone"));
    const inactive = [403, "E0000117", "Cannot assign apps or update app profiles for an inactive user."] as const;
    expectOktaError(await assign("Ledger", { id: userOf(org, "DEPROVISIONED").id }), inactive);
  });

  it.each([
    [{}, "id", "id: The field cannot be left blank"],
    [{ id: 5 }, "id", "id: The field cannot be left blank"],
    [{ scope: "ORG" }, "scope", "scope: The field must be USER or GROUP"],
    [{ credentials: { userName: "" } }, "userName", "userName: The field cannot be left blank"],
    [{ credentials: { userName: "a".repeat(101) } }, "userName", "userName: The field is too long"],
  ])("by %j: refused", async (body, subject, cause) => {
    const id = subject === "id" ? {} : { id: ada };
    expectOktaError(await assign("Ledger", { ...id, ...body }), invalid(subject), cause);
    expect(appNamed("Ledger").users.size).toBe(0);
  });
});

describe("an app's users", () => {
  it("are listed fifty at a time, those whom groups bring too", async () => {
    const everyone = [...groupNamed(org, "Everyone").members];
    const first = await send("GET", usersOf("Slack"));
    expect(first.headers.get("link")).toMatch(/limit=50>; rel="self", /);
    const [, next = ""] = /<[^>]+(\/api[^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "") ?? [];
    expect(next).toMatch(/after=0ua/);
    const second = await send("GET", next);
    expect([...idsIn(first), ...idsIn(second)]).toEqual(everyone);
    expect(first.body[0]).toMatchObject({
      scope: "GROUP",
      _links: { group: { href: `https://sandbox.okta.example/api/v1/groups/${groupNamed(org, "Everyone").id}` } },
    });
    expect((await send("GET", `${usersOf("Slack")}?limit=900`)).headers.get("link")).toMatch(/limit=500>; rel="self"$/);
    const { status, body } = await send("GET", `${usersOf("Slack")}?after=0ua1`);
    expect([status, body.errorCode]).toEqual([400, "E0000029"]);
  });

  it("are found by how a name of theirs begins, each with the user if wanted", async () => {
    for (const q of ["ADA", "love", "ada.lovelace@"]) {
      expect(idsIn(await send("GET", `${usersOf("Slack")}?q=${q}`)), q).toEqual([ada]);
    }
    const { body } = await send("GET", `${usersOf("Slack")}?q=ada.l&expand=user`);
    expect(body[0]._embedded.user).toMatchObject({ id: ada, profile: { firstName: "Ada" } });
    expect((await send("GET", `${usersOf("Slack")}/${ada}?expand=user`)).body._embedded.user.id).toBe(ada);
  });

  it("follow their groups", async () => {
    const isIn = async () => (await send("GET", `${usersOf("Ledger")}/${ada}`)).status;
    expectOktaError(await send("GET", `${usersOf("Ledger")}/${ada}`), missing(ada, "AppUser"));
    const member = `/api/v1/groups/${groupNamed(org, "Finance").id}/users/${ada}`;
    await send("PUT", member);
    expect(await isIn()).toBe(200);
    await send("POST", `${usersOf("Ledger")}/${ada}`, { body: { profile: { role: "clerk" } } });
    expect((await send("GET", `${usersOf("Ledger")}/${ada}`)).body).toMatchObject({
      scope: "GROUP",
      profile: { role: "clerk" },
    });
    await send("DELETE", member);
    expect(await isIn()).toBe(404);
    await send("PUT", member);
    expect((await send("GET", `${usersOf("Ledger")}/${ada}`)).body.profile).toEqual({});
  });

  it("lose it when they are deactivated", async () => {
    await assign("Ledger", { id: ada });
    await send("DELETE", `/api/v1/users/${ada}`);
    expect(stored(org, ada).status).toBe("DEPROVISIONED");
    for (const label of ["Ledger", "Slack"]) {
      expectOktaError(await send("GET", `${usersOf(label)}/${ada}`), missing(ada, "AppUser"));
    }
  });
});

describe("an assignment changed", () => {
  it("keeps what was not sent", async () => {
    await assign("Ledger", { id: ada, credentials: { userName: "ada" }, profile: { role: "auditor", desk: 5 } });
    org.clock.now += 60;
    const events = await eventsOf(org, async () => {
      const { status, body } = await send("POST", `${usersOf("Ledger")}/${ada}`, { body: { profile: { desk: 6 } } });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        created: NOW,
        lastUpdated: new Date(org.clock.now * 1000).toISOString(),
        scope: "USER",
        credentials: { userName: "ada" },
        profile: { role: "auditor", desk: 6 },
      });
    });
    expect(events).toEqual([`application.user_membership.update ${ada} ${appNamed("Ledger").id}`]);
    const { body } = await send("POST", `${usersOf("Ledger")}/${ada}`, { body: { credentials: { userName: "al" } } });
    expect(body).toMatchObject({ credentials: { userName: "al" }, profile: { desk: 6 } });
    const blank = { body: { credentials: { userName: "" } } };
    expect((await send("POST", `${usersOf("Ledger")}/${ada}`, blank)).status).toBe(400);
  });

  it("from the group's to the user's own, by either way", async () => {
    for (const [path, body] of [
      [usersOf("Slack"), { id: ada, scope: "USER" }],
      [`${usersOf("Customer Portal")}/${ada}`, { scope: "USER" }],
    ] as const) {
      const answer = await send("POST", path, { body });
      expect([answer.status, answer.body.scope]).toEqual([200, "USER"]);
      expect(answer.body._links).not.toHaveProperty("group");
    }
  });

  it("must be there", async () => {
    const change = { body: { profile: {} } };
    expectOktaError(await send("POST", `${usersOf("Ledger")}/${ada}`, change), missing(ada, "AppUser"));
    expectOktaError(await send("POST", `${usersOf("Ledger")}/00uNone`, change), noUser("00uNone"));
    const unknown = `/api/v1/apps/invalidid/users/${ada}`;
    expectOktaError(await send("POST", unknown, change), missing("invalidid", "AppInstance"));
    expectOktaError(await send("GET", unknown), missing("invalidid", "AppInstance"));
  });
});

describe("an app taken from a user", () => {
  it.each(["", "?sendEmail=true"])("204%s, with an event", async (query) => {
    await assign("Ledger", { id: ada });
    const path = `${usersOf("Ledger")}/${ada}`;
    const events = await eventsOf(org, async () => {
      const { status, text } = await send("DELETE", path + query);
      expect([status, text]).toEqual([204, ""]);
    });
    expect(events).toEqual([`application.user_membership.remove ${ada} ${appNamed("Ledger").id}`]);
    expectOktaError(await send("GET", path), missing(ada, "AppUser"));
    expectOktaError(await send("DELETE", path), missing(ada, "AppUser"));
  });

  it("not while a group gives it to them", async () => {
    const error = [403, "E0000046", "Deactivate application for user forbidden."] as const;
    const cause = "The application cannot be unassigned from the user while their group memberships grant them access";
    expectOktaError(await send("DELETE", `${usersOf("Slack")}/${ada}`), error, cause);
    await assign("Slack", { id: ada });
    expectOktaError(await send("DELETE", `${usersOf("Slack")}/${ada}`), error, cause);
  });

  it("must be theirs", async () => {
    expectOktaError(await send("DELETE", `${usersOf("Ledger")}/00uNone`), noUser("00uNone"));
    const unknown = `/api/v1/apps/invalidid/users/${ada}`;
    expectOktaError(await send("DELETE", unknown), missing("invalidid", "AppInstance"));
  });
});
