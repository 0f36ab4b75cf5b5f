import { beforeAll, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";

const USERS = 10_000;
let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false, users: USERS });
  token = await getToken(org, { form: { scope: "okta.users.manage okta.groups.read okta.logs.read" } });
});

const get = (path: string) => call(org, token, path);
const nextOf = (headers: Headers) => /<https:\/\/[^/]+([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];

it("has a team for every 20 users, each of them in the list of its members", async () => {
  const { body: teams } = await get("/api/v1/groups?q=Team&limit=1000");
  expect([org.sandbox.store.groups.size, teams.length]).toEqual([USERS / 20, 489]);
  const { body: members } = await get(`/api/v1/groups/${teams[0].id}/users`);
  expect(members.length).toBe(org.sandbox.store.groups.get(teams[0].id)?.members.size);
  expect(members.length).toBeGreaterThan(10);
});

it("pages through users and goes on behind one that is gone", async () => {
  const first = await get("/api/v1/users?limit=3");
  const second = await get(nextOf(first.headers) ?? "");
  expect(new Set([...first.body, ...second.body].map(({ id }) => id)).size).toBe(6);
  const [gone] = second.body;
  for (const _ of [1, 2]) await call(org, token, `/api/v1/users/${gone.id}`, "DELETE");
  const again = await get(nextOf(first.headers) ?? "");
  expect(again.body.slice(0, 2)).toEqual(second.body.slice(1));
});

it("finds one user of many by login and by ID, and no one by another list's cursor", async () => {
  const { body } = await get(
    `/api/v1/users?search=${encodeURIComponent('profile.login eq "ada.lovelace100@example.com"')}`,
  );
  expect(body.map(({ profile }: { profile: { login: string } }) => profile.login)).toEqual([
    "ada.lovelace100@example.com",
  ]);
  const { body: same } = await get(`/api/v1/users?filter=${encodeURIComponent(`id eq "${body[0].id}"`)}`);
  expect(same).toEqual(body);
  const groups = await get("/api/v1/groups?limit=2");
  const after = new URLSearchParams(nextOf(groups.headers)?.split("?")[1]).get("after");
  expect((await get(`/api/v1/users?after=${after}`)).status).toBe(400);
});

it("has ten log events for each user, in one order whichever way they are read", async () => {
  expect(org.sandbox.store.history?.length).toBe(USERS * 10);
  const at = (days: number) => new Date((START - days * 86_400) * 1000).toISOString();
  const span = `since=${at(40)}&until=${at(39.9)}`;
  const read = async (order: string) => {
    const events: { uuid: string; published: string }[] = [];
    let path: string | undefined = `/api/v1/logs?${span}&sortOrder=${order}&limit=50`;
    while (path) {
      const page = await get(path);
      events.push(...page.body);
      path = nextOf(page.headers);
    }
    return events;
  };
  const ascending = await read("ASCENDING");
  const descending = await read("DESCENDING");
  // 100,000 events in 74 days are 135 in a tenth of a day.
  expect(ascending.length).toBeGreaterThan(130);
  expect(ascending.length).toBeLessThan(140);
  expect(descending).toEqual([...ascending].reverse());
  expect(new Set(ascending.map(({ uuid }) => uuid)).size).toBe(ascending.length);
});

it("streams the log from the past to what happens now, without end", async () => {
  const since = new Date((START - 15.001 * 86_400) * 1000).toISOString();
  let page = await get(`/api/v1/logs?since=${since}&limit=1000`);
  for (let round = 0; page.body.length > 0 && round < 20; round++) page = await get(nextOf(page.headers) ?? "");
  expect([page.body, nextOf(page.headers)]).toEqual([[], expect.stringContaining("after=")]);
  await call(org, token, "/api/v1/users/ada.lovelace@example.com/lifecycle/suspend", "POST");
  const news = await get(nextOf(page.headers) ?? "");
  expect(news.body.map(({ eventType }: { eventType: string }) => eventType)).toContain("user.lifecycle.suspend");
});
