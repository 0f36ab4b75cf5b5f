import { beforeEach, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed, importGroup } from "../support/groups.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";
import { noUser, userOf } from "../support/people.ts";

const GROUPS = "/api/v1/groups";
const NOW = new Date(START * 1000).toISOString();

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.groups.manage" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const create = (profile: unknown) => send("POST", GROUPS, { body: { profile } });
const pathOf = (name: string) => `${GROUPS}/${groupNamed(org, name).id}`;
const later = (seconds: number) => {
  org.clock.now += seconds;
  return new Date(org.clock.now * 1000).toISOString();
};
const noGroup = (id: string) => [404, "E0000007", `Not found: Resource not found: ${id} (UserGroup)`] as const;
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const MALFORMED = [400, "E0000003", "The request body was not well-formed."] as const;
const NO_PERMISSION = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
const BLANK = "name: The field cannot be left blank";
const TAKEN = "name: An object with this field already exists in the current organization";

const REFUSED_PROFILES: [profile: unknown, error: readonly [number, string, string], causes: string[]][] = [
  [undefined, MALFORMED, []],
  ["Astronomy", MALFORMED, []],
  [{}, invalid("name"), [BLANK]],
  [{ name: null }, invalid("name"), [BLANK]],
  [{ name: "  " }, invalid("name"), [BLANK]],
  [{ name: 7 }, invalid("name"), ["name: The value is not of the type that the attribute has"]],
  [{ name: "a".repeat(256) }, invalid("name"), ["name: The field is too long"]],
  [{ name: "A", description: "a".repeat(1025) }, invalid("description"), ["description: The field is too long"]],
  [{ name: "A", motto: "x" }, invalid("profile"), ["Property name 'motto' is not defined in profile"]],
  [{ name: "Design" }, invalid("name"), [TAKEN]],
  [{ name: "DESIGN" }, invalid("name"), [TAKEN]],
  [{ name: "Everyone" }, invalid("name"), [TAKEN]],
];

describe("a new group", () => {
  it("200, as it is read from then on, with an event", async () => {
    let id = "";
    const events = await eventsOf(org, async () => {
      const { status, body } = await create({ name: "Astronomy", description: "Looks up" });
      expect(status).toBe(200);
      expect(body).toEqual({
        id: expect.stringMatching(/^00g\w{17}$/),
        created: NOW,
        lastUpdated: NOW,
        lastMembershipUpdated: NOW,
        objectClass: ["okta:user_group"],
        type: "OKTA_GROUP",
        profile: { name: "Astronomy", description: "Looks up" },
        _links: expect.objectContaining({ users: { href: expect.stringMatching(/\/groups\/00g\w+\/users$/) } }),
      });
      id = body.id;
      expect((await send("GET", `${GROUPS}/${id}`)).body).toEqual(body);
      expect((await send("GET", `${GROUPS}/${id}/users`)).body).toEqual([]);
    });
    expect(events).toEqual([`group.lifecycle.create ${id}`]);
  });

  it("without a description: has none", async () => {
    expect((await create({ name: "Astronomy" })).body.profile).toEqual({ name: "Astronomy", description: null });
    expect((await create({ name: "Botany", description: null })).body.profile).toEqual({
      name: "Botany",
      description: null,
    });
  });

  it("as long as its name and description may be", async () => {
    expect((await create({ name: "a".repeat(255), description: "b".repeat(1024) })).status).toBe(200);
  });

  it("may have the name of an app's group", async () => {
    importGroup(org, "Imported");
    expect((await create({ name: "Imported" })).status).toBe(200);
  });

  it.each(REFUSED_PROFILES)("%j: refused, and nothing is made", async (profile, error, causes) => {
    const { size } = org.sandbox.store.groups;
    expectOktaError(await create(profile), error, ...causes);
    expect(org.sandbox.store.groups.size).toBe(size);
  });

  it("from what is not a JSON object: refused", async () => {
    for (const body of ["{", "[]", "1"]) expectOktaError(await send("POST", GROUPS, { body }), MALFORMED);
    const { body } = await send("POST", GROUPS, { body: "name=A", headers: { "content-type": "text/plain" } });
    expect(body.errorCode).toBe("E0000021");
  });
});

describe("a group replaced", () => {
  it("has the new profile and nothing of the old", async () => {
    const { id, created } = groupNamed(org, "Design");
    const now = later(60);
    const events = await eventsOf(org, async () => {
      const { status, body } = await send("PUT", `${GROUPS}/${id}`, { body: { profile: { name: "Shape" } } });
      expect(status).toBe(200);
      expect(body).toMatchObject({ id, created, lastUpdated: now });
      expect(body.profile).toEqual({ name: "Shape", description: null });
      expect((await send("GET", `${GROUPS}/${id}`)).body).toEqual(body);
    });
    expect(events).toEqual([`group.profile.update ${id}`]);
  });

  it("may keep its name", async () => {
    const { status } = await send("PUT", pathOf("Design"), { body: { profile: { name: "Design", description: "x" } } });
    expect(status).toBe(200);
  });

  it.each(REFUSED_PROFILES)("by %j: refused, and nothing is changed", async (profile, error, causes) => {
    const before = structuredClone(groupNamed(org, "Data"));
    expectOktaError(await send("PUT", pathOf("Data"), { body: { profile } }), error, ...causes);
    expect(groupNamed(org, "Data")).toEqual(before);
  });

  it("unless the org or an app looks after it", async () => {
    importGroup(org, "Imported");
    for (const name of ["Everyone", "Imported"]) {
      expectOktaError(await send("PUT", pathOf(name), { body: { profile: { name: "Mine" } } }), NO_PERMISSION);
      expect(groupNamed(org, name).profile.name).toBe(name);
    }
    expectOktaError(await send("PUT", `${GROUPS}/00gNone`, { body: { profile: { name: "x" } } }), noGroup("00gNone"));
  });
});

describe("a group deleted", () => {
  it("204, and it is gone, from whatever it owned too", async () => {
    const { id } = groupNamed(org, "People");
    const owned = groupNamed(org, "Data");
    await send("POST", `${GROUPS}/${owned.id}/owners`, { body: { id, type: "GROUP" } });
    const events = await eventsOf(org, async () => {
      const { status, text } = await send("DELETE", `${GROUPS}/${id}`);
      expect([status, text]).toEqual([204, ""]);
    });
    // Zoom is theirs by other groups too, for some.
    const [first, ...lost] = events;
    expect(first).toBe(`group.lifecycle.delete ${id}`);
    expect(lost.length).toBeGreaterThan(3);
    for (const event of lost) expect(event).toMatch(/^application\.user_membership\.remove 00u\w+ 0oa\w+$/);
    expectOktaError(await send("GET", `${GROUPS}/${id}`), noGroup(id));
    expectOktaError(await send("DELETE", `${GROUPS}/${id}`), noGroup(id));
    expect(owned.owners.size).toBe(0);
  });

  it("even if it came from an app, but not Everyone", async () => {
    importGroup(org, "Imported");
    expect((await send("DELETE", pathOf("Imported"))).status).toBe(204);
    expectOktaError(await send("DELETE", pathOf("Everyone")), NO_PERMISSION);
    expect(groupNamed(org, "Everyone").type).toBe("BUILT_IN");
  });
});

describe("a member", () => {
  const someone = () => userOf(org, "ACTIVE");
  const pathTo = (group: string, user: string) => `${pathOf(group)}/users/${user}`;

  it("is added and removed, and the group's apps with it: 204, the same when it is done again", async () => {
    const { id } = someone();
    const group = groupNamed(org, "Finance");
    const [app] = [...org.sandbox.store.apps.values()].filter(({ groups }) => groups.has(group.id));
    expect(group.members.has(id)).toBe(false);
    for (const [method, isIn, type] of [
      ["PUT", true, "group.user_membership.add"],
      ["DELETE", false, "group.user_membership.remove"],
    ] as const) {
      const now = later(60);
      const events = await eventsOf(org, async () => {
        const { status, text } = await send(method, pathTo("Finance", id));
        expect([status, text]).toEqual([204, ""]);
      });
      const appType = type.replace("group.", "application.");
      expect(events).toEqual([`${type} ${id} ${group.id}`, `${appType} ${id} ${app?.id}`]);
      expect([group.members.has(id), group.lastMembershipUpdated]).toEqual([isIn, now]);
      later(60);
      const again = await eventsOf(org, async () => {
        expect((await send(method, pathTo("Finance", id))).status).toBe(204);
      });
      expect([again, group.lastMembershipUpdated]).toEqual([[], now]);
    }
    expect(group.lastUpdated).not.toBe(group.lastMembershipUpdated);
  });

  it("can be named by login", async () => {
    const { id } = someone();
    await send("PUT", pathTo("Finance", "ada.lovelace@example.com"));
    expect(groupNamed(org, "Finance").members.has(id)).toBe(true);
  });

  it.each(["PUT", "DELETE"])("%s: neither of an unknown group nor an unknown user", async (method) => {
    expectOktaError(await send(method, `${GROUPS}/invalidid/users/${someone().id}`), noGroup("invalidid"));
    expectOktaError(await send(method, pathTo("Finance", "invalidid")), noUser("invalidid"));
  });

  it("is never put into Everyone, nor taken out of it", async () => {
    const { id } = someone();
    const unsupported = [501, "E0000060", "Unsupported operation."] as const;
    expectOktaError(await send("PUT", pathTo("Everyone", id)), unsupported);
    expectOktaError(await send("DELETE", pathTo("Everyone", id)), NO_PERMISSION);
    expect(groupNamed(org, "Everyone").members.has(id)).toBe(true);
  });

  it("of an app's group is the app's affair", async () => {
    const group = importGroup(org, "Imported");
    expectOktaError(await send("PUT", pathTo("Imported", someone().id)), NO_PERMISSION);
    expectOktaError(await send("DELETE", pathTo("Imported", someone().id)), NO_PERMISSION);
    expect(group.members.size).toBe(0);
  });

  it("excludes deactivated users", async () => {
    const { id } = userOf(org, "DEPROVISIONED");
    expectOktaError(await send("PUT", pathTo("Finance", id)), noUser(id));
  });

  it("is all that a group membership admin may change", async () => {
    registered(org).roles = ["GROUP_MEMBERSHIP_ADMIN"];
    expect((await send("PUT", pathTo("Finance", someone().id))).status).toBe(204);
    expectOktaError(await create({ name: "Mine" }), NO_PERMISSION);
    expectOktaError(await send("DELETE", pathOf("Finance")), NO_PERMISSION);
  });
});

it("a token that may only read changes nothing", async () => {
  const reader = await getToken(org, { form: { scope: "okta.groups.read" } });
  const { status, text } = await call(org, reader, pathOf("Finance"), "DELETE");
  expect([status, text]).toEqual([403, ""]);
  expect(groupNamed(org, "Finance").profile.name).toBe("Finance");
});
