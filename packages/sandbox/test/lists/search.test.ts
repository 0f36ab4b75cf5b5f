import { beforeAll, describe, expect, it } from "vitest";
import type { Group, User } from "../../src/org/model.ts";
import { type Answer, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.read okta.groups.read" } });
});

type Query = Readonly<Record<string, string>>;

const ask = (path: string, query: Query = {}, of = org) => call(of, token, `${path}?${new URLSearchParams(query)}`);
const askUsers = (query: Query) => ask("/api/v1/users", query);
const askGroups = (query: Query) => ask("/api/v1/groups", query);
const idsOf = ({ body }: Answer): string[] => body.map(({ id }: { id: string }) => id);
const users = () => [...org.sandbox.store.users.values()];
const groups = () => [...org.sandbox.store.groups.values()];
const usersWith = (wanted: (user: User) => boolean) =>
  users()
    .filter(wanted)
    .map(({ id }) => id);
const groupsWith = (wanted: (group: Group) => boolean) =>
  groups()
    .filter(wanted)
    .map(({ id }) => id);

/** The path and query of the next page; undefined where there is none. */
function nextOf({ headers }: Answer): string | undefined {
  const href = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
  return href?.replace(org.sandbox.orgUrl, "");
}

/** What all pages from a path on list. */
async function follow(path: string, of = org, key = token): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let next: string | undefined = path; next; pages++) {
    const answer = await call(of, key, next);
    expect(answer.status, answer.text).toBe(200);
    ids.push(...idsOf(answer));
    next = nextOf(answer);
  }
  return { ids, pages };
}

const invalid = [400, "E0000031", "Invalid search criteria."] as const;

describe("users by filter", () => {
  const oldest = "2025-06-01T00:00:00.000Z";
  it.each<[string, (user: User) => boolean]>([
    ['status eq "LOCKED_OUT"', ({ status }) => status === "LOCKED_OUT"],
    ['status eq "DEPROVISIONED"', ({ status }) => status === "DEPROVISIONED"],
    ['status EQ "STAGED" or status eq "SUSPENDED"', ({ status }) => status === "STAGED" || status === "SUSPENDED"],
    ['profile.login eq "ada.lovelace@example.com"', ({ profile }) => profile.login === "ada.lovelace@example.com"],
    ['profile.firstName eq "Ada" and profile.lastName eq "Lovelace"', ({ profile }) => profile.firstName === "Ada"],
    ['profile.email eq "missing@example.com"', () => false],
    [`lastUpdated gt "${oldest}"`, ({ lastUpdated }) => lastUpdated > oldest],
    [
      `lastUpdated le "${oldest}" and (status eq "DEPROVISIONED" or status eq "ACTIVE")`,
      ({ lastUpdated, status }) => lastUpdated <= oldest && (status === "DEPROVISIONED" || status === "ACTIVE"),
    ],
  ])("%s", async (filter, wanted) => {
    expect(idsOf(await askUsers({ filter }))).toEqual(usersWith(wanted));
  });

  it("by id: that one", async () => {
    const [ada] = users();
    expect(idsOf(await askUsers({ filter: `id eq "${ada?.id}"` }))).toEqual([ada?.id]);
  });

  it("its values are as they are written, in their case", async () => {
    expect(idsOf(await askUsers({ filter: 'profile.firstName eq "ada"' }))).toEqual([]);
    expect(idsOf(await askUsers({ filter: 'status eq "active"' }))).toEqual([]);
  });

  it.each([
    'status ne "ACTIVE"',
    'status sw "ACT"',
    'status gt "ACTIVE"',
    'profile.department eq "Design"',
    'created gt "2025-01-01T00:00:00.000Z"',
    'lastUpdated gt "yesterday"',
    "lastUpdated gt 5",
    'not (status eq "ACTIVE")',
    "status pr",
    'Status eq "ACTIVE"',
    "status eq ACTIVE",
    'status eq "ACTIVE" and',
    'toString eq "x"',
  ])("%s: refused", async (filter) => {
    const answer = await askUsers({ filter });
    expectOktaError(answer, invalid, answer.body.errorCauses[0]?.errorSummary);
  });
});

describe("users by search", () => {
  it.each<[string, (user: User) => boolean]>([
    ['profile.department eq "design"', ({ profile }) => profile.department === "Design"],
    [
      'profile.department sw "S" and status eq "active"',
      ({ profile: { department }, status }) =>
        (department === "Security" || department === "Support" || department === "Sales") && status === "ACTIVE",
    ],
    ['profile.login co "LOVELACE"', ({ profile }) => profile.login.includes("lovelace")],
    ['status lt "STAGED" or status gt "STAGED"', ({ status }) => status !== "STAGED"],
    ['not (status eq "ACTIVE")', ({ status }) => status !== "ACTIVE"],
    ["profile.mobilePhone pr", () => false],
    ["activated pr", ({ activated }) => activated !== null],
    ['status eq "DEPROVISIONED"', ({ status }) => status === "DEPROVISIONED"],
    ['created lt "2025-03-01T00:00:00.000Z"', ({ created }) => created < "2025-03-01"],
    ['profile.costCenter eq "1"', () => false],
  ])("%s", async (search, wanted) => {
    expect(idsOf(await askUsers({ search }))).toEqual(usersWith(wanted));
  });

  it("by type: everyone, and who has been deactivated too", async () => {
    const search = `type.id eq "${org.sandbox.store.userTypeId}"`;
    expect(idsOf(await askUsers({ search }))).toEqual(users().map(({ id }) => id));
  });

  it.each([
    'status ne "ACTIVE"',
    'profile.login ew "example.com"',
    'profile.department co "Des"',
    'status co "ACT"',
    'lastLogin gt "2025-01-01T00:00:00.000Z"',
    'credentials.provider.type eq "OKTA"',
    'PROFILE.login eq "x"',
    'created gt "soon"',
    'profile.login eq "x',
    "(".repeat(60),
  ])("%s: refused", async (search) => {
    const { status, body } = await askUsers({ search });
    expect([status, body.errorCode, body.errorSummary]).toEqual(invalid);
  });

  it("sorted by a property, either way, and then by id", async () => {
    const search = 'status eq "ACTIVE"';
    const active = users().filter(({ status }) => status === "ACTIVE");
    const sorted = (way: 1 | -1) =>
      active
        .toSorted((a, b) => {
          const [one, other] = [String(a.profile.department), String(b.profile.department)];
          return one === other ? (a.id < b.id ? -1 : 1) : one < other ? -way : way;
        })
        .map(({ id }) => id);
    expect(idsOf(await askUsers({ search, sortBy: "profile.department" }))).toEqual(sorted(1));
    expect(idsOf(await askUsers({ search, sortBy: "profile.department", sortOrder: "desc" }))).toEqual(sorted(-1));
    expect(idsOf(await askUsers({ search, sortOrder: "desc" }))).toEqual(active.map(({ id }) => id));
    expect((await askUsers({ search, sortBy: "lastLogin" })).body.errorCode).toBe("E0000031");
  });

  it("who lacks what is sorted by comes last, whichever way", async () => {
    const staged = usersWith(({ activated }) => activated === null).sort();
    for (const sortOrder of ["asc", "desc"]) {
      const ids = idsOf(await askUsers({ search: "id pr", sortBy: "activated", sortOrder }));
      expect(ids).toHaveLength(users().length);
      expect(ids.slice(-staged.length)).toEqual(staged);
    }
  });
});

describe("more than one way of asking", () => {
  const summary = "Bad request. Can't specify a search query and filter in the same request.";
  it.each([
    ["/api/v1/users", { q: "a", filter: 'status eq "ACTIVE"' }],
    ["/api/v1/users", { search: 'status eq "ACTIVE"', filter: 'status eq "ACTIVE"' }],
    ["/api/v1/users", { q: "a", search: 'status eq "ACTIVE"' }],
    ["/api/v1/groups", { search: 'type eq "BUILT_IN"', filter: 'type eq "BUILT_IN"' }],
  ])("%s %j: refused", async (path, query) => {
    expectOktaError(await ask(path, query), [400, "E0000033", summary]);
  });

  it("`q` narrows the `filter` of groups down", async () => {
    const { body } = await ask("/api/v1/groups", { q: "e", filter: 'type eq "OKTA_GROUP"' });
    expect(body.map(({ profile }: { profile: { name: string } }) => profile.name)).toEqual(["Engineering"]);
  });

  it("what is left empty does not count", async () => {
    expect((await askUsers({ q: "", filter: "", search: 'status eq "STAGED"' })).status).toBe(200);
  });
});

describe("pages of a search", () => {
  it("followed by their links: everyone once, in order, by cursors that say nothing", async () => {
    const query = { search: 'status eq "ACTIVE"', sortBy: "profile.lastName", sortOrder: "desc" };
    const all = idsOf(await askUsers(query));
    const { ids, pages } = await follow(`/api/v1/users?${new URLSearchParams({ ...query, limit: "10" })}`);
    expect(ids).toEqual(all);
    expect(pages).toBe(Math.ceil(all.length / 10));
    const next = new URL(nextOf(await askUsers({ ...query, limit: "10" })) ?? "", "https://x");
    expect(Object.fromEntries(next.searchParams)).toEqual({ ...query, limit: "10", after: expect.any(String) });
    for (const id of all) expect(next.href).not.toContain(id);
  });

  it("rejects a cursor of another list and a changed one", async () => {
    const query = { search: "id pr", limit: "5" };
    const cursor = new URL(nextOf(await askUsers(query)) ?? "", "https://x").searchParams.get("after") ?? "";
    const changed = cursor.replace(/.$/, (last) => (last === "a" ? "b" : "a"));
    for (const after of [changed, cursor.slice(0, -1), "200u", users()[0]?.id ?? ""]) {
      expect((await askUsers({ ...query, after })).body.errorCode, after).toBe("E0000029");
    }
    expect((await askUsers({ ...query, sortBy: "status", after: cursor })).body.errorCode).toBe("E0000029");
    expect((await askGroups({ after: cursor })).body.errorCode).toBe("E0000029");
  });

  it("go on behind who is deactivated or deleted between two pages", async () => {
    const other = await makeOrg({ rateLimits: false });
    const key = await getToken(other, { form: { scope: "okta.users.read okta.groups.read" } });
    const { store } = other.sandbox;
    const everyone = [...store.users.values()].filter(({ status }) => status !== "DEPROVISIONED").map(({ id }) => id);
    const [group] = store.groups.values();
    const first = await call(other, key, "/api/v1/users?limit=20");
    const members = await call(other, key, `/api/v1/groups/${group?.id}/users?limit=20`);
    for (const id of everyone.slice(10, 20)) {
      store.users.delete(id);
      group?.members.delete(id);
    }
    for (const id of everyone.slice(0, 10)) Object.assign(store.users.get(id) ?? {}, { status: "DEPROVISIONED" });
    expect((await follow(nextOf(first) ?? "", other, key)).ids).toEqual(everyone.slice(20));
    expect((await follow(nextOf(members) ?? "", other, key)).ids).toEqual(everyone.slice(20));
  });
});

describe("groups", () => {
  it.each<[string, (group: Group) => boolean]>([
    ['type eq "OKTA_GROUP"', ({ type }) => type === "OKTA_GROUP"],
    ['type eq "BUILT_IN" and lastUpdated gt "2020-01-01T00:00:00.000Z"', ({ type }) => type === "BUILT_IN"],
    ['lastMembershipUpdated lt "2020-01-01T00:00:00.000Z"', () => false],
  ])("by filter: %s", async (filter, wanted) => {
    expect(idsOf(await askGroups({ filter }))).toEqual(groupsWith(wanted));
  });

  it.each<[string, (group: Group) => boolean]>([
    ['profile.name eq "engineering"', ({ profile }) => profile.name === "Engineering"],
    ['profile.name sw "S"', ({ profile }) => profile.name.startsWith("S")],
    ['profile.name co "at"', ({ profile }) => profile.name.toLowerCase().includes("at")],
    ['profile.description co "customers"', ({ profile }) => String(profile.description).includes("customers")],
    ['type eq "APP_GROUP" and source.id eq "0oa1"', () => false],
  ])("by search: %s", async (search, wanted) => {
    expect(idsOf(await askGroups({ search }))).toEqual(groupsWith(wanted));
  });

  it.each([
    { filter: 'profile.name eq "Design"' },
    { filter: 'type sw "OKTA"' },
    { search: 'type co "OKTA"' },
    { search: 'objectClass eq "okta:user_group"' },
    { search: 'profile.name ne "Design"' },
  ])("by %j: refused", async (query) => {
    const { status, body } = await askGroups(query);
    expect([status, body.errorCode, body.errorSummary]).toEqual(invalid);
  });

  it("sorted by name, backwards", async () => {
    const names = groups().map(({ profile }) => profile.name);
    const { body } = await askGroups({ search: "id pr", sortBy: "profile.name", sortOrder: "desc" });
    expect(body.map((group: Group) => group.profile.name)).toEqual(names.sort().reverse());
  });

  it("with their numbers, if they are asked for", async () => {
    const { store } = org.sandbox;
    const { body } = await askGroups({ expand: "stats" });
    for (const { id, _embedded } of body) {
      expect(_embedded.stats).toMatchObject({
        usersCount: store.groups.get(id)?.members.size,
        hasAdminPrivilege: false,
      });
    }
    expect((await askGroups({})).body[0]).not.toHaveProperty("_embedded");
    const next = new URL(nextOf(await askGroups({ expand: "stats", limit: "2" })) ?? "", "https://x");
    expect(next.searchParams.get("expand")).toBe("stats");
  });
});
