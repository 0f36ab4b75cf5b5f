import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { type CheckStepName, checkConnection } from "../src/check.ts";
import { privateJwkOf } from "./support/openssl.ts";
import { adminOf, createTestOrg } from "./support/org.ts";

type Status = "ok" | "warning" | "failed" | "skipped";

async function check(
  change: (org: Awaited<ReturnType<typeof createTestOrg>>) => Record<string, unknown> = () => ({}),
  sandbox: Parameters<typeof createTestOrg>[0] = {},
  settings: Parameters<typeof checkConnection>[1] = {},
) {
  const org = await createTestOrg(sandbox);
  const options = { ...org.settings, ...change(org) };
  const report = await checkConnection(options, settings);
  const statuses = Object.fromEntries(report.steps.map(({ step, status }) => [step, status]));
  const stepOf = (name: CheckStepName) => report.steps.find(({ step }) => step === name);
  return { ...report, statuses: statuses as Record<CheckStepName, Status>, stepOf, org, options };
}

it("a good connection: every step is ok, in order, and no secret is reported", async () => {
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
  const reported = JSON.stringify(steps);
  expect(reported).not.toContain("eyJ");
  expect(reported).not.toContain(String(options.privateKey).slice(40, 80));
  expect(org.sandbox.requests.list.every(({ method, kind }) => method === "GET" || kind === "token")).toBe(true);
});

describe("what is wrong is found at its step", () => {
  it("an option", async () => {
    const { ok, statuses, stepOf } = await check(() => ({ orgUrl: "https://example-admin.okta.com" }));
    expect(ok).toBe(false);
    expect(stepOf("options")).toMatchObject({ status: "failed", code: "invalid_org_url" });
    expect(statuses.exchange).toBe("skipped");
  });

  it("the key", async () => {
    const { statuses, stepOf } = await check(() => ({ privateKey: "not a key" }));
    expect(stepOf("key")).toMatchObject({ status: "failed", code: expect.stringMatching(/^private_key_/) });
    expect([statuses.org, statuses.exchange]).toEqual(["ok", "skipped"]);
  });

  it("no key ID", async () => {
    const { ok, stepOf } = await check(() => ({ keyId: undefined }));
    expect(ok).toBe(true);
    expect(stepOf("key")).toMatchObject({ status: "warning", hint: expect.stringMatching(/keyId/) });
  });

  it("an org that is none", async () => {
    const { statuses, stepOf } = await check(() => ({ fetch: async () => new Response("<html>", { status: 200 }) }));
    expect(stepOf("org")).toMatchObject({ status: "failed", hint: expect.stringMatching(/`orgUrl`/) });
    expect(statuses.exchange).toBe("skipped");
  });

  it("an org that cannot be reached", async () => {
    const { stepOf } = await check(() => ({ fetch: () => Promise.reject(new TypeError("fetch failed")) }));
    expect(stepOf("org")).toMatchObject({ status: "failed", detail: expect.stringMatching(/no response received/) });
    expect(stepOf("clock")?.status).toBe("skipped");
  });

  it("an org URL of https for a server that does not speak TLS", async () => {
    const server = createServer((_, response) => response.end()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const orgUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { stepOf } = await check(() => ({ orgUrl, fetch: undefined }));
    server.close();
    expect(stepOf("org")).toMatchObject({
      status: "failed",
      detail: `Request to ${orgUrl} failed: the server does not speak TLS on this port.`,
      hint: expect.stringMatching(/port of `orgUrl`/),
    });
  });

  it.each([
    [-40, "40 s behind Okta"],
    [40, "40 s ahead of Okta"],
  ])("a clock that is %d s off, which is corrected for", async (offset, detail) => {
    const { ok, stepOf } = await check(({ clock }) => ({ now: () => clock.now() + offset }));
    expect(stepOf("clock")).toMatchObject({ status: "warning", detail });
    expect(ok).toBe(true);
  });

  it("a key that Okta does not know", async () => {
    const { ok, statuses, stepOf } = await check(() => ({ keyId: "unknown" }), { apps: [{ keys: 2 }] });
    expect(ok).toBe(false);
    expect(stepOf("exchange")).toMatchObject({
      status: "failed",
      code: "token_refused",
      hint: expect.stringMatching(/`keyId`/),
    });
    expect(statuses.role).toBe("skipped");
  });

  it("an app without DPoP", async () => {
    const { ok, stepOf } = await check(undefined, { apps: [{ dpop: false }] });
    expect(ok).toBe(true);
    expect(stepOf("dpop")?.status).toBe("warning");
    const never = await check(() => ({ dpop: "never" }), { apps: [{ dpop: false }] });
    expect(never.stepOf("dpop")?.status).toBe("ok");
  });

  it("a scope that is not granted", async () => {
    const { ok, stepOf } = await check(() => ({ scopes: "okta.users.read okta.apps.manage" }), {
      apps: [{ scopes: ["okta.users.read"] }],
    });
    expect(ok).toBe(false);
    expect(stepOf("scopes")).toMatchObject({ status: "failed", detail: "not granted: okta.apps.manage" });
  });

  it("no admin role", async () => {
    const { ok, stepOf } = await check(({ sandbox }) => {
      adminOf(sandbox).roles = [];
      return {};
    });
    expect(ok).toBe(false);
    expect(stepOf("role")).toMatchObject({ status: "failed", code: "missing_admin_role" });
  });

  it("scopes that no call is known for", async () => {
    const { ok, statuses } = await check(() => ({ scopes: ["okta.dr.read"] }));
    expect([ok, statuses.role, statuses.budget]).toEqual([true, "skipped", "skipped"]);
  });

  it("a rate limit that is nearly used up", async () => {
    const { ok, stepOf } = await check(({ sandbox }) => {
      sandbox.rateLimits.setLimit("users", 20);
      for (let i = 0; i < 18; i++) sandbox.rateLimits.count("users");
      return {};
    });
    expect(ok).toBe(true);
    expect(stepOf("budget")).toMatchObject({
      status: "warning",
      detail: "GET /api/v1/users: 1 of 20 requests left this minute",
    });
  });

  it("a JWK with a kid has a key ID", async () => {
    const { stepOf } = await check(({ settings }) => ({
      keyId: undefined,
      privateKey: { ...privateJwkOf(settings.privateKey as string), kid: settings.keyId },
    }));
    expect(stepOf("key")).toMatchObject({ status: "ok", detail: expect.stringMatching(/, key ID \S+$/) });
  });

  it.each<[string, Record<string, unknown>, CheckStepName, string, string]>([
    ["a scope that is misspelled", { scopes: "okta.user.read" }, "options", "invalid_scopes", "scopes"],
    ["a wrong client ID", { clientId: "0oaother" }, "exchange", "token_refused", "clientId"],
    ["a wrong key ID", { keyId: "other" }, "exchange", "token_refused", "keyId"],
    ["a wrong subject", { subject: "0oaother" }, "exchange", "token_refused", "subject"],
    ["a wrong audience", { audience: "https://acme.okta.com" }, "exchange", "token_refused", "audience"],
    ["DPoP switched off for an app that requires it", { dpop: "never" }, "exchange", "token_refused", "dpop"],
    ["a missing private key", { privateKey: undefined }, "key", "private_key_empty", "privateKey"],
  ])("%s: the step names the option", async (_, changes, step, code, option) => {
    const { ok, stepOf } = await check(() => changes, { apps: [{ keys: 2 }] });
    expect(ok).toBe(false);
    expect(stepOf(step)).toMatchObject({ status: "failed", code, option });
  });

  it("an app that is not active: the step names the client ID", async () => {
    const { stepOf } = await check(({ sandbox }) => {
      adminOf(sandbox).active = false;
      return {};
    });
    expect(stepOf("exchange")).toMatchObject({ status: "failed", option: "clientId" });
  });

  it("a skipped step names the step that failed", async () => {
    const { stepOf } = await check(() => ({ keyId: "other" }), { apps: [{ keys: 2 }] });
    expect(stepOf("role")).toEqual({ step: "role", status: "skipped", detail: "Skipped because `exchange` failed." });
  });
});

it("renders the reader's names of the options in every step", async () => {
  const nameOption = (option: string) => `OKTA_${option.toUpperCase()}`;
  const reports = await Promise.all([
    check(() => ({ clientId: "" }), {}, { nameOption }),
    check(() => ({ keyId: undefined }), {}, { nameOption }),
    check(
      () => ({ scopes: "okta.users.read okta.apps.read" }),
      { apps: [{ scopes: ["okta.users.read"] }] },
      { nameOption },
    ),
  ]);
  expect(reports[0].stepOf("options")?.detail).toBe("OKTA_CLIENTID is required and must not contain whitespace.");
  expect(reports[1].stepOf("key")).toMatchObject({
    option: "keyId",
    hint: expect.stringMatching(/^Set OKTA_KEYID to/),
  });
  expect(reports[2].stepOf("scopes")).toMatchObject({
    option: "scopes",
    hint: "Grant them to the app (Okta API Scopes), or remove them from OKTA_SCOPES.",
  });
});

describe("each step ends within its time limit", () => {
  const stalled = (init?: ResponseInit) =>
    new Response(new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode("{")) }), init);

  it.each<[CheckStepName, string, () => Response]>([
    ["org", "/.well-known/okta-organization", () => stalled()],
    ["exchange", "/oauth2/v1/token", () => stalled()],
    ["role", "/api/v1/users", () => stalled({ status: 403, headers: { "content-type": "application/json" } })],
  ])("when the body of the response for `%s` stalls", async (step, path, answer) => {
    const org = await createTestOrg();
    const fetch = async (request: Request) => (request.url.includes(path) ? answer() : org.sandbox.fetch(request));
    let reached = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const fetchAndTell = async (request: Request) => {
      const response = await fetch(request);
      if (request.url.includes(path)) reached();
      return response;
    };
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const report = checkConnection({ ...org.settings, fetch: fetchAndTell });
      await arrived;
      await vi.advanceTimersByTimeAsync(8000);
      const { ok, steps } = await report;
      expect(ok).toBe(false);
      expect(steps.find((found) => found.step === step)?.status).toBe("failed");
    } finally {
      vi.useRealTimers();
    }
  });
});
