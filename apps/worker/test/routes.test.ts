import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "../src/settings/env.ts";
import { createTestGateway } from "./support/gateway.ts";

describe("the routes", () => {
  it("answer GET /api/v1/users with Okta's body, status and headers, and links through the Worker", async () => {
    const { call, sandbox } = await createTestGateway();
    const response = await call("/api/v1/users?limit=2");
    expect(response.status).toBe(200);
    const users = await response.json<{ profile: { login: string } }[]>();
    expect(users.map(({ profile }) => profile.login)).toEqual(["ada.lovelace@example.com", "grace.hopper@example.com"]);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-rate-limit-limit")).toBe("600");
    expect(response.headers.get("x-okta-request-id")).toMatch(/^req/);
    expect(response.headers.get("x-request-id")).toMatch(/^[\w-]+$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const link = response.headers.get("link") ?? "";
    expect(link).toMatch(
      /^<https:\/\/worker\.example\/api\/v1\/users\?limit=2>; rel="self", <https:\/\/worker\.example\/api\/v1\/users\?after=\w+&limit=2>; rel="next"$/,
    );
    expect(link).not.toContain(sandbox.orgUrl);

    const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? "";
    const second = await call(next.replace("https://worker.example", ""));
    const more = await second.json<{ profile: { login: string } }[]>();
    expect(more[0]?.profile.login).toBe("alan.turing@example.com");
  });

  it("answer GET /api/v1/users/{userId} by login", async () => {
    const { call } = await createTestGateway();
    const response = await call("/api/v1/users/ada.lovelace@example.com");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "ACTIVE", profile: { firstName: "Ada" } });
  });

  it("pass Okta's own errors on unchanged", async () => {
    const { call } = await createTestGateway();
    const response = await call("/api/v1/users/missing");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errorCode: "E0000007",
      errorSummary: "Not found: Resource not found: missing (User)",
    });
  });

  it("have no other paths", async () => {
    const { call, sandbox } = await createTestGateway();
    for (const [path, method] of [
      ["/api/v1/nothing", "GET"],
      ["/oauth2/v1/token", "POST"],
      ["/", "POST"],
    ] as const) {
      const response = await call(path, { method });
      expect(response.status, `${method} ${path}`).toBe(404);
      expect(await response.json()).toMatchObject({ code: "not_found", errorCode: "E0000008" });
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it("describe the Worker at GET / to everyone, whatever the settings, with nothing of them", async () => {
    const { fetch, restart, sandbox } = await createTestGateway();
    const home = () => fetch(new Request("https://worker.example/", { headers: { authorization: "Bearer wrong" } }));
    const response = await home();
    expect(response.status).toBe(200);
    expect(response.headers.get("vary")).toBe("accept");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      name: "okta-edge",
      ready: true,
      links: {
        documentation: "https://worker.example/docs",
        llms: "https://worker.example/llms.txt",
        check: "https://worker.example/connections/default/check",
      },
    });
    for (const secret of [sandbox.orgUrl, sandbox.apps[0]?.clientId, "test"]) expect(text).not.toContain(secret);
    restart({ OKTA_PRIVATE_KEY: undefined, CALLERS: undefined });
    expect(await (await home()).json()).toMatchObject({ ready: false });
    const head = await fetch(new Request("https://worker.example/", { method: "HEAD" }));
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("have no pages without the binding ASSETS, and say so", async () => {
    const { fetch } = await createTestGateway();
    for (const path of ["/docs", "/docs/", "//docs", "/Docs", "/docs/errors/", "/errors", "/favicon.ico"]) {
      const response = await fetch(new Request(`https://worker.example${path}`));
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "no_page" });
    }
    expect((await fetch(new Request("https://worker.example/assets/style.css"))).status).toBe(401);
    const browser = new Request("https://worker.example/", { headers: { accept: "text/html" } });
    expect(await (await fetch(browser)).json()).toMatchObject({ name: "okta-edge" });
  });

  it.each(["/llms.txt", "/docs.md", "/docs/users.md", "/docs/groupRules.md", "/docs/errors.md"])(
    "send %s, where Cloudflare does not do it before the Worker",
    async (path) => {
      const { fetch } = await createTestGateway({}, { ASSETS: (env as Env).ASSETS });
      const response = await fetch(new Request(`https://worker.example${path}`));
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/^text\/(plain|markdown)/);
      expect((await response.text()).length).toBeGreaterThan(100);
    },
  );

  it.each(["DELETE", "PUT", "OPTIONS", "PROPFIND"])("have no other methods: %s", async (method) => {
    const { call, sandbox } = await createTestGateway();
    const response = await call("/api/v1/users", { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, POST");
    expect(sandbox.requests.count()).toBe(0);
  });

  it("say at GET /health that the Worker is alive, to anybody", async () => {
    const { fetch } = await createTestGateway({}, { CALLERS: undefined, OKTA_ORG_URL: undefined });
    const response = await fetch(new Request("https://worker.example/health"));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
  });
});

describe("what is wrong with the settings is said by name", () => {
  it.each([
    [
      "OKTA_ORG_URL",
      { OKTA_ORG_URL: undefined },
      /^OKTA_ORG_URL is missing\. Set it to the org's URL, for example https:\/\/example\.okta\.com, with `npx wrangler/,
    ],
    [
      "OKTA_ORG_URL over http",
      { OKTA_ORG_URL: "http://example.okta.com" },
      /^OKTA_ORG_URL must use https; .* Set OKTA_ORG_URL to https:\/\/example\.okta\.com\./,
    ],
    [
      "OKTA_ORG_URL of the Admin Console",
      { OKTA_ORG_URL: "https://example-admin.okta.com" },
      /^OKTA_ORG_URL is the URL of the Admin Console.* Set OKTA_ORG_URL to https:\/\/example\.okta\.com\./,
    ],
    ["OKTA_PRIVATE_KEY, empty", { OKTA_PRIVATE_KEY: " " }, /^OKTA_PRIVATE_KEY is missing/],
    [
      "OKTA_PRIVATE_KEY, truncated",
      { OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\nMIIE" },
      /^OKTA_PRIVATE_KEY: The private key is truncated or damaged/,
    ],
    [
      "OKTA_ASSERTION_LIFETIME",
      { OKTA_ASSERTION_LIFETIME: "3601" },
      /OKTA_ASSERTION_LIFETIME must be a whole number from 1 to 3600/,
    ],
    ["OKTA_ALGORITHM", { OKTA_ALGORITHM: "none" }, /^OKTA_ALGORITHM must be RS256/],
    ["OKTA_ALGORITHM for another kind of key", { OKTA_ALGORITHM: "RS256" }, /OKTA_ALGORITHM/],
    ["OKTA_DPOP", { OKTA_DPOP: "yes" }, /^OKTA_DPOP must be auto, always or never/],
    [
      "OKTA_TOKEN_ENDPOINT elsewhere",
      { OKTA_TOKEN_ENDPOINT: "https://evil.example/token" },
      /^OKTA_TOKEN_ENDPOINT must be a URL on the origin of OKTA_ORG_URL/,
    ],
    ["OKTA_SCOPES", { OKTA_SCOPES: undefined }, /^OKTA_SCOPES is missing/],
  ])("%s", async (_, settings, detail) => {
    const { call, sandbox } = await createTestGateway({}, settings);
    const response = await call("/api/v1/users");
    expect(response.status).toBe(503);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect((await response.json<{ detail: string }>()).detail).toMatch(detail);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("all that are missing at once", async () => {
    const { call } = await createTestGateway(
      {},
      { OKTA_ORG_URL: undefined, OKTA_CLIENT_ID: "", OKTA_PRIVATE_KEY: undefined },
    );
    const { problems } = await (await call("/api/v1/users")).json<{ problems: { setting: string }[] }>();
    expect(problems.map(({ setting }) => setting)).toEqual(["OKTA_ORG_URL", "OKTA_CLIENT_ID", "OKTA_PRIVATE_KEY"]);
  });
});

it("reports what Okta refused a token for, and which setting to change", async () => {
  const { call } = await createTestGateway({ apps: [{ keys: 2 }] }, { OKTA_KEY_ID: "unknown" });
  const response = await call("/api/v1/users");
  expect(response.status).toBe(502);
  const { code, detail } = await response.json<{ code: string; detail: string }>();
  expect(code).toBe("token_refused");
  expect(detail).toContain("The client_assertion JWT kid is invalid.");
  expect(detail).toContain("OKTA_KEY_ID");
});

it("every row of the connector table is a setting", async () => {
  const { call, settings } = await createTestGateway();
  const { call: withAll } = await createTestGateway({}, {});
  expect((await withAll("/api/v1/users?limit=1")).status).toBe(200);
  const explicit = await createTestGateway({ apps: [{ algorithm: "RS256" }] });
  explicit.restart({
    OKTA_ALGORITHM: "RS512",
    OKTA_ASSERTION_LIFETIME: "3600",
    OKTA_ISSUER: explicit.settings.OKTA_CLIENT_ID,
    OKTA_SUBJECT: explicit.settings.OKTA_CLIENT_ID,
    OKTA_AUDIENCE: `${explicit.sandbox.orgUrl}/oauth2/v1/token`,
    OKTA_TOKEN_ENDPOINT: `${explicit.sandbox.orgUrl}/oauth2/v1/token`,
    OKTA_DPOP: "always",
  });
  expect((await explicit.call("/api/v1/users?limit=1")).status).toBe(200);
  expect(settings.OKTA_ISSUER).toBeUndefined();
  expect((await call("/api/v1/users?limit=1")).status).toBe(200);
});

it.each([
  "GET /",
  "GET /health",
  "GET /ready",
  "GET /whoami",
  "GET /openapi.json",
  "POST /connections/default/check",
  "GET /nothing",
  "GET /api/v1/users?unknown=1",
])("%s responds with JSON that ends with a line break, and a problem links to its code", async (request) => {
  const [method = "", path = ""] = request.split(" ");
  const { call } = await createTestGateway();
  const text = await (await call(path, { method })).text();
  expect(text).toMatch(/\}\n$/);
  const { type, code } = JSON.parse(text);
  if (code !== undefined) expect(type).toBe(`/docs/errors#${code}`);
});
