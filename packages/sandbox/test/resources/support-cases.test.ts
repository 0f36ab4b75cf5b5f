import { beforeEach, expect, it } from "vitest";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { type Send, sender } from "../support/sender.ts";

const PATH = "/api/v1/org/privacy/oktaSupport/cases";

let org: TestOrg;
let send: Send;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "orgs");
});

const change = (caseNumber: string, body: unknown) => send("PATCH", `${PATH}/${caseNumber}`, body);
const inSeconds = (seconds: number) => new Date((org.clock.now + seconds) * 1000).toISOString();

it("lets Okta Support in for a day, for longer, and out again", async () => {
  const opened = await change("1000001", { impersonation: { status: "ENABLED" } });
  expect(opened.body.impersonation).toEqual({ status: "ENABLED", expiration: inSeconds(86_400) });
  const expiration = inSeconds(2 * 86_400);
  expect((await change("1000001", { impersonation: { expiration } })).body.impersonation.expiration).toBe(expiration);
  const { body } = await change("1000001", { impersonation: { status: "DISABLED" } });
  expect(body.impersonation).toEqual({ status: "DISABLED", expiration: null });
  expect((await send("GET", PATH)).body.supportCases).toContainEqual(body);
});

it("approves a case that support has assigned to itself, once it is requested", async () => {
  const { body } = await change("1000001", { selfAssigned: { status: "APPROVED" } });
  expect(body).toMatchObject({ caseNumber: "1000001", selfAssigned: { status: "APPROVED" } });
  expect((await change("1000002", { selfAssigned: { status: "APPROVED" } })).body.errorCode).toBe("E0000001");
});

it.each([
  ["a status that only support can set", { status: "REQUESTED" }],
  ["an extension of no access", { expiration: "2030-01-01T00:00:00.000Z" }],
  ["an end in the past", { status: "ENABLED", expiration: "2020-01-01T00:00:00.000Z" }],
  ["an end that is not a date", { status: "ENABLED", expiration: "soon" }],
])("rejects %s", async (_name, impersonation) => {
  expect((await change("1000002", { impersonation })).body.errorCode).toBe("E0000001");
});

it("knows no other cases", async () => {
  expect((await change("9", {})).status).toBe(404);
});
