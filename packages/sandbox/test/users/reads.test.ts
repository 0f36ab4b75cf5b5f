import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.read okta.groups.read" } });
});

const get = (path: string) => call(org, token, path);
const users = () => [...org.sandbox.store.users.values()];
const groups = () => [...org.sandbox.store.groups.values()];
const visible = () => users().filter(({ status }) => status !== "DEPROVISIONED");
const idsOf = ({ body }: Answer): string[] => body.map(({ id }: { id: string }) => id);

/** The links of a page by their relation. */
function linksOf({ headers }: Answer): Record<string, URL> {
  const links = [...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)];
  return Object.fromEntries(links.map(([, href = "", rel = ""]) => [rel, new URL(href)]));
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error("There is none.");
  return item;
}

describe("pages of users", () => {
  it("without a limit: everyone, and no next page", async () => {
    const answer = await get("/api/v1/users");
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(visible().map(({ id }) => id));
    expect(Object.keys(linksOf(answer))).toEqual(["self"]);
  });

  it("followed by their links: everyone once, in order", async () => {
    const seen: string[] = [];
    let path: string | undefined = "/api/v1/users?limit=25";
    let pages = 0;
    while (path !== undefined) {
      const answer = await get(path);
      const { next } = linksOf(answer);
      seen.push(...idsOf(answer));
      path = next && next.pathname + next.search;
      pages++;
    }
    expect(pages).toBe(3);
    expect(seen).toEqual(visible().map(({ id }) => id));
  });

  it("link to themselves with the limit in force, and to the next", async () => {
    const answer = await get("/api/v1/users?limit=2&nonsense=1");
    const { self, next } = linksOf(answer);
    expect(self?.href).toBe("https://sandbox.okta.example/api/v1/users?limit=2");
    expect(next?.searchParams.get("limit")).toBe("2");
    expect(next?.searchParams.get("after")).toMatch(/^200u/);
    expect(idsOf(answer)).not.toContain(next?.searchParams.get("after"));
  });

  it.each([
    ["", "200"],
    ["?limit=200", "200"],
    ["?limit=5000", "200"],
    ["?q=a", "10"],
  ])("%s: a limit of %s", async (query, limit) => {
    expect(linksOf(await get(`/api/v1/users${query}`)).self?.searchParams.get("limit")).toBe(limit);
  });

  it("a list that ends with the page has no next one", async () => {
    expect(linksOf(await get(`/api/v1/users?limit=${visible().length}`))).not.toHaveProperty("next");
    expect(linksOf(await get(`/api/v1/users?limit=${visible().length - 1}`))).toHaveProperty("next");
  });

  it.each(["nonsense", "200unobody"])("rejects the cursor %j", async (cursor) => {
    const { status, body } = await get(`/api/v1/users?after=${cursor}`);
    expect([status, body.errorCode, body.errorCauses]).toEqual([
      400,
      "E0000029",
      [{ errorSummary: "Invalid cursor." }],
    ]);
  });

  it("an id is not a cursor", async () => {
    expect((await get(`/api/v1/users?after=${only(visible()).id}`)).body.errorCode).toBe("E0000029");
  });

  it.each(["0", "-1", "1.5", "many"])("the limit %s: refused", async (limit) => {
    expect((await get(`/api/v1/users?limit=${limit}`)).status).toBe(400);
  });
});

describe("a list of users", () => {
  it("leaves out who is deactivated", async () => {
    const gone = users().filter(({ status }) => status === "DEPROVISIONED");
    expect(gone.length).toBeGreaterThan(0);
    const listed = idsOf(await get("/api/v1/users"));
    for (const { id } of gone) expect(listed).not.toContain(id);
  });

  it.each([
    ["Ada", ["ada.lovelace@example.com"]],
    ["lovelace", ["ada.lovelace@example.com"]],
    ["grace.hop", ["grace.hopper@example.com"]],
    ["velace", []],
    ["missing", []],
  ])("q=%s: %j, by how a name or an address begins", async (q, logins) => {
    const { status, body } = await get(`/api/v1/users?q=${q}`);
    expect(status).toBe(200);
    expect(body.map(({ profile }: { profile: { login: string } }) => profile.login)).toEqual(logins);
  });
});

describe("a user", () => {
  it("is found by id, login and short name", async () => {
    const { id } = only(users());
    for (const name of [id, "ada.lovelace@example.com", "ADA.Lovelace@example.com", "ada.lovelace"]) {
      const { status, body } = await get(`/api/v1/users/${name}`);
      expect([status, body?.id], name).toEqual([200, id]);
    }
  });

  it("is found though it is deactivated", async () => {
    const { id } = only(users().filter(({ status }) => status === "DEPROVISIONED"));
    expect((await get(`/api/v1/users/${id}`)).body).toMatchObject({ id, status: "DEPROVISIONED" });
  });

  it("alone links to what can be done with it; in a list to itself only", async () => {
    const alone = (await get("/api/v1/users/ada.lovelace")).body;
    const [listed] = (await get("/api/v1/users?limit=1")).body;
    expect(Object.keys(alone._links)).toEqual(expect.arrayContaining(["self", "suspend", "deactivate"]));
    expect(Object.keys(listed._links)).toEqual(["self"]);
    expect(alone).not.toHaveProperty("hasPassword");
  });

  it.each(["00uMissing", "missing@example.com", "missing"])("%s: not found", async (name) => {
    const summary = `Not found: Resource not found: ${name} (User)`;
    expectOktaError(await get(`/api/v1/users/${name}`), [404, "E0000007", summary]);
    expectOktaError(await get(`/api/v1/users/${name}/groups`), [404, "E0000007", summary]);
  });
});

describe("groups", () => {
  it("are listed, found by q, and each by its id", async () => {
    expect(idsOf(await get("/api/v1/groups"))).toEqual(groups().map(({ id }) => id));
    const found = (await get("/api/v1/groups?q=eng")).body;
    expect(found.map(({ profile }: { profile: { name: string } }) => profile.name)).toEqual(["Engineering"]);
    expect((await get(`/api/v1/groups/${found[0].id}`)).body).toEqual(found[0]);
  });

  it("know their members, as users know their groups", async () => {
    const group = only(groups().filter(({ profile }) => profile.name === "Design"));
    const members = idsOf(await get(`/api/v1/groups/${group.id}/users`));
    expect(new Set(members)).toEqual(group.members);
    expect(members.length).toBeGreaterThan(0);
    for (const id of members) expect(idsOf(await get(`/api/v1/users/${id}/groups`))).toContain(group.id);
  });

  it("members come in pages too", async () => {
    const everyone = only(groups().filter(({ type }) => type === "BUILT_IN"));
    const { next } = linksOf(await get(`/api/v1/groups/${everyone.id}/users?limit=10`));
    const second = await get(`${next?.pathname}${next?.search}`);
    expect(idsOf(second)).toEqual([...everyone.members].slice(10, 20));
  });

  it("unknown: not found", async () => {
    const refused = [404, "E0000007", "Not found: Resource not found: 00gNone (UserGroup)"] as const;
    expectOktaError(await get("/api/v1/groups/00gNone"), refused);
    expectOktaError(await get("/api/v1/groups/00gNone/users"), refused);
  });
});

describe("the seed", () => {
  const people = ({ sandbox }: TestOrg) => [...sandbox.store.users.values()];
  const teams = ({ sandbox }: TestOrg) => [...sandbox.store.groups.values()];

  it("the same: the same people, groups and ids, but other keys", async () => {
    const [one, other] = await Promise.all([makeOrg({ seed: 7 }), makeOrg({ seed: 7 })]);
    expect(people(one)).toEqual(people(other));
    expect(teams(one)).toEqual(teams(other));
    expect(one.app.privateKey).not.toBe(other.app.privateKey);
    expect(one.app.keyId).not.toBe(other.app.keyId);
  });

  it("another: other ids", async () => {
    const [one, other] = await Promise.all([makeOrg({ seed: 7 }), makeOrg({ seed: 8 })]);
    const known = new Set(people(one).map(({ id }) => id));
    expect(people(other).filter(({ id }) => known.has(id))).toEqual([]);
  });

  it("as many people as wanted, each with an id of its own", async () => {
    const { sandbox } = await makeOrg({ users: 130 });
    expect(sandbox.store.users.size).toBe(130);
    expect(new Set([...sandbox.store.users.values()].map(({ profile }) => profile.login)).size).toBe(130);
  });
});
