import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_FAILURES, MAX_FAILURES_BY_ADDRESS } from "../src/callers/lookup-budget.ts";
import { callerEntryName, signCallerEntry } from "../src/settings/caller-entry.ts";
import type { Env } from "../src/settings/env.ts";
import { LOCAL_KEY_HASH } from "../src/settings/local-mode.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway, hashKey } from "./support/gateway.ts";

const SIGNING_KEY = "first-signing-key-first-signing-key-first-signing-key";
const NEXT_KEY = "second-signing-key-second-signing-key-second-signing";
const USERS = { name: "kv-users", scopes: ["okta.users.read"] };
const DAY = 86_400_000;

const namespace = (env as Env).TOKEN_CACHE as KVNamespace;

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

/** A Worker whose callers are in KV. KV is shared by the tests of this file: every test uses keys of its own. */
async function startWithKv(settings: Record<string, unknown> = {}) {
  const kv = { reads: 0, isDown: false };
  const gateway = await createTestGateway(
    {},
    {
      CALLERS: undefined,
      CALLERS_SIGNING_KEY: SIGNING_KEY,
      CALLERS_KV: {
        get: (key: string, options: KVNamespaceGetOptions<"text">) => {
          kv.reads++;
          return kv.isDown ? Promise.reject(new Error("KV is down")) : namespace.get(key, options);
        },
      },
      ...settings,
    },
  );
  const callAs = (key: string, address = "192.0.2.1") =>
    gateway.fetch(
      new Request("https://worker.example/api/v1/users?limit=1", {
        headers: { authorization: `Bearer ${key}`, "cf-connecting-ip": address },
      }),
    );
  return { ...gateway, kv, callAs };
}

/** Writes the entry of a caller, as the command line does; returns its key. */
async function addCaller(
  caller: object = USERS,
  signingKey = SIGNING_KEY,
  expiresAt = Date.now() + DAY,
): Promise<string> {
  const key = crypto.randomUUID();
  const { name, value } = await signCallerEntry({
    caller: caller as Record<string, unknown>,
    keyHash: await hashKey(key),
    signingKey,
    expiresAt,
  });
  await namespace.put(name, value);
  return key;
}

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

describe("a caller in KV", () => {
  it("calls with its scopes, with no caller in CALLERS", async () => {
    const { callAs, sandbox, fetch } = await startWithKv();
    const key = await addCaller();
    const [line] = await auditOf(async () => expect((await callAs(key)).status).toBe(200));
    expect(line).toMatchObject({ caller: "kv-users", status: 200 });
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.users.read"]);
    const headers = { authorization: `Bearer ${key}` };
    expect((await fetch(new Request("https://worker.example/api/v1/groups", { headers }))).status).toBe(403);
  });

  it("costs one read of KV for many concurrent calls, and none afterwards", async () => {
    const { callAs, kv } = await startWithKv();
    const key = await addCaller();
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await callAs(key)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await callAs(key)).status).toBe(200);
    expect(kv.reads).toBe(1);
  });

  it("is rejected within 30 seconds of this isolate after it was revoked, and accepted again after it was added", async () => {
    const { callAs } = await startWithKv();
    const key = await addCaller();
    expect((await callAs(key)).status).toBe(200);
    const name = callerEntryName(await hashKey(key));
    const value = (await namespace.get(name)) ?? "";
    await namespace.delete(name);
    later(29_000);
    expect((await callAs(key)).status).toBe(200);
    later(1000);
    expect((await callAs(key)).status).toBe(401);
    await namespace.put(name, value);
    expect((await callAs(key)).status).toBe(401);
    later(30_000);
    expect((await callAs(key)).status).toBe(200);
  });

  it("is rejected from the end of its key on, also while it is in memory", async () => {
    const { callAs } = await startWithKv();
    const key = await addCaller(USERS, SIGNING_KEY, Date.now() + 10_000);
    expect((await callAs(key)).status).toBe(200);
    later(11_000);
    const response = await callAs(key);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("The caller's key has expired.");
  });

  it("is on record with its name when its key has expired, and does not count as wrong", async () => {
    const { callAs, kv } = await startWithKv();
    const keys: string[] = [];
    for (let i = 0; i <= MAX_FAILURES_BY_ADDRESS; i++)
      keys.push(await addCaller(USERS, SIGNING_KEY, Date.now() + 1000));
    later(2000);
    for (const key of keys) {
      const [line] = await auditOf(async () => {
        const response = await callAs(key);
        expect([response.status, await response.text()]).toEqual([401, expect.stringContaining("has expired")]);
      });
      expect(line).toMatchObject({ caller: "kv-users", status: 401, code: "unauthorized" });
    }
    expect((await callAs(keys[0] ?? "")).status).toBe(401);
    expect(kv.reads).toBe(keys.length);
  });

  it("is accepted with either signing key during a rotation, and with the new one alone after it", async () => {
    const { callAs, restart } = await startWithKv({ CALLERS_SIGNING_KEY_NEXT: NEXT_KEY });
    const [old, renewed] = [await addCaller(), await addCaller(USERS, NEXT_KEY)];
    expect([(await callAs(old)).status, (await callAs(renewed)).status]).toEqual([200, 200]);
    restart({ CALLERS_SIGNING_KEY: NEXT_KEY, CALLERS_SIGNING_KEY_NEXT: undefined });
    expect([(await callAs(old)).status, (await callAs(renewed)).status]).toEqual([401, 200]);
  });

  it("leaves the callers in CALLERS as they are: their calls read nothing from KV", async () => {
    const CALLERS = await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.users.read"] }]);
    const { call, callAs, kv } = await startWithKv({ CALLERS });
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(kv.reads).toBe(0);
    expect((await callAs(await addCaller())).status).toBe(200);
  });
});

describe("someone who can write to KV", () => {
  let worker: Awaited<ReturnType<typeof startWithKv>>;
  beforeAll(async () => {
    worker = await startWithKv();
  });
  const claims = (keyHash: string, caller: object = { name: "intruder", scopes: ["okta.users.read"] }) =>
    new SignJWT({ caller }).setSubject(keyHash).setIssuedAt().setExpirationTime("1h");
  const secret = (text: string) => new TextEncoder().encode(text);
  const header = { alg: "HS256", typ: "okta-edge-caller+jwt" };
  const base64url = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");

  it.each<[string, (keyHash: string) => Promise<string>]>([
    ["an unsigned caller", async (sub) => JSON.stringify({ sub, caller: USERS })],
    [
      "a caller with `alg: none`",
      async (sub) => `${base64url({ ...header, alg: "none" })}.${base64url({ sub, caller: USERS, iat: 1, exp: 4e9 })}.`,
    ],
    ["a caller signed with another key", (sub) => claims(sub).setProtectedHeader(header).sign(secret(NEXT_KEY))],
    [
      "a token of another type with the right signature",
      (sub) => claims(sub).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(secret(SIGNING_KEY)),
    ],
    [
      "a signed caller without an end",
      (sub) =>
        new SignJWT({ caller: USERS })
          .setSubject(sub)
          .setIssuedAt()
          .setProtectedHeader(header)
          .sign(secret(SIGNING_KEY)),
    ],
    [
      "a signed caller with unknown members",
      (sub) =>
        claims(sub, { ...USERS, admin: true })
          .setProtectedHeader(header)
          .sign(secret(SIGNING_KEY)),
    ],
    [
      "the entry of another key",
      async () => (await namespace.get(callerEntryName(await hashKey(await addCaller())))) ?? "",
    ],
    [
      "an entry whose payload was changed",
      async (sub) => {
        const [head, , signature] = (await claims(sub).setProtectedHeader(header).sign(secret(SIGNING_KEY))).split(".");
        return `${head}.${base64url({ sub, caller: { ...USERS, scopes: ["okta.users.manage"] }, iat: 1, exp: 4e9 })}.${signature}`;
      },
    ],
    [
      "an entry that has expired",
      (sub) => claims(sub).setExpirationTime(1).setProtectedHeader(header).sign(secret(SIGNING_KEY)),
    ],
    ["nothing", async () => ""],
  ])("creates no caller with %s", async (_, forge) => {
    const { callAs, sandbox } = worker;
    const key = crypto.randomUUID();
    const keyHash = await hashKey(key);
    await namespace.put(callerEntryName(keyHash), await forge(keyHash));
    // An address of its own: failures are counted.
    expect((await callAs(key, crypto.randomUUID())).status).toBe(401);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("does not make `local-development-key` a caller's, even with a right signature", async () => {
    const { callAs } = worker;
    const signed = await claims(LOCAL_KEY_HASH).setProtectedHeader(header).sign(secret(SIGNING_KEY));
    await namespace.put(callerEntryName(LOCAL_KEY_HASH), signed);
    expect((await callAs("local-development-key")).status).toBe(401);
  });

  it("leaves a line in the log when an entry is rejected, without its content", async () => {
    const { callAs } = worker;
    const key = crypto.randomUUID();
    const keyHash = await hashKey(key);
    await namespace.put(callerEntryName(keyHash), "forged");
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    await callAs(key);
    const lines = log.mock.calls.map(([line]) => String(line));
    log.mockRestore();
    expect(lines).toEqual([
      JSON.stringify({ callers: "entry_rejected", reason: "invalid_signature", keyHash: keyHash.slice(7, 15) }),
    ]);
  });
});

describe("a flood of wrong keys", () => {
  it("from one address is rejected without a read of KV after a few, while callers are served", async () => {
    const { callAs, kv } = await startWithKv();
    const key = await addCaller();
    expect((await callAs(key)).status).toBe(200);
    let last = new Response();
    for (let i = 0; i < 60; i++) last = await callAs(`wrong-${crypto.randomUUID()}`);
    expect(kv.reads).toBe(1 + MAX_FAILURES_BY_ADDRESS);
    expect(last.status).toBe(429);
    expect(await last.json()).toMatchObject({ code: "unknown_key_limited" });
    expect(Number(last.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    later(31_000);
    expect((await callAs(key)).status).toBe(200);
    // Another address is not affected, and this one no longer after a minute.
    expect((await callAs(await addCaller(), "192.0.2.2")).status).toBe(200);
    later(30_000);
    expect((await callAs(await addCaller())).status).toBe(200);
  });

  it("from an IPv6 network counts as one address", async () => {
    const { callAs, kv } = await startWithKv();
    for (let i = 0; i < 40; i++)
      await callAs(`wrong-${i}`, i % 2 ? `2001:db8::${i.toString(16)}` : `2001:db8:0:0:${i}::1`);
    expect(kv.reads).toBe(MAX_FAILURES_BY_ADDRESS);
  });

  it("from many addresses is limited too, while callers are served", async () => {
    const { callAs, kv } = await startWithKv();
    const key = await addCaller();
    expect((await callAs(key)).status).toBe(200);
    for (let i = 0; i < 150; i++) await callAs(`wrong-${crypto.randomUUID()}`, `198.51.100.${i}`);
    expect(kv.reads).toBe(1 + MAX_FAILURES);
    later(31_000);
    expect((await callAs(key)).status).toBe(200);
  });

  it("with the same key reads KV once", async () => {
    const { callAs, kv } = await startWithKv();
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => (await callAs("the-same-wrong-key")).status),
    );
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(kv.reads).toBe(1);
  });
});

describe("while KV cannot be read", () => {
  it("rejects unknown keys with 503, and serves a caller from memory for a minute", async () => {
    const { callAs, kv } = await startWithKv();
    const [key, other] = [await addCaller(), await addCaller()];
    expect((await callAs(key)).status).toBe(200);
    kv.isDown = true;
    const response = await callAs(other);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "callers_unavailable" });
    later(59_000);
    expect((await callAs(key)).status).toBe(200);
    later(1000);
    expect((await callAs(key)).status).toBe(503);
    kv.isDown = false;
    expect((await callAs(other)).status).toBe(200);
  });
});

it.each([
  ["without CALLERS_SIGNING_KEY", undefined, /CALLERS_SIGNING_KEY is missing/],
  ["with a short CALLERS_SIGNING_KEY", "short", /CALLERS_SIGNING_KEY must be at least 43 printable characters/],
])("rejects every key %s, and says what to set", async (_, signingKey, detail) => {
  const { callAs } = await startWithKv({ CALLERS_SIGNING_KEY: signingKey });
  const response = await callAs(await addCaller());
  expect(response.status).toBe(503);
  expect((await response.json<{ detail: string }>()).detail).toMatch(detail);
});

it("is ready when the connection of its callers in KV has a token", async () => {
  const { fetch, sandbox } = await startWithKv();
  expect(await (await fetch(new Request("https://worker.example/ready"))).json()).toEqual({ ready: true });
  expect(sandbox.requests.count("token")).toBeGreaterThan(0);
});
