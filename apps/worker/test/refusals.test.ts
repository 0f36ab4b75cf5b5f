import { describe, expect, it, vi } from "vitest";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** A Worker whose caller and connection have scopes that the app in Okta may lack. */
async function startWith(granted: readonly string[], settings: Record<string, unknown> = {}) {
  const scopes = ["okta.users.manage", "okta.groups.read"];
  const gateway = await createTestGateway(
    { apps: [{ scopes: granted }] },
    {
      OKTA_SCOPES: scopes,
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
      ...settings,
    },
  );
  const [app] = gateway.sandbox.registeredApps;
  if (!app) throw new Error("The sandbox has no app.");
  return { ...gateway, app };
}

interface ProblemDocument {
  readonly code: string;
  readonly detail: string;
  readonly scope: string;
  readonly check: string;
  readonly errorCode: string;
  readonly oktaRequestId: string;
}

describe("a scope that is not granted in Okta", () => {
  it.each([
    ["an action", "/api/v1/groups", "okta.groups.read", {}],
    ["a stream", "/api/v1/groups", "okta.groups.read", { accept: "application/x-ndjson" }],
    ["a forwarded operation", "/api/v1/users/00u1/grants/oag1", "okta.users.read", {}],
  ])("is a problem document with Okta's status and headers: %s", async (_, path, scope, headers) => {
    const granted = scope === "okta.users.read" ? "okta.groups.read" : "okta.users.manage";
    const { call } = await startWith([granted], { PASS_THROUGH: "on" });
    let response: Response | undefined;
    const [line] = await auditOf(async () => {
      response = await call(path, { headers });
    });
    expect(response?.status).toBe(403);
    expect(response?.headers.get("content-type")).toBe("application/problem+json");
    expect(response?.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
    expect(response?.headers.get("x-rate-limit-limit")).toMatch(/^\d+$/);
    const problem = await (response as Response).json<ProblemDocument>();
    expect(problem).toMatchObject({
      code: "scope_not_granted",
      scope,
      errorCode: "E0000006",
      check: "POST /connections/default/check",
    });
    expect(problem.detail).toContain(`Grant ${scope} to the app (Okta API Scopes) and add it to OKTA_SCOPES.`);
    expect(problem.detail).not.toMatch(/\.\.(?!\.)/);
    expect(problem.oktaRequestId).toBe(response?.headers.get("x-okta-request-id"));
    expect(line).toMatchObject({ status: 403, code: "scope_not_granted" });
  });

  it("works with the next call once it is granted, although the token is from before", async () => {
    const { call, app, sandbox } = await startWith(["okta.users.manage"]);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    app.scopes = ["okta.users.manage", "okta.groups.read"];
    expect((await call("/api/v1/groups?limit=1")).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.groups.read", "okta.users.manage"]);
  });

  it("replaces the token at most once a minute, so it works within a minute of being granted", async () => {
    // The pause is measured on the monotonic clock.
    const now = vi.spyOn(performance, "now");
    const start = performance.now();
    now.mockImplementation(() => start);
    try {
      const { call, app, sandbox } = await startWith(["okta.users.manage"]);
      expect((await call("/api/v1/groups?limit=1")).status).toBe(403);
      const exchanges = sandbox.requests.count("token");
      for (let times = 0; times < 5; times++) expect((await call("/api/v1/groups?limit=1")).status).toBe(403);
      expect(sandbox.requests.count("token")).toBe(exchanges);
      app.scopes = ["okta.users.manage", "okta.groups.read"];
      now.mockImplementation(() => start + 61_000);
      expect((await call("/api/v1/groups?limit=1")).status).toBe(200);
    } finally {
      now.mockRestore();
    }
  });
});

describe("an admin role that is missing", () => {
  it.each([
    ["an action", {}],
    ["a stream", { accept: "application/x-ndjson" }],
  ])("keeps Okta's own error and explains it in a header: %s", async (_, headers) => {
    const { call, app, sandbox } = await startWith(["okta.users.manage"], { ALLOWED_ORIGINS: "https://app.acme.dev" });
    app.roles = [];
    let response: Response | undefined;
    const [line] = await auditOf(async () => {
      response = await call("/api/v1/users?limit=1", { headers: { ...headers, origin: "https://app.acme.dev" } });
    });
    expect(response?.status).toBe(403);
    expect(response?.headers.get("content-type")).toBe("application/json");
    const body = await (response as Response).json<Record<string, unknown>>();
    expect(Object.keys(body).sort()).toEqual(["errorCauses", "errorCode", "errorId", "errorLink", "errorSummary"]);
    expect(body.errorCode).toBe("E0000006");
    const hint = response?.headers.get("okta-edge-hint") ?? "";
    expect(hint).toMatch(/^Assign an admin role that allows this operation to the app: Admin roles\./);
    expect(hint).toMatch(/^[ -~]+$/);
    expect(response?.headers.get("access-control-expose-headers")).toContain("okta-edge-hint");
    expect(line).toMatchObject({ status: 403, code: "admin_role_missing" });
    expect(sandbox.requests.count("api")).toBe(1);
  });

  it("ends a stream with the same code and hint", async () => {
    const { call, app } = await startWith(["okta.users.manage"]);
    const response = await call("/api/v1/users?limit=20", { headers: { accept: "application/x-ndjson" } });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    app.roles = [];
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rest += new TextDecoder().decode(part.value);
    }
    const { error } = JSON.parse(rest.trimEnd().split("\n").at(-1) ?? "");
    expect(error).toMatchObject({
      code: "admin_role_missing",
      detail: expect.stringContaining("Assign an admin role"),
    });
  });
});

describe("other errors of Okta's", () => {
  it("have no hint and no code", async () => {
    const { call } = await startWith(["okta.users.manage"]);
    let response: Response | undefined;
    const [line] = await auditOf(async () => {
      response = await call("/api/v1/users/missing");
    });
    expect(response?.status).toBe(404);
    expect(response?.headers.has("okta-edge-hint")).toBe(false);
    expect(line).not.toHaveProperty("code");
  });
});
