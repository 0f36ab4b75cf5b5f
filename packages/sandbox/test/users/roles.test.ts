import { beforeEach, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();

/** What `expand` embeds into roles. */
interface Embedded {
  readonly targets: {
    readonly groups?: readonly { readonly profile: { readonly name: string } }[];
    readonly catalog?: { readonly apps: readonly { readonly name: string }[] };
  };
}

let org: TestOrg;
let token: string;
/** Of a user without a role. */
let roles: string;
let id: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.roles.manage okta.users.manage" } });
  ({ id } = userOf(org, "SUSPENDED"));
  roles = `/api/v1/users/${id}/roles`;
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const assign = (body: object, path = roles) => send("POST", path, { body });
const noRole = (role: string) => [404, "E0000007", `Not found: Resource not found: ${role} (RoleAssignment)`] as const;
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;

describe("giving a role", () => {
  it.each([
    ["APP_ADMIN", "Application Administrator", /^IFIFAX2BIRGUSTQ$/],
    ["HELP_DESK_ADMIN", "Help Desk Administrator", /^JBCUYUC7IRCVGS27IFCE2SKO$/],
    ["SUPER_ADMIN", "Super Organization Administrator", /^ra1\w{17}$/],
    ["READ_ONLY_ADMIN", "Read-Only Administrator", /^ra1\w{17}$/],
  ])("%s: 201, and it is listed and found", async (type, label, assignmentId) => {
    const { status, body } = await assign({ type });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(assignmentId),
        label,
        type,
        status: "ACTIVE",
        created: NOW,
        lastUpdated: NOW,
        assignmentType: "USER",
        _links: { assignee: { href: `https://sandbox.okta.example/api/v1/users/${id}` } },
      },
    ]);
    expect((await send("GET", roles)).body).toEqual([body]);
    expect(await send("GET", `${roles}/${body.id}`)).toMatchObject({ status: 200, body });
  });

  it("of those that Okta keeps as it keeps custom ones: shown with its resource set", async () => {
    const { body } = await assign({ type: "ACCESS_CERTIFICATIONS_ADMIN" });
    expect(body).toMatchObject({
      id: expect.stringMatching(/^irb/),
      role: "ACCESS_CERTIFICATIONS_ADMIN",
      "resource-set": "ACCESS_CERTIFICATIONS_IAM_POLICY",
    });
  });

  it("twice: 409", async () => {
    await assign({ type: "APP_ADMIN" });
    const events = await eventsOf(org, async () => {
      expectOktaError(await assign({ type: "APP_ADMIN" }), [
        409,
        "E0000090",
        "The role specified is already assigned to the user.",
      ]);
    });
    expect([(await send("GET", roles)).body.length, events]).toEqual([1, []]);
  });

  it("to two users: each has their own, though the IDs are the same", async () => {
    const other = `/api/v1/users/${userOf(org, "RECOVERY").id}/roles`;
    const [one, two] = [await assign({ type: "APP_ADMIN" }), await assign({ type: "APP_ADMIN" }, other)];
    expect([one.status, two.status, two.body.id]).toEqual([201, 201, one.body.id]);
    await send("DELETE", `${roles}/${one.body.id}`);
    expect([(await send("GET", roles)).body, (await send("GET", other)).body]).toEqual([[], [two.body]]);
  });

  it.each<[what: string, body: object, subject: string, cause: string]>([
    ["no type", {}, "type", "type: The field cannot be left blank"],
    ["an unknown type", { type: "KING" }, "type", "type: The field is not one of the known role types"],
    ["what every object has", { type: "toString" }, "type", "type: The field is not one of the known role types"],
    [
      "CUSTOM without a role",
      { type: "CUSTOM", "resource-set": "iam1" },
      "role",
      "role: The field cannot be left blank",
    ],
    [
      "CUSTOM without a resource set",
      { type: "CUSTOM", role: "cr01" },
      "resource-set",
      "resource-set: The field cannot be left blank",
    ],
  ])("%s: refused", async (_what, body, subject, cause) => {
    expectOktaError(await assign(body), invalid(subject), cause);
  });

  it("that is custom, of which the org has none: not found", async () => {
    const answer = await assign({ type: "CUSTOM", role: "cr01", "resource-set": "iam1" });
    expectOktaError(answer, [404, "E0000007", "Not found: Resource not found: cr01 (CustomRole)"]);
  });

  it("to a deactivated user: refused", async () => {
    const answer = await assign({ type: "APP_ADMIN" }, `/api/v1/users/${userOf(org, "DEPROVISIONED").id}/roles`);
    expectOktaError(answer, [403, "E0000038", "This operation is not allowed in the user's current status."]);
  });
});

describe("taking a role", () => {
  it("204, and it is gone", async () => {
    const { body } = await assign({ type: "ORG_ADMIN" });
    const path = `${roles}/${body.id}`;
    expect(await send("DELETE", path)).toMatchObject({ status: 204, text: "" });
    for (const method of ["GET", "DELETE"]) expectOktaError(await send(method, path), noRole(body.id));
  });

  it("of another user, or none at all: not found", async () => {
    const { body } = await assign({ type: "ORG_ADMIN" });
    const other = `/api/v1/users/${userOf(org, "RECOVERY").id}/roles`;
    expectOktaError(await send("DELETE", `${other}/${body.id}`), noRole(body.id));
    expectOktaError(await send("DELETE", `${roles}/IFIFAX2BIRGUSTQ`), noRole("IFIFAX2BIRGUSTQ"));
  });

  it("is logged: a change is a grant, the last one's end a revocation", async () => {
    const granted = `user.account.privilege.grant ${id}`;
    const ids: string[] = [];
    const events = await eventsOf(org, async () => {
      for (const type of ["ORG_ADMIN", "REPORT_ADMIN"]) ids.push((await assign({ type })).body.id);
      for (const one of ids) await send("DELETE", `${roles}/${one}`);
    });
    expect(events).toEqual([granted, granted, granted, `user.account.privilege.revoke ${id}`]);
  });

  it("deactivating a user takes all of them", async () => {
    await assign({ type: "ORG_ADMIN" });
    await send("POST", `/api/v1/users/${id}/lifecycle/deactivate`);
    expect((await send("GET", roles)).body).toEqual([]);
  });
});

describe("who may", () => {
  it.each([
    ["GET", ""],
    ["POST", ""],
    ["GET", "/ra1"],
    ["DELETE", "/ra1"],
  ])("%s of an unknown user's%s: not found", async (method, more) => {
    const init = method === "POST" ? { body: { type: "APP_ADMIN" } } : {};
    expectOktaError(await send(method, `/api/v1/users/00uMissing/roles${more}`, init), noUser("00uMissing"));
  });

  it("an organization administrator's app sees roles, and gives none", async () => {
    registered(org).roles = ["ORG_ADMIN"];
    expect((await send("GET", roles)).status).toBe(200);
    const forbidden = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
    expectOktaError(await assign({ type: "APP_ADMIN" }), forbidden);
    expectOktaError(await send("DELETE", `${roles}/ra1`), forbidden);
  });

  it("users' scopes do not do", async () => {
    token = await getToken(org, { form: { scope: "okta.users.manage" } });
    const { status, headers } = await send("GET", roles);
    expect([status, headers.get("www-authenticate")]).toEqual([
      403,
      expect.stringContaining('scope="okta.roles.read"'),
    ]);
  });
});

describe("what roles are narrowed to", () => {
  it.each([
    ["HELP_DESK_ADMIN", "targets/groups", ({ targets }: Embedded) => targets.groups?.[0]?.profile?.name, "Sales"],
    ["APP_ADMIN", "targets/catalog/apps", ({ targets }: Embedded) => targets.catalog?.apps[0]?.name, "slack"],
  ])("of a user with the role %s is embedded by expand=%s", async (type, expand, nameIn, name) => {
    const { body: role } = await assign({ type });
    const target = type === "APP_ADMIN" ? "slack" : groupNamed(org, "Sales").id;
    await send("PUT", `${roles}/${role.id}/${expand}/${target}`);
    const [plain] = (await send("GET", roles)).body;
    const [expanded] = (await send("GET", `${roles}?expand=${expand}`)).body;
    expect([plain._embedded, nameIn(expanded._embedded)]).toEqual([undefined, name]);
  });

  it("of a group is embedded in its roles, and in those of its members", async () => {
    const group = groupNamed(org, "Design");
    group.members.add(id);
    const path = `/api/v1/groups/${group.id}/roles`;
    const { body: role } = await send("POST", path, { body: { type: "USER_ADMIN" } });
    await send("PUT", `${path}/${role.id}/targets/groups/${group.id}`);
    const expected = [{ id: role.id, _embedded: { targets: { groups: [{ id: group.id }] } } }];
    expect((await send("GET", `${path}?expand=targets/groups`)).body).toMatchObject(expected);
    expect((await send("GET", `${roles}?expand=targets/groups`)).body).toMatchObject(expected);
  });

  it("is forgotten when the role is taken away", async () => {
    const { body: role } = await assign({ type: "USER_ADMIN" });
    await send("PUT", `${roles}/${role.id}/targets/groups/${groupNamed(org, "Sales").id}`);
    await send("DELETE", `${roles}/${role.id}`);
    const { body: again } = await assign({ type: "USER_ADMIN" });
    expect(again.id).toBe(role.id);
    expect((await send("GET", `${roles}/${again.id}/targets/groups`)).body).toEqual([]);
  });
});

it("some users are admins from the beginning", async () => {
  const [first] = (await send("GET", `/api/v1/users/ada.lovelace/roles`)).body;
  expect(first).toMatchObject({ type: "SUPER_ADMIN", assignmentType: "USER" });
  expect(new Set([...org.sandbox.store.roleAssignments.values()].map(({ type }) => type)).size).toBeGreaterThan(3);
});
