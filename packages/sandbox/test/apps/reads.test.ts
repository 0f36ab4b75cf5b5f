import { beforeEach, describe, expect, it } from "vitest";
import type { App } from "../../src/org/model.ts";
import { type Answer, type CallInit, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, registered, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

const APPS = "/api/v1/apps";

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.apps.manage okta.groups.read" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const get = (path: string) => send("GET", path);
const apps = (): App[] => [...org.sandbox.store.apps.values()];
const labels = ({ body }: Answer): string[] => body.map(({ label }: { label: string }) => label);
const filtered = async (filter: string, more = "") =>
  labels(await get(`${APPS}?filter=${encodeURIComponent(filter)}${more}`));
const allLabels = () => apps().map(({ definition }) => definition.label);

function appNamed(label: string): App {
  const app = apps().find(({ definition }) => definition.label === label);
  if (!app) throw new Error(`There is no app ${label}.`);
  return app;
}

function linksOf({ headers }: Answer): Record<string, string> {
  const links = [...(headers.get("link") ?? "").matchAll(/<https:\/\/[^/]+([^>]+)>; rel="(\w+)"/g)];
  return Object.fromEntries(links.map(([, href = "", rel = ""]) => [rel, href]));
}

describe("the seeded apps", () => {
  it("are a dozen, of every kind, the same for the same seed", async () => {
    expect(apps().length).toBeGreaterThanOrEqual(12);
    expect(new Set(apps().map(({ definition }) => definition.signOnMode)).size).toBe(5);
    expect(apps().filter(({ status }) => status === "INACTIVE").length).toBe(1);
    const [same, other] = await Promise.all([makeOrg(), makeOrg({ seed: 2 })]);
    expect([...same.sandbox.store.apps.values()]).toEqual(apps());
    expect([...other.sandbox.store.apps.keys()]).not.toContain(apps()[0]?.id);
  });

  it("belong to people and groups that are there", () => {
    const { users, groups } = org.sandbox.store;
    for (const app of apps()) {
      for (const id of app.users.keys()) expect(users.has(id)).toBe(true);
      for (const id of app.groups.keys()) expect(groups.has(id)).toBe(true);
    }
    expect(apps().reduce((sum, app) => sum + app.users.size, 0)).toBeGreaterThan(4);
    expect(apps().reduce((sum, app) => sum + app.groups.size, 0)).toBeGreaterThan(12);
  });
});

describe("apps are listed", () => {
  it("twenty at a time unless more are wanted, 200 at most", async () => {
    expect(labels(await get(APPS))).toEqual(allLabels());
    expect(linksOf(await get(APPS)).self).toBe(`${APPS}?limit=20`);
    expect(linksOf(await get(`${APPS}?limit=1000`)).self).toBe(`${APPS}?limit=200`);
  });

  it("page by page, also behind an app that is gone, and by q too", async () => {
    const first = await get(`${APPS}?limit=2`);
    const { next = "" } = linksOf(first);
    expect(next).toMatch(/after=0oa[^&]+&limit=2$/);
    const [, second] = apps();
    org.sandbox.store.apps.delete(second?.id ?? "");
    expect(labels(await get(next))).toEqual(["Slack", "Zoom"]);
    const byQ = await get(`${APPS}?q=s&limit=1`);
    expect(linksOf(byQ).next).toMatch(/\?q=s&after=0oa[^&]+&limit=1$/);
    expect(labels(await get(linksOf(byQ).next ?? ""))).toEqual(["Slack"]);
  });

  it.each(["00u1testcursorvalue", "0oa1", "x"])("rejects the cursor %j", async (cursor) => {
    const error = [400, "E0000029", "Invalid paging request."] as const;
    expectOktaError(await get(`${APPS}?q=s&limit=1&after=${cursor}`), error, "Invalid cursor.");
  });

  it("by how their name or label begins", async () => {
    expect(labels(await get(`${APPS}?q=z`))).toEqual(["Zoom", "Zendesk"]);
    expect(labels(await get(`${APPS}?q=BOOK`))).toEqual(["Staff Handbook", "Status Page"]);
    expect(labels(await get(`${APPS}?q=oom`))).toEqual([]);
    expect(labels(await get(`${APPS}?q=${encodeURIComponent("old w")}`))).toEqual(["Old Wiki"]);
  });

  it("by status, name, user, group and key, and by q besides", async () => {
    const ada = userOf(org, "ACTIVE");
    expect(await filtered('status eq "INACTIVE"')).toEqual(["Old Wiki"]);
    expect(await filtered('name eq "slack" or name eq "zoomus"')).toEqual(["Slack", "Zoom"]);
    expect(await filtered(`group.id eq "${groupNamed(org, "Finance").id}"`)).toEqual(["Ledger"]);
    expect(await filtered(`user.id eq "${ada.id}"`)).toEqual([
      "Staff Handbook",
      "Slack",
      "GitHub Enterprise Cloud",
      "AWS Production",
      "Customer Portal",
      "Travel Desk",
    ]);
    expect(await filtered(`user.id eq "${ada.id}" and status eq "ACTIVE"`, "&q=sl")).toEqual(["Slack"]);
    expect(await filtered('user.id eq "00uMissing"')).toEqual([]);
    const { kid } = (await get(`${APPS}/${appNamed("Slack").id}`)).body.credentials.signing;
    expect(await filtered(`credentials.signing.kid eq "${kid}"`)).toEqual(["Slack"]);
  });

  it.each(['label eq "Slack"', 'status co "ACT"', "status", 'not (status eq "ACTIVE")'])(
    "the filter %s: refused",
    async (filter) => {
      const { status, body } = await get(`${APPS}?filter=${encodeURIComponent(filter)}`);
      expect([status, body.errorCode]).toEqual([400, "E0000031"]);
    },
  );

  it("with one user's assignment, if that is wanted", async () => {
    const { id } = userOf(org, "ACTIVE");
    const { body } = await get(`${APPS}?filter=${encodeURIComponent(`user.id eq "${id}"`)}&expand=user/${id}&q=travel`);
    expect(body[0]._embedded.user).toMatchObject({ id, scope: "USER", status: "ACTIVE" });
    const one = await get(`${APPS}/${appNamed("Slack").id}?expand=user/${id}`);
    expect(one.body._embedded.user).toMatchObject({ id, scope: "GROUP" });
    expect((await get(`${APPS}/${appNamed("Ledger").id}?expand=user/${id}`)).body).not.toHaveProperty("_embedded");
    const malformed = [400, "E0000001", "Api validation failed: RequestParams"] as const;
    for (const path of [APPS, `${APPS}/${appNamed("Slack").id}`]) {
      expectOktaError(await get(`${path}?expand=user/id,group/id`), malformed, "Expand query is malformed.");
    }
  });
});

describe("a group's apps", () => {
  it("are listed, twenty at a time", async () => {
    const { id } = groupNamed(org, "Support");
    const answer = await get(`/api/v1/groups/${id}/apps`);
    expect([answer.status, labels(answer)]).toEqual([200, ["Status Page", "Zoom", "Zendesk"]]);
    expect(answer.body[1]).toEqual((await get(`${APPS}/${appNamed("Zoom").id}`)).body);
    expect(linksOf(answer)).toEqual({ self: `/api/v1/groups/${id}/apps?limit=20` });
    const { next = "" } = linksOf(await get(`/api/v1/groups/${id}/apps?limit=2`));
    expect(labels(await get(next))).toEqual(["Zendesk"]);
  });

  it("are gone with the group, which must be there", async () => {
    const manager = await getToken(org, { form: { scope: "okta.groups.manage" } });
    const { id } = groupNamed(org, "Finance");
    await call(org, manager, `/api/v1/groups/${id}`, "DELETE");
    expect(appNamed("Ledger").groups.size).toBe(0);
    expectOktaError(await get(`/api/v1/groups/${id}/apps`), [
      404,
      "E0000007",
      `Not found: Resource not found: ${id} (UserGroup)`,
    ]);
  });
});

it("an unknown app: not found", async () => {
  const error = [404, "E0000007", "Not found: Resource not found: invalidid (AppInstance)"] as const;
  expectOktaError(await get(`${APPS}/invalidid`), error);
});

it("an app admin may, a user admin may only read, a group membership admin not even that", async () => {
  const refused = [403, "E0000006", "You do not have permission to perform the requested action"] as const;
  const { id } = appNamed("Slack");
  const statuses = async () => [
    (await get(APPS)).status,
    (await send("POST", `${APPS}/${id}/lifecycle/deactivate`)).status,
  ];
  registered(org).roles = ["APP_ADMIN"];
  expect(await statuses()).toEqual([200, 200]);
  registered(org).roles = ["USER_ADMIN"];
  expect(await statuses()).toEqual([200, 403]);
  registered(org).roles = ["GROUP_MEMBERSHIP_ADMIN"];
  expectOktaError(await get(APPS), refused);
});
