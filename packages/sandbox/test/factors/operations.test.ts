import { beforeEach, describe, expect, it } from "vitest";
import type { Factor } from "../../src/org/model.ts";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();
const ORIGIN = "https://sandbox.okta.example";
const SMS = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+1-415-555-0123" } };
const QUESTION = { factorType: "question", provider: "OKTA", profile: { question: "favorite_toy", answer: "A kite" } };
const LOGIN = "grace.hopper@example.com";

let org: TestOrg;
let token: string;
/** Grace, without any factor. */
let id: string;
let path: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage" } });
  const user = [...org.sandbox.store.users.values()].find(({ profile }) => profile.login === LOGIN);
  id = user?.id ?? "";
  path = `/api/v1/users/${id}/factors`;
  for (const factor of ownFactors()) org.sandbox.store.factors.delete(factor.id);
});

const send = (method: string, to: string, init?: CallInit) => call(org, token, to, method, init);
const enroll = (body: object, query = "") => send("POST", path + query, { body });
const invalid = [400, "E0000001", "Api validation failed: factorEnrollRequest"] as const;
const ownFactors = () => [...org.sandbox.store.factors.values()].filter(({ userId }) => userId === id);

describe("a factor that is enrolled", () => {
  it.each<[body: object, prefix: string, expected: object]>([
    [SMS, "mbl", { profile: { phoneNumber: "+14155550123" } }],
    [
      { factorType: "call", provider: "OKTA", profile: { phoneNumber: "+1 (415) 555-0123", phoneExtension: "12" } },
      "clf",
      { profile: { phoneNumber: "+14155550123", phoneExtension: "12" } },
    ],
    [{ factorType: "email", provider: "OKTA" }, "emf", { profile: { email: LOGIN } }],
    [{ factorType: "token:software:totp", provider: "OKTA" }, "ost", { profile: { credentialId: LOGIN } }],
    [{ factorType: "token:software:totp", provider: "GOOGLE" }, "uft", { vendorName: "GOOGLE" }],
    [{ factorType: "push", provider: "OKTA" }, "opf", { vendorName: "OKTA" }],
  ])("%j: 200, PENDING_ACTIVATION, listed and found", async (body, prefix, expected) => {
    const answer = await enroll(body);
    expect(answer.status).toBe(200);
    const { factorType, provider } = body as Factor;
    const self = `${ORIGIN}${path}/${answer.body.id}`;
    expect(answer.body).toMatchObject({
      id: expect.stringMatching(new RegExp(`^${prefix}\\w{17}$`)),
      factorType,
      provider,
      vendorName: provider,
      status: "PENDING_ACTIVATION",
      created: NOW,
      lastUpdated: NOW,
      ...expected,
      _links: { self: { href: self, hints: { allow: ["GET"] } }, user: { href: `${ORIGIN}/api/v1/users/${id}` } },
    });
    const way = factorType === "push" ? "poll" : "activate";
    expect(answer.body._links[way].href).toBe(`${self}/lifecycle/activate`);
    expect(answer.body._links.resend).toEqual(
      ["sms", "call", "email"].includes(factorType)
        ? [{ name: factorType, href: `${self}/resend`, hints: { allow: ["POST"] } }]
        : undefined,
    );
    expect((await send("GET", path)).body).toEqual([answer.body]);
    expect((await send("GET", `${path}/${answer.body.id}`)).body).toEqual(answer.body);
  });

  it("a question: ACTIVE at once, without showing the answer", async () => {
    const { body, text } = await enroll(QUESTION);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^ufs/),
      status: "ACTIVE",
      profile: { question: "favorite_toy", questionText: "Favorite toy?" },
      _links: { verify: { href: `${ORIGIN}${path}/${body.id}/verify` }, self: { hints: { allow: ["GET", "DELETE"] } } },
    });
    expect(text).not.toContain("kite");
  });

  it.each([SMS, { ...SMS, factorType: "call" }, { factorType: "email", provider: "OKTA" }])(
    "%j with activate=true: ACTIVE at once, and no code is sent",
    async (body) => {
      const events = await eventsOf(org, async () => {
        expect((await enroll(body, "?activate=true")).body.status).toBe("ACTIVE");
      });
      expect(events).toEqual([`user.mfa.factor.activate ${id}`]);
      expect(ownFactors().map(({ passCode }) => passCode)).toEqual([undefined]);
    },
  );

  it("an app with activate=true: pending all the same", async () => {
    const { body } = await enroll({ factorType: "token:software:totp", provider: "OKTA" }, "?activate=true");
    expect(body.status).toBe("PENDING_ACTIVATION");
  });

  it("an app comes with its secret, a push with what it waits for, a code with nothing", async () => {
    const totp = await enroll({ factorType: "token:software:totp", provider: "OKTA" });
    expect(totp.body._embedded.activation).toMatchObject({
      timeStep: 30,
      sharedSecret: expect.stringMatching(/^[A-Z2-7]{16}$/),
      encoding: "base32",
    });
    const push = await enroll({ factorType: "push", provider: "OKTA" });
    expect(push.body._embedded.activation).toMatchObject({
      factorResult: "WAITING",
      expiresAt: new Date((START + 300) * 1000).toISOString(),
    });
    const sms = await enroll(SMS);
    expect(sms.body).not.toHaveProperty("_embedded");
    const code = org.sandbox.store.factors.get(sms.body.id)?.passCode;
    expect(code).toMatch(/^\d{6}$/);
    expect(sms.text).not.toContain(code);
  });

  it.each<[what: string, body: object, events: string[]]>([
    ["sms", SMS, ["system.sms.send_factor_verify_message", "user.mfa.factor.update"]],
    ["call", { ...SMS, factorType: "call" }, ["system.voice.send_mfa_challenge_call", "user.mfa.factor.update"]],
    [
      "email",
      { factorType: "email", provider: "OKTA" },
      ["system.email.send_factor_verify_message", "user.mfa.factor.update"],
    ],
    ["push", { factorType: "push", provider: "OKTA" }, ["user.mfa.factor.update"]],
    ["question", QUESTION, ["user.mfa.factor.activate"]],
  ])("%s: logged", async (_what, body, events) => {
    expect(await eventsOf(org, () => enroll(body))).toEqual(events.map((event) => `${event} ${id}`));
  });

  it("without a number: by the user's own", async () => {
    await send("POST", `/api/v1/users/${id}`, { body: { profile: { mobilePhone: "+1 415 555 0199" } } });
    const { body } = await enroll({ factorType: "sms", provider: "OKTA" });
    expect(body.profile).toEqual({ phoneNumber: "+14155550199" });
  });
});

describe("a second time", () => {
  const SET_UP = "A factor of this type is already set up.";
  const OTHER = { ...SMS, profile: { phoneNumber: "+14155550188" } };
  const VERIFIED = "There is an existing verified phone number.";

  it.each([QUESTION, SMS])("%j: refused once it is active", async (body) => {
    await enroll(body, "?activate=true");
    expectOktaError(await enroll(body), invalid, SET_UP);
    expect(ownFactors().length).toBe(1);
  });

  it("while it is pending: the same factor, with a new code", async () => {
    const first = (await enroll(SMS)).body;
    const [before] = ownFactors();
    const old = before?.codeSent;
    org.clock.now += 31;
    const second = (await enroll(SMS)).body;
    expect([second.id, second.status, ownFactors().length]).toEqual([first.id, "PENDING_ACTIVATION", 1]);
    expect(ownFactors()[0]?.codeSent).not.toEqual(old);
  });

  it("with another number: refused, unless it is pending and to be updated", async () => {
    const first = (await enroll(SMS)).body;
    org.clock.now += 31;
    expectOktaError(await enroll(OTHER), invalid, VERIFIED);
    const updated = (await enroll(OTHER, "?updatePhone=true")).body;
    expect([updated.id, updated.profile.phoneNumber]).toEqual([first.id, "+14155550188"]);
    org.clock.now += 31;
    await enroll(OTHER, "?activate=true");
    expectOktaError(await enroll(SMS), invalid, VERIFIED);
    expectOktaError(await enroll(SMS, "?updatePhone=true"), invalid, SET_UP);
  });

  it("with another provider: another factor", async () => {
    for (const provider of ["OKTA", "GOOGLE"]) await enroll({ factorType: "token:software:totp", provider });
    expect(ownFactors().length).toBe(2);
  });
});

describe("a factor that Okta does not take", () => {
  it.each<[what: string, body: object, cause: string]>([
    ["no type", { provider: "OKTA" }, "factorType: The field cannot be left blank"],
    ["no provider", { factorType: "sms" }, "provider: The field cannot be left blank"],
    ["an unknown type", { ...SMS, factorType: "smoke" }, "The factor type and provider are not supported."],
    ["another company's", { ...SMS, provider: "GOOGLE" }, "The factor type and provider are not supported."],
    ["no number", { factorType: "sms", provider: "OKTA" }, "phoneNumber: The field cannot be left blank"],
    [
      "no question",
      { ...QUESTION, profile: { answer: "A kite" } },
      "question: The field is not one of the known questions",
    ],
    [
      "a short answer",
      { ...QUESTION, profile: { question: "favorite_toy", answer: "me" } },
      "The security question answer must be at least 4 characters in length",
    ],
  ])("%s: refused", async (_what, body, cause) => {
    expectOktaError(await enroll(body), invalid, cause);
    expect(ownFactors()).toEqual([]);
  });

  it.each(["415", "+0123456789", "+1415555012345678", "call me"])("number %j: refused", async (phoneNumber) => {
    const answer = await enroll({ ...SMS, profile: { phoneNumber } });
    expectOktaError(answer, [400, "E0000098", "This phone number is invalid."]);
  });

  it("another user's address: refused", async () => {
    const answer = await enroll({ factorType: "email", provider: "OKTA", profile: { email: "ada@example.com" } });
    const summary = "Api validation failed: Only verified primary or secondary email can be enrolled.";
    expectOktaError(answer, [400, "E0000001", summary]);
  });

  it.each(["0", "86401", "soon"])("a code for %s seconds: refused", async (seconds) => {
    const answer = await enroll(SMS, `?tokenLifetimeSeconds=${seconds}`);
    const summary = "Api validation failed: tokenLifetimeSeconds";
    expectOktaError(answer, [400, "E0000001", summary], "tokenLifetimeSeconds: The field must be from 1 to 86400");
  });

  it("of an unknown or deactivated user: not found", async () => {
    for (const userId of ["00uMissing", userOf(org, "DEPROVISIONED").id]) {
      expectOktaError(await send("POST", `/api/v1/users/${userId}/factors`, { body: SMS }), noUser(userId));
    }
  });

  it("by a help desk's app: refused", async () => {
    registered(org).roles = ["HELP_DESK_ADMIN"];
    const forbidden = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
    expectOktaError(await enroll(SMS), forbidden);
  });
});

describe("the catalog", () => {
  it("has what can be enrolled, and what of it the user has", async () => {
    await enroll(SMS);
    await enroll(QUESTION);
    const { status, body } = await send("GET", `${path}/catalog`);
    expect(status).toBe(200);
    const statuses = body.map((one: Factor) => [one.factorType, one.provider, one.status].join(" "));
    expect(statuses).toEqual([
      "question OKTA ACTIVE",
      "token:software:totp OKTA NOT_SETUP",
      "token:software:totp GOOGLE NOT_SETUP",
      "push OKTA NOT_SETUP",
      "sms OKTA PENDING_ACTIVATION",
      "call OKTA NOT_SETUP",
      "email OKTA NOT_SETUP",
    ]);
    expect(body[0]).toMatchObject({ enrollment: "OPTIONAL", _links: { enroll: { href: ORIGIN + path } } });
  });

  it("of an unknown user: not found", async () => {
    for (const more of ["", "/catalog"]) {
      expectOktaError(await send("GET", `/api/v1/users/00uMissing/factors${more}`), noUser("00uMissing"));
    }
  });
});

it("some people have factors from the beginning, all of them active", async () => {
  const { sandbox } = await makeOrg();
  const factors = [...sandbox.store.factors.values()];
  expect(new Set(factors.map(({ factorType }) => factorType)).size).toBeGreaterThan(4);
  for (const { status, userId } of factors) {
    expect([status, sandbox.store.users.get(userId)?.status]).toEqual(["ACTIVE", "ACTIVE"]);
  }
});
