import { beforeEach, describe, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  const scope = "okta.users.manage okta.userRisk.manage okta.roles.manage";
  token = await getToken(org, { form: { scope } });
});

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });
const at = (id: string, path: string) => `/api/v1/users/${id}/${path}`;

describe("what surrounds a user", () => {
  it("blocks are those of a locked-out user", async () => {
    expect((await send("GET", at(userOf(org, "LOCKED_OUT").id, "blocks"))).body).toHaveLength(1);
    expect((await send("GET", at(userOf(org, "ACTIVE").id, "blocks"))).body).toEqual([]);
  });

  it("the risk is NONE until it is set: 201, then 200", async () => {
    const path = at(userOf(org, "ACTIVE").id, "risk");
    expect((await send("GET", path)).body.riskLevel).toBe("NONE");
    expect((await send("PUT", path, { riskLevel: "HIGH" })).status).toBe(201);
    expect((await send("PUT", path, { riskLevel: "LOW" })).status).toBe(200);
    expect((await send("GET", path)).body).toMatchObject({ riskLevel: "LOW", reason: "override.by.admin" });
    expect((await send("PUT", path, { riskLevel: "NONE" })).status).toBe(400);
  });

  it("a manager is another user, by the one relationship that there is", async () => {
    const [one, other] = [...org.sandbox.store.users.keys()];
    expect((await send("PUT", at(one ?? "", `linkedObjects/manager/${other}`))).status).toBe(204);
    expect(org.sandbox.store.managers.get(one ?? "")).toBe(other);
    expect((await send("PUT", at(one ?? "", `linkedObjects/mentor/${other}`))).status).toBe(404);
    expect((await send("PUT", at(one ?? "", "linkedObjects/manager/00unone"))).status).toBe(404);
  });

  it("OAuth clients are those with consents; tokens of an unknown one cannot be revoked", async () => {
    const [grant] = org.sandbox.store.grants.values();
    const { userId = "", clientId = "" } = grant ?? {};
    const { body } = await send("GET", at(userId, "clients"));
    expect(body.map((client: { client_id: string }) => client.client_id)).toContain(clientId);
    expect((await send("DELETE", at(userId, `clients/${clientId}/tokens`))).status).toBe(204);
    expect((await send("DELETE", at(userId, "clients/0oanone/tokens"))).status).toBe(404);
  });

  it("identity providers are those of users who sign in elsewhere", async () => {
    const user = userOf(org, "ACTIVE");
    expect((await send("GET", at(user.id, "idps"))).body).toEqual([]);
    user.provider = { type: "FEDERATION", name: "FEDERATION" };
    const { text } = await send("GET", at(user.id, "idps"));
    expect(text).toContain("client_secret");
    expect(text).not.toContain('"_parent"');
  });
});

describe("what a user signs in with", () => {
  const tacOf = () => [...org.sandbox.store.authenticators.values()].find(({ key }) => key === "tac")?.id;

  it("a temporary access code is shown once, expires, and can be deleted", async () => {
    const path = at(userOf(org, "ACTIVE").id, "authenticator-enrollments");
    const body = { authenticatorId: tacOf(), profile: { ttl: "30" } };
    const created = await send("POST", `${path}/tac`, body);
    const { tac, expiresAt } = created.body.profile;
    expect(Date.parse(expiresAt) - org.clock.now * 1000).toBe(30 * 60_000);
    const listed = await send("GET", path);
    expect(listed.body.map(({ key }: { key: string }) => key)).toContain("tac");
    expect(listed.text).not.toContain(tac);
    expect((await send("DELETE", `${path}/${created.body.id}`)).status).toBe(204);
    expect((await send("DELETE", `${path}/${created.body.id}`)).status).toBe(404);
  });

  it.each([
    ["without an authenticator", {}, 400],
    ["with one that makes no codes", { authenticatorId: "autnone" }, 404],
  ])("a temporary access code %s: %j", async (_, body, status) => {
    const path = at(userOf(org, "ACTIVE").id, "authenticator-enrollments/tac");
    expect((await send("POST", path, body)).status).toBe(status);
  });

  it("a temporary access code cannot last for years", async () => {
    const path = at(userOf(org, "ACTIVE").id, "authenticator-enrollments/tac");
    expect((await send("POST", path, { authenticatorId: tacOf(), profile: { ttl: "9999999" } })).status).toBe(400);
  });

  it("a deleted enrollment is a factor less; another user's cannot be deleted", async () => {
    const [factor] = org.sandbox.store.factors.values();
    const { userId = "", id = "" } = factor ?? {};
    const other = [...org.sandbox.store.users.keys()].find((one) => one !== userId) ?? "";
    expect((await send("DELETE", at(other, `authenticator-enrollments/${id}`))).status).toBe(404);
    expect((await send("DELETE", at(userId, `authenticator-enrollments/${id}`))).status).toBe(204);
    expect(org.sandbox.store.factors.has(id)).toBe(false);
  });
});

describe("a role of a group", () => {
  it("makes its members admins: in their roles, and among all admins", async () => {
    const { id } = groupNamed(org, "Support");
    const path = `/api/v1/groups/${id}/roles`;
    const assigned = await send("POST", path, { type: "HELP_DESK_ADMIN" });
    expect([assigned.status, assigned.body.assignmentType]).toEqual([201, "GROUP"]);
    expect((await send("POST", path, { type: "HELP_DESK_ADMIN" })).body.errorCode).toBe("E0000090");
    expect((await send("POST", path, { type: "KING" })).status).toBe(400);
    const [member = ""] = groupNamed(org, "Support").members;
    const roles = await send("GET", at(member, "roles"));
    expect(roles.body).toContainEqual(expect.objectContaining({ assignmentType: "GROUP", type: "HELP_DESK_ADMIN" }));
    const first = await send("GET", "/api/v1/iam/assignees/users?limit=2");
    expect(first.body.value).toHaveLength(2);
    const { pathname, search } = new URL(first.body._links.next.href);
    const second = await send("GET", `${pathname}${search}`);
    const ids = [...first.body.value, ...second.body.value].map((one: { id: string }) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await send("DELETE", `${path}/${assigned.body.id}`)).status).toBe(204);
    expect((await send("DELETE", `${path}/${assigned.body.id}`)).status).toBe(404);
    expect((await send("GET", path)).body).toEqual([]);
  });
});
