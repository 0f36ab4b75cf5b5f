import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { Env } from "../src/settings/env.ts";
import { createTestGateway } from "./support/gateway.ts";

const kv = (env as Env).TOKEN_CACHE as KVNamespace;

/** Lets the writes that the Worker left to `waitUntil` end. */
async function untilKeyIsWritten(clientId: string): Promise<string> {
  for (let i = 0; i < 100; i++) {
    const { keys } = await kv.list({ prefix: `okta-edge:token:v1:${clientId}:` });
    if (keys[0]) return keys[0].name;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("Nothing was written to KV.");
}

describe("the token cache in KV", () => {
  it("is read once and written once by an isolate's first request, and not touched by the second", async () => {
    const { call, kv: counts, sandbox } = await createTestGateway();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    expect(counts).toEqual({ get: 1, put: 1, delete: 0 });
    expect(sandbox.requests.count("token")).toBe(2);

    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(counts).toEqual({ get: 1, put: 1, delete: 0 });
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("gives an isolate that has just started the token of another", async () => {
    const { call, kv: counts, sandbox, restart } = await createTestGateway();
    await call("/api/v1/users?limit=1");
    await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    restart();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(counts).toEqual({ get: 2, put: 1, delete: 0 });
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("holds nothing that can be read without the private key, and expires with the token", async () => {
    const { call, sandbox } = await createTestGateway();
    await call("/api/v1/users?limit=1");
    const name = await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    const value = (await kv.get(name)) ?? "";
    const [header = "", encryptedKey, ...rest] = value.split(".");
    expect(JSON.parse(atob(header.replaceAll("-", "+").replaceAll("_", "/")))).toEqual({
      alg: "dir",
      enc: "A256GCM",
      kid: name,
    });
    expect(encryptedKey).toBe("");
    expect(rest).toHaveLength(3);
    for (const secret of ["accessToken", "eyJ0eXAi", "DPoP", "okta.users.read"]) {
      expect(value).not.toContain(secret);
      expect(value).not.toContain(btoa(secret).replace(/=+$/, ""));
    }
    const { keys } = await kv.list({ prefix: name });
    const lifetime = (keys[0]?.expiration ?? 0) - Date.now() / 1000;
    expect(lifetime).toBeGreaterThan(3500);
    expect(lifetime).toBeLessThanOrEqual(3600);
  });

  it("is of no use to another private key: its entry is a miss", async () => {
    const { call, sandbox, restart } = await createTestGateway({ apps: [{ keys: 2 }] });
    const [first, second] = sandbox.apps[0]?.keys ?? [];
    await call("/api/v1/users?limit=1");
    const name = await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    restart({ OKTA_PRIVATE_KEY: second?.privateKey, OKTA_KEY_ID: second?.keyId });
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(4);
    expect(first?.keyId).not.toBe(second?.keyId);
    expect(await kv.get(name)).not.toBeNull();
  });

  it("may hold garbage: the request is served all the same", async () => {
    const { call, sandbox, restart } = await createTestGateway();
    await call("/api/v1/users?limit=1");
    const name = await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    await kv.put(name, "garbage");
    restart();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
  });

  it("may be missing: the Worker then keeps tokens in memory", async () => {
    const { call, sandbox } = await createTestGateway({}, { TOKEN_CACHE: undefined });
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("may hold a token that Okta has revoked: it is replaced", async () => {
    const { call, sandbox, restart } = await createTestGateway();
    await call("/api/v1/users?limit=1");
    const name = await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    const before = await kv.get(name);
    sandbox.accessTokens.revokeAll();
    restart();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    await vi.waitFor(async () => expect(await kv.get(name)).not.toBe(before), { timeout: 20_000 });
  });

  it.each<[string, Partial<Record<"get" | "put", () => Promise<never>>>]>([
    ["fails when it is read", { get: () => Promise.reject(new Error("KV GET failed: 500")) }],
    ["fails when it is written", { put: () => Promise.reject(new Error("KV PUT failed: 429 Too Many Requests")) }],
    ["never answers a read", { get: () => new Promise(() => {}) }],
    ["never answers a write", { put: () => new Promise(() => {}) }],
  ])("%s: the request is served all the same, and the next one out of memory", async (_, faults) => {
    const broken = new Proxy(kv, {
      get(target, name) {
        const value = faults[name as "get" | "put"] ?? Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const { call, sandbox } = await createTestGateway({}, { TOKEN_CACHE: broken } as never);
    const start = performance.now();
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    // What KV may take is a second.
    expect(performance.now() - start).toBeLessThan(3000);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it("holds one entry for each set of scopes and connection, under a name that reveals no secret", async () => {
    const { call, sandbox, settings } = await createTestGateway();
    await call("/api/v1/users?limit=1");
    const name = await untilKeyIsWritten(sandbox.apps[0]?.clientId ?? "");
    expect(name).toMatch(/^okta-edge:token:v1:0oa\w+:[\w-]{43}$/);
    expect(name).not.toContain(settings.OKTA_PRIVATE_KEY?.slice(40, 60));
  });
});
