import { beforeEach, describe, expect, it } from "vitest";
import type { UserStatus } from "../../src/org/model.ts";
import { call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, stored, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();
const STATUSES = [
  "STAGED",
  "PROVISIONED",
  "ACTIVE",
  "RECOVERY",
  "PASSWORD_EXPIRED",
  "LOCKED_OUT",
  "SUSPENDED",
  "DEPROVISIONED",
] as const satisfies readonly UserStatus[];

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage" } });
});

const pathOf = (id: string, operation: string) => `/api/v1/users/${id}/lifecycle/${operation}`;
const run = (id: string, operation: string) => call(org, token, pathOf(id, operation), "POST");
/** A session for a user. */
function signIn(userId: string) {
  const session = { id: `102${userId}`, userId, createdAt: NOW, expiresAt: NOW };
  org.sandbox.store.sessions.set(session.id, session);
  return session;
}

type Refusal = (id: string) => readonly [status: number, code: string, summary: string, ...causes: string[]];
const activeAlready: Refusal = () => [403, "E0000016", "Activation failed because the user is already active"];
const wrongStatus: Refusal = () => [403, "E0000038", "This operation is not allowed in the user's current status."];
const suspendUser = [400, "E0000001", "Api validation failed: suspendUser"] as const;
const notActive: Refusal = () => [...suspendUser, "Cannot suspend a user that is not active"];
const notSuspended: Refusal = () => [...suspendUser, "Cannot unsuspend a user that is not suspended"];
const notLocked: Refusal = () => [
  403,
  "E0000032",
  "Unlock is not allowed for this user.",
  "The user is not locked out.",
];

/** What an operation makes of a user by their status, and what it says in all other statuses. */
const TABLE: Record<string, readonly [refusal: Refusal, next: Partial<Record<UserStatus, UserStatus | undefined>>]> = {
  activate: [activeAlready, { STAGED: "PROVISIONED", DEPROVISIONED: "PROVISIONED" }],
  reactivate: [wrongStatus, { PROVISIONED: "PROVISIONED", RECOVERY: "RECOVERY" }],
  deactivate: [noUser, { ...toAll("DEPROVISIONED"), DEPROVISIONED: undefined }],
  suspend: [notActive, { ACTIVE: "SUSPENDED" }],
  unsuspend: [notSuspended, { SUSPENDED: "ACTIVE" }],
  unlock: [notLocked, { LOCKED_OUT: "ACTIVE" }],
  expire_password: [wrongStatus, { ACTIVE: "PASSWORD_EXPIRED", PASSWORD_EXPIRED: "PASSWORD_EXPIRED" }],
  expire_password_with_temp_password: [
    wrongStatus,
    { ACTIVE: "PASSWORD_EXPIRED", PASSWORD_EXPIRED: "PASSWORD_EXPIRED" },
  ],
  "reset_password?sendEmail=false": [
    wrongStatus,
    { ...toAll("RECOVERY"), STAGED: undefined, SUSPENDED: undefined, DEPROVISIONED: undefined },
  ],
  reset_factors: [wrongStatus, Object.fromEntries(STATUSES.map((status) => [status, status]))],
};

/** The same next status for all. */
function toAll(status: UserStatus): Record<UserStatus, UserStatus> {
  return Object.fromEntries(STATUSES.map((one) => [one, status])) as Record<UserStatus, UserStatus>;
}

const CASES = Object.entries(TABLE).flatMap(([operation, [refusal, next]]) =>
  STATUSES.map((status) => ({ operation, status, refusal, expected: next[status] })),
);

describe("every operation in every status", () => {
  it.each(CASES.filter(({ expected }) => expected !== undefined))(
    "$operation of who is $status: $expected",
    async ({ operation, status, expected }) => {
      const { id, statusChanged } = userOf(org, status);
      const events = await eventsOf(org, async () => {
        expect((await run(id, operation)).status).toBe(200);
      });
      expect(stored(org, id).status).toBe(expected);
      expect(events.length).toBeGreaterThan(0);
      if (status !== expected) expect(stored(org, id).statusChanged).toBe(NOW);
      else if (operation === "reset_factors") expect(stored(org, id).statusChanged).toBe(statusChanged);
    },
  );

  it.each(CASES.filter(({ expected }) => expected === undefined))(
    "$operation of who is $status: refused",
    async ({ operation, status, refusal }) => {
      const user = userOf(org, status);
      const before = structuredClone(user);
      const [code, errorCode, summary, ...causes] = refusal(user.id);
      const events = await eventsOf(org, async () => {
        expectOktaError(await run(user.id, operation), [code, errorCode, summary], ...causes);
      });
      expect(stored(org, user.id)).toEqual(before);
      expect(events).toEqual([]);
    },
  );

  it.each(Object.keys(TABLE))("%s of an unknown user: not found", async (operation) => {
    expectOktaError(await run("00uMissing", operation), noUser("00uMissing"));
  });
});

describe("what is answered", () => {
  const LINK = {
    activationUrl: expect.stringMatching(/^https:\/\/sandbox\.okta\.example\/welcome\/\w{20}$/),
    activationToken: expect.stringMatching(/^\w{20}$/),
  };

  it.each([
    ["activate", "STAGED", {}],
    ["activate?sendEmail=true", "STAGED", {}],
    ["activate?sendEmail=false", "STAGED", LINK],
    ["activate?sendEmail=false", "DEPROVISIONED", LINK],
    ["reactivate", "PROVISIONED", LINK],
    ["reactivate?sendEmail=true", "PROVISIONED", {}],
    ["deactivate", "ACTIVE", {}],
    ["suspend", "ACTIVE", {}],
    ["unsuspend", "SUSPENDED", {}],
    ["unlock", "LOCKED_OUT", {}],
    ["expire_password_with_temp_password", "ACTIVE", { tempPassword: expect.stringMatching(/^\w{8}$/) }],
    ["reset_password?sendEmail=true", "ACTIVE", {}],
    [
      "reset_password?sendEmail=false",
      "ACTIVE",
      { resetPasswordUrl: expect.stringMatching(/^https:\/\/sandbox\.okta\.example\/reset_password\/\w{20}$/) },
    ],
    ["reset_factors", "ACTIVE", {}],
  ] as const)("to %s of who is %s", async (operation, status, body) => {
    const answer = await run(userOf(org, status).id, operation);
    expect([answer.status, answer.body]).toEqual([200, body]);
  });

  it("to activate: the token is the URL's end", async () => {
    const { body } = await run(userOf(org, "STAGED").id, "activate?sendEmail=false");
    expect(body.activationUrl.endsWith(`/${body.activationToken}`)).toBe(true);
  });

  it("to activate a user with a password: the link as well, though they are active at once", async () => {
    const user = userOf(org, "STAGED");
    user.hasPassword = true;
    expect((await run(user.id, "activate?sendEmail=false")).body).toEqual({
      activationUrl: expect.stringContaining("/welcome/"),
      activationToken: expect.any(String),
    });
    expect(user).toMatchObject({ status: "ACTIVE", activated: NOW });
  });

  it("to expire_password: the user, who keeps the password", async () => {
    const { id } = userOf(org, "ACTIVE");
    const { body } = await run(id, "expire_password");
    expect(body).toMatchObject({ id, status: "PASSWORD_EXPIRED", credentials: { password: {} } });
    expect((await call(org, token, `/api/v1/users/${id}`)).body).toEqual(body);
  });

  it("to expire_password_with_temp_password: the password that is now the user's", async () => {
    const { id } = userOf(org, "ACTIVE");
    const { tempPassword } = (await run(id, "expire_password_with_temp_password")).body;
    expect(stored(org, id)).toMatchObject({ password: tempPassword, passwordChanged: NOW });
  });
});

describe("what else happens", () => {
  it.each([
    ["activate", "STAGED", ["user.lifecycle.activate"]],
    ["reactivate", "PROVISIONED", ["user.lifecycle.reactivate"]],
    ["suspend", "ACTIVE", ["user.lifecycle.suspend"]],
    ["unsuspend", "SUSPENDED", ["user.lifecycle.unsuspend"]],
    ["unlock", "LOCKED_OUT", ["user.account.unlock_by_admin"]],
    ["expire_password", "ACTIVE", ["user.account.expire_password"]],
    [
      "expire_password_with_temp_password?revokeSessions=true",
      "ACTIVE",
      ["user.account.expire_password", "user.session.clear"],
    ],
    [
      "reset_password?sendEmail=false&revokeSessions=true",
      "ACTIVE",
      ["user.account.reset_password", "user.session.clear"],
    ],
    ["reset_factors", "ACTIVE", ["user.mfa.factor.reset_all"]],
  ] as const)("%s of who is %s writes %j", async (operation, status, types) => {
    const { id } = userOf(org, status);
    expect(await eventsOf(org, () => run(id, operation))).toEqual(types.map((type) => `${type} ${id}`));
  });

  it("deactivate ends memberships and assignments, those that groups gave too, with an event for each", async () => {
    const { id } = userOf(org, "ACTIVE");
    const { apps, groups } = org.sandbox.store;
    const isGiven = (groupId: string) => groups.get(groupId)?.members.has(id) ?? false;
    const given = [...apps.values()].filter((app) => app.users.has(id) || [...app.groups.keys()].some(isGiven));
    expect(given.some((app) => !app.users.has(id))).toBe(true);
    const [first, ...rest] = await eventsOf(org, () => run(id, "deactivate"));
    expect(first).toBe(`user.lifecycle.deactivate ${id}`);
    expect(rest.filter((event) => event.startsWith(`group.user_membership.remove ${id} 00g`)).length).toBeGreaterThan(
      1,
    );
    expect(rest.filter((event) => event.startsWith("application.")).sort()).toEqual(
      given.map((app) => `application.user_membership.remove ${id} ${app.id}`).sort(),
    );
    const { body } = await call(org, token, `/api/v1/users/${id}/groups`);
    expect(body).toEqual([]);
  });

  it("suspending keeps the groups; who is activated again is back among everyone", async () => {
    const groupsOf = async (id: string) =>
      (await call(org, token, `/api/v1/users/${id}/groups`)).body.map((group: { type: string }) => group.type);
    const active = userOf(org, "ACTIVE");
    const before = await groupsOf(active.id);
    await run(active.id, "suspend");
    expect(await groupsOf(active.id)).toEqual(before);
    const gone = userOf(org, "DEPROVISIONED");
    expect(await groupsOf(gone.id)).toEqual([]);
    await run(gone.id, "activate");
    expect(await groupsOf(gone.id)).toEqual(["BUILT_IN"]);
  });

  it.each(["expire_password_with_temp_password", "reset_password?sendEmail=true"])(
    "%s ends sessions only when it is asked to, and only the user's",
    async (operation) => {
      const { sessions } = org.sandbox.store;
      const { id } = userOf(org, "ACTIVE");
      const [own, other] = [signIn(id), signIn("00uOther")];
      await run(id, operation);
      expect(sessions.has(own.id)).toBe(true);
      stored(org, id).status = "ACTIVE";
      await run(id, `${operation}${operation.includes("?") ? "&" : "?"}revokeSessions=true`);
      expect([sessions.has(own.id), sessions.has(other.id)]).toEqual([false, true]);
    },
  );
});

describe("who may ask", () => {
  const FORBIDDEN = [403, "E0000006", "You do not have permission to perform the requested action"] as const;

  it("reset_password without sendEmail: refused", async () => {
    const { id } = userOf(org, "ACTIVE");
    const answer = await run(id, "reset_password");
    expectOktaError(answer, [400, "E0000028", "The request is missing a required parameter."]);
    expect(stored(org, id).status).toBe("ACTIVE");
  });

  it.each(["unlock", "expire_password", "reset_password?sendEmail=true", "reset_factors"])(
    "%s: a help desk's app",
    async (operation) => {
      registered(org).roles = ["HELP_DESK_ADMIN"];
      const { id } = userOf(org, operation === "unlock" ? "LOCKED_OUT" : "ACTIVE");
      expect((await run(id, operation)).status).toBe(200);
    },
  );

  it.each(["activate", "reactivate", "deactivate", "suspend", "unsuspend"])(
    "%s: not a help desk's app",
    async (operation) => {
      registered(org).roles = ["HELP_DESK_ADMIN"];
      expectOktaError(await run(userOf(org, "ACTIVE").id, operation), FORBIDDEN);
    },
  );

  it.each(Object.keys(TABLE))("%s: no app that may only read", async (operation) => {
    registered(org).roles = ["READ_ONLY_ADMIN"];
    expectOktaError(await run(userOf(org, "ACTIVE").id, operation), FORBIDDEN);
  });
});
