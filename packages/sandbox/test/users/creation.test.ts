import { beforeEach, describe, expect, it } from "vitest";
import type { Group } from "../../src/org/model.ts";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { stored } from "../support/people.ts";

const USERS = "/api/v1/users";
const PASSWORD = { value: "Tr0mbone-Sunset" };
const NOW = new Date(START * 1000).toISOString();

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage okta.groups.manage" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const create = (body: object, query = "") => send("POST", USERS + query, { body });
const profileOf = (login: string, more: object = {}) => ({
  profile: { firstName: "Isaac", lastName: "Brock", email: login, login, ...more },
});
const groupNamed = (name: string) => {
  const group = [...org.sandbox.store.groups.values()].find(({ profile }) => profile.name === name);
  if (!group) throw new Error(`There is no group ${name}.`);
  return group;
};
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const BLANK = "The field cannot be left blank";

describe("a new user", () => {
  it("without a password: 200, PROVISIONED, with everything that a user has", async () => {
    const { status, body } = await create(profileOf("isaac@example.com"));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^00u\w{17}$/),
      status: "PROVISIONED",
      created: NOW,
      activated: NOW,
      statusChanged: NOW,
      lastLogin: null,
      passwordChanged: null,
      type: { id: org.sandbox.store.userTypeId },
      profile: { login: "isaac@example.com", mobilePhone: null, secondEmail: null },
      credentials: { provider: { type: "OKTA", name: "OKTA" } },
    });
    expect(body.credentials).not.toHaveProperty("password");
    expect(Object.keys(body._links)).toEqual(expect.arrayContaining(["self", "reactivate", "deactivate"]));
    expect((await send("GET", `${USERS}/isaac@example.com`)).body).toEqual(body);
    expect(groupNamed("Everyone").members.has(body.id)).toBe(true);
  });

  it.each<[query: string, credentials: object | undefined, status: string]>([
    ["?activate=false", undefined, "STAGED"],
    ["?activate=false", { password: PASSWORD }, "STAGED"],
    ["?activate=true", undefined, "PROVISIONED"],
    ["", { recovery_question: { question: "Who?", answer: "Odysseus" } }, "PROVISIONED"],
    ["?activate=true", { password: PASSWORD }, "ACTIVE"],
    ["", { password: { hash: { algorithm: "BCRYPT", value: "x", salt: "y", workFactor: 10 } } }, "ACTIVE"],
    ["", { password: { hook: { type: "default" } } }, "ACTIVE"],
    ["?nextLogin=changePassword", { password: PASSWORD }, "PASSWORD_EXPIRED"],
    ["?provider=true", { provider: { type: "FEDERATION", name: "FEDERATION" } }, "ACTIVE"],
    ["?provider=true&activate=false", { provider: { type: "SOCIAL" } }, "STAGED"],
    ["?provider=true", { provider: { type: "OKTA", name: "OKTA" } }, "PROVISIONED"],
    ["?provider=false", { provider: { type: "FEDERATION", name: "FEDERATION" } }, "PROVISIONED"],
  ])("%s with %j: %s", async (query, credentials, status) => {
    const { body } = await create({ ...profileOf("isaac@example.com"), credentials }, query);
    expect(body.status).toBe(status);
    expect([body.activated === null, body.statusChanged === null]).toEqual([status === "STAGED", status === "STAGED"]);
  });

  it("shows of its credentials neither password nor answer", async () => {
    const credentials = { password: PASSWORD, recovery_question: { question: "Who?", answer: "Odysseus" } };
    const { text, body } = await create({ ...profileOf("isaac@example.com"), credentials });
    expect(body.credentials).toEqual({
      password: {},
      recovery_question: { question: "Who?" },
      provider: { type: "OKTA", name: "OKTA" },
      emails: [{ value: "isaac@example.com", status: "VERIFIED", type: "PRIMARY" }],
    });
    expect(text).not.toMatch(/Tr0mbone|Odysseus/);
    expect(stored(org, body.id)).toMatchObject({ password: PASSWORD.value, passwordChanged: NOW });
  });

  it("joins the groups named and gains their apps, with an event for each", async () => {
    const [design, data] = [groupNamed("Design"), groupNamed("Data")];
    let id = "";
    const events = await eventsOf(org, async () => {
      ({ id } = (await create({ ...profileOf("isaac@example.com"), groupIds: [design.id, data.id] })).body);
    });
    expect([design.members.has(id), data.members.has(id), design.lastMembershipUpdated]).toEqual([true, true, NOW]);
    const appsOf = (group: Group) =>
      [...org.sandbox.store.apps.values()]
        .filter(({ groups }) => groups.has(group.id))
        .map((app) => `application.user_membership.add ${id} ${app.id}`);
    expect(appsOf(design).length * appsOf(data).length).toBeGreaterThan(0);
    expect(events).toEqual([
      `user.lifecycle.create ${id}`,
      `group.user_membership.add ${id} ${design.id}`,
      ...appsOf(design),
      `group.user_membership.add ${id} ${data.id}`,
      ...appsOf(data),
      `user.lifecycle.activate ${id}`,
    ]);
    expect(org.sandbox.store.events.at(-1)?.actor).toMatchObject({ id: org.app.clientId, type: "PublicClientApp" });
  });

  it("may have the org's custom attributes", async () => {
    const more = { costCenterCode: "CC-7", skills: ["go", "lace"], isContractor: true, badgeNumber: 7 };
    expect((await create(profileOf("isaac@example.com", more))).body.profile).toMatchObject(more);
  });
});

describe("a user that Okta does not take", () => {
  const ALL_BLANK = ["login", "firstName", "lastName", "email"].map((name) => `${name}: ${BLANK}`);
  const NO_ADDRESS = "login: Username must be in the form of an email address";

  it.each<[what: string, body: object, subject: string, causes: string[]]>([
    ["no profile", {}, "login", [...ALL_BLANK, NO_ADDRESS]],
    ["an empty profile", { profile: {} }, "login", [...ALL_BLANK, NO_ADDRESS]],
    ["an unknown attribute among empty ones", { profile: { crap: "bad" } }, "login", [...ALL_BLANK, NO_ADDRESS]],
    ["blank first name", profileOf("i@example.com", { firstName: "" }), "firstName", [`firstName: ${BLANK}`]],
    ["null last name", profileOf("i@example.com", { lastName: null }), "lastName", [`lastName: ${BLANK}`]],
    ["a login that is not an address", profileOf("i@example.com", { login: "isaac" }), "login", [NO_ADDRESS]],
    [
      "an email that is not an address",
      profileOf("i@example.com", { email: "isaac" }),
      "email",
      ["email: Does not match required pattern"],
    ],
    [
      "an unknown attribute",
      profileOf("i@example.com", { notValid: "x" }),
      "newUser",
      ["Property name 'notValid' is not defined in profile"],
    ],
    [
      "an attribute named as what every object has",
      profileOf("i@example.com", { constructor: "x" }),
      "newUser",
      ["Property name 'constructor' is not defined in profile"],
    ],
    [
      "a login that is taken",
      profileOf("ADA.Lovelace@example.com"),
      "login",
      ["login: An object with this field already exists in the current organization"],
    ],
    [
      "a first name that is too long",
      profileOf("i@example.com", { firstName: "x".repeat(51) }),
      "firstName",
      ["firstName: The field is too long"],
    ],
    [
      "a number for a text",
      profileOf("i@example.com", { department: 7 }),
      "department",
      ["department: The value is not of the type that the attribute has"],
    ],
    [
      "a question without an answer",
      { ...profileOf("i@example.com"), credentials: { recovery_question: { question: "Who?", answer: "me" } } },
      "recovery_question",
      ["The security question answer must be at least 4 characters in length"],
    ],
    [
      "an answer without a question",
      { ...profileOf("i@example.com"), credentials: { recovery_question: { answer: "Odysseus" } } },
      "recovery_question",
      ["recovery_question.question: The field cannot be left blank"],
    ],
    [
      "a provider of no known type",
      { ...profileOf("i@example.com"), credentials: { provider: { type: "MAGIC" } } },
      "provider",
      ["provider.type: The field is not one of the known types"],
    ],
    [
      "group IDs that are not a list",
      { ...profileOf("i@example.com"), groupIds: "00g1" },
      "groupIds",
      ["groupIds: The field must be an array of IDs"],
    ],
  ])("%s: refused", async (_what, body, subject, causes) => {
    const before = org.sandbox.store.users.size;
    const events = await eventsOf(org, async () => {
      expectOktaError(await create(body), invalid(subject), ...causes);
    });
    expect([org.sandbox.store.users.size, events]).toEqual([before, []]);
  });

  it.each(["short1A", "alllowercase1", "ALLUPPERCASE1", "NoNumbersHere", "Isaac.2026xx"])(
    "password %s: refused",
    async (value) => {
      const fault =
        "password: Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.";
      const answer = await create({ ...profileOf("isaac@example.com"), credentials: { password: { value } } });
      expectOktaError(answer, invalid("password"), fault);
    },
  );

  it("an unknown group: refused, and no user is created", async () => {
    const before = org.sandbox.store.users.size;
    const answer = await create({ ...profileOf("i@example.com"), groupIds: ["12345678901011"] });
    expectOktaError(answer, [404, "E0000007", "Not found: Resource not found: 12345678901011 (UserGroup)"]);
    expect(org.sandbox.store.users.size).toBe(before);
  });

  it("an unknown type: refused", async () => {
    const answer = await create({ ...profileOf("i@example.com"), type: { id: "oty1" } });
    expectOktaError(answer, [404, "E0000007", "Not found: Resource not found: oty1 (CVDType)"]);
  });

  it("to change a password that there is not, or of a user that is not activated: refused", async () => {
    const expire = "Could not create user. To create a user and expire their password immediately,";
    expectOktaError(await create(profileOf("i@example.com"), "?nextLogin=changePassword"), [
      400,
      "E0000124",
      `${expire} a password must be specified`,
    ]);
    const body = { ...profileOf("i@example.com"), credentials: { password: PASSWORD } };
    expectOktaError(await create(body, "?nextLogin=changePassword&activate=false"), [
      400,
      "E0000125",
      `${expire} "activate" must be true`,
    ]);
  });

  it.each(["[]", "{", JSON.stringify("x")])("a body that is %s: refused", async (body) => {
    const answer = await send("POST", USERS, { body });
    expectOktaError(answer, [400, "E0000003", "The request body was not well-formed."]);
  });

  it("by an app whose role may only read: refused", async () => {
    registered(org).roles = ["READ_ONLY_ADMIN"];
    const answer = await create(profileOf("i@example.com"));
    expectOktaError(answer, [403, "E0000006", "You do not have permission to perform the requested action"]);
  });
});
