import { beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../src/org/model.ts";
import { call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, stored } from "../support/people.ts";

let org: TestOrg;
let token: string;
let session: Session;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage okta.sessions.manage" } });
  const [first] = org.sandbox.store.sessions.values();
  if (!first) throw new Error("No user is signed in.");
  session = first;
});

const pathOf = (id: string) => `/api/v1/sessions/${id}`;
const sessionsOf = (id: string) => `/api/v1/users/${id}/sessions`;
const noSession = (id: string) => [404, "E0000007", `Not found: Resource not found: ${id} (AppSession)`] as const;

it("some are signed in, each of them active and since a moment that has been", () => {
  const { sessions } = org.sandbox.store;
  expect(sessions.size).toBeGreaterThan(5);
  for (const { userId, createdAt, expiresAt } of sessions.values()) {
    expect(stored(org, userId).status).toBe("ACTIVE");
    expect(Date.parse(createdAt)).toBeLessThanOrEqual(START * 1000);
    expect(Date.parse(expiresAt)).toBeGreaterThan(START * 1000);
  }
});

describe("a session", () => {
  it("is shown with whose it is", async () => {
    const { status, body } = await call(org, token, pathOf(session.id));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...session,
      id: expect.stringMatching(/^102\w{17}$/),
      login: stored(org, session.userId).profile.login,
      status: "ACTIVE",
      amr: ["pwd"],
      idp: { id: expect.stringMatching(/^00o\w{17}$/), type: "OKTA" },
      _links: { self: { href: `https://sandbox.okta.example${pathOf(session.id)}` } },
    });
  });

  it("that is revoked: 204, logged, and gone", async () => {
    const events = await eventsOf(org, async () => {
      expect(await call(org, token, pathOf(session.id), "DELETE")).toMatchObject({ status: 204, text: "" });
    });
    expect(events).toEqual([`user.session.end ${session.userId}`]);
    for (const method of ["GET", "DELETE"]) {
      expectOktaError(await call(org, token, pathOf(session.id), method), noSession(session.id));
    }
  });

  it("that has expired: not found", async () => {
    org.clock.now = Date.parse(session.expiresAt) / 1000;
    token = await getToken(org, { form: { scope: "okta.sessions.read" } });
    expectOktaError(await call(org, token, pathOf(session.id)), noSession(session.id));
  });

  it.each(["GET", "DELETE"])("%s of one that there is not: not found", async (method) => {
    const answer = await call(org, token, pathOf("nonexistent_session"), method);
    expectOktaError(answer, noSession("nonexistent_session"));
  });

  it("is read with okta.sessions.read, revoked with okta.sessions.manage", async () => {
    token = await getToken(org, { form: { scope: "okta.users.manage" } });
    expect((await call(org, token, pathOf(session.id))).headers.get("www-authenticate")).toContain(
      'scope="okta.sessions.read"',
    );
    token = await getToken(org, { form: { scope: "okta.sessions.read" } });
    expect((await call(org, token, pathOf(session.id))).status).toBe(200);
    expect((await call(org, token, pathOf(session.id), "DELETE")).status).toBe(403);
    expect(org.sandbox.store.sessions.has(session.id)).toBe(true);
  });
});

describe("all of a user's sessions", () => {
  it.each(["", "?oauthTokens=true&forgetDevices=false"])("end%s: 204, logged; other users' stay", async (query) => {
    const { sessions } = org.sandbox.store;
    const { userId } = session;
    const another = { ...session, id: "102another" };
    sessions.set(another.id, another);
    const others = [...sessions.values()].filter((one) => one.userId !== userId);
    const events = await eventsOf(org, async () => {
      expect((await call(org, token, sessionsOf(userId) + query, "DELETE")).status).toBe(204);
    });
    expect([...sessions.values()]).toEqual(others);
    expect(others.length).toBeGreaterThan(0);
    expect(events).toEqual([`user.session.clear ${userId}`]);
  });

  it("of an unknown user: not found", async () => {
    expectOktaError(await call(org, token, sessionsOf("00uMissing"), "DELETE"), noUser("00uMissing"));
  });

  it("by a help desk's app: done; by a reader's: refused", async () => {
    registered(org).roles = ["READ_ONLY_ADMIN"];
    const forbidden = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
    expectOktaError(await call(org, token, sessionsOf(session.userId), "DELETE"), forbidden);
    expectOktaError(await call(org, token, pathOf(session.id), "DELETE"), forbidden);
    registered(org).roles = ["HELP_DESK_ADMIN"];
    expect((await call(org, token, sessionsOf(session.userId), "DELETE")).status).toBe(204);
  });
});
