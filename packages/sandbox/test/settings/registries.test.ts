import { beforeEach, describe, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

const SCOPES = [
  "okta.eventHooks.manage",
  "okta.apiTokens.manage",
  "okta.orgs.manage",
  "okta.apps.manage",
  "okta.groups.manage",
  "okta.idps.read",
  "okta.schemas.read",
  "okta.directories.groups.manage",
];

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: SCOPES.join(" ") } });
});

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });

describe("an event hook", () => {
  const hook = {
    name: "Alarm",
    events: { type: "EVENT_TYPE", items: ["user.account.lock"] },
    channel: {
      type: "HTTP",
      version: "1.0.0",
      config: {
        uri: "https://alarm.example.com",
        authScheme: { type: "HEADER", key: "authorization", value: "hook-secret" },
      },
    },
  };

  it("is active and unverified when it is created, and its secret is not shown", async () => {
    const created = await send("POST", "/api/v1/eventHooks", hook);
    expect(created.body).toMatchObject({ status: "ACTIVE", verificationStatus: "UNVERIFIED" });
    expect(created.text).not.toContain("hook-secret");
    const path = `/api/v1/eventHooks/${created.body.id}/lifecycle`;
    expect((await send("POST", `${path}/verify`)).body.verificationStatus).toBe("VERIFIED");
    expect((await send("POST", `${path}/deactivate`)).body.status).toBe("INACTIVE");
    expect((await send("POST", `${path}/verify`)).status).toBe(400);
    expect((await send("POST", `${path}/activate`)).body.status).toBe("ACTIVE");
  });

  it.each(["name", "events", "channel"])("needs %s", async (name) => {
    expect((await send("POST", "/api/v1/eventHooks", { ...hook, [name]: undefined })).body.errorCode).toBe("E0000001");
  });

  it("needs an address with https", async () => {
    const channel = { ...hook.channel, config: { uri: "http://alarm.example.com" } };
    expect((await send("POST", "/api/v1/eventHooks", { ...hook, channel })).status).toBe(400);
  });
});

describe("what an org lists", () => {
  it("API tokens, until they are revoked", async () => {
    const [{ id }] = (await send("GET", "/api/v1/api-tokens")).body;
    expect((await send("DELETE", `/api/v1/api-tokens/${id}`)).status).toBe(204);
    expect((await send("GET", "/api/v1/api-tokens")).body).toEqual([]);
    expect((await send("DELETE", `/api/v1/api-tokens/${id}`)).status).toBe(404);
  });

  it("identity providers with their client secrets, for a read scope", async () => {
    expect((await send("GET", "/api/v1/idps")).text).toContain("client_secret");
  });

  it("the attributes of users, by the default name or the ID of the schema", async () => {
    const { body } = await send("GET", "/api/v1/meta/schemas/user/default");
    expect(Object.keys(body.definitions.base.properties)).toHaveLength(31);
    const byId = new URL(body.id).pathname;
    expect((await send("GET", byId)).body).toEqual(body);
    expect((await send("GET", "/api/v1/meta/schemas/user/oscnone")).status).toBe(404);
  });

  it("addresses that bounced, and why one stays", async () => {
    const emailAddresses = ["ada.lovelace@example.com", "missing@example.com", "no address"];
    org.sandbox.store.bouncedEmails.add("ada.lovelace@example.com");
    const { body } = await send("POST", "/api/v1/org/email/bounces/remove-list", { emailAddresses });
    expect(body.errors.map(({ emailAddress }: { emailAddress: string }) => emailAddress)).toEqual(
      emailAddresses.slice(1),
    );
    expect(org.sandbox.store.bouncedEmails.size).toBe(0);
  });
});

describe("a group that is pushed to an app", () => {
  it("has one target, and needs both scopes", async () => {
    const path = `/api/v1/apps/${[...org.sandbox.store.apps.keys()][0]}/group-push/mappings`;
    const sourceGroupId = groupNamed(org, "Data").id;
    expect((await send("POST", path, { sourceGroupId })).status).toBe(400);
    expect(
      (await send("POST", path, { sourceGroupId, targetGroupId: sourceGroupId, targetGroupName: "x" })).status,
    ).toBe(400);
    expect((await send("POST", path, { sourceGroupId: "00gnone", targetGroupName: "x" })).status).toBe(404);
    expect((await send("POST", path, { sourceGroupId, targetGroupName: "x" })).status).toBe(200);
    expect((await send("GET", `${path}?status=INACTIVE`)).body).toEqual([]);
    expect((await send("GET", `${path}?sourceGroupId=${sourceGroupId}`)).body).toHaveLength(1);
    token = await getToken(org, { form: { scope: "okta.apps.manage" } });
    const refused = await send("GET", path);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      expect.stringContaining("insufficient_scope"),
    ]);
  });
});

describe("a group of a directory", () => {
  it("is changed through the directory's app alone", async () => {
    const app = [...org.sandbox.store.apps.values()][0];
    const group = groupNamed(org, "Data");
    const [member = ""] = org.sandbox.store.users.keys();
    const modify = (action: string) =>
      send("POST", `/api/v1/directories/${app?.id}/groups/modify`, {
        id: group.id,
        parameters: { action, attribute: "member", values: [member] },
      });
    expect((await modify("ADD")).status).toBe(400);
    if (app) app.definition = { ...app.definition, name: "active_directory" };
    expect((await modify("ADD")).status).toBe(400);
    org.sandbox.store.groups.set(group.id, { ...group, type: "APP_GROUP" });
    expect((await modify("REPLACE")).status).toBe(400);
    expect((await modify("ADD")).status).toBe(200);
    expect(group.members.has(member)).toBe(true);
    expect((await modify("REMOVE")).status).toBe(200);
    expect(group.members.has(member)).toBe(false);
  });
});
