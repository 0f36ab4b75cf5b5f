import { createSandbox } from "@okta-edge/sandbox";
import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import type { Env } from "../src/settings/env.ts";
import { CALLER_KEY, callersSetting, hashKey } from "./support/gateway.ts";

const US = "https://us.okta.example";
const EU = "https://eu.okta.example";

/** Two orgs, and one Worker before both. */
async function makeTwoOrgs(changes: Record<string, unknown> = {}, declared: Record<string, unknown> = {}) {
  const us = await createSandbox({ orgUrl: US, seed: 1 });
  const eu = await createSandbox({ orgUrl: EU, seed: 2 });
  const [usApp] = us.apps;
  const [euApp] = eu.apps;
  const env = {
    OKTA_ORG_URL: US,
    OKTA_CLIENT_ID: usApp?.clientId,
    OKTA_KEY_ID: usApp?.keyId,
    OKTA_PRIVATE_KEY: usApp?.privateKey,
    OKTA_SCOPES: "okta.users.read okta.groups.read",
    OKTA_CONNECTIONS: JSON.stringify({
      "eu-staging": {
        description: "Where changes are tried",
        orgUrl: EU,
        clientId: euApp?.clientId,
        keyId: euApp?.keyId,
        scopes: ["okta.users.read"],
        ...declared,
      },
    }),
    OKTA_PRIVATE_KEY__EU_STAGING: euApp?.privateKey,
    CALLERS: await callersSetting([
      {
        name: "both",
        key: CALLER_KEY,
        scopes: ["okta.users.read", "okta.groups.read"],
        connections: ["default", "eu-staging"],
      },
      { name: "one", key: "key-of-one", scopes: ["okta.users.read"] },
    ]),
    ...changes,
  } as unknown as Env & { CALLERS: string };
  const app = createApp(
    createGateways(async (request) => {
      const { origin } = new URL(request.url);
      if (origin === US) return us.fetch(request);
      if (origin === EU) return eu.fetch(request);
      throw new Error(`No way out to ${origin}`);
    }),
  );
  const call = async (path: string, init: RequestInit & { key?: string } = {}) =>
    app.fetch(
      new Request(`https://worker.example${path}`, {
        ...init,
        headers: { authorization: `Bearer ${init.key ?? CALLER_KEY}` },
      }),
      env,
    );
  return { us, eu, call, env };
}

describe("connections", () => {
  it("lead each to its own org, with its own token and links", async () => {
    const { us, eu, call } = await makeTwoOrgs();
    const here = await (await call("/api/v1/users?limit=1")).json();
    const response = await call("/connections/eu-staging/api/v1/users?limit=1");
    const there = await response.json();
    expect(here).not.toEqual(there);
    expect(response.headers.get("link")).toContain("<https://worker.example/connections/eu-staging/api/v1/users?");
    const next = /<https:\/\/worker\.example([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1] ?? "";
    expect((await call(next)).status).toBe(200);
    expect([us.requests.count("api"), eu.requests.count("api")]).toEqual([1, 2]);
    expect(us.requests.list.find(({ kind }) => kind === "api")?.scopes).toEqual([
      "okta.groups.read",
      "okta.users.read",
    ]);
    expect(eu.requests.list.find(({ kind }) => kind === "api")?.scopes).toEqual(["okta.users.read"]);
  });

  it("the default one has a name too", async () => {
    const { us, call } = await makeTwoOrgs();
    expect((await call("/connections/default/api/v1/users?limit=1")).status).toBe(200);
    expect(us.requests.count("api")).toBe(1);
  });

  it("are limited by their own scopes", async () => {
    const { eu, call } = await makeTwoOrgs();
    const response = await call("/connections/eu-staging/api/v1/groups");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(
        /^The connection "eu-staging" lacks the scope okta\.groups\.read\. Add it to OKTA_CONNECTIONS\.eu-staging\.scopes,/,
      ),
    });
    expect(eu.requests.count()).toBe(0);
  });

  it.each([
    "/connections/other/api/v1/users",
    "/connections//api/v1/users",
    "/connections/EU-STAGING/api/v1/users",
    "/connections/eu-staging%2F/api/v1/users",
    "/connections/__proto__/api/v1/users",
    "/connections/constructor/api/v1/users",
  ])("there is none at %s", async (path) => {
    const { us, eu, call } = await makeTwoOrgs();
    const response = await call(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "no_such_connection" });
    expect(us.requests.count() + eu.requests.count()).toBe(0);
  });

  it("a caller who was given none has the default one alone, and learns of no other", async () => {
    const { eu, call } = await makeTwoOrgs();
    expect((await call("/api/v1/users?limit=1", { key: "key-of-one" })).status).toBe(200);
    const refused = await call("/connections/eu-staging/api/v1/users", { key: "key-of-one" });
    const unknown = await call("/connections/nothing/api/v1/users", { key: "key-of-one" });
    const { requestId: _, errorId: __, ...body } = await refused.json<Record<string, unknown>>();
    const { requestId: ___, errorId: ____, ...other } = await unknown.json<Record<string, unknown>>();
    expect([refused.status, body]).toEqual([unknown.status, other]);
    expect(eu.requests.count()).toBe(0);
  });

  it("one that is wrong takes no other down, and its settings are named", async () => {
    const { call } = await makeTwoOrgs({ OKTA_PRIVATE_KEY__EU_STAGING: undefined });
    const response = await call("/connections/eu-staging/api/v1/users");
    expect(response.status).toBe(503);
    expect((await response.json<{ detail: string }>()).detail).toMatch(/^OKTA_PRIVATE_KEY__EU_STAGING is missing/);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
  });

  it.each([
    [{ orgUrl: "http://eu.okta.example" }, /OKTA_CONNECTIONS\.eu-staging\.orgUrl/],
    [{ dpop: "maybe" }, /^OKTA_CONNECTIONS\.eu-staging\.dpop must be auto/],
    [{ algorithm: "ES256" }, /OKTA_CONNECTIONS\.eu-staging\.algorithm/],
    [{ assertionLifetime: 4000 }, /OKTA_CONNECTIONS\.eu-staging\.assertionLifetime must be/],
  ])("a wrong member %j is named as it is written", async (declared, detail) => {
    const { call } = await makeTwoOrgs({}, declared);
    const response = await call("/connections/eu-staging/api/v1/users");
    expect(response.status).toBe(503);
    expect((await response.json<{ detail: string }>()).detail).toMatch(detail);
  });

  it.each([
    ["{", "OKTA_CONNECTIONS is not valid JSON: see line 1, column 2."],
    ["[7]", "OKTA_CONNECTIONS.0 must be a name of lower-case letters"],
    ["7", "OKTA_CONNECTIONS must be an object of connections by name."],
    ['{"EU":{}}', "OKTA_CONNECTIONS.EU must be a name of lower-case letters"],
    ['{"default":{}}', "other than default"],
    ['{"eu":{"privateKey":"SECRET"}}', 'The private key of "eu" is the secret OKTA_PRIVATE_KEY__EU'],
  ])("OKTA_CONNECTIONS=%s is refused without quoting it", async (setting, words) => {
    const { call } = await makeTwoOrgs({ OKTA_CONNECTIONS: setting });
    const response = await call("/api/v1/users");
    expect(response.status).toBe(503);
    const { detail } = await response.json<{ detail: string }>();
    expect(detail).toContain(words);
    expect(detail).not.toContain("SECRET");
  });
});

describe("POST /connections/{name}/check", () => {
  interface Report {
    readonly connection: string;
    readonly description?: string;
    readonly ok: boolean;
    readonly steps: readonly { readonly step: string; readonly status: string; readonly hint?: string }[];
  }

  it("finds every step of a good connection good", async () => {
    const { call } = await makeTwoOrgs();
    const response = await call("/connections/eu-staging/check", { method: "POST" });
    const report = await response.json<Report>();
    expect(report).toMatchObject({ connection: "eu-staging", description: "Where changes are tried", ok: true });
    expect(report.steps.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => "ok"));
  });

  describe("shows the IDs and scopes of the connection to callers that may read its app only:", () => {
    const reportTo = async (rules: Readonly<Record<string, unknown>>) => {
      const { call, eu, env } = await makeTwoOrgs();
      const [app] = eu.apps;
      const written = JSON.stringify(rules).replaceAll("$APP", app?.clientId ?? "?");
      const caller = { name: "a", keyHash: await hashKey(CALLER_KEY), ...JSON.parse(written) };
      env.CALLERS = JSON.stringify([{ ...caller, connections: ["eu-staging"] }]);
      const text = await (await call("/connections/eu-staging/check", { method: "POST" })).text();
      const secrets = [app?.clientId ?? "?", app?.keyId ?? "?", "okta.users.read"];
      return { text, seen: secrets.filter((secret) => text.includes(secret)) };
    };

    it.each([
      { scopes: ["okta.apps.manage"] },
      { actions: ["apps.get"] },
      { actions: ["apps.*"], maxRisk: "read" },
      { scopes: ["okta.apps.read"], where: { appId: ["$APP"] } },
    ])("%j sees them", async (rules) => {
      expect((await reportTo(rules)).seen).toHaveLength(3);
    });

    it.each([
      { scopes: ["okta.users.read"] },
      { scopes: ["okta.apps.manage"], actions: ["users.get"] },
      { scopes: ["okta.apps.read"], where: { appId: ["0oaother"] } },
      { scopes: ["okta.apps.read", "okta.users.read"], actions: ["users.*"], maxRisk: "read" },
      { scopes: ["okta.apps.read"], where: { misspelled: ["$APP"] } },
    ])("%j does not", async (rules) => {
      const { text, seen } = await reportTo(rules);
      expect(seen).toEqual([]);
      expect(text).not.toMatch(/org 00o/);
      expect(text).toContain("apps.get");
    });
  });

  it("names the setting to change", async () => {
    const { eu, call } = await makeTwoOrgs({}, { clientId: "0oaunknown" });
    const report = await (await call("/connections/eu-staging/check", { method: "POST" })).json<Report>();
    expect(report.ok).toBe(false);
    expect(report.steps.find(({ step }) => step === "exchange")).toMatchObject({
      status: "failed",
      hint: expect.stringMatching(/OKTA_CONNECTIONS\.eu-staging\.clientId/),
    });
    expect(eu.requests.count("token")).toBeGreaterThan(0);
  });

  it("reports settings that cannot be read", async () => {
    const { call } = await makeTwoOrgs({ OKTA_PRIVATE_KEY: "" });
    const report = await (await call("/connections/default/check", { method: "POST" })).json<Report>();
    expect(report).toMatchObject({
      ok: false,
      steps: [{ step: "options", detail: expect.stringMatching(/^OKTA_PRIVATE_KEY is missing/) }],
    });
  });

  it("asks Okta once for many who want to know at once", async () => {
    const { eu, call } = await makeTwoOrgs();
    const ask = () => call("/connections/eu-staging/check", { method: "POST" });
    await Promise.all([ask(), ask(), ask()]);
    await ask();
    expect(eu.requests.count("token")).toBe(2);
  });

  it("is for callers of the connection alone", async () => {
    const { call } = await makeTwoOrgs();
    expect((await call("/connections/eu-staging/check", { method: "POST", key: "key-of-one" })).status).toBe(404);
    expect((await call("/connections/eu-staging/check", { method: "POST", key: "missing" })).status).toBe(401);
  });
});
