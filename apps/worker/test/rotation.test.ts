import type { Sandbox } from "@okta-edge/sandbox";
import { describe, expect, it } from "vitest";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway, type TestGateway } from "./support/gateway.ts";

/** Takes a key away from the app, as an admin does in the console. */
function removeKey({ registeredApps: [app] }: Sandbox, place: number): void {
  if (app) app.keys = app.keys.filter((_, index) => index !== place);
}

/** A gateway whose app has two keys, the second as the one that comes next. */
async function withTwoKeys(): Promise<TestGateway> {
  const gateway = await createTestGateway({ apps: [{ keys: 2 }] });
  const next = gateway.sandbox.apps[0]?.keys[1];
  gateway.restart({ OKTA_PRIVATE_KEY_NEXT: next?.privateKey, OKTA_KEY_ID_NEXT: next?.keyId });
  return gateway;
}

describe("the next private key", () => {
  it("is left alone while Okta takes the current one", async () => {
    const { call } = await withTwoKeys();
    const lines = await auditOf(() => call("/api/v1/users?limit=1"));
    expect(lines).toMatchObject([{ key: "current", status: 200 }]);
  });

  it("is used when Okta refuses the current one, and the audit line says so", async () => {
    const { call, sandbox } = await withTwoKeys();
    removeKey(sandbox, 0);
    const lines = await auditOf(async () => {
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    });
    expect(lines).toMatchObject([{ key: "next" }, { key: "next" }]);
    const after = sandbox.requests.count("token");
    await call("/api/v1/users?limit=1");
    expect(sandbox.requests.count("token")).toBe(after);
  });

  it("a write is done once when the key goes in between", async () => {
    const { call, sandbox, restart } = await withTwoKeys();
    restart({
      OKTA_SCOPES: "okta.groups.manage",
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.groups.manage"] }]),
    });
    const before = sandbox.store.groups.size;
    removeKey(sandbox, 0);
    const response = await call("/api/v1/groups", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ profile: { name: "Once" } }),
    });
    expect(response.status).toBe(200);
    expect(sandbox.store.groups.size).toBe(before + 1);
  });

  it("other refusals do not lead to it", async () => {
    const { call, sandbox } = await withTwoKeys();
    const [app] = sandbox.registeredApps;
    if (app) app.scopes = [];
    const response = await call("/api/v1/users?limit=1");
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      code: "token_refused",
      detail: expect.stringMatching(/not allowed any of the requested scopes/),
    });
    expect(sandbox.requests.count("api")).toBe(0);
  });

  it("when it is refused as well, that is reported", async () => {
    const { call, sandbox } = await withTwoKeys();
    removeKey(sandbox, 1);
    removeKey(sandbox, 0);
    expect((await call("/api/v1/users?limit=1")).status).toBe(502);
  });

  it("one that cannot be read is named", async () => {
    const { call, restart } = await withTwoKeys();
    restart({ OKTA_PRIVATE_KEY_NEXT: "nonsense" });
    const response = await call("/api/v1/users?limit=1");
    expect(response.status).toBe(503);
    expect((await response.json<{ detail: string }>()).detail).toMatch(
      /^OKTA_PRIVATE_KEY_NEXT looks like other text, /,
    );
  });
});
