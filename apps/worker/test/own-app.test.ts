import { describe, expect, it, vi } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

async function start(settings: Record<string, unknown> = {}) {
  const scopes = ["okta.apps.manage", "okta.roles.manage", "okta.appGrants.manage"];
  const gateway = await createTestGateway(
    {},
    {
      PASS_THROUGH: "on",
      OKTA_SCOPES: scopes,
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
      ...settings,
    },
  );
  const clientId = gateway.sandbox.apps[0]?.clientId ?? "";
  const send = (method: string, path: string) =>
    gateway.call(path, {
      method,
      ...(method !== "GET" && method !== "DELETE" && { headers: { "content-type": "application/json" }, body: "{}" }),
    });
  return { ...gateway, clientId, send };
}

describe("the app that the Worker itself uses", () => {
  it.each([
    ["PUT", "/api/v1/apps/{id}"],
    ["DELETE", "/api/v1/apps/{id}"],
    ["POST", "/api/v1/apps/{id}/lifecycle/deactivate"],
    ["POST", "/api/v1/apps/{id}/credentials/jwks"],
    ["POST", "/api/v1/apps/{id}/credentials/secrets"],
    ["POST", "/api/v1/apps/{id}/credentials/keys/generate"],
    ["POST", "/api/v1/apps/{id}/grants"],
    ["POST", "/oauth2/v1/clients/{id}/roles"],
  ])("cannot be changed by %s %s, whatever the scopes", async (method, path) => {
    const { send, clientId, sandbox } = await start();
    const disguised = [
      `${clientId}.json`,
      `${clientId}.`,
      `%25${clientId.charCodeAt(0).toString(16)}${clientId.slice(1)}`,
      `${clientId}%3Bx`,
    ];
    for (const id of [clientId, clientId.toUpperCase(), ...disguised]) {
      const response = await send(method, path.replace("{id}", id));
      expect(response.status, await response.clone().text()).toBe(403);
      expect(await response.json()).toMatchObject({ code: "own_app" });
    }
    expect(sandbox.requests.count("api")).toBe(0);
  });

  it("can be read, and other apps can be changed", async () => {
    const { send, clientId } = await start();
    expect((await send("GET", `/api/v1/apps/${clientId}`)).status).not.toBe(403);
    const other = await send("POST", "/api/v1/apps/0oaother/lifecycle/deactivate");
    expect(other.headers.has("x-okta-request-id")).toBe(true);
  });

  it("is protected through another connection to the same org", async () => {
    const { sandbox, settings, send, restart, clientId } = await start();
    restart({
      OKTA_CONNECTIONS: {
        second: { orgUrl: sandbox.orgUrl, clientId: "0oasecond", keyId: "k", scopes: ["okta.apps.manage"] },
      },
      OKTA_PRIVATE_KEY__SECOND: settings.OKTA_PRIVATE_KEY,
    });
    const second = await send("POST", "/api/v1/apps/0oasecond/lifecycle/deactivate");
    expect(await second.json()).toMatchObject({ code: "own_app" });
    const first = await send("POST", `/api/v1/apps/${clientId}/lifecycle/deactivate`);
    expect(await first.json()).toMatchObject({ code: "own_app" });
  });

  it("is protected through a connection with another domain of the org", async () => {
    const { settings, send, restart } = await start();
    const own = {
      orgUrl: "https://login.example.com",
      clientId: "0oasecond",
      keyId: "k",
      scopes: ["okta.apps.manage"],
    };
    restart({ OKTA_CONNECTIONS: { second: own }, OKTA_PRIVATE_KEY__SECOND: settings.OKTA_PRIVATE_KEY });
    const response = await send("POST", "/api/v1/apps/0oasecond/credentials/jwks");
    expect(await response.json()).toMatchObject({ code: "own_app" });
  });

  it("is looked for in a text that is encoded half a million times without decoding it as often", async () => {
    const { call, clientId } = await start();
    const members = [`%${"25".repeat(400_000)}`, `https://org.example/oauth2/v1/clients/%2530${clientId.slice(1)}`];
    const decode = vi.spyOn(globalThis, "decodeURIComponent");
    const response = await call("/api/v1/iam/resource-sets/rs1/bindings", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ role: "r", members }),
    });
    const { length } = decode.mock.calls;
    decode.mockRestore();
    expect(await response.json()).toMatchObject({ code: "own_app" });
    expect(length).toBeLessThan(100);
  });

  it("can be changed with OWN_APP=allow", async () => {
    const { send, clientId } = await start({ OWN_APP: "allow" });
    const response = await send("POST", `/api/v1/apps/${clientId}/lifecycle/deactivate`);
    expect(response.headers.has("x-okta-request-id")).toBe(true);
  });
});
