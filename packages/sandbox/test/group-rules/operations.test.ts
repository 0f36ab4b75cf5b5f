import { beforeEach, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { groupNamed, importGroup } from "../support/groups.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";
import { stored, userOf } from "../support/people.ts";

const RULES = "/api/v1/groups/rules";
const NOW = new Date(START * 1000).toISOString();

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.groups.manage okta.users.manage" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const idOf = (group: string) => groupNamed(org, group).id;
const membersOf = (group: string) => groupNamed(org, group).members;
const usersOf = (department: string) =>
  [...org.sandbox.store.users.values()].filter(
    ({ status, profile }) => status !== "DEPROVISIONED" && profile.department === department,
  );

const ruleOf = (value: unknown, groups: string[], name = "Rule", more: object = {}) => ({
  type: "group_rule",
  name,
  conditions: { expression: { type: "urn:okta:expression:1.0", value }, ...more },
  actions: { assignUserToGroups: { groupIds: groups.map(idOf) } },
});

/** Makes a rule and activates it. */
async function activeRule(value: string, groups: string[], name?: string, more?: object): Promise<string> {
  const { body } = await send("POST", RULES, { body: ruleOf(value, groups, name, more) });
  expect((await send("POST", `${RULES}/${body.id}/lifecycle/activate`)).status).toBe(204);
  return body.id;
}

const noRule = (id: string) => [404, "E0000007", `Not found: Resource not found: ${id} (GroupRule)`] as const;
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const GROUP_IDS = "actions.assignUserToGroups.groupIds";

/** Each a change to a good rule that makes it a bad one. */
const REFUSED: [change: object, subject: string, cause: string | RegExp][] = [
  [{ type: undefined }, "type", "type: The field must be group_rule"],
  [{ name: undefined }, "name", "name: The field cannot be left blank"],
  [{ name: " " }, "name", "name: The field cannot be left blank"],
  [{ name: "a".repeat(51) }, "name", "name: The field is too long"],
  [{ name: "Taken" }, "name", "name: Policy rule name already in use"],
  [{ conditions: undefined }, "conditions.expression.type", /^type: /],
  [{ conditions: { expression: { type: "el", value: "true" } } }, "conditions.expression.type", /^type: /],
  [
    { conditions: { expression: { type: "urn:okta:expression:1.0" } } },
    "conditions.expression.value",
    "value: The field cannot be left blank",
  ],
  [
    { conditions: { expression: { type: "urn:okta:expression:1.0", value: "user.nonsense" } } },
    "validateRule",
    "Invalid property user.nonsense in expression.",
  ],
  [{ actions: undefined }, GROUP_IDS, "groupIds: The field cannot be left blank"],
  [{ actions: { assignUserToGroups: { groupIds: [] } } }, GROUP_IDS, "groupIds: The field cannot be left blank"],
  [{ actions: { assignUserToGroups: { groupIds: ["00gNone"] } } }, GROUP_IDS, /^groupIds: 00gNone is not a group/],
];

describe("a new rule", () => {
  it("200, INACTIVE, and does nothing yet", async () => {
    let id = "";
    const events = await eventsOf(org, async () => {
      const { status, body } = await send("POST", RULES, { body: ruleOf('user.department=="Design"', ["Data"]) });
      expect(status).toBe(200);
      expect(body).toEqual({
        type: "group_rule",
        id: expect.stringMatching(/^0pr\w{17}$/),
        status: "INACTIVE",
        name: "Rule",
        created: NOW,
        lastUpdated: NOW,
        conditions: {
          people: { users: { exclude: [] }, groups: { exclude: [] } },
          expression: { value: 'user.department=="Design"', type: "urn:okta:expression:1.0" },
        },
        actions: { assignUserToGroups: { groupIds: [idOf("Data")] } },
        allGroupsValid: true,
      });
      id = body.id;
      expect((await send("GET", `${RULES}/${id}`)).body).toEqual(body);
      expect((await send("GET", RULES)).body).toEqual([body]);
    });
    expect(events).toEqual([`policy.rule.add ${id}`]);
  });

  it.each(REFUSED)("with %j: refused", async (change, subject, cause) => {
    await send("POST", RULES, { body: ruleOf("true", ["Data"], "Taken") });
    const answer = await send("POST", RULES, { body: { ...ruleOf("true", ["Data"]), ...change } });
    expectOktaError(answer, invalid(subject), expect.stringMatching(cause));
    expect(org.sandbox.store.groupRules.size).toBe(1);
  });

  it("never puts anybody into Everyone or an app's group", async () => {
    importGroup(org, "Imported");
    for (const group of ["Everyone", "Imported"]) {
      const { status, body } = await send("POST", RULES, { body: ruleOf("true", ["Data", group]) });
      expect([status, body.errorSummary]).toEqual([400, `Api validation failed: ${GROUP_IDS}`]);
    }
  });
});

describe("rules are listed", () => {
  beforeEach(async () => {
    for (const name of ["One", "Two", "Three"]) {
      await send("POST", RULES, { body: ruleOf(`user.city=="${name.toLowerCase()}ville"`, ["Data"], name) });
    }
  });

  const names = ({ body }: { body: { name: string }[] }) => body.map(({ name }) => name);

  it("in pages", async () => {
    const first = await send("GET", `${RULES}?limit=2`);
    expect(names(first)).toEqual(["One", "Two"]);
    const [, next = ""] = /<[^>]+(\/api[^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "") ?? [];
    expect(names(await send("GET", next))).toEqual(["Three"]);
    expect((await send("GET", RULES)).headers.get("link")).toMatch(/limit=50>; rel="self"$/);
    expect((await send("GET", `${RULES}?limit=500`)).headers.get("link")).toMatch(/limit=200>; rel="self"$/);
  });

  it("that a word is in, with the names of their groups if wanted", async () => {
    expect(names(await send("GET", `${RULES}?search=tw`))).toEqual(["Two"]);
    expect(names(await send("GET", `${RULES}?search=ONEVILLE`))).toEqual(["One"]);
    const { body } = await send("GET", `${RULES}?search=One&expand=groupIdToGroupNameMap`);
    expect(body[0]._embedded).toEqual({ groupIdToGroupNameMap: { [idOf("Data")]: "Data" } });
  });
});

describe("an active rule", () => {
  it("puts whom it fits into its groups, each with an event", async () => {
    const before = new Set(membersOf("Data"));
    const fitting = usersOf("Design").map(({ id }) => id);
    const news = fitting.filter((id) => !before.has(id));
    expect(news.length).toBeGreaterThan(3);
    let ruleId = "";
    const events = await eventsOf(org, async () => {
      ruleId = await activeRule('user.department=="Design"', ["Data"]);
    });
    expect(membersOf("Data")).toEqual(new Set([...before, ...fitting]));
    expect(events.filter((event) => !event.startsWith("application."))).toEqual([
      `policy.rule.add ${ruleId}`,
      `policy.rule.activate ${ruleId}`,
      ...news.map((id) => `group.user_membership.add ${id} ${idOf("Data")}`),
    ]);
    expect(org.sandbox.store.events.at(-1)?.actor.type).toBe("SystemPrincipal");
  });

  it("leaves out who is excluded or deactivated", async () => {
    const [excluded] = usersOf("Design");
    const gone = userOf(org, "DEPROVISIONED");
    await activeRule("true", ["Data"], "All", { people: { users: { exclude: [excluded?.id] } } });
    expect(membersOf("Data").has(gone.id)).toBe(false);
    expect(membersOf("Data").has(excluded?.id ?? "")).toBe(false);
    const rest = [...org.sandbox.store.users.values()].filter(({ status }) => status !== "DEPROVISIONED").length;
    expect(membersOf("Data").size).toBe(rest - 1);
  });

  it("welcomes new users and follows those who change", async () => {
    await activeRule('user.department=="Astronomy"', ["Data", "Sales"]);
    const profile = { login: "x@example.com", email: "x@example.com", firstName: "X", lastName: "Y" };
    const { body } = await send("POST", "/api/v1/users", {
      body: { profile: { ...profile, department: "Astronomy" } },
    });
    const isIn = () => ["Data", "Sales"].map((group) => membersOf(group).has(body.id));
    expect(isIn()).toEqual([true, true]);
    await send("POST", `/api/v1/users/${body.id}`, { body: { profile: { department: "Design" } } });
    expect(isIn()).toEqual([false, false]);
    await send("PUT", `/api/v1/users/${body.id}`, { body: { profile: { ...profile, department: "Astronomy" } } });
    expect(isIn()).toEqual([true, true]);
  });

  it("welcomes back who is activated again", async () => {
    const { id, profile } = userOf(org, "DEPROVISIONED");
    await activeRule(`user.department=="${profile.department}"`, ["Data"]);
    expect(membersOf("Data").has(id)).toBe(false);
    expect((await send("POST", `/api/v1/users/${id}/lifecycle/activate`)).status).toBe(200);
    expect(membersOf("Data").has(id)).toBe(true);
  });

  it("takes out only whom a rule has put there", async () => {
    const { id } = userOf(org, "ACTIVE");
    const move = (department: string) => send("POST", `/api/v1/users/${id}`, { body: { profile: { department } } });
    expect([membersOf("Engineering").has(id), membersOf("Sales").has(id)]).toEqual([true, false]);
    await activeRule('user.department=="Engineering"', ["Engineering", "Sales"], "One");
    await activeRule('String.startsWith(user.login, "ada")', ["Sales"], "Other");
    await move("Design");
    expect([membersOf("Engineering").has(id), membersOf("Sales").has(id)]).toEqual([true, true]);
    expect(membersOf("Sales").has(usersOf("Engineering")[0]?.id ?? "")).toBe(true);
  });

  it("goes by groups that another rule fills, whichever came first", async () => {
    await activeRule(`isMemberOfAnyGroup("${idOf("Finance")}")`, ["People"], "Second");
    await activeRule('user.department=="Design"', ["Finance"], "First");
    for (const { id } of usersOf("Design")) expect(membersOf("People").has(id)).toBe(true);
    const { id } = userOf(org, "ACTIVE");
    await send("PUT", `/api/v1/groups/${idOf("Finance")}/users/${id}`);
    expect(membersOf("People").has(id)).toBe(true);
  });

  it("that contradicts another comes to an end", async () => {
    await activeRule(`!isMemberOfAnyGroup("${idOf("Finance")}")`, ["Finance"], "Paradox");
    expect((await send("GET", RULES)).status).toBe(200);
  });

  it("does not put back whom an admin has taken out", async () => {
    const ruleId = await activeRule('user.department=="Design"', ["Data"]);
    const [user] = usersOf("Design").filter(({ id }) => membersOf("Data").has(id));
    const id = user?.id ?? "";
    const events = await eventsOf(org, () => send("DELETE", `/api/v1/groups/${idOf("Data")}/users/${id}`));
    expect(events).toEqual([
      `group.user_membership.remove ${id} ${idOf("Data")}`,
      `group.user_membership.rule.add_exclusion ${id} ${idOf("Data")}`,
    ]);
    await send("POST", `/api/v1/users/${id}`, { body: { profile: { title: "Lead" } } });
    expect(membersOf("Data").has(id)).toBe(false);
    expect((await send("GET", `${RULES}/${ruleId}`)).body.conditions.people.users.exclude).toEqual([id]);
  });

  it("can be neither replaced nor deleted", async () => {
    const id = await activeRule("true", ["Data"]);
    const change = await send("PUT", `${RULES}/${id}`, { body: ruleOf("false", ["Data"]) });
    expectOktaError(change, invalid("status"), "Cannot update a Group Rule with the status ACTIVE");
    const deletion = await send("DELETE", `${RULES}/${id}`);
    expectOktaError(deletion, invalid("status"), "Cannot delete a Group Rule with the status ACTIVE");
    expect((await send("GET", `${RULES}/${id}`)).body.status).toBe("ACTIVE");
  });
});

describe("an inactive rule", () => {
  it("leaves in the groups whom it put there, and no longer follows anybody", async () => {
    const id = await activeRule('user.department=="Design"', ["Data"]);
    const [user] = usersOf("Design");
    const events = await eventsOf(org, async () => {
      const { status, text } = await send("POST", `${RULES}/${id}/lifecycle/deactivate`);
      expect([status, text]).toEqual([204, ""]);
    });
    expect(events).toEqual([`policy.rule.deactivate ${id}`]);
    await send("POST", `/api/v1/users/${user?.id}`, { body: { profile: { department: "Sales" } } });
    expect(membersOf("Data").has(user?.id ?? "")).toBe(true);
    await send("POST", `${RULES}/${id}/lifecycle/activate`);
    expect(membersOf("Data").has(user?.id ?? "")).toBe(false);
  });

  it("deactivated again, or activated twice: 204, and nothing happens", async () => {
    const id = await activeRule("false", ["Data"]);
    expect(await eventsOf(org, () => send("POST", `${RULES}/${id}/lifecycle/activate`))).toEqual([]);
    await send("POST", `${RULES}/${id}/lifecycle/deactivate`);
    const again = () => send("POST", `${RULES}/${id}/lifecycle/deactivate`);
    expect([(await again()).status, await eventsOf(org, again)]).toEqual([204, []]);
  });

  it("is replaced, but for its groups", async () => {
    const { body } = await send("POST", RULES, { body: ruleOf("true", ["Data"]) });
    org.clock.now += 60;
    const events = await eventsOf(org, async () => {
      const changed = await send("PUT", `${RULES}/${body.id}`, { body: ruleOf("user.isContractor", ["Data"], "New") });
      expect([changed.status, changed.body]).toEqual([
        200,
        {
          ...body,
          name: "New",
          lastUpdated: new Date(org.clock.now * 1000).toISOString(),
          conditions: { ...body.conditions, expression: { ...body.conditions.expression, value: "user.isContractor" } },
        },
      ]);
    });
    expect(events).toEqual([`policy.rule.update ${body.id}`]);
    const others = await send("PUT", `${RULES}/${body.id}`, { body: ruleOf("true", ["Sales"]) });
    expectOktaError(others, invalid("actions"), "actions: The groups of a rule cannot be changed");
  });

  it.each(REFUSED)("replaced with %j: refused", async (change, subject, cause) => {
    await send("POST", RULES, { body: ruleOf("true", ["Data"], "Taken") });
    const { body } = await send("POST", RULES, { body: ruleOf("true", ["Data"]) });
    const answer = await send("PUT", `${RULES}/${body.id}`, { body: { ...ruleOf("true", ["Data"]), ...change } });
    expectOktaError(answer, invalid(subject), expect.stringMatching(cause));
  });

  it.each([
    ["", true],
    ["?removeUsers=false", true],
    ["?removeUsers=true", false],
  ])("deleted%s: 202; whom it put into groups stay there: %j", async (query, stay) => {
    const [user] = usersOf("Design");
    const before = new Set(membersOf("Data"));
    const id = await activeRule('user.department=="Design"', ["Data"]);
    await send("POST", `${RULES}/${id}/lifecycle/deactivate`);
    const { status, body } = await send("DELETE", `${RULES}/${id}${query}`);
    expect([status, body]).toEqual([202, undefined]);
    expectOktaError(await send("GET", `${RULES}/${id}`), noRule(id));
    expect(membersOf("Data").has(user?.id ?? "")).toBe(stay);
    if (!stay) expect(membersOf("Data")).toEqual(before);
  });

  it("deleted with its users: those whom another rule wants stay", async () => {
    const id = await activeRule('user.department=="Design"', ["Data"], "One");
    await activeRule('String.len(user.login) > 0 AND user.department=="Design"', ["Data"], "Other");
    await send("POST", `${RULES}/${id}/lifecycle/deactivate`);
    await send("DELETE", `${RULES}/${id}?removeUsers=true`);
    for (const user of usersOf("Design")) expect(membersOf("Data").has(user.id)).toBe(true);
  });
});

describe("a rule without one of its groups", () => {
  it("is INVALID: it can be read and deleted, and that is all", async () => {
    const { body: group } = await send("POST", "/api/v1/groups", { body: { profile: { name: "Short-lived" } } });
    const id = await activeRule('user.department=="Design"', ["Data", "Short-lived"]);
    const events = await eventsOf(org, () => send("DELETE", `/api/v1/groups/${group.id}`));
    expect(events).toContain(`group.user_membership.rule.invalidate ${id} ${group.id}`);
    const { body } = await send("GET", `${RULES}/${id}?expand=groupIdToGroupNameMap`);
    expect([body.status, body.allGroupsValid]).toEqual(["INVALID", false]);
    expect(body._embedded.groupIdToGroupNameMap).toEqual({ [idOf("Data")]: "Data" });
    for (const step of ["activate", "deactivate"]) {
      const cause = "Cannot activate or deactivate a Group Rule with the status INVALID";
      expectOktaError(await send("POST", `${RULES}/${id}/lifecycle/${step}`), invalid("status"), cause);
    }
    const change = await send("PUT", `${RULES}/${id}`, { body: ruleOf("true", ["Data"]) });
    expectOktaError(change, invalid("status"), "Cannot update a Group Rule with the status INVALID");
    const { id: userId } = userOf(org, "ACTIVE");
    await send("POST", `/api/v1/users/${userId}`, { body: { profile: { department: "Design" } } });
    expect(stored(org, userId).profile.department).toBe("Design");
    expect(membersOf("Data").has(userId)).toBe(false);
    expect((await send("DELETE", `${RULES}/${id}`)).status).toBe(202);
  });
});

it("an unknown rule: not found, whatever is done to it", async () => {
  const body = ruleOf("true", ["Data"]);
  for (const [method, path, init] of [
    ["GET", "", {}],
    ["PUT", "", { body }],
    ["DELETE", "", {}],
    ["POST", "/lifecycle/activate", {}],
    ["POST", "/lifecycle/deactivate", {}],
  ] as const) {
    expectOktaError(await send(method, `${RULES}/0prNone${path}`, init), noRule("0prNone"));
  }
});
