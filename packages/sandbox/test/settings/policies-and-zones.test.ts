import { beforeEach, describe, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

let org: TestOrg;
let token: string;
let policyId: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.policies.manage okta.networkZones.manage okta.apps.manage" } });
  policyId = [...org.sandbox.store.policies.values()].find(({ type }) => type === "OKTA_SIGN_ON")?.id ?? "";
});

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });
const rules = () => `/api/v1/policies/${policyId}/rules`;

describe("a rule of a policy", () => {
  it("is created active or not, tried by its priority, and switched off and on", async () => {
    const created = await send("POST", `${rules()}?activate=false`, { name: "Offices", priority: 1 });
    expect(created.body).toMatchObject({ status: "INACTIVE", type: "SIGN_ON", system: false });
    const listed = await send("GET", rules());
    expect(listed.body.map(({ name }: { name: string }) => name)).toEqual(["Offices", "Default Rule"]);
    const path = `${rules()}/${created.body.id}`;
    for (const [step, status] of [
      ["activate", "ACTIVE"],
      ["deactivate", "INACTIVE"],
    ]) {
      expect((await send("POST", `${path}/lifecycle/${step}`)).status).toBe(204);
      expect((await send("GET", path)).body.status).toBe(status);
    }
    expect((await send("PUT", path, { name: "Renamed" })).body).toMatchObject({ name: "Renamed", conditions: null });
  });

  it.each([
    ["without a name", {}, 400, "E0000001"],
    ["with a name that is taken", { name: "Default Rule" }, 400, "E0000001"],
  ])("%s: %j is refused", async (_, body, status, code) => {
    const refused = await send("POST", rules(), body);
    expect([refused.status, refused.body.errorCode]).toEqual([status, code]);
  });

  it("cannot be added where Okta has one alone, or to no policy", async () => {
    const fixed = [...org.sandbox.store.policies.values()].find(({ type }) => type === "POST_AUTH_SESSION");
    expect((await send("POST", `/api/v1/policies/${fixed?.id}/rules`, { name: "x" })).status).toBe(400);
    expect((await send("GET", "/api/v1/policies/00pnone/rules")).body.errorCode).toBe("E0000007");
    expect((await send("GET", `${rules()}/0prnone`)).body.errorCode).toBe("E0000007");
  });
});

describe("a simulation", () => {
  const simulate = async (more: object = {}, query = "") => {
    const appInstance = [...org.sandbox.store.apps.keys()][0];
    const policyContext = { user: { id: userOf(org, "ACTIVE").id }, groups: { ids: [groupNamed(org, "Everyone").id] } };
    const body = [{ appInstance, policyContext: { ...policyContext, ...more }, policyTypes: ["OKTA_SIGN_ON"] }];
    return send("POST", `/api/v1/policies/simulate${query}`, body);
  };
  const ruleOf = ({ body }: { body: { result: { policies: { rules: { name: string }[] }[] } }[] }) =>
    body[0]?.result.policies[0]?.rules[0]?.name;

  it("names the rule that decides, by zone", async () => {
    const zone = [...org.sandbox.store.zones.values()].find(({ name }) => name === "Offices");
    const conditions = { network: { connection: "ZONE", include: [zone?.id] } };
    await send("POST", rules(), { name: "Offices", priority: 1, conditions });
    expect(ruleOf(await simulate())).toBe("Default Rule");
    expect(ruleOf(await simulate({ zones: { ids: [zone?.id] } }))).toBe("Offices");
  });

  it("names the rules that were tried before, and their conditions, when it is asked for them", async () => {
    const zone = [...org.sandbox.store.zones.values()].find(({ name }) => name === "Offices");
    const conditions = { network: { connection: "ZONE", include: [zone?.id] } };
    await send("POST", rules(), { name: "Offices", priority: 1, conditions });
    expect((await simulate()).body[0].evaluated).toEqual({ policies: [] });
    const { body } = await simulate({}, "?expand=EVALUATED,RULE");
    expect(body[0].evaluated.policies).toMatchObject([
      {
        status: "MATCH",
        rules: [
          {
            name: "Offices",
            status: "NOT_MATCH",
            conditions: [{ type: "people" }, { type: "network", status: "NOT_MATCH" }],
          },
        ],
      },
    ]);
    const [policy] = (await simulate({}, "?expand=RULE")).body[0].result.policies;
    expect(policy.conditions).toEqual([{ type: "people", status: "MATCH" }]);
  });

  it("needs an app, a user and groups", async () => {
    expect((await send("POST", "/api/v1/policies/simulate", {})).body.errorCode).toBe("E0000003");
    expect((await send("POST", "/api/v1/policies/simulate", [{ appInstance: "0oanone" }])).status).toBe(404);
    expect((await simulate({ user: undefined })).status).toBe(400);
  });
});

describe("an app's policy", () => {
  it("is the default one until it has another", async () => {
    const [first, second] = [...org.sandbox.store.apps.keys()];
    const policy = [...org.sandbox.store.policies.values()].find(({ type }) => type === "ACCESS_POLICY");
    const own = {
      ...policy,
      id: "rst1own",
      name: "Own",
      system: false,
      type: "ACCESS_POLICY",
      status: "ACTIVE",
    } as const;
    org.sandbox.store.policies.set(own.id, own);
    expect((await send("PUT", `/api/v1/apps/${first}/policies/${own.id}`)).status).toBe(204);
    const appsOf = async (id = "") =>
      (await send("GET", `/api/v1/policies/${id}/app`)).body.map((app: { id: string }) => app.id);
    expect(await appsOf(own.id)).toEqual([first]);
    expect(await appsOf(policy?.id)).toContain(second);
    expect(await appsOf(policy?.id)).not.toContain(first);
    expect((await send("PUT", `/api/v1/apps/${first}/policies/${policyId}`)).status).toBe(400);
  });
});

describe("a network zone", () => {
  const attackers = { type: "IP", name: "Attackers", gateways: [{ type: "CIDR", value: "198.51.100.0/24" }] };

  it("is created active, for policies unless it blocks", async () => {
    expect((await send("POST", "/api/v1/zones", attackers)).body).toMatchObject({ status: "ACTIVE", usage: "POLICY" });
    const blocking = await send("POST", "/api/v1/zones", { ...attackers, usage: "BLOCKLIST" });
    expect(blocking.body.usage).toBe("BLOCKLIST");
  });

  it.each([
    ["without a name", { ...attackers, name: "" }],
    ["without a type", { ...attackers, type: undefined }],

    ["with an address that is none", { ...attackers, gateways: [{ type: "CIDR", value: "home" }] }],
  ])("%s is refused", async (_, body) => {
    expect((await send("POST", "/api/v1/zones", body)).body.errorCode).toBe("E0000001");
  });

  it("keeps its type when it is replaced, and loses what is not sent", async () => {
    const { body } = await send("POST", "/api/v1/zones", { ...attackers, proxies: attackers.gateways });
    const path = `/api/v1/zones/${body.id}`;
    expect((await send("PUT", path, { ...attackers, type: "DYNAMIC" })).status).toBe(400);
    expect((await send("PUT", path, attackers)).body).toMatchObject({ proxies: null, created: body.created });
    expect((await send("PUT", "/api/v1/zones/nzonone", attackers)).status).toBe(404);
  });
});
