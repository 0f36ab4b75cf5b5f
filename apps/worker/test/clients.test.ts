import { describe, expect, it } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** A caller that may manage users and groups. */
async function start(settings: Record<string, unknown> = {}) {
  const scopes = ["okta.users.manage", "okta.groups.manage"];
  return createTestGateway(
    {},
    {
      OKTA_SCOPES: scopes,
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
      ...settings,
    },
  );
}

describe("the Authorization header as clients send it", () => {
  it.each([
    ["Bearer <key>", `Bearer ${CALLER_KEY}`],
    ["SSWS<key>, as Okta's Python SDK sends it", `SSWS${CALLER_KEY}`],
    ["Bearer<key>, as Okta's Python SDK sends it", `Bearer${CALLER_KEY}`],
    ["ssws <key>", `ssws ${CALLER_KEY}`],
  ])("accepts %s", async (_, authorization) => {
    const { fetch } = await start();
    const request = new Request("https://worker.example/api/v1/users?limit=1", { headers: { authorization } });
    expect((await fetch(request)).status).toBe(200);
  });

  it.each(["SSWS", "Bearer", "Bearer  ", `Basic${CALLER_KEY}`, `Bearer\t${CALLER_KEY}`, `BearerSSWS ${CALLER_KEY}`])(
    "rejects %j",
    async (authorization) => {
      const { fetch } = await start();
      const request = new Request("https://worker.example/api/v1/users?limit=1", { headers: { authorization } });
      expect((await fetch(request)).status).toBe(401);
    },
  );
});

describe("paths as clients send them", () => {
  it("empty segments mean the path without them, a slash at the end too", async () => {
    const { call, sandbox } = await start();
    expect((await call("/api/v1/users/?limit=1")).status).toBe(200);
    expect((await call("/connections/default/api/v1/users/?limit=1")).status).toBe(200);
    const created = await call("/api/v1/users/?activate=true", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        profile: { login: "n8n@example.com", email: "n8n@example.com", firstName: "N", lastName: "8" },
      }),
    });
    expect(created.status, await created.clone().text()).toBe(200);
    expect(sandbox.requests.list.filter(({ kind }) => kind === "api").map(({ path }) => path)).toEqual([
      "/api/v1/users?limit=1",
      "/api/v1/users?limit=1",
      "/api/v1/users?activate=true",
    ]);
    // n8n's search for users.
    expect((await call("/api/v1//users/?limit=1")).status).toBe(200);
  });

  it.each([
    "ada_example.com#EXT#@acme.onmicrosoft.com",
    "what?@example.com",
    "100%@example.com",
    "a;b@example.com",
    "ACME\\ada",
  ])("finds the user with the login %s", async (login) => {
    const { call } = await start();
    const created = await call("/api/v1/users", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ profile: { login, email: "ada@example.com", firstName: "Ada", lastName: "L" } }),
    });
    const path = `/api/v1/users/${encodeURIComponent(login)}`;
    const expected = created.status === 200 ? 200 : 404;
    const response = await call(path);
    expect([response.status, response.headers.has("x-okta-request-id")]).toEqual([expected, true]);
  });

  it("says what to do about a login with a slash", async () => {
    const { call, sandbox } = await start();
    const response = await call("/api/v1/users/ada%2Fadmin");
    expect(response.status).toBe(404);
    expect((await response.json<{ detail: string }>()).detail).toContain("use the ID, or search");
    expect(sandbox.requests.count()).toBe(0);
  });

  it.each(["/api/v1/groups/%72ules", "/api/v1/groups/rules%3Bx", "/api/v1/groups/rules%23", "/api/v1/users/m%65"])(
    "rejects %s, which Okta could read as another operation",
    async (path) => {
      const { call, sandbox } = await start({ PASS_THROUGH: "on" });
      expect((await call(path)).status).toBe(404);
      expect(sandbox.requests.count()).toBe(0);
    },
  );

  it.each(["/api/v1/users?limit=1", "/api/v1/users/ada.lovelace@example.com", "/docs", "/openapi.json", "/health"])(
    "answers HEAD %s with the status and headers of GET, and no body",
    async (path) => {
      const { call } = await start();
      const get = await call(path);
      const head = await call(path, { method: "HEAD" });
      expect(head.status).toBe(get.status);
      expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
      expect(await head.text()).toBe("");
    },
  );
});

describe("parameters as form-based clients send them", () => {
  it("treats empty ones as absent", async () => {
    const { call } = await start();
    expect((await call("/api/v1/users?q=&search=&filter=&limit=&after=&unknown=")).status).toBe(200);
    expect((await call("/api/v1/groups?q=&filter=&limit=10")).status).toBe(200);
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "does not know the parameter %s",
    async (name) => {
      const { call, sandbox } = await start();
      expect((await call(`/api/v1/users?${name}=x`)).status).toBe(400);
      expect(sandbox.requests.count()).toBe(0);
    },
  );

  it("names the setting that allows an unknown one", async () => {
    const { call } = await start();
    const { detail } = await (await call("/api/v1/users?limt=1")).json<{ detail: string }>();
    expect(detail).toContain("UNKNOWN_QUERY_PARAMETERS=pass");
  });

  it("accepts the retired expire_password?tempPassword=true", async () => {
    const { call } = await start();
    const response = await call("/api/v1/users/ada.lovelace@example.com/lifecycle/expire_password?tempPassword=true", {
      method: "POST",
    });
    expect(response.status, await response.text()).toBe(200);
  });
});

describe("headers that clients wait by", () => {
  it("every response has a Date, Okta's where it is Okta's", async () => {
    const { call } = await start();
    for (const path of ["/api/v1/users?limit=1", "/api/v1/nothing", "/health"]) {
      const date = Date.parse((await call(path)).headers.get("date") ?? "");
      expect(Math.abs(date - Date.now()), path).toBeLessThan(5000);
    }
  });

  it("Okta's 429 has Retry-After", async () => {
    const { call, sandbox } = await start({ TIMEOUT: "500" });
    sandbox.faults.set({ on: "api", fault: "rateLimited", reset: 30 });
    const response = await call("/api/v1/users?limit=1");
    expect(response.status).toBe(429);
    const seconds = Number(response.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThanOrEqual(32);
  });
});
