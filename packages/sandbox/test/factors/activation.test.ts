import { beforeEach, describe, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import * as kinds from "../support/factors.ts";
import { blank, factorCalls, NO_MATCH, TOO_LATE, WRONG_CODE, WRONG_STATE, wrong } from "../support/factors.ts";
import { makeOrg, registered, type TestOrg } from "../support/org.ts";
import { noUser, userOf } from "../support/people.ts";

const { SMS, CALL, EMAIL, TOTP, PUSH, QUESTION } = kinds;

let org: TestOrg;
let token: string;
let id: string;
let factors: ReturnType<typeof factorCalls>;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage" } });
  ({ id } = userOf(org, "SUSPENDED"));
  factors = factorCalls(org, token, id);
});

describe("activating", () => {
  it.each([SMS, CALL, EMAIL, TOTP])("%j with its code: ACTIVE, logged, to be verified or deleted", async (body) => {
    const factor = await factors.enroll(body);
    const events = await eventsOf(org, async () => {
      const answer = await factors.activate(factor, { passCode: factor.passCode });
      expect([answer.status, answer.body.status]).toEqual([200, "ACTIVE"]);
      expect(answer.body._links).toMatchObject({ self: { hints: { allow: ["GET", "DELETE"] } } });
      expect(Object.keys(answer.body._links)).not.toContain("activate");
      expect(answer.body).not.toHaveProperty("_embedded");
    });
    expect(events).toEqual([`user.mfa.factor.activate ${id}`]);
  });

  it.each([SMS, CALL, EMAIL, TOTP])("%j with another code: refused, and it stays pending", async (body) => {
    const factor = await factors.enroll(body);
    expectOktaError(await factors.activate(factor, { passCode: wrong(factor.passCode) }), WRONG_CODE, NO_MATCH);
    expect(factor.status).toBe("PENDING_ACTIVATION");
    expect((await factors.activate(factor, { passCode: factor.passCode })).status).toBe(200);
  });

  it("without a code: refused", async () => {
    const factor = await factors.enroll(SMS);
    expectOktaError(await factors.activate(factor), blank("passCode"), "passCode: The field cannot be left blank");
  });

  it.each([
    ["", 300],
    ["?tokenLifetimeSeconds=60", 60],
  ])("with a code that was sent too long ago (%s): refused", async (query, seconds) => {
    const early = await factors.enroll(EMAIL, query);
    org.clock.now += seconds - 1;
    expect((await factors.activate(early, { passCode: early.passCode })).status).toBe(200);
    const late = await factors.enroll(SMS, query);
    org.clock.now += seconds;
    expectOktaError(await factors.activate(late, { passCode: late.passCode }), TOO_LATE);
  });

  it("what is active: refused", async () => {
    const factor = await factors.enroll(SMS, "?activate=true");
    expectOktaError(await factors.activate(factor, { passCode: "123456" }), WRONG_STATE);
  });

  it("a push: waits until the user has accepted it", async () => {
    const factor = await factors.enroll(PUSH);
    expect(await factors.activate(factor)).toMatchObject({ status: 200, body: { factorResult: "WAITING" } });
    expect(factor.status).toBe("PENDING_ACTIVATION");
    if (factor.push) factor.push.result = "SUCCESS";
    expect(await factors.activate(factor)).toMatchObject({ status: 200, body: { id: factor.id, status: "ACTIVE" } });
  });

  it("a push that no one accepts: runs out of time, and begins anew", async () => {
    const factor = await factors.enroll(PUSH);
    org.clock.now += 300;
    expect((await factors.activate(factor)).body.factorResult).toBe("TIMEOUT");
    expect((await factors.activate(factor)).body.factorResult).toBe("WAITING");
  });
});

describe("sending a code again", () => {
  it.each([
    [SMS, 30, "E0000109", "An SMS message was recently sent. Please wait 30 seconds before trying again."],
    [CALL, 30, "E0000133", "A phone call was recently made. Please wait 30 seconds before trying again."],
    [EMAIL, 5, "E0000118", "An email was recently sent. Please wait 5 seconds before trying again."],
  ] as const)("%j: after %d seconds, and the last code is good for nothing", async (body, seconds, code, summary) => {
    const factor = await factors.enroll(body);
    factor.passCode = "not what is sent";
    org.clock.now += seconds - 1;
    expectOktaError(await factors.resend(factor, body), [429, code, summary]);
    expect(factor.passCode).toBe("not what is sent");
    org.clock.now += 1;
    const events = await eventsOf(org, async () => {
      const answer = await factors.resend(factor, body);
      expect([answer.status, answer.body.id, answer.body.status]).toEqual([200, factor.id, "PENDING_ACTIVATION"]);
    });
    expect(events).toEqual([expect.stringMatching(new RegExp(`^system\\.\\w+\\.send_\\w+ ${id}$`))]);
    expectOktaError(await factors.activate(factor, { passCode: "not what is sent" }), WRONG_CODE, NO_MATCH);
    expect((await factors.activate(factor, { passCode: factor.passCode })).status).toBe(200);
  });

  it.each([TOTP, PUSH])("of %j, which has none: refused", async (body) => {
    expectOktaError(await factors.resend(await factors.enroll(body), body), WRONG_STATE);
  });

  it("of what is active: refused", async () => {
    expectOktaError(await factors.resend(await factors.enroll(SMS, "?activate=true"), SMS), WRONG_STATE);
  });
});

describe("removing", () => {
  it("204, logged, gone", async () => {
    const factor = await factors.enroll(QUESTION);
    const events = await eventsOf(org, async () => {
      const answer = await factors.remove(factor, "?removeRecoveryEnrollment=true");
      expect(answer).toMatchObject({ status: 204, text: "" });
    });
    expect(events).toEqual([`user.mfa.factor.deactivate ${id}`]);
    expect((await factors.list()).body).toEqual([]);
    expect((await factors.enroll(QUESTION)).status).toBe("ACTIVE");
  });

  it("all by reset_factors, and no other user's", async () => {
    const { store } = org.sandbox;
    const before = store.factors.size;
    for (const body of [QUESTION, PUSH]) await factors.enroll(body);
    await call(org, token, `/api/v1/users/${id}/lifecycle/reset_factors`, "POST");
    expect([(await factors.list()).body, store.factors.size]).toEqual([[], before]);
  });

  it("by a help desk's app: done; by a reader's: refused", async () => {
    const factor = await factors.enroll(QUESTION);
    registered(org).roles = ["READ_ONLY_ADMIN"];
    const forbidden = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
    expectOktaError(await factors.remove(factor), forbidden);
    registered(org).roles = ["HELP_DESK_ADMIN"];
    expect((await factors.remove(factor)).status).toBe(204);
  });
});

describe("a factor that does not exist, or of another user", () => {
  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["POST", "/lifecycle/activate"],
    ["POST", "/resend"],
    ["POST", "/verify"],
    ["GET", "/transactions/mst1"],
  ])("%s …%s: not found", async (method, more) => {
    const [other] = org.sandbox.store.factors.values();
    for (const factorId of ["mblsfdsyb1P5k0Kr54x6", other?.id]) {
      const summary = `Not found: Resource not found: ${factorId} (UserFactor)`;
      const answer = await call(org, token, `${factors.path}/${factorId}${more}`, method);
      expectOktaError(answer, [404, "E0000007", summary]);
    }
    const nobodys = `/api/v1/users/00uMissing/factors/mbl1${more}`;
    expectOktaError(await call(org, token, nobodys, method), noUser("00uMissing"));
  });
});
