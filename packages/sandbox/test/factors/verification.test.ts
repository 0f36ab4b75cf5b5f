import { beforeEach, expect, it } from "vitest";
import { makeTotp, totpStep } from "../../src/factors/totp.ts";
import type { Factor } from "../../src/org/model.ts";
import { call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import * as kinds from "../support/factors.ts";
import { blank, factorCalls, NO_MATCH, TOO_LATE, WRONG_CODE, WRONG_STATE, wrong } from "../support/factors.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

const { SMS, CALL, EMAIL, TOTP, PUSH, QUESTION } = kinds;
const SUCCESS = { status: 200, body: { factorResult: "SUCCESS" } };

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

/** Enrolls an authenticator app and activates it; a minute later. */
async function enrollTotp(): Promise<Factor> {
  const factor = await factors.enroll(TOTP);
  await factors.activate(factor, { passCode: factor.passCode });
  org.clock.now += 60;
  return factor;
}

const totpAt = (factor: Factor, seconds = 0) => makeTotp(factor.sharedSecret ?? "", totpStep(org.clock.now + seconds));

it.each([SMS, CALL, EMAIL])("%j: a challenge, then its code, which is good once", async (body) => {
  const factor = await factors.enroll(body, "?activate=true");
  const challenge = await factors.verify(factor);
  expect([challenge.status, challenge.body.factorResult]).toEqual([200, "CHALLENGE"]);
  expect(challenge.body.profile).toEqual(factor.profile);
  expect(Object.keys(challenge.body._links)).toEqual(["verify", "factor"]);
  const { passCode } = factor;
  expectOktaError(await factors.verify(factor, { passCode: wrong(passCode) }), WRONG_CODE, NO_MATCH);
  expect(await factors.verify(factor, { passCode })).toMatchObject(SUCCESS);
  expectOktaError(await factors.verify(factor, { passCode }), WRONG_CODE, NO_MATCH);
});

it("the code that activated it does not verify it", async () => {
  const factor = await factors.enroll(SMS);
  const { passCode } = factor;
  await factors.activate(factor, { passCode });
  expectOktaError(await factors.verify(factor, { passCode }), WRONG_CODE, NO_MATCH);
});

it("a code that was sent too long ago: refused", async () => {
  const factor = await factors.enroll(SMS, "?activate=true");
  await factors.verify(factor);
  org.clock.now += 300;
  expectOktaError(await factors.verify(factor, { passCode: factor.passCode }), TOO_LATE);
});

it("two challenges in a moment: refused", async () => {
  const factor = await factors.enroll(SMS, "?activate=true");
  await factors.verify(factor);
  const summary = "An SMS message was recently sent. Please wait 30 seconds before trying again.";
  expectOktaError(await factors.verify(factor), [429, "E0000109", summary]);
});

it.each([-30, 0, 30])("an app's code %d seconds off: taken, once", async (seconds) => {
  const factor = await enrollTotp();
  const passCode = await totpAt(factor, seconds);
  expect(await factors.verify(factor, { passCode })).toMatchObject(SUCCESS);
  const used = [403, "E0000082", "Each code can only be used once. Please wait for a new code and try again."] as const;
  expectOktaError(await factors.verify(factor, { passCode }), used);
});

it.each([-60, 60])("an app's code %d seconds off: refused", async (seconds) => {
  const factor = await enrollTotp();
  expectOktaError(await factors.verify(factor, { passCode: await totpAt(factor, seconds) }), WRONG_CODE, NO_MATCH);
});

it("without an app's code: refused", async () => {
  const answer = await factors.verify(await enrollTotp(), {});
  expectOktaError(answer, blank("passCode"), "passCode: The field cannot be left blank");
});

it("an answer, in whatever letters; another one: refused", async () => {
  const factor = await factors.enroll(QUESTION);
  expect(await factors.verify(factor, { answer: "a KITE" })).toMatchObject(SUCCESS);
  const cause = "Your answer doesn't match our records. Please try again.";
  expectOktaError(await factors.verify(factor, { answer: "a ball" }), WRONG_CODE, cause);
  expectOktaError(await factors.verify(factor, {}), blank("answer"), "answer: The field cannot be left blank");
});

it("is logged, with what came of it", async () => {
  const factor = await factors.enroll(QUESTION);
  for (const answer of ["A kite", "a ball"]) await factors.verify(factor, { answer });
  const [right, no] = org.sandbox.store.events.slice(-2);
  expect(right).toMatchObject({ eventType: "user.authentication.auth_via_mfa", outcome: { result: "SUCCESS" } });
  expect(no).toMatchObject({
    eventType: "user.authentication.auth_via_mfa",
    outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" },
    target: [{ id }],
  });
});

it.each([
  ["SUCCESS", ["factorResult"]],
  ["REJECTED", ["factorResult", "_links"]],
] as const)("a push: 201, WAITING, then %s", async (result, members) => {
  const factor = await factors.enroll(PUSH);
  factor.status = "ACTIVE";
  const { status, body } = await factors.verify(factor);
  expect([status, body.factorResult]).toEqual([201, "WAITING"]);
  const poll = () => call(org, token, new URL(body._links.poll.href).pathname);
  expect(await poll()).toMatchObject({ status: 200, body: { factorResult: "WAITING", _links: body._links } });
  if (factor.push) factor.push.result = result;
  const answered = (await poll()).body;
  expect([answered.factorResult, Object.keys(answered)]).toEqual([result, members]);
});

it("a push that no one answers: TIMEOUT; one that was never sent: not found", async () => {
  const factor = await factors.enroll(PUSH);
  factor.status = "ACTIVE";
  const { body } = await factors.verify(factor);
  org.clock.now += 300;
  const { pathname } = new URL(body._links.poll.href);
  expect((await call(org, token, pathname)).body.factorResult).toBe("TIMEOUT");
  const summary = "Not found: Resource not found: mstNone (VerifyFactorTransaction)";
  expectOktaError(await call(org, token, pathname.replace(/mst\w+$/, "mstNone")), [404, "E0000007", summary]);
});

it.each([SMS, TOTP, PUSH])("%j while it is pending: refused", async (body) => {
  const factor = await factors.enroll(body);
  expectOktaError(await factors.verify(factor, { passCode: factor.passCode }), WRONG_STATE);
});
