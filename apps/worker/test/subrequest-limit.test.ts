import { describe, expect, it } from "vitest";
import { createGateways } from "../src/gateway/gateway.ts";
import { refreshTokens } from "../src/gateway/refresh-tokens.ts";
import { signCallerEntry } from "../src/settings/caller-entry.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway, hashKey } from "./support/gateway.ts";

/** What Cloudflare throws, for a request as for an operation of KV. */
const limitError = () => new Error("Too many subrequests by single Worker invocation.");

const SIGNING_KEY = "signing-key-signing-key-signing-key-signing-key";

/** A Worker whose invocation may send `allowed` more requests to URLs that contain `at`, and counts the attempts beyond. */
async function startWithLimit(settings: Record<string, unknown> = {}) {
  const limit = { at: "", allowed: 0, beyond: 0, urls: new Set<string>() };
  const send = async (request: Request): Promise<Response> => {
    if (limit.at && request.url.includes(limit.at) && limit.allowed-- <= 0) {
      limit.beyond++;
      limit.urls.add(request.url);
      throw limitError();
    }
    return gateway.sandbox.fetch(request);
  };
  const gateway = await createTestGateway({}, settings, send);
  return { ...gateway, limit, send };
}

type Started = Awaited<ReturnType<typeof startWithLimit>>;

/** Expects that a call ends with the code of the limit after one attempt, and that the next invocation works at once. */
async function expectLimit({ limit }: Started, at: string, call: () => Promise<Response>): Promise<void> {
  Object.assign(limit, { at, allowed: 0, beyond: 0 });
  let response = new Response();
  const [line] = await auditOf(async () => {
    response = await call();
  });
  expect(await response.json()).toMatchObject({ status: 502, code: "subrequest_limit" });
  expect(line).toMatchObject({ status: 502, code: "subrequest_limit" });
  expect(limit.beyond).toBe(1);
  Object.assign(limit, { at: "" });
  expect((await call()).status).toBe(200);
}

describe("Cloudflare's limit of subrequests has its own code, is not retried, and does not affect the next request", () => {
  it("when a token is requested", async () => {
    const started = await startWithLimit({ TOKEN_CACHE: undefined });
    await expectLimit(started, "/oauth2/v1/token", () => started.call("/api/v1/users?limit=1"));
  });

  it("when Okta's API is called", async () => {
    const started = await startWithLimit();
    await expectLimit(started, "/api/v1/", () => started.call("/api/v1/users?limit=1"));
  });

  it("when a public operation is forwarded", async () => {
    const started = await startWithLimit();
    await expectLimit(started, "/.well-known/", () => started.call("/.well-known/okta-organization"));
  });

  it("when Okta is asked about protected targets", async () => {
    const caller = { name: "guarded", keyHash: await hashKey(CALLER_KEY), scopes: ["okta.users.manage"] };
    const started = await startWithLimit({
      CALLERS: JSON.stringify([{ ...caller, protected: { users: ["00uceo"] } }]),
      OKTA_SCOPES: "okta.users.manage okta.groups.read okta.roles.read",
    });
    const [user] = started.sandbox.store.users.values();
    const suspend = `/api/v1/users/${user?.id}/lifecycle/unlock`;
    Object.assign(started.limit, { at: "/api/v1/", allowed: 0, beyond: 0 });
    const response = await started.call(suspend, { method: "POST" });
    expect(await response.json()).toMatchObject({ code: "subrequest_limit" });
    expect(started.limit.beyond).toBe(started.limit.urls.size);
  });

  it("when a caller is read from KV", async () => {
    const kv = { isAtLimit: false, reads: 0 };
    const keyHash = await hashKey(CALLER_KEY);
    const { name, value } = await signCallerEntry({
      caller: { name: "kv", scopes: ["okta.users.read"] },
      keyHash,
      signingKey: SIGNING_KEY,
      expiresAt: Date.now() + 86_400_000,
    });
    const started = await startWithLimit({
      CALLERS: undefined,
      CALLERS_SIGNING_KEY: SIGNING_KEY,
      CALLERS_KV: {
        async get(key: string) {
          kv.reads++;
          if (kv.isAtLimit) throw limitError();
          return key === name ? value : null;
        },
      },
    });
    kv.isAtLimit = true;
    const response = await started.call("/api/v1/users?limit=1");
    expect(await response.json()).toMatchObject({ code: "subrequest_limit" });
    expect(kv.reads).toBe(1);
    kv.isAtLimit = false;
    expect((await started.call("/api/v1/users?limit=1")).status).toBe(200);
  });

  it("when the certificates of Access are fetched", async () => {
    const team = "acme.cloudflareaccess.com";
    const { limit, ...started } = await startWithLimit({
      ACCESS_TEAM_DOMAIN: team,
      ACCESS_AUD: "ab".repeat(32),
      CALLERS: JSON.stringify([{ name: "ada", access: "ada@acme.com", scopes: ["okta.users.read"] }]),
    });
    Object.assign(limit, { at: "/cdn-cgi/access/certs" });
    const encode = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
    const assertion = `${encode({ alg: "RS256", kid: "a" })}.${encode({ email: "ada@acme.com" })}.${btoa("signature")}`;
    const call = () =>
      started.fetch(
        new Request("https://worker.example/api/v1/users", { headers: { "cf-access-jwt-assertion": assertion } }),
      );
    expect(await (await call()).json()).toMatchObject({ code: "subrequest_limit" });
    // The next request asks at once: it has a limit of its own.
    await call();
    expect(limit.beyond).toBe(2);
  });

  it("when a write claims its Idempotency-Key", async () => {
    let claims = 0;
    const stub = {
      async claim() {
        claims++;
        throw limitError();
      },
    };
    const started = await startWithLimit({
      IDEMPOTENCY: { getByName: () => stub },
      IDEMPOTENCY_SECRET: "s".repeat(43),
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.groups.manage"] }]),
      OKTA_SCOPES: "okta.groups.manage",
    });
    const response = await started.call("/api/v1/groups", {
      method: "POST",
      headers: { "idempotency-key": "one", "content-type": "application/json" },
      body: JSON.stringify({ profile: { name: "Group" } }),
    });
    expect(await response.json()).toMatchObject({ code: "subrequest_limit" });
    expect(claims).toBe(1);
    expect(started.sandbox.requests.count("api")).toBe(0);
  });

  it("in the check of a connection", async () => {
    const started = await startWithLimit();
    const check = () => started.call("/connections/default/check", { method: "POST" });
    for (const at of ["/.well-known/", "/oauth2/v1/token", "/api/v1/"]) {
      started.restart();
      Object.assign(started.limit, { at, allowed: 0, beyond: 0 });
      const { ok, steps } = await (await check()).json<{ ok: boolean; steps: { code?: string; detail: string }[] }>();
      expect([at, ok, steps.find(({ code }) => code === "subrequest_limit") !== undefined]).toEqual([at, false, true]);
      expect(JSON.stringify(steps)).not.toContain("check OKTA_ORG_URL");
    }
  });

  it("in the scheduled refresh, which leaves the other tokens to the next run", async () => {
    const scopes = "users groups apps logs roles features policies idps devices"
      .split(" ")
      .map((name) => `okta.${name}.read`);
    const { settings, send, limit } = await startWithLimit({
      TOKEN_CACHE: undefined,
      OKTA_SCOPES: scopes.join(" "),
      CALLERS: await callersSetting(scopes.map((scope) => ({ name: scope, key: scope, scopes: [scope] }))),
    });
    const gateway = await createGateways(send)(settings);
    Object.assign(limit, { at: "/oauth2/v1/token", allowed: 1 });
    await refreshTokens(gateway);
    expect(limit.beyond).toBeLessThan(4);
  });
});
