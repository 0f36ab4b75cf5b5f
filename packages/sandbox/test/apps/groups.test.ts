import { beforeEach, describe, expect, it } from "vitest";
import type { App } from "../../src/org/model.ts";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";

const NOW = new Date(START * 1000).toISOString();
const API = "https://sandbox.okta.example/api/v1";

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.apps.manage okta.groups.manage" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);

function appNamed(label: string): App {
  const app = [...org.sandbox.store.apps.values()].find(({ definition }) => definition.label === label);
  if (!app) throw new Error(`There is no app ${label}.`);
  return app;
}

const idOf = (group: string) => groupNamed(org, group).id;
const groupsOf = (label: string) => `/api/v1/apps/${appNamed(label).id}/groups`;
const pathOf = (label: string, group: string) => `${groupsOf(label)}/${idOf(group)}`;
const namesIn = ({ body }: { body: { id: string }[] }) =>
  body.map(({ id }) => org.sandbox.store.groups.get(id)?.profile.name);
/** IDs of the members of a group, in the order in which they came to the org. */
const membersOf = (group: string) =>
  [...org.sandbox.store.users.keys()].filter((id) => groupNamed(org, group).members.has(id));
const missing = (id: string, kind: string) =>
  [404, "E0000007", `Not found: Resource not found: ${id} (${kind})`] as const;
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const MALFORMED = [400, "E0000003", "The request body was not well-formed."] as const;

describe("a group is assigned to an app", () => {
  it("200, and its members have the app, with an event for each", async () => {
    const [app, group] = [appNamed("Ledger"), groupNamed(org, "Design")];
    const members = membersOf("Design").filter((id) => !groupNamed(org, "Finance").members.has(id));
    expect(members.length).toBeGreaterThan(3);
    const events = await eventsOf(org, async () => {
      const { status, body } = await send("PUT", pathOf("Ledger", "Design"), {
        body: { priority: 3, profile: { role: "viewer" } },
      });
      expect(status).toBe(200);
      expect(body).toEqual({
        id: group.id,
        lastUpdated: NOW,
        priority: 3,
        profile: { role: "viewer" },
        _links: {
          app: { href: `${API}/apps/${app.id}` },
          self: { href: `${API}/apps/${app.id}/groups/${group.id}` },
          group: { href: `${API}/groups/${group.id}` },
        },
      });
      expect((await send("GET", pathOf("Ledger", "Design"))).body).toEqual(body);
    });
    expect(events).toEqual([
      `group.application_assignment.add ${group.id} ${app.id}`,
      ...members.map((id) => `application.user_membership.add ${id} ${app.id}`),
    ]);
    const { body } = await send("GET", `/api/v1/apps/${app.id}/users/${members[0]}`);
    expect([body.scope, body._links.group.href]).toEqual(["GROUP", `${API}/groups/${group.id}`]);
  });

  it("without a body: behind the others", async () => {
    const { status, body } = await send("PUT", pathOf("Ledger", "Design"));
    expect([status, body.priority, body.profile]).toEqual([200, 1, {}]);
  });

  it("again: what was sent is changed, and no user gains or loses anything", async () => {
    await send("PUT", pathOf("Ledger", "Design"), { body: { priority: 3, profile: { role: "viewer" } } });
    org.clock.now += 60;
    const events = await eventsOf(org, async () => {
      const { body } = await send("PUT", pathOf("Ledger", "Design"), { body: { priority: 4 } });
      expect(body).toMatchObject({
        priority: 4,
        profile: { role: "viewer" },
        lastUpdated: new Date(org.clock.now * 1000).toISOString(),
      });
    });
    expect(events).toEqual([`group.application_assignment.update ${idOf("Design")} ${appNamed("Ledger").id}`]);
  });

  it.each([
    [{ priority: -1 }, invalid("priority"), ["priority: The field must be a number from 0"]],
    [{ priority: 1.5 }, invalid("priority"), ["priority: The field must be a number from 0"]],
    [{ priority: "high" }, invalid("priority"), ["priority: The field must be a number from 0"]],
    [{ profile: "viewer" }, MALFORMED, []],
    ["[]", MALFORMED, []],
  ])("with %j: refused", async (body, error, causes) => {
    expectOktaError(await send("PUT", pathOf("Ledger", "Design"), { body }), error, ...causes);
    expect(appNamed("Ledger").groups.size).toBe(1);
  });
});

describe("an app's groups", () => {
  it("are listed by priority, twenty at a time, 200 at most", async () => {
    const all = ["Engineering", "Platform", "Security", "Data"];
    const answer = await send("GET", groupsOf("GitHub Enterprise Cloud"));
    expect(namesIn(answer)).toEqual(all);
    expect(answer.headers.get("link")).toMatch(/limit=20>; rel="self"$/);
    const most = await send("GET", `${groupsOf("GitHub Enterprise Cloud")}?limit=500`);
    expect(most.headers.get("link")).toMatch(/limit=200>; rel="self"$/);
    await send("PUT", pathOf("GitHub Enterprise Cloud", "Data"), { body: { priority: 0 } });
    const first = await send("GET", `${groupsOf("GitHub Enterprise Cloud")}?limit=2`);
    expect(namesIn(first)).toEqual(["Engineering", "Data"]);
    const [, next = ""] = /<[^>]+(\/api[^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "") ?? [];
    expect(namesIn(await send("GET", next))).toEqual(["Platform", "Security"]);
  });

  it("are found by how their name begins, each with the group if wanted", async () => {
    const { body } = await send("GET", `${groupsOf("GitHub Enterprise Cloud")}?q=eng&expand=group`);
    expect(body).toHaveLength(1);
    expect(body[0]._embedded.group).toMatchObject({ id: idOf("Engineering"), profile: { name: "Engineering" } });
    const one = await send("GET", `${pathOf("GitHub Enterprise Cloud", "Data")}?expand=group`);
    expect(one.body._embedded.group.id).toBe(idOf("Data"));
  });
});

describe("an assignment patched", () => {
  const patch = (body: unknown) => send("PATCH", pathOf("Ledger", "Finance"), { body });

  it("in priority and profile, and in nothing else", async () => {
    await send("PUT", pathOf("Ledger", "Finance"), { body: { profile: { role: "clerk", desk: "5" } } });
    const { status, body } = await patch([
      { op: "replace", path: "/profile/role", value: "auditor" },
      { op: "remove", path: "/profile/desk" },
      { op: "replace", path: "/priority", value: 7 },
    ]);
    expect([status, body.priority, body.profile]).toEqual([200, 7, { role: "auditor" }]);
    expect((await send("GET", pathOf("Ledger", "Finance"))).body).toEqual(body);
  });

  it.each([
    [[{ op: "move", path: "/profile/role" }], invalid("JsonPatchOperation")],
    [[{ op: "remove", path: "/priority" }], invalid("JsonPatchOperation")],
    [[{ op: "replace", path: "/id", value: "x" }], invalid("JsonPatchOperation")],
    [[{ op: "replace", path: "/profile/a/b", value: "x" }], invalid("JsonPatchOperation")],
    [["replace"], invalid("JsonPatchOperation")],
    [[{ op: "replace", path: "/priority", value: "high" }], invalid("priority")],
    [{ op: "replace", path: "/priority", value: 1 }, MALFORMED],
  ])("by %j: refused, and nothing is changed", async (body, error) => {
    const before = (await send("GET", pathOf("Ledger", "Finance"))).body;
    const answer = await patch(body);
    expect([answer.status, answer.body.errorCode, answer.body.errorSummary]).toEqual([...error]);
    expect((await send("GET", pathOf("Ledger", "Finance"))).body).toEqual(before);
  });
});

describe("an app taken from a group", () => {
  it("204, and those have lost it who have it in no other way", async () => {
    const app = appNamed("GitHub Enterprise Cloud");
    const [barbara] = app.users.keys();
    const others = ["Engineering", "Platform", "Data"].flatMap(membersOf);
    const lost = membersOf("Security").filter((id) => !others.includes(id) && id !== barbara);
    const events = await eventsOf(org, async () => {
      const { status, text } = await send("DELETE", pathOf("GitHub Enterprise Cloud", "Security"));
      expect([status, text]).toEqual([204, ""]);
    });
    expect(lost.length).toBeGreaterThan(3);
    expect(events).toEqual([
      `group.application_assignment.remove ${idOf("Security")} ${app.id}`,
      ...lost.map((id) => `application.user_membership.remove ${id} ${app.id}`),
    ]);
    expect((await send("GET", `/api/v1/apps/${app.id}/users/${barbara}`)).body.scope).toBe("USER");
    expect((await send("GET", `/api/v1/apps/${app.id}/users/${lost[0]}`)).status).toBe(404);
  });
});

it("an unknown app, an unknown group and one that is not assigned: not found, whatever is asked", async () => {
  const design = idOf("Design");
  for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
    const init = method === "PATCH" ? { body: [] } : {};
    const unknownApp = await send(method, `/api/v1/apps/invalidid/groups/${design}`, init);
    expectOktaError(unknownApp, missing("invalidid", "AppInstance"));
    const unknownGroup = await send(method, `${groupsOf("Ledger")}/invalidid`, init);
    expectOktaError(unknownGroup, missing("invalidid", "UserGroup"));
    if (method === "PUT") continue;
    const unassigned = await send(method, `${groupsOf("Ledger")}/${design}`, init);
    expectOktaError(unassigned, missing(design, "ApplicationGroupAssignment"));
  }
  expectOktaError(await send("GET", "/api/v1/apps/invalidid/groups"), missing("invalidid", "AppInstance"));
});
