import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../src/app.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { CALLER_KEY, createTestGateway, hashKey } from "./support/gateway.ts";

const TEAM = "acme.cloudflareaccess.com";
const AUD = "ab".repeat(32);

let keys: CryptoKeyPair;
let others: CryptoKeyPair;

beforeAll(async () => {
  keys = (await generateKeyPair("RS256")) as CryptoKeyPair;
  others = (await generateKeyPair("RS256")) as CryptoKeyPair;
});

const sign = (claims: JWTPayload, { key = keys.privateKey, alg = "RS256", expires = "5m", kid = "team-key" } = {}) =>
  new SignJWT({ iss: `https://${TEAM}`, aud: [AUD], ...claims })
    .setProtectedHeader({ alg, kid })
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);

/** A Worker behind Access, and what it fetched from the team. */
async function behindAccess(settings: Record<string, string | undefined> = {}, certs?: () => Response) {
  const gateway = await createTestGateway(
    {},
    {
      ACCESS_TEAM_DOMAIN: TEAM,
      ACCESS_AUD: AUD,
      CALLERS: JSON.stringify([
        { name: "ada", access: "Ada@acme.com", scopes: ["okta.users.read"] },
        { name: "robot", access: "e367826f93b8d71185e03fe518aad3fa.access", scopes: ["okta.groups.read"] },
        { name: "keyed", keyHash: await hashKey(CALLER_KEY), scopes: ["okta.users.read"] },
      ]),
      ...settings,
    },
  );
  const fetched: string[] = [];
  const app = createApp(
    createGateways(async (request) => {
      if (request.url !== `https://${TEAM}/cdn-cgi/access/certs`) return gateway.sandbox.fetch(request);
      fetched.push(request.url);
      if (certs) return certs();
      return Response.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: "team-key", alg: "RS256" }] });
    }),
  );
  const call = async (path: string, headers: Record<string, string>) =>
    app.fetch(new Request(`https://worker.example${path}`, { headers }), gateway.settings);
  const send = async (request: Request) => app.fetch(request, gateway.settings);
  return { ...gateway, call, send, fetched };
}

const assert = (assertion: string) => ({ "cf-access-jwt-assertion": assertion });

describe("callers proven by Cloudflare Access", () => {
  it("people by their email address, with their own scopes", async () => {
    const { call, fetched } = await behindAccess();
    const headers = assert(await sign({ email: "ada@acme.com" }));
    expect((await call("/api/v1/users?limit=1", headers)).status).toBe(200);
    expect((await call("/api/v1/groups", headers)).status).toBe(403);
    expect(fetched).toEqual([`https://${TEAM}/cdn-cgi/access/certs`]);
  });

  it("service tokens by their Client ID", async () => {
    const { call } = await behindAccess();
    const headers = assert(await sign({ common_name: "e367826f93b8d71185e03fe518aad3fa.access" }));
    expect((await call("/api/v1/groups", headers)).status).toBe(200);
  });

  it("a caller with a key needs no assertion, and one with both goes by the key", async () => {
    const { call } = await behindAccess();
    const key = { authorization: `Bearer ${CALLER_KEY}` };
    expect((await call("/api/v1/users?limit=1", key)).status).toBe(200);
    const both = { ...key, ...assert(await sign({ common_name: "e367826f93b8d71185e03fe518aad3fa.access" })) };
    expect((await call("/api/v1/groups", both)).status).toBe(403);
    expect(
      (await call("/api/v1/users", { authorization: "Bearer wrong", ...assert(await sign({ email: "ada@acme.com" })) }))
        .status,
    ).toBe(401);
  });

  it.each<[string, () => Promise<string>]>([
    ["an unknown person", () => sign({ email: "eve@acme.com" })],
    ["no one in particular", () => sign({ sub: "x" })],
    ["another team", () => sign({ email: "ada@acme.com", iss: "https://evil.cloudflareaccess.com" })],
    ["another application", () => sign({ email: "ada@acme.com", aud: ["cd".repeat(32)] })],
    ["an assertion that has expired", () => sign({ email: "ada@acme.com" }, { expires: "-1m" })],
    ["a key that is not the team's", () => sign({ email: "ada@acme.com" }, { key: others.privateKey })],
    [
      "an unsigned assertion",
      async () => `${btoa('{"alg":"none"}')}.${btoa('{"email":"ada@acme.com"}')}.`.replaceAll("=", ""),
    ],
    ["nonsense", async () => "nonsense"],
    ["nothing", async () => ""],
  ])("refused: %s", async (_, make) => {
    const { call, sandbox } = await behindAccess();
    const response = await call("/api/v1/users", assert(await make()));
    expect(response.status).toBe(401);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("an assertion signed with the public key as a shared secret is refused", async () => {
    const { call } = await behindAccess();
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)));
    const forged = await new SignJWT({ iss: `https://${TEAM}`, aud: [AUD], email: "ada@acme.com" })
      .setProtectedHeader({ alg: "HS256", kid: "team-key" })
      .setExpirationTime("5m")
      .sign(secret);
    expect((await call("/api/v1/users", assert(forged))).status).toBe(401);
  });

  it("an email address and a service token of the same name are different identities", async () => {
    const { call } = await behindAccess();
    const asEmail = assert(await sign({ email: "e367826f93b8d71185e03fe518aad3fa.access" }));
    expect((await call("/api/v1/groups", asEmail)).status).toBe(401);
    const asToken = assert(await sign({ common_name: "ada@acme.com" }));
    expect((await call("/api/v1/users?limit=1", asToken)).status).toBe(401);
  });

  it.each(["ad\u0430@acme.com", "Ada@acme.com\u0000", "\u212aate@acme.com"])(
    "an identity is compared in ASCII: %j is not a caller's",
    async (email) => {
      const CALLERS = JSON.stringify(
        ["ada@acme.com", "kate@acme.com"].map((access) => ({ name: access, access, scopes: ["okta.users.read"] })),
      );
      const { call } = await behindAccess({ CALLERS });
      expect((await call("/api/v1/users?limit=1", assert(await sign({ email: "KATE@acme.com" })))).status).toBe(200);
      expect((await call("/api/v1/users?limit=1", assert(await sign({ email })))).status).toBe(401);
    },
  );

  it("without Access set up, an assertion says nothing", async () => {
    const { call, fetched } = await behindAccess({ ACCESS_TEAM_DOMAIN: undefined, ACCESS_AUD: undefined });
    expect((await call("/api/v1/users", assert(await sign({ email: "ada@acme.com" })))).status).toBe(401);
    expect(fetched).toEqual([]);
  });

  it.each([
    [{ ACCESS_AUD: undefined }, "ACCESS_AUD is required because ACCESS_TEAM_DOMAIN is set."],
    [{ ACCESS_TEAM_DOMAIN: "evil.example" }, "ACCESS_TEAM_DOMAIN must be your team's"],
    [{ ACCESS_TEAM_DOMAIN: "evil.example/x.cloudflareaccess.com" }, "ACCESS_TEAM_DOMAIN must be your team's"],
    [{ ACCESS_AUD: "short" }, "ACCESS_AUD must be the application's Audience tag"],
  ])("settings that are wrong are named: %j", async (settings, words) => {
    const { call } = await behindAccess(settings);
    const response = await call("/api/v1/users", { authorization: `Bearer ${CALLER_KEY}` });
    expect(response.status).toBe(503);
    expect((await response.json<{ detail: string }>()).detail).toContain(words);
  });
});

describe("requests of pages, which a browser sends with its session of Access", () => {
  const CALLERS = JSON.stringify([{ name: "ada", access: "ada@acme.com", scopes: ["okta.users.manage"] }]);
  const suspend = "/api/v1/users/grace.hopper@example.com/lifecycle/suspend";

  async function post(path: string, headers: Record<string, string>, settings: Record<string, string> = {}) {
    const { send, sandbox } = await behindAccess({ CALLERS, ...settings });
    const init = { method: "POST", headers: { ...assert(await sign({ email: "ada@acme.com" })), ...headers } };
    return { response: await send(new Request(`https://worker.example${path}`, init)), sandbox };
  }

  it.each<[string, Record<string, string>]>([
    ["of another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["of a subdomain", { origin: "https://other.worker.example", "sec-fetch-site": "same-site" }],
    ["of another site, without an origin", { "sec-fetch-site": "cross-site" }],
    ["of an older browser", { origin: "https://evil.example" }],
    ["of a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
    ["of the Worker's host over http", { origin: "http://worker.example" }],
  ])("%s are rejected, whatever they would change", async (_, headers) => {
    for (const path of [suspend, "/connections/default/check", "/health"]) {
      const { response, sandbox } = await post(path, headers);
      expect(response.status, path).toBe(403);
      expect(await response.json()).toMatchObject({ code: "cross_site" });
      expect(sandbox.requests.count()).toBe(0);
    }
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ["of the Worker itself", { origin: "https://worker.example", "sec-fetch-site": "same-origin" }, {}],
    [
      "of an allowed origin",
      { origin: "https://app.acme.dev", "sec-fetch-site": "cross-site" },
      { ALLOWED_ORIGINS: "https://app.acme.dev" },
    ],
    ["of the address bar", { "sec-fetch-site": "none" }, {}],
    ["of programs, which send neither header", {}, {}],
  ])("%s pass", async (_, headers, settings) => {
    expect((await post(suspend, headers, settings)).response.status).toBe(200);
  });

  it.each(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])(
    "of programs are rejected as %s, even without a body",
    async (type) => {
      const { response, sandbox } = await post(suspend, { "content-type": type });
      expect(response.status).toBe(415);
      expect(sandbox.requests.count()).toBe(0);
    },
  );

  it("of another site may read", async () => {
    const { call } = await behindAccess({ CALLERS });
    const headers = {
      ...assert(await sign({ email: "ada@acme.com" })),
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    };
    expect((await call("/api/v1/users?limit=1", headers)).status).toBe(200);
  });
});

describe("the team's keys", () => {
  it("are fetched once for any number of assertions that name a key which does not exist", async () => {
    const { call, fetched } = await behindAccess();
    const forged = await sign({ email: "ada@acme.com" }, { key: others.privateKey, kid: "unknown" });
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await call("/api/v1/users", assert(forged))).status),
    );
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(fetched.length).toBeLessThanOrEqual(2);
  });

  it("that cannot be fetched are a 503 with the log's line, and one attempt", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      const { call, fetched } = await behindAccess({}, () => new Response("down", { status: 502 }));
      const headers = assert(await sign({ email: "ada@acme.com" }));
      const responses = await Promise.all([1, 2, 3].map(() => call("/api/v1/users", headers)));
      for (const response of responses) {
        expect(response.status).toBe(503);
        expect(response.headers.get("retry-after")).toBe("5");
        expect(await response.json()).toMatchObject({ code: "access_unavailable" });
      }
      expect(fetched).toHaveLength(1);
      expect(error.mock.calls.map(([line]) => JSON.parse(String(line)).access)).toEqual(["keys_unavailable"]);
    } finally {
      error.mockRestore();
    }
  });
});
