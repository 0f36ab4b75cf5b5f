import { listMoreOperations } from "@okta-edge/actions/operations";
import { describe, expect, it } from "vitest";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

describe("what Okta serves to everyone", () => {
  it.each(["/.well-known/okta-organization", "/.well-known/openid-configuration", "/oauth2/v1/keys"])(
    "%s is forwarded to known callers without a token",
    async (path) => {
      const { call, sandbox } = await createTestGateway();
      const response = await call(path);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual(await (await sandbox.fetch(new Request(sandbox.orgUrl + path))).json());
      expect(sandbox.requests.count("token")).toBe(0);
    },
  );

  it("needs no scope, and no PASS_THROUGH, but a connection of the caller's", async () => {
    const callers = [{ name: "test", key: CALLER_KEY, scopes: ["okta.logs.read"] }];
    const { call } = await createTestGateway({}, { CALLERS: await callersSetting(callers) });
    expect((await call("/.well-known/okta-organization/")).status).toBe(200);
    expect((await call("/connections/eu/.well-known/okta-organization")).status).toBe(404);
  });

  it("is not forwarded to anyone else", async () => {
    const { fetch, sandbox } = await createTestGateway();
    const url = "https://worker.example/.well-known/okta-organization";
    expect((await fetch(new Request(url))).status).toBe(401);
    expect((await fetch(new Request(url, { headers: { authorization: "SSWS wrong" } }))).status).toBe(401);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("is sent with nothing of the caller's that could act for someone", async () => {
    let sent: Request | undefined;
    const { call, sandbox } = await createTestGateway({}, {}, async (request) => {
      sent = request;
      return sandbox.fetch(request);
    });
    const headers = { cookie: "sid=1", "x-forwarded-for": "203.0.113.7", "accept-language": "de" };
    await call("/.well-known/okta-organization?x=", { headers });
    expect(sent?.url).toBe(`${sandbox.orgUrl}/.well-known/okta-organization`);
    expect([...(sent?.headers.keys() ?? [])]).toEqual(["accept-language"]);
  });

  it("has an audit line, as each call has", async () => {
    const { call } = await createTestGateway();
    const [line] = await auditOf(() => call("/.well-known/okta-organization"));
    expect(line).toMatchObject({
      caller: "test",
      connection: "default",
      action: "getWellknownOrgMetadata",
      status: 200,
      sent: 1,
    });
    expect(line).not.toHaveProperty("token");
  });

  it("is a 502 if Okta does not respond, and a 504 if not in time", async () => {
    const broken = await createTestGateway({}, {}, () => Promise.reject(new Error("reset")));
    const failed = await broken.call("/.well-known/okta-organization");
    expect(failed.status).toBe(502);
    expect(await failed.json()).toMatchObject({ code: "network_error" });
    const silent = await createTestGateway({}, { TIMEOUT: "100" }, ({ signal }) => untilAborted(signal));
    const late = await silent.call("/.well-known/okta-organization");
    expect(late.status).toBe(504);
    expect(await late.json()).toMatchObject({ code: "timeout" });
  });
});

function untilAborted(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

describe("operations that Okta's description lacks", () => {
  it("are forwarded with their scopes", async () => {
    const scopes = ["okta.orgs.read"];
    const { call, sandbox } = await createTestGateway(
      { apps: [{ scopes }] },
      {
        PASS_THROUGH: "on",
        OKTA_SCOPES: scopes.join(" "),
        CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
      },
    );
    const settings = "/device-access/api/v1/desktop-mfa/recovery-pin-settings";
    await call(settings);
    expect(sandbox.requests.list.at(-1)).toMatchObject({ method: "GET", path: settings });
    const refused = await call("/workload-principals/api/v1/ai-agents/a1/lifecycle/activate", { method: "POST" });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: "insufficient_scope", scope: "okta.aiAgents.manage" });
  });

  it("are rejected with the reason where no access token opens them", async () => {
    const { call, sandbox } = await createTestGateway({}, { PASS_THROUGH: "on" });
    const closed = listMoreOperations().filter(({ scopes, isPublic }) => scopes.length === 0 && !isPublic);
    for (const { id, method, path } of closed) {
      const response = await call(path.replaceAll(/\{\w+\}/g, "0oa1"), { method });
      expect(response.status, id).toBe(404);
      expect(await response.json()).toMatchObject({
        detail: `Okta does not allow ${id} with an OAuth 2.0 access token.`,
      });
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it("are rejected with the reason where the scope is unknown", async () => {
    const { call } = await createTestGateway({}, { PASS_THROUGH: "on" });
    expect(await (await call("/api/v1/new-things")).json()).toMatchObject({
      status: 404,
      detail:
        "No operation with this path is published by Okta, so the scope that it needs is unknown: the Worker rejects it.",
    });
  });
});
