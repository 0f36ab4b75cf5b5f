import { beforeEach, describe, expect, it } from "vitest";
import type { Grant } from "../../src/org/model.ts";
import { type Answer, type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();
const SCOPES = ["openid", "profile", "email"];

let org: TestOrg;
let token: string;
let id: string;
let path: string;
let app: ReturnType<typeof makeApp>;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage" } });
  ({ id } = userOf(org, "SUSPENDED"));
  path = `/api/v1/users/${id}/grants`;
  org.sandbox.store.apps.clear();
  app = makeApp();
  for (const scopeId of SCOPES) addGrant(`oag${scopeId}`, id, scopeId);
  addGrant("oagother", userOf(org, "ACTIVE").id, "openid");
});

const send = (method: string, to: string, init?: CallInit) => call(org, token, to, method, init);
const idsOf = ({ body }: Answer) => body.map((grant: { id: string }) => grant.id);

function addGrant(grantId: string, userId: string, scopeId: string): void {
  const grant: Grant = { id: grantId, userId, clientId: app.id, scopeId, created: NOW };
  org.sandbox.store.grants.set(grantId, grant);
}

/** An app on everyone's dashboard under two names, and on no dashboard under a third. */
function makeApp() {
  const made = {
    id: "0oaTest1234567890abc",
    status: "ACTIVE" as "ACTIVE" | "INACTIVE",
    created: NOW,
    lastUpdated: NOW,
    definition: {
      name: "google",
      label: "Google Workspace",
      signOnMode: "OPENID_CONNECT",
      visibility: { appLinks: { mail: true, calendar: true, sites: false }, hide: { web: false, iOS: false } },
    },
    users: new Map(),
    groups: new Map(),
  };
  org.sandbox.store.apps.set(made.id, made);
  return made;
}

describe("grants", () => {
  it("are listed and found, each with whose it is and whom it is for", async () => {
    const answer = await send("GET", path);
    expect([answer.status, idsOf(answer)]).toEqual([200, ["oagopenid", "oagprofile", "oagemail"]]);
    const [first] = answer.body;
    expect(first).toMatchObject({
      status: "ACTIVE",
      issuer: "https://sandbox.okta.example",
      clientId: app.id,
      userId: id,
      scopeId: "openid",
      source: "END_USER",
      created: NOW,
      _links: { app: { href: `https://sandbox.okta.example/api/v1/apps/${app.id}`, title: "Google Workspace" } },
    });
    expect((await send("GET", `${path}/oagopenid`)).body).toEqual(first);
    expect(first).not.toHaveProperty("_embedded");
  });

  it("by scope, with the scope embedded", async () => {
    const { body } = await send("GET", `${path}?scopeId=email&expand=scope`);
    expect(body).toMatchObject([{ id: "oagemail", _embedded: { scope: { id: "email" } } }]);
  });

  it("come in pages, whose links keep what was asked", async () => {
    const first = await send("GET", `${path}?limit=2&expand=scope`);
    const [, next = ""] =
      /<https:\/\/sandbox\.okta\.example([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "") ?? [];
    const second = await send("GET", next);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(["oagopenid", "oagprofile", "oagemail"]);
    expect(second.body[0]).toHaveProperty("_embedded");
    expect(second.headers.get("link")).not.toContain('rel="next"');
  });

  it("revoked one by one: 204, logged, gone", async () => {
    const events = await eventsOf(org, async () => {
      expect(await send("DELETE", `${path}/oagopenid`)).toMatchObject({ status: 204, text: "" });
    });
    expect(events).toEqual([`app.oauth2.as.consent.revoke ${id} ${app.id}`]);
    expect(idsOf(await send("GET", path))).toEqual(["oagprofile", "oagemail"]);
  });

  it("revoked at once: 204, logged, and no other user's", async () => {
    const { grants } = org.sandbox.store;
    const others = [...grants.values()].filter(({ userId }) => userId !== id);
    const events = await eventsOf(org, async () => {
      expect((await send("DELETE", path)).status).toBe(204);
    });
    expect([...grants.values()]).toEqual(others);
    expect(events).toEqual([`app.oauth2.as.consent.revoke.user ${id}`]);
    expect((await send("GET", path)).body).toEqual([]);
  });

  it.each(["GET", "DELETE"])("%s of another user's, or none: not found", async (method) => {
    for (const grantId of ["oagother", "oagnone"]) {
      const answer = await send(method, `${path}/${grantId}`);
      const summary = `Not found: Resource not found: ${grantId} (OAuth2ScopeConsentGrant)`;
      expectOktaError(answer, [404, "E0000007", summary]);
    }
    expect(org.sandbox.store.grants.has("oagother")).toBe(true);
  });

  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["GET", "/oagopenid"],
    ["DELETE", "/oagopenid"],
  ])("%s of an unknown user's%s: not found", async (method, more) => {
    expectOktaError(await send(method, `/api/v1/users/00uMissing/grants${more}`), noUser("00uMissing"));
  });

  it.each(["", "/oagopenid"])("are not revoked%s by a help desk's app", async (more) => {
    registered(org).roles = ["HELP_DESK_ADMIN"];
    const forbidden = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
    expectOktaError(await send("DELETE", path + more), forbidden);
  });

  it("there are from the beginning, of active users", async () => {
    const { sandbox } = await makeOrg();
    expect(sandbox.store.grants.size).toBeGreaterThan(10);
    for (const { userId } of sandbox.store.grants.values()) {
      expect(sandbox.store.users.get(userId)?.status).toBe("ACTIVE");
    }
  });
});

describe("app links", () => {
  const links = () => send("GET", `/api/v1/users/${id}/appLinks`);
  const assignment = () => ({
    userId: id,
    created: NOW,
    lastUpdated: NOW,
    scope: "USER" as const,
    credentials: {},
    profile: {},
  });

  it("are those of apps that the user has themselves", async () => {
    expect((await links()).body).toEqual([]);
    app.users.set(id, assignment());
    const { status, body } = await links();
    const link = {
      id,
      label: "Google Workspace",
      logoUrl: "https://sandbox.okta.example/img/logos/google.png",
      appName: "google",
      appInstanceId: app.id,
      appAssignmentId: expect.stringMatching(/^0ua\w{17}$/),
      credentialsSetup: false,
      hidden: false,
    };
    const url = `https://sandbox.okta.example/home/google/${app.id}`;
    expect([status, body]).toEqual([
      200,
      [
        { ...link, linkUrl: `${url}/mail`, sortOrder: 0 },
        { ...link, linkUrl: `${url}/calendar`, sortOrder: 1 },
      ],
    ]);
  });

  it("and of apps that one of their groups has", async () => {
    const group = [...org.sandbox.store.groups.values()].find(
      ({ members, type }) => type !== "BUILT_IN" && members.has(id),
    );
    const groupId = group?.id ?? "";
    app.groups.set(groupId, { groupId, lastUpdated: NOW, priority: 0, profile: {} });
    expect((await links()).body.length).toBe(2);
    group?.members.delete(id);
    expect((await links()).body).toEqual([]);
  });

  it("but not of inactive ones; hidden ones say so", async () => {
    app.users.set(id, assignment());
    app.definition.visibility.hide.web = true;
    expect((await links()).body).toMatchObject([{ hidden: true }, { hidden: true }]);
    app.status = "INACTIVE";
    expect((await links()).body).toEqual([]);
  });

  it("of an app without names of its own: one", async () => {
    app.users.set(id, { ...assignment(), credentials: { userName: "x" } });
    const { visibility: _, ...definition } = app.definition;
    org.sandbox.store.apps.set(app.id, { ...app, definition });
    const linkUrl = `https://sandbox.okta.example/home/google/${app.id}`;
    expect((await links()).body).toMatchObject([{ linkUrl, credentialsSetup: true }]);
  });

  it("of an unknown user: not found", async () => {
    expectOktaError(await send("GET", "/api/v1/users/00uMissing/appLinks"), noUser("00uMissing"));
  });
});
