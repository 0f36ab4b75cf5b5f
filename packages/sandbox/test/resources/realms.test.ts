import { beforeEach, expect, it } from "vitest";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";
import { type Send, sender } from "../support/sender.ts";

let org: TestOrg;
let send: Send;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "realms", "realmAssignments", "operations", "users");
});

const ASSIGNMENTS = "/api/v1/realm-assignments";
const EXECUTIONS = `${ASSIGNMENTS}/operations`;

async function makeRealm(name: string): Promise<string> {
  return (await send("POST", "/api/v1/realms", { profile: { name } })).body.id;
}

async function makeAssignment(realmId: string, value: string, priority = 1): Promise<string> {
  const { body } = await send("POST", ASSIGNMENTS, {
    name: `${value} ${realmId}`,
    priority,
    conditions: { profileSourceId: "0oa1", expression: { value } },
    actions: { assignUserToRealm: { realmId } },
  });
  await send("POST", `${ASSIGNMENTS}/${body.id}/lifecycle/activate`);
  return body.id;
}

const realmOf = async (id: string) => (await send("GET", `/api/v1/users/${id}`)).body.realmId;

it("puts the users who fit into the realm, and counts those who moved", async () => {
  const user = userOf(org, "ACTIVE");
  const realm = await makeRealm("Engineers");
  const assignmentId = await makeAssignment(realm, `user.login == "${user.profile.login}"`);
  const { status, body } = await send("POST", EXECUTIONS, { assignmentId });
  expect([status, body]).toMatchObject([201, { status: "COMPLETED", numUserMoved: 1, realmId: realm }]);
  expect(await realmOf(user.id)).toBe(realm);
  expect((await send("POST", EXECUTIONS, { assignmentId })).body.numUserMoved).toBe(0);
  expect((await send("GET", EXECUTIONS)).body).toHaveLength(2);
  expect((await send("GET", `/api/v1/operations/${body.id}`)).body).toEqual(body);
});

it("lets the first assignment that fits a user decide", async () => {
  const user = userOf(org, "ACTIVE");
  const [late, early] = [await makeRealm("Late"), await makeRealm("Early")];
  await makeAssignment(late, "true", 2);
  await makeAssignment(early, `user.login == "${user.profile.login}"`, 1);
  expect((await send("POST", EXECUTIONS, { assignmentId: "ALL" })).status).toBe(201);
  const other = [...org.sandbox.store.users.values()].find(({ id, status }) => id !== user.id && status === "ACTIVE");
  expect([await realmOf(user.id), await realmOf(other?.id ?? "")]).toEqual([early, late]);
});

it("rejects an assignment that is inactive, unknown or not named", async () => {
  const assignmentId = await makeAssignment(await makeRealm("Engineers"), "true");
  await send("POST", `${ASSIGNMENTS}/${assignmentId}/lifecycle/deactivate`);
  expect((await send("POST", EXECUTIONS, { assignmentId })).body.errorCode).toBe("E0000001");
  expect((await send("POST", EXECUTIONS, { assignmentId: "ALL" })).body.errorCode).toBe("E0000001");
  expect((await send("POST", EXECUTIONS, {})).body.errorCode).toBe("E0000001");
  expect((await send("POST", EXECUTIONS, { assignmentId: "rulnone" })).status).toBe(404);
});
