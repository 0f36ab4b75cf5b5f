import { beforeEach, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";
import { noUser, userOf } from "../support/people.ts";

const NOW = new Date(START * 1000).toISOString();

let org: TestOrg;
let token: string;
let owners: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.groups.manage" } });
  owners = `/api/v1/groups/${groupNamed(org, "Data").id}/owners`;
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const assign = (id: unknown, type: unknown) => send("POST", owners, { body: { id, type } });
const missing = (id: string, kind: string) =>
  [404, "E0000007", `Not found: Resource not found: ${id} (${kind})`] as const;
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;

describe("an owner of a group", () => {
  it("can be a user or a group: 201, and in the list", async () => {
    const { id } = userOf(org, "ACTIVE");
    const user = await assign(id, "USER");
    expect([user.status, user.body]).toEqual([
      201,
      {
        id,
        type: "USER",
        resolved: true,
        originType: "OKTA_DIRECTORY",
        displayName: "Ada Lovelace",
        lastUpdated: NOW,
      },
    ]);
    const security = groupNamed(org, "Security");
    const group = await assign(security.id, "GROUP");
    expect(group.body).toMatchObject({ id: security.id, type: "GROUP", displayName: "Security" });
    expect((await send("GET", owners)).body).toEqual([user.body, group.body]);
    const found = await send("GET", `${owners}?search=${encodeURIComponent('type eq "GROUP"')}`);
    expect(found.body).toEqual([group.body]);
  });

  it("is taken away: 204", async () => {
    const { id } = userOf(org, "ACTIVE");
    await assign(id, "USER");
    const { status, text } = await send("DELETE", `${owners}/${id}`);
    expect([status, text]).toEqual([204, ""]);
    expect((await send("GET", owners)).body).toEqual([]);
    expectOktaError(await send("DELETE", `${owners}/${id}`), missing(id, "LinkedObject"));
  });

  it("is one only once", async () => {
    const { id } = userOf(org, "ACTIVE");
    await assign(id, "USER");
    const cause = "Provided owner is already assigned to this group";
    expectOktaError(await assign(id, "USER"), invalid("owner"), cause);
  });

  it("must be there, and be what it is said to be", async () => {
    const [user, group] = [userOf(org, "ACTIVE").id, groupNamed(org, "Security").id];
    expectOktaError(await assign("00uNone", "USER"), noUser("00uNone"));
    expectOktaError(await assign(group, "USER"), noUser(group));
    expectOktaError(await assign(user, "GROUP"), missing(user, "UserGroup"));
    expect((await send("GET", owners)).body).toEqual([]);
  });

  it.each([
    [undefined, "USER", "id", "id: The field cannot be left blank"],
    ["", "USER", "id", "id: The field cannot be left blank"],
    ["00uNone", undefined, "type", "type: The field must be USER or GROUP"],
    ["00uNone", "ROBOT", "type", "type: The field must be USER or GROUP"],
  ])("%j of type %j: refused", async (id, type, subject, cause) => {
    expectOktaError(await assign(id, type), invalid(subject), cause);
  });

  it("of an unknown group: not found", async () => {
    const none = "/api/v1/groups/00gNone/owners";
    const error = missing("00gNone", "UserGroup");
    expectOktaError(await send("GET", none), error);
    expectOktaError(await send("POST", none, { body: { id: userOf(org, "ACTIVE").id, type: "USER" } }), error);
    expectOktaError(await send("DELETE", `${none}/00u1`), error);
  });

  it("is searched for by type alone", async () => {
    const answer = await send("GET", `${owners}?search=${encodeURIComponent('displayName eq "Ada"')}`);
    expect([answer.status, answer.body.errorCode]).toEqual([400, "E0000031"]);
  });
});
