import { beforeEach, describe, expect, it } from "vitest";
import type { UserStatus } from "../../src/org/model.ts";
import { call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, stored, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();
const OLD = "Tr0mbone-Sunset";
const NEW = "Sax0phone-Sunrise";
const CHANGE = { oldPassword: { value: OLD }, newPassword: { value: NEW } };
const QUESTION = { question: "Which engine?", answer: "The analytical one" };
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

const run = (id: string, operation: string, body?: object) =>
  call(org, token, `/api/v1/users/${id}/credentials/${operation}`, "POST", { body });
/** A user of a status, whose password is {@link OLD}. */
const userWithPassword = (status: UserStatus) =>
  Object.assign(userOf(org, status), { hasPassword: true, password: OLD, recoveryQuestion: undefined });
const withoutPassword = { hasPassword: false, password: undefined };
const except = (...legal: UserStatus[]) => STATUSES.filter((status) => !legal.includes(status));
const updateFailed = [403, "E0000014", "Update of credentials failed"] as const;
const WEAK =
  "Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.";

describe("change_password", () => {
  const FORBIDDEN = [403, "E0000035", "Change password not allowed on specified user."] as const;

  it.each([
    ["STAGED", "STAGED"],
    ["ACTIVE", "ACTIVE"],
    ["PASSWORD_EXPIRED", "ACTIVE"],
    ["RECOVERY", "ACTIVE"],
  ] as const)("of who is %s: done, and they are %s", async (status, next) => {
    const user = userWithPassword(status);
    const events = await eventsOf(org, async () => {
      const answer = await run(user.id, "change_password", CHANGE);
      expect([answer.status, answer.body]).toEqual([200, { password: {}, provider: { type: "OKTA", name: "OKTA" } }]);
    });
    expect(user).toMatchObject({ status: next, password: NEW, passwordChanged: NOW });
    expect(events).toEqual([`user.account.update_password ${user.id}`]);
  });

  it.each(except("STAGED", "ACTIVE", "PASSWORD_EXPIRED", "RECOVERY"))("of who is %s: refused", async (status) => {
    const user = userWithPassword(status);
    expectOktaError(await run(user.id, "change_password", CHANGE), FORBIDDEN);
    expect(user.password).toBe(OLD);
  });

  it("of who has none: refused", async () => {
    const { id } = Object.assign(userOf(org, "ACTIVE"), withoutPassword);
    expectOktaError(await run(id, "change_password", CHANGE), FORBIDDEN);
  });

  it.each<[what: string, body: object, cause: string]>([
    ["a wrong old password", { ...CHANGE, oldPassword: { value: "Wr0ng-Password" } }, "Old Password is not correct"],
    ["a weak new password", { ...CHANGE, newPassword: { value: "weak" } }, WEAK],
    ["a new password with the username in it", { ...CHANGE, newPassword: { value: "Ada.Lovelace1" } }, WEAK],
  ])("%s: refused", async (_what, body, cause) => {
    const user = userWithPassword("ACTIVE");
    const events = await eventsOf(org, async () => {
      expectOktaError(await run(user.id, "change_password", body), updateFailed, cause);
    });
    expect([user.password, events]).toEqual([OLD, []]);
  });

  it("to the same: refused where it is strict", async () => {
    const user = userWithPassword("ACTIVE");
    const same = { ...CHANGE, newPassword: { value: OLD } };
    const cause = "Password has been used too recently";
    expectOktaError(await run(user.id, "change_password?strict=true", same), updateFailed, cause);
    expect((await run(user.id, "change_password", same)).status).toBe(200);
  });

  it.each(["oldPassword", "newPassword"])("without %s: refused", async (name) => {
    const { id } = userWithPassword("ACTIVE");
    const answer = await run(id, "change_password", { ...CHANGE, [name]: undefined });
    const summary = `Api validation failed: ${name}`;
    expectOktaError(answer, [400, "E0000001", summary], `${name}: The field cannot be left blank`);
  });

  it("ends sessions when it is asked to", async () => {
    const { sessions } = org.sandbox.store;
    const [session] = sessions.values();
    const user = Object.assign(stored(org, session?.userId ?? ""), { password: OLD });
    const mine = () => [...sessions.values()].filter(({ userId }) => userId === user.id).length;
    await run(user.id, "change_password", CHANGE);
    expect(mine()).toBe(1);
    const back = { oldPassword: CHANGE.newPassword, newPassword: CHANGE.oldPassword, revokeSessions: true };
    const events = await eventsOf(org, () => run(user.id, "change_password", back));
    expect([mine(), events.at(-1)]).toEqual([0, `user.session.clear ${user.id}`]);
  });

  it("takes the password that a seeded user has", async () => {
    const user = userOf(org, "ACTIVE");
    const body = { ...CHANGE, oldPassword: { value: user.password } };
    expect((await run(user.id, "change_password", body)).status).toBe(200);
  });
});

describe("change_recovery_question", () => {
  const body = { password: { value: OLD }, recovery_question: QUESTION };

  it.each(["STAGED", "ACTIVE", "RECOVERY"] as const)(
    "of who is %s: done, without showing the answer",
    async (status) => {
      const user = userWithPassword(status);
      const answer = await run(user.id, "change_recovery_question", body);
      expect([answer.status, answer.body]).toEqual([
        200,
        {
          password: {},
          recovery_question: { question: QUESTION.question },
          provider: { type: "OKTA", name: "OKTA" },
        },
      ]);
      expect(user).toMatchObject({ status, recoveryQuestion: QUESTION });
    },
  );

  it("is written into the System Log", async () => {
    const { id } = userWithPassword("ACTIVE");
    const events = await eventsOf(org, () => run(id, "change_recovery_question", body));
    expect(events).toEqual([`user.account.update_profile ${id}`]);
  });

  const FORBIDDEN = [403, "E0000036", "Change recovery question not allowed on specified user."] as const;

  it.each(except("STAGED", "ACTIVE", "RECOVERY"))("of who is %s: refused", async (status) => {
    expectOktaError(await run(userWithPassword(status).id, "change_recovery_question", body), FORBIDDEN);
  });

  it("of who has no password: refused", async () => {
    const { id } = Object.assign(userOf(org, "ACTIVE"), withoutPassword);
    expectOktaError(await run(id, "change_recovery_question", body), FORBIDDEN);
  });

  it.each<[what: string, body: object, expected: readonly [number, string, string], cause: string]>([
    ["a wrong password", { ...body, password: { value: "Wr0ng" } }, updateFailed, "Password is not correct"],
    [
      "no password",
      { recovery_question: QUESTION },
      [400, "E0000001", "Api validation failed: password"],
      "password: The field cannot be left blank",
    ],
    [
      "no question",
      { ...body, recovery_question: { answer: "Odysseus" } },
      [400, "E0000001", "Api validation failed: recovery_question"],
      "recovery_question.question: The field cannot be left blank",
    ],
    [
      "a short answer",
      { ...body, recovery_question: { question: "Who?", answer: "me" } },
      [400, "E0000001", "Api validation failed: recovery_question"],
      "The security question answer must be at least 4 characters in length",
    ],
  ])("%s: refused", async (_what, sent, expected, cause) => {
    const user = userWithPassword("ACTIVE");
    expectOktaError(await run(user.id, "change_recovery_question", sent), expected, cause);
    expect(user.recoveryQuestion).toBeUndefined();
  });
});

describe("forgot_password", () => {
  const FORBIDDEN = [403, "E0000034", "Forgot password not allowed on specified user."] as const;

  it("by mail: nothing is answered; without: the link; the user stays as they are", async () => {
    const user = userOf(org, "ACTIVE");
    const before = structuredClone(user);
    const events = await eventsOf(org, async () => {
      expect((await run(user.id, "forgot_password")).body).toEqual({});
      expect((await run(user.id, "forgot_password?sendEmail=true")).body).toEqual({});
      const { status, body } = await run(user.id, "forgot_password?sendEmail=false");
      expect([status, body]).toEqual([
        200,
        {
          resetPasswordUrl: expect.stringMatching(/^https:\/\/sandbox\.okta\.example\/signin\/reset-password\/\w{20}$/),
        },
      ]);
    });
    expect(events).toEqual(Array(3).fill(`user.account.reset_password ${user.id}`));
    expect(user).toEqual(before);
  });

  it.each(except("ACTIVE"))("of who is %s: refused", async (status) => {
    const { id } = Object.assign(userOf(org, status), { recoveryQuestion: QUESTION });
    expectOktaError(await run(id, "forgot_password"), FORBIDDEN);
  });

  it("of who has no recovery question: refused", async () => {
    expectOktaError(await run(userWithPassword("ACTIVE").id, "forgot_password"), FORBIDDEN);
  });
});

describe("all three", () => {
  it.each(["change_password", "change_recovery_question", "forgot_password"])(
    "%s of an unknown user: not found",
    async (name) => {
      expectOktaError(await run("00uMissing", name, CHANGE), noUser("00uMissing"));
    },
  );

  it.each(["change_password", "change_recovery_question", "forgot_password"])(
    "%s by a reader: refused",
    async (name) => {
      registered(org).roles = ["READ_ONLY_ADMIN"];
      const answer = await run(userOf(org, "ACTIVE").id, name, CHANGE);
      expectOktaError(answer, [403, "E0000006", "You do not have permission to perform the requested action"]);
    },
  );
});
