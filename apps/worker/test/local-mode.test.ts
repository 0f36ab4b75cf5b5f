import { describe, expect, it, vi } from "vitest";
import { callersSetting, createTestGateway, hashKey } from "./support/gateway.ts";

const LOCAL_KEY = "local-development-key";
const LOOPBACK = "http://127.0.0.1:8787";

const get = (url: string, key?: string, headers: Record<string, string> = {}) =>
  new Request(url, { headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers } });

describe("with LOCAL=on", () => {
  it.each([
    "http://127.0.0.1:8787",
    "http://127.0.0.1",
    "http://127.1.2.3:9000",
    "http://localhost:8787",
    "http://LOCALHOST:8787",
    "http://[::1]:8787",
  ])("accepts a request for %s", async (origin) => {
    const { fetch } = await createTestGateway({}, { LOCAL: "on" });
    expect((await fetch(get(`${origin}/health`))).status).toBe(200);
    expect((await fetch(get(`${origin}/api/v1/users?limit=1`, LOCAL_KEY))).status).toBe(200);
  });

  it.each([
    ["https://worker.example", {}],
    ["http://127.0.0.1.evil.example", {}],
    ["http://localhost.evil.example", {}],
    ["http://evil.localhost", {}],
    ["http://0.0.0.0:8787", {}],
    ["http://10.0.0.1:8787", {}],
    ["http://[::ffff:127.0.0.1]:8787", {}],
    [LOOPBACK, { host: "evil.example" }],
    [LOOPBACK, { host: "evil.example:127.0.0.1" }],
  ])("rejects a request for %s with the headers %j, for every path", async (origin, headers) => {
    const { fetch, sandbox } = await createTestGateway({}, { LOCAL: "on" });
    for (const path of ["/", "/health", "/docs", "/assets/docs.js", "/openapi.json", "/api/v1/users"]) {
      const response = await fetch(get(`${origin}${path}`, LOCAL_KEY, headers));
      expect(response.status, path).toBe(403);
      expect(await response.json()).toMatchObject({ code: "host_not_allowed" });
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it("adds the caller `local` without CALLERS, with all scopes of all connections", async () => {
    const { fetch, sandbox } = await createTestGateway({}, { LOCAL: "on", CALLERS: undefined });
    expect((await fetch(get(`${LOOPBACK}/api/v1/users?limit=1`, LOCAL_KEY))).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.groups.read", "okta.users.manage"]);
    expect((await fetch(get(`${LOOPBACK}/api/v1/users`, "another-key"))).status).toBe(401);
    expect((await fetch(get(`${LOOPBACK}/openapi.json`))).status).toBe(200);
  });

  it("adds it beside the callers of CALLERS, and whatever those say of its key", async () => {
    const { fetch, sandbox } = await createTestGateway(
      {},
      {
        LOCAL: "on",
        CALLERS: await callersSetting([
          { name: "other", key: "other-key", scopes: ["okta.groups.read"] },
          { name: "old-example", key: LOCAL_KEY, scopes: ["okta.groups.read"] },
        ]),
      },
    );
    expect((await fetch(get(`${LOOPBACK}/api/v1/users?limit=1`, LOCAL_KEY))).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.scopes).toContain("okta.users.manage");
    expect((await fetch(get(`${LOOPBACK}/api/v1/groups?limit=1`, "other-key"))).status).toBe(200);
  });

  it("adds it beside an invalid CALLERS, which the log reports once", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { fetch } = await createTestGateway({}, { LOCAL: "on", CALLERS: '[{"name":"a","keyHash":"secret"}]' });
    expect((await fetch(get(`${LOOPBACK}/api/v1/users?limit=1`, LOCAL_KEY))).status).toBe(200);
    expect((await fetch(get(`${LOOPBACK}/api/v1/users?limit=1`, LOCAL_KEY))).status).toBe(200);
    const lines = warn.mock.calls.map(([line]) => String(line));
    warn.mockRestore();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("CALLERS[0].keyHash");
    expect(lines[0]).not.toContain("secret");
  });

  it("rejects a value of LOCAL other than on and off", async () => {
    const { fetch } = await createTestGateway({}, { LOCAL: "yes" });
    const response = await fetch(get(`${LOOPBACK}/api/v1/users`, LOCAL_KEY));
    expect(response.status).toBe(503);
    expect((await response.json<{ detail: string }>()).detail).toMatch(/^LOCAL must be off or on\./);
  });
});

describe("without LOCAL, a caller whose key is local-development-key", () => {
  const settings = async (form: "keyHash" | "keys") => {
    const keyHash = await hashKey(LOCAL_KEY);
    const key = form === "keyHash" ? { keyHash } : { keys: [{ keyHash: await hashKey("good") }, { keyHash }] };
    return {
      CALLERS: JSON.stringify([
        { name: "ada", keyHash: await hashKey("good-key"), scopes: ["okta.users.read"] },
        { name: "weak", ...key, scopes: ["okta.users.read"] },
      ]),
    };
  };

  it.each(["keyHash", "keys"] as const)("stops every request with its name and what to do: %s", async (form) => {
    const { fetch, sandbox } = await createTestGateway({}, await settings(form));
    for (const key of [LOCAL_KEY, "good-key", undefined]) {
      for (const path of ["/api/v1/users", "/openapi.json"]) {
        const response = await fetch(get(`https://worker.example${path}`, key));
        expect(response.status).toBe(503);
        const { code, detail } = await response.json<{ code: string; detail: string }>();
        expect(code).toBe("local_key");
        expect(detail).toContain(
          'CALLERS gives the caller "weak" the key local-development-key, which everyone knows.',
        );
        expect(detail).toContain("Create a key of its own");
      }
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it("may call on a loopback address", async () => {
    const { fetch } = await createTestGateway({}, await settings("keyHash"));
    expect((await fetch(get(`${LOOPBACK}/api/v1/users?limit=1`, LOCAL_KEY))).status).toBe(200);
    const rebound = get(`${LOOPBACK}/api/v1/users?limit=1`, LOCAL_KEY, { host: "evil.example" });
    expect((await fetch(rebound)).status).toBe(503);
    const atCloudflare = get(`${LOOPBACK.replace("http:", "https:")}/api/v1/users?limit=1`, LOCAL_KEY, {
      "cf-ray": "8f1b2c3d4e5f6a7b",
    });
    expect((await fetch(atCloudflare)).status).toBe(503);
  });
});
