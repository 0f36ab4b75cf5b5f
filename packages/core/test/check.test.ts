import { describe, expect, test } from "vitest";
import { type CheckStepName, checkConnection } from "../src/check.ts";
import { adminOf, createTestOrg } from "./support/org.ts";

type Status = "ok" | "warning" | "failed" | "skipped";

async function check(
  change: (org: Awaited<ReturnType<typeof createTestOrg>>) => Record<string, unknown> = () => ({}),
  sandbox: Parameters<typeof createTestOrg>[0] = {},
) {
  const org = await createTestOrg(sandbox);
  const options = { ...org.settings, ...change(org) };
  const report = await checkConnection(options);
  const statuses = Object.fromEntries(report.steps.map(({ step, status }) => [step, status]));
  const stepOf = (name: CheckStepName) => report.steps.find(({ step }) => step === name);
  return { ...report, statuses: statuses as Record<CheckStepName, Status>, stepOf, org, options };
}

test("a good connection: every step is ok, in order, and no secret is told", async () => {
  const { ok, steps, options, org } = await check();
  expect(ok).toBe(true);
  expect(steps.map(({ step, status }) => [step, status])).toEqual([
    ["options", "ok"],
    ["key", "ok"],
    ["org", "ok"],
    ["clock", "ok"],
    ["exchange", "ok"],
    ["dpop", "ok"],
    ["scopes", "ok"],
    ["role", "ok"],
    ["budget", "ok"],
  ]);
  const told = JSON.stringify(steps);
  expect(told).not.toContain("eyJ");
  expect(told).not.toContain(String(options.privateKey).slice(40, 80));
  expect(org.sandbox.requests.list.every(({ method, kind }) => method === "GET" || kind === "token")).toBe(true);
});

describe("what is wrong is found at its step", () => {
  test("an option", async () => {
    const { ok, statuses, stepOf } = await check(() => ({ orgUrl: "https://example-admin.okta.com" }));
    expect(ok).toBe(false);
    expect(stepOf("options")).toMatchObject({ status: "failed", code: "invalid_org_url" });
    expect(statuses.exchange).toBe("skipped");
  });

  test("the key", async () => {
    const { statuses, stepOf } = await check(() => ({ privateKey: "not a key" }));
    expect(stepOf("key")).toMatchObject({ status: "failed", code: expect.stringMatching(/^private_key_/) });
    expect([statuses.org, statuses.exchange]).toEqual(["ok", "skipped"]);
  });

  test("no key ID", async () => {
    const { ok, stepOf } = await check(() => ({ keyId: undefined }));
    expect(ok).toBe(true);
    expect(stepOf("key")).toMatchObject({ status: "warning", hint: expect.stringMatching(/keyId/) });
  });

  test("an org that is none", async () => {
    const { statuses, stepOf } = await check(() => ({ fetch: async () => new Response("<html>", { status: 200 }) }));
    expect(stepOf("org")).toMatchObject({ status: "failed", hint: expect.stringMatching(/`orgUrl`/) });
    expect(statuses.exchange).toBe("skipped");
  });

  test("an org that cannot be reached", async () => {
    const { stepOf } = await check(() => ({ fetch: () => Promise.reject(new TypeError("fetch failed")) }));
    expect(stepOf("org")).toMatchObject({ status: "failed", detail: expect.stringMatching(/cannot be reached/) });
    expect(stepOf("clock")?.status).toBe("skipped");
  });

  test.each([
    [-40, "40 s behind Okta's"],
    [40, "40 s ahead of Okta's"],
  ])("a clock that is %d s off, which is corrected for", async (offset, detail) => {
    const { ok, stepOf } = await check(({ clock }) => ({ now: () => clock.now() + offset }));
    expect(stepOf("clock")).toMatchObject({ status: "warning", detail });
    expect(ok).toBe(true);
  });

  test("a key that Okta does not know", async () => {
    const { ok, statuses, stepOf } = await check(() => ({ keyId: "unknown" }), { apps: [{ keys: 2 }] });
    expect(ok).toBe(false);
    expect(stepOf("exchange")).toMatchObject({
      status: "failed",
      code: "token_refused",
      hint: expect.stringMatching(/`keyId`/),
    });
    expect(statuses.role).toBe("skipped");
  });

  test("an app without DPoP", async () => {
    const { ok, stepOf } = await check(undefined, { apps: [{ dpop: false }] });
    expect(ok).toBe(true);
    expect(stepOf("dpop")?.status).toBe("warning");
    const never = await check(() => ({ dpop: "never" }), { apps: [{ dpop: false }] });
    expect(never.stepOf("dpop")?.status).toBe("ok");
  });

  test("a scope that is not granted", async () => {
    const { ok, stepOf } = await check(() => ({ scopes: "okta.users.read okta.apps.manage" }), {
      apps: [{ scopes: ["okta.users.read"] }],
    });
    expect(ok).toBe(false);
    expect(stepOf("scopes")).toMatchObject({ status: "failed", detail: "not granted: okta.apps.manage" });
  });

  test("no admin role", async () => {
    const { ok, stepOf } = await check(({ sandbox }) => {
      adminOf(sandbox).roles = [];
      return {};
    });
    expect(ok).toBe(false);
    expect(stepOf("role")).toMatchObject({ status: "failed", code: "missing_admin_role" });
  });

  test("scopes that no call is known for", async () => {
    const { ok, statuses } = await check(() => ({ scopes: ["okta.brands.read"] }));
    expect([ok, statuses.role, statuses.budget]).toEqual([true, "skipped", "skipped"]);
  });

  test("a rate limit that is nearly used up", async () => {
    const { ok, stepOf } = await check(({ sandbox }) => {
      sandbox.rateLimits.setLimit("users", 20);
      for (let i = 0; i < 18; i++) sandbox.rateLimits.count("users");
      return {};
    });
    expect(ok).toBe(true);
    expect(stepOf("budget")).toMatchObject({
      status: "warning",
      detail: "GET /api/v1/users: 1 of 20 calls left this minute",
    });
  });
});
