import { buildActionRequest } from "@okta-edge/actions";
import { catalogue } from "@okta-edge/actions/catalogue";
import { requiredOfCaller } from "@okta-edge/actions/operations";
import { describe, expect, it } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** A caller with some scopes before an org that grants everything. */
async function gatewayWith(scopes: readonly string[], settings: Record<string, string> = {}) {
  return createTestGateway(
    {},
    {
      OKTA_SCOPES: "okta.users.manage okta.groups.manage okta.apps.manage okta.logs.read",
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
      ...settings,
    },
  );
}

interface ProblemDocument {
  readonly code: string;
  readonly detail: string;
  readonly scope?: string;
  readonly errorCode: string;
  readonly errorCauses: readonly { readonly errorSummary: string }[];
}

const send = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

describe("scopes", () => {
  it("every curated action is refused to a caller without its scope, and Okta is not asked", async () => {
    const { call, sandbox } = await gatewayWith(["okta.brands.read"]);
    for (const action of catalogue) {
      const { method, path, body } = buildActionRequest(action, action.example);
      const response = await call(path, body === undefined ? { method } : send(method, body));
      expect(response.status, action.id).toBe(403);
      const [scope] = requiredOfCaller(action);
      expect(await response.json<ProblemDocument>(), action.id).toMatchObject({
        code: "insufficient_scope",
        scope,
        detail: expect.stringMatching(
          new RegExp(
            `^The caller "test" lacks the scope ${scope}.*\\. Add it to the scopes of this caller in CALLERS\\.$`,
          ),
        ),
      });
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it("a caller with okta.users.read reads with a token that carries that alone, and cannot suspend anyone", async () => {
    const { call, sandbox } = await gatewayWith(["okta.users.read"]);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.list.filter(({ kind }) => kind === "api").map(({ scopes }) => scopes)).toEqual([
      ["okta.users.read"],
    ]);
    sandbox.requests.clear();
    const response = await call("/api/v1/users/ada.lovelace@example.com/lifecycle/suspend", { method: "POST" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ scope: "okta.users.manage" });
    expect(sandbox.requests.count()).toBe(0);
  });

  it("a scope that the connection lacks is reported as the connection's fault", async () => {
    const { call } = await gatewayWith(["okta.users.read", "okta.devices.read"]);
    const response = await call("/api/v1/devices");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      scope: "okta.devices.read",
      detail: expect.stringMatching(/OKTA_SCOPES/),
    });
  });
});

describe("input is checked before Okta is asked", () => {
  it.each([
    ["?limt=3", "limt: is not known", "The query parameter limt is not known; did you mean limit? To send"],
    ["?Limit=3", "Limit: is not known", "The query parameter Limit is not known; did you mean limit? To send"],
    ["?limit=three", "limit: must be a number", "The query parameter limit must be a number."],
    ["?limit=0", "limit: must be 1 or more", "The query parameter limit must be 1 or more."],
    ["?limit=1.5", "limit: must be a whole number", "The query parameter limit must be a whole number."],
    ["?limit=3&limit=4", "limit: is given more than once", "The query parameter limit is given more than once."],
    ["?sortOrder=up", 'sortOrder: must be "asc" or "desc"', 'The query parameter sortOrder must be "asc" or "desc".'],
  ])("the query %s: %s", async (query, cause, detail) => {
    const { call, sandbox } = await gatewayWith(["okta.users.read"]);
    const response = await call(`/api/v1/users${query}`);
    expect(response.status).toBe(400);
    const problem = await response.json<ProblemDocument>();
    expect([problem.code, problem.errorCode]).toEqual(["invalid_input", "E0000001"]);
    expect(problem.errorCauses).toEqual([{ errorSummary: cause }]);
    expect(problem.detail.startsWith(detail)).toBe(true);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("UNKNOWN_QUERY_PARAMETERS=pass lets Okta judge", async () => {
    const { call } = await gatewayWith(["okta.users.read"], { UNKNOWN_QUERY_PARAMETERS: "pass" });
    expect((await call("/api/v1/users?limt=3&limit=2")).status).toBe(200);
    expect((await call("/api/v1/users?limit=three")).status).toBe(400);
  });

  it.each([
    [{}, "profile: is missing"],
    [{ profile: {} }, "profile.login: is missing"],
    [{ profile: { login: 7 } }, "profile.login: must be a text"],
    [{ profile: { login: "a@example.com", firstName: {} } }, "profile.firstName: must be a text"],
    [{ profile: { login: "a@example.com" }, groupIds: "00g1" }, "groupIds: must be a list"],
    [
      { profile: { login: "a@example.com" }, credentials: { password: "secret" } },
      "credentials.password: must be an object",
    ],
  ])("the body %j: %s", async (body, cause) => {
    const { call, sandbox } = await gatewayWith(["okta.users.manage"]);
    const response = await call("/api/v1/users", send("POST", body));
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(JSON.parse(text).errorCauses).toEqual([{ errorSummary: cause }]);
    expect(text).not.toContain("secret");
    expect(sandbox.requests.count()).toBe(0);
  });

  it.each([
    ["no JSON", { method: "POST", body: "{", headers: { "content-type": "application/json" } }, 400, "malformed_json"],
    [
      "a form",
      { method: "POST", body: "{}", headers: { "content-type": "text/plain" } },
      415,
      "unsupported_media_type",
    ],
    ["nothing", { method: "POST" }, 400, "invalid_input"],
    ["too much", send("POST", { profile: { login: "x".repeat(1024 * 1024) } }), 413, "body_too_large"],
  ] as const)("a body that is %s", async (_, init, status, code) => {
    const { call, sandbox } = await gatewayWith(["okta.users.manage"]);
    const response = await call("/api/v1/users", init);
    expect([response.status, (await response.json<ProblemDocument>()).code]).toEqual([status, code]);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("a setting that is none is said by name", async () => {
    const { call } = await gatewayWith(["okta.users.read"], { PASS_THROUGH: "yes", UNKNOWN_QUERY_PARAMETERS: "no" });
    const response = await call("/api/v1/users");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      problems: [
        { setting: "PASS_THROUGH", message: "PASS_THROUGH must be off or on." },
        { setting: "UNKNOWN_QUERY_PARAMETERS", message: "UNKNOWN_QUERY_PARAMETERS must be refuse or pass." },
      ],
    });
  });
});

describe("what is not a curated action", () => {
  it("is not carried before PASS_THROUGH=on", async () => {
    const { call, sandbox } = await gatewayWith(["okta.brands.read"]);
    const response = await call("/api/v1/brands");
    expect(response.status).toBe(404);
    expect((await response.json<ProblemDocument>()).detail).toBe(
      "Okta's listBrands is not in the action catalog. Set PASS_THROUGH=on to allow it.",
    );
    expect(sandbox.requests.count()).toBe(0);
  });

  it("is carried then, for callers who have its scope", async () => {
    const scopes = "okta.brands.read okta.users.read";
    const { call, sandbox } = await gatewayWith(["okta.brands.read"], { PASS_THROUGH: "on", OKTA_SCOPES: scopes });
    const response = await call("/api/v1/brands?anything=goes");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([{ isDefault: true }]);
    expect(sandbox.requests.list.at(-1)?.path).toBe("/api/v1/brands?anything=goes");
    sandbox.requests.clear();
    expect((await call("/api/v1/idps")).status).toBe(403);
    expect((await call("/api/v1/brands", send("POST", {}))).status).toBe(403);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("is never what no access token opens", async () => {
    const { call, sandbox } = await gatewayWith(["okta.users.manage"], { PASS_THROUGH: "on" });
    expect((await call("/api/v1/users/00u1/factors/questions")).status).toBe(404);
    expect((await call("/api/v1/api-tokens/current", { method: "DELETE" })).status).toBe(404);
    expect(sandbox.requests.count()).toBe(0);
  });
});

describe("all pages as one stream", () => {
  const stream = { headers: { accept: "application/x-ndjson" } };

  it("an item a line, over all pages", async () => {
    const { call, sandbox } = await gatewayWith(["okta.users.read"]);
    const response = await call("/api/v1/users?limit=7", stream);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    expect(response.headers.get("link")).toBeNull();
    const lines = (await response.text()).trimEnd().split("\n");
    const listed = [...sandbox.store.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(listed.map(({ id }) => id));
    expect(sandbox.requests.count("api")).toBe(Math.ceil(listed.length / 7));
  });

  it("a first page that is refused is refused as ever", async () => {
    const { call } = await gatewayWith(["okta.users.read"]);
    const response = await call("/api/v1/users?after=nonsense", stream);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errorCode: "E0000029" });
  });

  it("ends with an error line that says where to go on, when it has to stop", async () => {
    const { call, sandbox } = await gatewayWith(["okta.users.read"]);
    const response = await call("/api/v1/users?limit=20", stream);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    const [app] = sandbox.registeredApps;
    if (app) app.roles = [];
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rest += new TextDecoder().decode(part.value);
    }
    const lines = (first + rest)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { error } = lines.at(-1);
    expect(lines.slice(0, -1).every(({ id }) => typeof id === "string")).toBe(true);
    expect(error).toMatchObject({
      code: "admin_role_missing",
      next: expect.stringMatching(/^https:\/\/worker\.example\/api\/v1\/users\?/),
    });
    if (app) app.roles = ["SUPER_ADMIN"];
    const more = await call(error.next.replace("https://worker.example", ""), stream);
    const others = (await more.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ids = [...lines.slice(0, -1), ...others].map(({ id }) => id);
    const listed = [...sandbox.store.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
    expect(ids).toEqual(listed.map(({ id }) => id));
  });

  it("a caller who hangs up ends it", async () => {
    const { call, sandbox } = await gatewayWith(["okta.users.read"]);
    const response = await call("/api/v1/users?limit=1", stream);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await reader.cancel();
    const asked = sandbox.requests.count("api");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sandbox.requests.count("api")).toBe(asked);
    expect(asked).toBeLessThan(5);
  });
});

describe("headers that an action uses", () => {
  it("a push shows the user's agent and address as the caller sends them, and no other action passes them on", async () => {
    const { call, sandbox } = await createTestGateway(
      {},
      { CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.users.manage"] }]) },
    );
    const headers = { "user-agent": "Mozilla/5.0 (user)", "x-forwarded-for": "203.0.113.7" };
    const push = [...sandbox.store.factors.values()].find(({ factorType }) => factorType === "push");
    const verified = await call(`/api/v1/users/${push?.userId}/factors/${push?.id}/verify`, {
      method: "POST",
      headers,
    });
    expect(verified.status).toBe(201);
    expect(sandbox.store.events.at(-1)?.context).toMatchObject({
      userAgent: "Mozilla/5.0 (user)",
      ipAddress: "203.0.113.7",
    });
    await call("/api/v1/users/ada.lovelace@example.com/lifecycle/suspend", { method: "POST", headers });
    expect(sandbox.store.events.at(-1)).toMatchObject({ eventType: "user.lifecycle.suspend" });
    expect(sandbox.store.events.at(-1)?.context?.ipAddress).toBeUndefined();
    expect(sandbox.store.events.at(-1)?.context?.userAgent).toMatch(/^okta-edge/);
  });

  it("empty query parameters count as absent", async () => {
    const { call } = await createTestGateway();
    expect((await call("/api/v1/users?q=&search=&filter=&limit=&after=")).status).toBe(200);
  });
});
