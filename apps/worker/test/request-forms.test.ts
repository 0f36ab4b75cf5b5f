import { describe, expect, it } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** A gateway whose caller may change users, and an org with a user of this login. */
async function gatewayWith(login?: string, settings = {}) {
  const scopes = ["okta.users.manage", "okta.groups.manage"];
  const gateway = await createTestGateway(
    {},
    {
      OKTA_SCOPES: scopes.join(" "),
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
      ...settings,
    },
  );
  if (!login) return gateway;
  const profile = { login, email: "someone@example.com", firstName: "Some", lastName: "One" };
  const created = await gateway.call("/api/v1/users/?activate=true", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ profile, credentials: { password: { value: "Galaxy-Rotation-9" } } }),
  });
  expect(created.status).toBe(200);
  return gateway;
}

describe("a path with empty segments means the path without them", () => {
  it.each([
    "/api/v1/users/?limit=1",
    "/api/v1//users/?limit=1",
    "//api/v1/users?limit=1",
    "/connections/default/api/v1/users/?limit=1",
    "/connections//default//api/v1/users//?limit=1",
  ])("%s", async (path) => {
    const { call, sandbox } = await gatewayWith();
    expect((await call(path)).status).toBe(200);
    expect(sandbox.requests.list.at(-1)).toMatchObject({ method: "GET", path: "/api/v1/users?limit=1" });
  });

  it("of one user, and the scopes are those of what is executed", async () => {
    const { call, sandbox } = await gatewayWith();
    expect((await call("/api/v1/users/ada.lovelace@example.com/")).status).toBe(200);
    const refused = await call("/api/v1//apps/");
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: "insufficient_scope", scope: "okta.apps.read" });
    expect(sandbox.requests.count("api")).toBe(1);
  });
});

describe("a user is found by any login without a slash", () => {
  it.each([
    "guest_contoso.com#EXT#@fabrikam.example",
    "what?@example.com",
    "per%cent@example.com",
    "semi;colon@example.com",
    "EXAMPLE\\ada@example.com",
    "o'brien+okta@example.com",
    "zoë@example.com",
  ])("%s", async (login) => {
    const { call, sandbox } = await gatewayWith(login);
    const path = `/api/v1/users/${encodeURIComponent(login)}`;
    const found = await call(path);
    expect(found.status).toBe(200);
    expect((await found.json<{ profile: { login: string } }>()).profile.login).toBe(login);
    expect((await call(`${path}/lifecycle/suspend`, { method: "POST" })).status).toBe(200);
    const user = [...sandbox.store.users.values()].find(({ profile }) => profile.login === login);
    expect(user?.status).toBe("SUSPENDED");
  });

  it("one with a slash is answered with what to use instead", async () => {
    const { call, sandbox } = await gatewayWith();
    const response = await call("/api/v1/users/a%2Fb@example.com");
    expect(response.status).toBe(404);
    expect((await response.json<{ detail: string }>()).detail).toBe(
      "The path must not contain a slash within a segment: use the ID, or search.",
    );
    expect(sandbox.requests.count()).toBe(0);
  });
});

describe("a path that only some readers take for another operation is rejected", () => {
  it.each([
    "/api/v1/groups/%72ules",
    "/api/v1/groups/%52ules",
    "/api/v1/groups/%2572ules",
    "/api/v1/groups/%EF%BD%92ules",
    "/api/v1/groups/RULES",
    "/api/v1/%67roups/rules",
    "/%61pi/v1/groups",
    "/api/v1/users/00u1/%67roups",
    "/api/v1/users/00u1%252fgroups",
    "/api/v1/users/x%3B..%3B/groups",
    "/api/v1/users/%2e%2e%5cgroups",
  ])("%s", async (path) => {
    const { call, sandbox } = await gatewayWith(undefined, { PASS_THROUGH: "on" });
    const response = await call(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
    expect(sandbox.requests.count()).toBe(0);
  });

  it("the literal itself is the operation of its name", async () => {
    const { call, sandbox } = await gatewayWith();
    expect((await call("/api/v1/groups/rules")).status).toBe(200);
    expect(sandbox.requests.list.at(-1)).toMatchObject({ path: "/api/v1/groups/rules" });
  });
});

describe("HEAD is accepted where GET is", () => {
  it("responds as to GET, without a body", async () => {
    const { call } = await gatewayWith();
    for (const path of ["/api/v1/users?limit=1", "/api/v1/groups/?limit=1", "/api/v1/users/missing@example.com"]) {
      const [get, head] = [await call(path), await call(path, { method: "HEAD" })];
      expect(head.status, path).toBe(get.status);
      expect(await head.text()).toBe("");
      for (const name of ["content-type", "link", "x-rate-limit-limit"]) {
        expect(head.headers.get(name), name).toBe(get.headers.get(name));
      }
      expect(head.headers.get("x-okta-request-id")).toMatch(/^req/);
    }
  });

  it("is decided on as GET is", async () => {
    const { call, sandbox } = await gatewayWith();
    expect((await call("/api/v1/apps", { method: "HEAD" })).status).toBe(403);
    expect((await call("/api/v1/users/00u1/lifecycle/suspend", { method: "HEAD" })).status).toBe(405);
    expect((await call("/api/v1/users?limt=1", { method: "HEAD" })).status).toBe(400);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("does not read further pages for a stream that is not read", async () => {
    const { call, sandbox } = await gatewayWith();
    const headers = { accept: "application/x-ndjson" };
    expect((await call("/api/v1/users?limit=5", { method: "HEAD", headers })).status).toBe(200);
    expect(sandbox.requests.count("api")).toBe(1);
  });
});

describe("query parameters", () => {
  it("that are empty are not sent to Okta, whatever the operation", async () => {
    const { call, sandbox } = await gatewayWith(undefined, { PASS_THROUGH: "on" });
    for (const [path, sent] of [
      ["/api/v1/users?q=&search=&filter=&limit=10&after=", "/api/v1/users?limit=10"],
      ["/api/v1/users?q&limit=10&unknown=", "/api/v1/users?limit=10"],
      ["/api/v1/users?q=&search=", "/api/v1/users"],
      [
        "/api/v1/users?search=profile.department+eq+%22Sales%22&q=",
        "/api/v1/users?search=profile.department+eq+%22Sales%22",
      ],
      ["/api/v1/groups/rules?search=&limit=", "/api/v1/groups/rules"],
    ] as const) {
      expect((await call(path)).status, path).toBe(200);
      expect(sandbox.requests.list.at(-1)?.path).toBe(sent);
    }
  });

  it("that are unknown are answered with the setting that allows them", async () => {
    const { call } = await gatewayWith();
    const response = await call("/api/v1/users?limt=1");
    expect(response.status).toBe(400);
    expect((await response.json<{ detail: string }>()).detail).toBe(
      "The query parameter limt is not known; did you mean limit? To send unknown parameters to Okta, set UNKNOWN_QUERY_PARAMETERS=pass.",
    );
    const { call: lenient, sandbox } = await gatewayWith(undefined, { UNKNOWN_QUERY_PARAMETERS: "pass" });
    expect((await lenient("/api/v1/users?limt=1&limit=2")).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.path).toBe("/api/v1/users?limt=1&limit=2");
  });

  it("that older SDKs send are accepted", async () => {
    const { call } = await gatewayWith();
    const path = "/api/v1/users/grace.hopper@example.com/lifecycle/expire_password?tempPassword=true";
    expect((await call(path, { method: "POST" })).status).toBe(200);
  });

  it.each(["constructor=x", "toString=x", "__proto__=x", "hasOwnProperty=x", "%63onstructor=x"])(
    "%s is not a known one",
    async (query) => {
      const { call, sandbox } = await gatewayWith();
      const response = await call(`/api/v1/users?${query}`);
      expect(response.status).toBe(400);
      expect((await response.json<{ detail: string }>()).detail).toContain("is not known");
      expect(sandbox.requests.count()).toBe(0);
    },
  );
});
