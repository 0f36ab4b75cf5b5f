import { describe, expect, it } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway, type TestGateway } from "./support/gateway.ts";

async function start(settings: Record<string, unknown> = {}) {
  const scopes = ["okta.users.manage"];
  return createTestGateway(
    {},
    { OKTA_SCOPES: scopes, CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]), ...settings },
  );
}

const SUSPEND = "/api/v1/users/ada.lovelace@example.com/lifecycle/suspend";

describe("a body that is not valid UTF-8", () => {
  const json =
    '{"profile":{"login":"zoe@example.com","email":"zoe@example.com","firstName":"Zo\u00eb","lastName":"Z"}}';
  it.each([
    ["Latin-1, as PowerShell 5.1 sends it", Uint8Array.from(json, (char) => char.charCodeAt(0))],
    ["UTF-16", new Uint8Array([0xff, 0xfe, ...Array.from(json).flatMap((char) => [char.charCodeAt(0), 0])])],
    ["truncated", new TextEncoder().encode(json).slice(0, json.indexOf("\u00eb") + 1)],
  ])("is rejected with the encoding to use, and Okta receives nothing: %s", async (_, body) => {
    const { call, sandbox } = await start();
    const response = await call("/api/v1/users", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status).toBe(400);
    const problem = await response.json<{ code: string; detail: string }>();
    expect(problem.code).toBe("invalid_encoding");
    expect(problem.detail).toContain("UTF-8");
    expect(sandbox.requests.count()).toBe(0);
  });

  it("is valid with a byte order mark", async () => {
    const { call, sandbox } = await start();
    const body = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(json)]);
    const response = await call("/api/v1/users", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status, await response.text()).toBe(200);
    const created = [...sandbox.store.users.values()].find(({ profile }) => profile.login === "zoe@example.com");
    expect(created?.profile.firstName).toBe("Zo\u00eb");
  });
});

describe("the charset of JSON", () => {
  it.each([
    ["application/json; charset=Shift_JIS", "application/json"],
    [
      'application/json;charset="iso-8859-1"; okta-response=omitCredentials',
      "application/json; okta-response=omitCredentials",
    ],
    [
      "application/json; okta-response=omitCredentials ; Charset = utf-16",
      "application/json; okta-response=omitCredentials",
    ],
    ["application/json; charset=utf-8; charset=utf-7", "application/json; charset=utf-8"],
    ["application/json; charset=utf-8x", "application/json"],
    ["application/json; charset=utf-8", "application/json; charset=utf-8"],
    ['application/json;charset="UTF-8";a=b', 'application/json;charset="UTF-8";a=b'],
    ["application/json", "application/json"],
  ])("is UTF-8 to Okta as well: %s", async (sent, forwarded) => {
    const types: (string | null)[] = [];
    const gateway: TestGateway = await createTestGateway({}, { OKTA_SCOPES: "okta.groups.manage" }, async (request) => {
      if (request.url.endsWith("/groups")) types.push(request.headers.get("content-type"));
      return gateway.sandbox.fetch(request);
    });
    gateway.restart({
      CALLERS: await callersSetting([{ name: "a", key: CALLER_KEY, scopes: ["okta.groups.manage"] }]),
    });
    const body = JSON.stringify({ profile: { name: "あ\\" } });
    await gateway.call("/api/v1/groups", { method: "POST", headers: { "content-type": sent }, body });
    expect(types).toEqual([forwarded]);
  });
});

describe("an operation that takes no body", () => {
  it.each<[string, RequestInit]>([
    ["nothing", {}],
    ["an empty JSON object", { body: "{}", headers: { "content-type": "application/json" } }],
    ["null", { body: "null", headers: { "content-type": "application/json" } }],
    ["nothing, as JSON", { headers: { "content-type": "application/json" } }],
    ["an empty form", { headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ])("accepts %s", async (_, init) => {
    const { call } = await start();
    expect((await call(SUSPEND, { method: "POST", ...init })).status).toBe(200);
  });

  it.each<[string, RequestInit, number, string]>([
    [
      "a form",
      { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
      "unsupported_media_type",
    ],
    [
      "a multipart form",
      { body: "--x--", headers: { "content-type": "multipart/form-data; boundary=x" } },
      415,
      "unsupported_media_type",
    ],
    ["text", { body: "{}", headers: { "content-type": "text/plain" } }, 415, "unsupported_media_type"],
    ["a body", { body: '{"a":1}', headers: { "content-type": "application/json" } }, 400, "unexpected_body"],
  ])("rejects %s, and Okta receives nothing", async (_, init, status, code) => {
    const { call, sandbox } = await start();
    for (const path of [SUSPEND, "/connections/default/check"]) {
      const response = await call(path, { method: "POST", ...init });
      expect([response.status, (await response.json<{ code: string }>()).code], path).toEqual([status, code]);
    }
    expect(sandbox.requests.count()).toBe(0);
  });
});

it("a body that does not end within TIMEOUT is a 408, and Okta receives nothing", async () => {
  const { call, sandbox } = await start({ TIMEOUT: "300" });
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"profile":')),
  });
  const response = await call("/api/v1/users", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  expect(response.status).toBe(408);
  expect(await response.json()).toMatchObject({ code: "body_timeout" });
  expect(sandbox.requests.count()).toBe(0);
});
