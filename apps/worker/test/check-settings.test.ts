import { createSandbox } from "@okta-edge/sandbox";
import { describe, expect, it } from "vitest";
import { checkSettings, readConnectionOptions } from "../src/check-settings.ts";
import { callersSetting, createTestGateway } from "./support/gateway.ts";

const sandbox = await createSandbox();
const [app] = sandbox.apps;
const good = {
  OKTA_ORG_URL: "https://example.okta.com",
  OKTA_CLIENT_ID: app?.clientId ?? "",
  OKTA_PRIVATE_KEY: app?.privateKey ?? "",
  OKTA_SCOPES: "okta.users.read",
  CALLERS: await callersSetting([{ name: "ada", key: "key", scopes: ["okta.users.read"] }]),
};

describe("checkSettings", () => {
  it("reports nothing for settings that work", async () => {
    expect(await checkSettings(good)).toEqual([]);
  });

  it("reports everything that is missing at once", async () => {
    expect((await checkSettings({})).map(({ setting }) => setting).sort()).toEqual([
      "CALLERS",
      "OKTA_CLIENT_ID",
      "OKTA_ORG_URL",
      "OKTA_PRIVATE_KEY",
      "OKTA_SCOPES",
    ]);
  });

  it("reports problems of the Worker, the callers and each key together, without their values", async () => {
    const problems = await checkSettings({
      ...good,
      CALLERS: "secret-callers",
      TIMEOUT: "secret-timeout",
      OKTA_PRIVATE_KEY_NEXT: "secret-key",
    });
    expect(problems.map(({ setting }) => setting).sort()).toEqual(["CALLERS", "OKTA_PRIVATE_KEY_NEXT", "TIMEOUT"]);
    expect(JSON.stringify(problems)).not.toContain("secret-");
  });

  it("reports rules of a caller that name nothing, as the check of a connection does", async () => {
    const CALLERS = await callersSetting([
      {
        name: "desk",
        key: "key",
        actions: ["users.get", "users.supend"],
        where: { groupID: ["00g1"], grupId: ["00g1"] },
      },
    ]);
    const expected = [
      'CALLERS: actions[1] of the caller "desk" is not an action or an operation of Okta\'s; did you mean users.suspend?',
      'CALLERS: where.grupId of the caller "desk" is not a parameter of any action; did you mean groupId?',
    ];
    expect((await checkSettings({ ...good, CALLERS })).map(({ message }) => message)).toEqual(expected);
    const gateway = await createTestGateway({}, { CALLERS });
    const response = await gateway.fetch(
      new Request("https://worker.example/connections/default/check", {
        method: "POST",
        headers: { authorization: "Bearer key" },
      }),
    );
    const { steps } = await response.json<{ steps: { step: string; detail: string }[] }>();
    expect(steps.filter(({ step }) => step === "settings").map(({ detail }) => detail)).toEqual(expected);
  });

  it("reports settings that Cloudflare does not accept, and where their contents can go", async () => {
    const callers = Array.from({ length: 50 }, (_, i) => ({
      name: `c${i}`,
      key: `k${i}`,
      scopes: ["okta.users.read"],
    }));
    const names = Array.from({ length: 60 }, (_, i) => `org-${i}`);
    const connection = { orgUrl: "https://example.okta.com", clientId: "0oa2", scopes: "okta.users.read" };
    const problems = await checkSettings({
      ...good,
      CALLERS: await callersSetting(callers),
      OKTA_CONNECTIONS: JSON.stringify(Object.fromEntries(names.map((name) => [name, connection]))),
    });
    const large = problems.filter(({ code }) => code === "setting_too_large");
    expect(large.map(({ setting }) => setting).sort()).toEqual(["CALLERS", "OKTA_CONNECTIONS"]);
    expect(large.find(({ setting }) => setting === "CALLERS")?.hint).toContain("CALLERS_KV");
  });

  it.each(["99", "30001", "999999"])(
    "rejects a TIMEOUT of %s ms, after which Cloudflare would end the work",
    async (TIMEOUT) => {
      expect((await checkSettings({ ...good, TIMEOUT })).map(({ setting }) => setting)).toEqual(["TIMEOUT"]);
      expect(await checkSettings({ ...good, TIMEOUT: "30000" })).toEqual([]);
    },
  );

  it.each([
    "login.example.com",
    "http://login.example.com",
    "https://login.example.com?tenant=1",
    "https://login.example.com/#tenant",
    "https://user:password@login.example.com",
    "https://login.example.com:99999",
    "https://login.example.com/a/../b",
    "https://login.example.com//a",
    "https://login.example.com https://other.example",
    "https://*.example.com",
  ])("rejects %s as MCP_AUTHORIZATION_SERVER, and says what it must be", async (MCP_AUTHORIZATION_SERVER) => {
    const [problem, ...others] = await checkSettings({ ...good, MCP_AUTHORIZATION_SERVER });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ setting: "MCP_AUTHORIZATION_SERVER", code: "invalid_setting" });
    expect(problem?.message).toBe(
      "MCP_AUTHORIZATION_SERVER must be the issuer's https:// URL without a query, for example https://login.example.com.",
    );
  });

  it.each([
    "https://example.okta.com/oauth2/default",
    "https://tenant.auth0.com/",
    "https://keycloak.example:8443/realms/main",
    "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0",
  ])("accepts %s as MCP_AUTHORIZATION_SERVER", async (MCP_AUTHORIZATION_SERVER) => {
    expect(await checkSettings({ ...good, MCP_AUTHORIZATION_SERVER })).toEqual([]);
  });

  it("reports an invalid private key beside invalid options of the same connection", async () => {
    const problems = await checkSettings({
      ...good,
      OKTA_CLIENT_ID: "0oa...",
      OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n",
    });
    expect(problems.map(({ setting }) => setting)).toEqual(["OKTA_CLIENT_ID", "OKTA_PRIVATE_KEY"]);
  });
});

it("readConnectionOptions returns the core's options and their settings' names", async () => {
  const OKTA_CONNECTIONS = JSON.stringify({
    eu: { orgUrl: "https://eu.okta.com", clientId: "0oa2", scopes: ["okta.users.read"] },
  });
  const settings = { ...good, OKTA_CONNECTIONS, OKTA_PRIVATE_KEY__EU: good.OKTA_PRIVATE_KEY };
  const connections = await readConnectionOptions(settings);
  expect(connections.map(({ name, options, nameOption }) => [name, options.orgUrl, nameOption("orgUrl")])).toEqual([
    ["default", "https://example.okta.com", "OKTA_ORG_URL"],
    ["eu", "https://eu.okta.com", "OKTA_CONNECTIONS.eu.orgUrl"],
  ]);
});
