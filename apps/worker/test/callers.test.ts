import { describe, expect, it } from "vitest";
import { coversScope, effectiveScopes } from "../src/callers/scope.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { refreshTokens } from "../src/gateway/refresh-tokens.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

interface ProblemDocument {
  readonly code: string;
  readonly detail: string;
  readonly errorCode: string;
  readonly scope?: string;
  readonly lackedBy?: string;
}

async function problemOf(response: Response): Promise<ProblemDocument> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return response.json();
}

describe("who calls", () => {
  it.each([
    ["Authorization: Bearer", { authorization: `Bearer ${CALLER_KEY}` }],
    ["Authorization: SSWS, as Okta's SDKs send it", { authorization: `SSWS ${CALLER_KEY}` }],
    ["X-API-Key", { "x-api-key": CALLER_KEY }],
    ["both, alike", { authorization: `Bearer ${CALLER_KEY}`, "x-api-key": CALLER_KEY }],
  ])("is known by %s", async (_, headers) => {
    const { fetch } = await createTestGateway();
    const response = await fetch(new Request("https://worker.example/api/v1/users?limit=1", { headers }));
    expect(response.status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ["without a key", {}],
    ["with a wrong key", { authorization: "Bearer wrong" }],
    ["with a key that only begins right", { authorization: `Bearer ${CALLER_KEY}x` }],
    ["with the hash in place of the key", { "x-api-key": "sha256:0" }],
    ["with two different keys", { authorization: `Bearer ${CALLER_KEY}`, "x-api-key": "other" }],
    ["by Basic", { authorization: `Basic ${btoa(`x:${CALLER_KEY}`)}` }],
    ["with two keys in one header", { authorization: `Bearer ${CALLER_KEY}, Bearer ${CALLER_KEY}` }],
    ["with an empty key", { "x-api-key": "" }],
  ])("is refused %s, and Okta is not asked", async (_, headers) => {
    const { fetch, sandbox } = await createTestGateway();
    const response = await fetch(new Request("https://worker.example/api/v1/users", { headers }));
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="okta-edge"');
    expect(await problemOf(response)).toMatchObject({ code: "unauthorized", errorCode: "E0000011" });
    expect(sandbox.requests.count()).toBe(0);
  });

  it("is not known by a key in the query", async () => {
    const { fetch } = await createTestGateway();
    const response = await fetch(new Request(`https://worker.example/api/v1/users?api_key=${CALLER_KEY}`));
    expect(response.status).toBe(401);
  });

  it("is refused while no callers are set, with what to set", async () => {
    const { call } = await createTestGateway({}, { CALLERS: undefined });
    const response = await call("/api/v1/users");
    expect(response.status).toBe(503);
    expect((await problemOf(response)).detail).toMatch(/^CALLERS is missing\. Set it to JSON, for example \[\{/);
  });

  it("may do only what its scopes allow", async () => {
    const { call, sandbox } = await createTestGateway(
      {},
      {
        CALLERS: await callersSetting([{ name: "groups", key: CALLER_KEY, scopes: ["okta.groups.read"] }]),
      },
    );
    const response = await call("/api/v1/users");
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: "insufficient_scope", scope: "okta.users.read" });
    expect(sandbox.requests.count()).toBe(0);
  });

  it("gets a token for its own scopes alone", async () => {
    const { call, sandbox } = await createTestGateway();
    await call("/api/v1/users?limit=1");
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.groups.read", "okta.users.read"]);
  });

  it("gets nothing that the connection has not", async () => {
    const { call, sandbox } = await createTestGateway({}, { OKTA_SCOPES: "okta.groups.read" });
    const response = await call("/api/v1/users");
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({
      code: "insufficient_scope",
      lackedBy: "connection",
      detail:
        'The connection "default" lacks the scope okta.users.read. Add it to OKTA_SCOPES, and grant it to the app in Okta: Okta API Scopes.',
    });
    expect(sandbox.requests.count()).toBe(0);
  });
});

it("manage covers read, and nothing else covers anything", () => {
  expect(coversScope(["okta.users.manage"], "okta.users.read")).toBe(true);
  expect(coversScope(["okta.users.read"], "okta.users.read")).toBe(true);
  expect(coversScope(["okta.users.read"], "okta.users.manage")).toBe(false);
  expect(coversScope(["okta.users.manage"], "okta.groups.read")).toBe(false);
  expect(coversScope(["okta.users.MANAGE"], "okta.users.read")).toBe(false);
  expect(coversScope([], "okta.users.read")).toBe(false);
});

it.each([
  [["okta.users.manage"], ["okta.users.read"], ["okta.users.read"]],
  [["okta.users.read"], ["okta.users.manage"], ["okta.users.read"]],
  [["okta.users.manage"], ["okta.users.manage"], ["okta.users.manage"]],
  [["okta.users.manage", "okta.users.read"], ["okta.users.read"], ["okta.users.read"]],
  [["okta.users.manage"], ["okta.groups.read"], []],
  [["okta.users.read"], ["okta.groups.manage", "okta.users.read"], ["okta.users.read"]],
  [
    ["okta.governance.accessRequests.manage"],
    ["okta.governance.accessRequests.read"],
    ["okta.governance.accessRequests.read"],
  ],
])("a caller with %j has at a connection with %j the scopes %j", (caller, connection, effective) => {
  expect(effectiveScopes(caller, connection)).toEqual(effective);
});

describe("a caller with okta.users.manage at a connection with okta.users.read", () => {
  const start = async () =>
    createTestGateway(
      { apps: [{ scopes: ["okta.users.read"] }] },
      {
        OKTA_SCOPES: "okta.users.read",
        CALLERS: await callersSetting([
          { name: "manager", key: CALLER_KEY, scopes: ["okta.users.manage", "okta.groups.manage"] },
        ]),
      },
    );

  it("reads with a token for okta.users.read", async () => {
    const { call, sandbox } = await start();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.users.read"]);
  });

  it("is informed that a write is beyond the connection, not beyond the caller", async () => {
    const { call } = await start();
    const response = await call("/api/v1/users/ada.lovelace@example.com/lifecycle/suspend", { method: "POST" });
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ scope: "okta.users.manage", lackedBy: "connection" });
  });

  it("has its token refreshed by `scheduled`", async () => {
    const { sandbox, settings } = await start();
    await refreshTokens(await createGateways(sandbox.fetch)(settings));
    expect(sandbox.requests.list.at(-1)).toMatchObject({ status: 200, scopes: ["okta.users.read"] });
  });

  it("sees the reads and not the writes in /openapi.json", async () => {
    const { call } = await start();
    const { paths } = await (await call("/openapi.json")).json<{ paths: Record<string, unknown> }>();
    expect(Object.keys(paths)).toContain("/api/v1/users/{userId}");
    expect(Object.keys(paths)).not.toContain("/api/v1/users/{userId}/lifecycle/suspend");
    expect(Object.keys(paths)).not.toContain("/api/v1/groups");
  });
});
