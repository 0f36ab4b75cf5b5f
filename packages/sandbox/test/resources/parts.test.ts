import { beforeEach, describe, expect, it } from "vitest";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { type Send, sender } from "../support/sender.ts";

let org: TestOrg;
let send: Send;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "apps", "apiTokens", "inlineHooks", "idps", "logStreams", "networkZones", "roles", "users");
});

describe("log streams", () => {
  const AWS = { eventSourceName: "okta-log", accountId: "123456789012", region: "us-east-2" };
  const make = (settings: unknown) =>
    send("POST", "/api/v1/logStreams", { name: "Stream", type: "aws_eventbridge", settings });

  it("are made as the schema of their type says", async () => {
    const schemas = await send("GET", "/api/v1/meta/schemas/logStream");
    const { body } = await send("GET", "/api/v1/meta/schemas/logStream/aws_eventbridge");
    expect(schemas.body).toContainEqual(body);
    const { settings } = body.properties;
    expect(settings.required.toSorted()).toEqual(Object.keys(AWS).toSorted());
    const { body: refused } = await make({ ...AWS, accountId: "12" });
    expect(refused.errorCauses).toEqual([
      { errorSummary: `settings.accountId: ${settings.errorMessage.properties.accountId}` },
    ]);
    expect((await make({ ...AWS, region: "mars-1" })).body.errorCode).toBe("E0000001");
    expect((await make(AWS)).status).toBe(200);
    expect((await send("GET", "/api/v1/meta/schemas/logStream/paper")).status).toBe(404);
  });

  it("keep what can be written once, and a secret that is not sent back", async () => {
    const { body } = await make(AWS);
    const change = (settings: unknown) =>
      send("PUT", `/api/v1/logStreams/${body.id}`, { name: "Stream", type: "aws_eventbridge", settings });
    expect((await change({ ...AWS, region: "us-west-1" })).body.errorCode).toBe("E0000001");
    const { body: splunk } = await send("POST", "/api/v1/logStreams", {
      name: "Splunk",
      type: "splunk_cloud_logstreaming",
      settings: { host: "acme.splunkcloud.com", token: "58A7C8D6-4E2F-4C3B-8F7D-5C7F6F4C3B2A" },
    });
    expect(splunk.settings).toEqual({ host: "acme.splunkcloud.com" });
    const { id, ...sent } = splunk;
    expect((await send("PUT", `/api/v1/logStreams/${id}`, sent)).status).toBe(200);
  });
});

describe("resources of resource sets", () => {
  const PATH = "/api/v1/iam/resource-sets";
  const EXCLUDED = { Exclude: { "okta:ORN": ["orn:okta:idp:00o1:apps:slack"] } };
  const makeSet = async () => {
    const resources = [`${org.sandbox.orgUrl}/api/v1/users`];
    const { body } = await send("POST", PATH, { label: "People", description: "All", resources });
    return `${PATH}/${body.id}/resources`;
  };

  it("are added, read and changed with conditions", async () => {
    const path = await makeSet();
    const resourceOrnOrUrl = `${org.sandbox.orgUrl}/api/v1/apps`;
    const { body } = await send("POST", path, { resourceOrnOrUrl, conditions: EXCLUDED });
    expect(body).toMatchObject({ orn: resourceOrnOrUrl, conditions: EXCLUDED });
    expect((await send("GET", path)).body.resources).toContainEqual(body);
    expect((await send("GET", `${path}/${body.id}`)).body).toEqual(body);
    const changed = await send("PUT", `${path}/${body.id}`, { conditions: {} });
    expect(changed.body).toMatchObject({ id: body.id, conditions: {} });
    expect((await send("GET", `${path}/${body.id}`)).body).toEqual(changed.body);
    expect((await send("GET", `${path}/irenone`)).body.errorCode).toBe("E0000007");
  });

  it.each([
    ["no resource", { conditions: {} }],
    ["no conditions", { resourceOrnOrUrl: "orn:okta:idp:00o1:apps" }],
    [
      "an exclusion that is not an ORN",
      {
        resourceOrnOrUrl: "orn:okta:idp:00o1:apps",
        conditions: { Exclude: { "okta:ORN": ["slack"] } },
      },
    ],
  ])("rejects %s with E0000001", async (_name, body) => {
    expect((await send("POST", await makeSet(), body)).body.errorCode).toBe("E0000001");
  });
});

describe("API tokens", () => {
  const network = (token: { id: string }, value: unknown) =>
    send("PUT", `/api/v1/api-tokens/${token.id}`, { network: value });

  it("are bound to network zones", async () => {
    const [token] = (await send("GET", "/api/v1/api-tokens")).body;
    const [zone] = (await send("GET", "/api/v1/zones")).body;
    const { body } = await network(token, { connection: "ZONE", include: [zone.id] });
    expect(body).toMatchObject({ id: token.id, name: token.name, network: { connection: "ZONE", include: [zone.id] } });
    expect((await send("GET", `/api/v1/api-tokens/${token.id}`)).body).toEqual(body);
  });

  it.each([
    ["another connection", { connection: "MOON" }],
    ["a zone that there is not", { connection: "ZONE", include: ["nzonone"] }],
    ["no zone", { connection: "ZONE" }],
  ])("reject %s", async (_name, value) => {
    const [token] = (await send("GET", "/api/v1/api-tokens")).body;
    expect((await network(token, value)).body.errorCode).toBe("E0000001");
  });
});

describe("provisioning connections by OAuth 2.0", () => {
  it("show their keys, and are enabled by the consent", async () => {
    const [{ id }] = (await send("GET", "/api/v1/apps?q=Slack")).body;
    const path = `/api/v1/apps/${id}/connections/default`;
    const consent = (name: string, query = "?code=c") =>
      send("POST", `/api/v1/apps/${name}/${id}/oauth2/callback${query}`);
    expect((await send("GET", `${path}/jwks`)).body.errorCode).toBe("E0000001");
    expect((await consent("slack")).body.errorCode).toBe("E0000001");
    await send("POST", path, { profile: { authScheme: "OAUTH2", clientId: "c" } });
    const [key] = (await send("GET", `${path}/jwks`)).body.jwks.keys;
    expect((await send("GET", `${path}/jwks`)).body.jwks.keys).toEqual([key]);
    expect((await consent("slack", "")).body.errorCode).toBe("E0000001");
    expect((await consent("zoomus")).status).toBe(404);
    expect((await consent("slack")).status).toBe(204);
    expect((await send("GET", path)).body.status).toBe("ENABLED");
  });
});

it("a hook key is found by the ID of its public half", async () => {
  const { body } = await send("POST", "/api/v1/hook-keys", { name: "Signer" });
  const { body: found } = await send("GET", `/api/v1/hook-keys/public/${body.keyId}`);
  expect(found).toEqual({ _embedded: body._embedded });
  expect((await send("GET", `/api/v1/hook-keys/public/${body.id}`)).body.errorCode).toBe("E0000007");
});

it("an identity provider's key keeps its ID when its certificate is replaced", async () => {
  const { body } = await send("POST", "/api/v1/idps/credentials/keys", { x5c: ["MIIDnjCC"] });
  const replaced = await send("PUT", `/api/v1/idps/credentials/keys/${body.kid}`, { x5c: ["MIIFazCC"] });
  expect(replaced.body).toMatchObject({ kid: body.kid, x5c: ["MIIFazCC"] });
  expect(replaced.body["x5t#S256"]).not.toBe(body["x5t#S256"]);
});

describe("the governance of admin roles", () => {
  it("has a grant for each role once the org has opted in, with what the role is narrowed to", async () => {
    const [user] = org.sandbox.store.users.keys();
    const group = [...org.sandbox.store.groups.values()].find(({ profile }) => profile.name === "Sales");
    const roles = `/api/v1/users/${user}/roles`;
    const { body: role } = await send("POST", roles, { type: "HELP_DESK_ADMIN" });
    const path = `${roles}/${role.id}/governance`;
    expect((await send("GET", path)).body.grants).toEqual([]);
    await send("POST", "/api/v1/iam/governance/optIn");
    const [{ grantId, type }] = (await send("GET", path)).body.grants;
    expect([type, (await send("GET", `${path}/${grantId}`)).body.grantId]).toEqual(["CUSTOM", grantId]);
    expect((await send("GET", `${path}/${grantId}/resources`)).body.resources).toEqual([]);
    await send("PUT", `${roles}/${role.id}/targets/groups/${group?.id}`);
    expect((await send("GET", `${path}/${grantId}/resources`)).body.resources).toMatchObject([{ label: "Sales" }]);
    expect((await send("GET", `${path}/granone`)).body.errorCode).toBe("E0000007");
    expect((await send("GET", `${roles}/ra1none/governance`)).body.errorCode).toBe("E0000007");
  });
});
