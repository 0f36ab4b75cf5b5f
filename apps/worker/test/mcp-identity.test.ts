import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, createTestGateway, hashKey } from "./support/gateway.ts";

const ISSUER = "https://login.example/oauth2/default";
const ORIGIN = "https://worker.example";
const METADATA = "https://login.example/.well-known/oauth-authorization-server/oauth2/default";
const OPENID = `${ISSUER}/.well-known/openid-configuration`;
const KEYS = "https://login.example/keys";

let keys: CryptoKeyPair;
let others: CryptoKeyPair;

beforeAll(async () => {
  keys = (await generateKeyPair("RS256")) as CryptoKeyPair;
  others = (await generateKeyPair("RS256")) as CryptoKeyPair;
});

interface SignOptions {
  readonly key?: CryptoKey | Uint8Array;
  readonly alg?: string;
  readonly typ?: string | undefined;
  readonly expires?: string;
}

const sign = (
  claims: JWTPayload = {},
  { key = keys.privateKey, alg = "RS256", typ = "at+jwt", expires = "5m" }: SignOptions = {},
) =>
  new SignJWT({ iss: ISSUER, aud: `${ORIGIN}/mcp`, email: "ada@example.com", ...claims })
    .setProtectedHeader({ alg, kid: "server-key", ...(typ && { typ }) })
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);

/** A Worker with an authorization server, and what it fetched from elsewhere than the org. */
async function withServer(
  answers: Record<string, () => unknown> = {},
  settings: Record<string, string | undefined> = {},
) {
  const gateway = await createTestGateway(
    {},
    {
      MCP_AUTHORIZATION_SERVER: ISSUER,
      CALLERS: JSON.stringify([
        { name: "ada", access: "Ada@example.com", scopes: ["okta.users.read"] },
        { name: "keyed", keyHash: await hashKey(CALLER_KEY), scopes: ["okta.users.read"] },
      ]),
      ...settings,
    },
  );
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "server-key" };
  const served: Record<string, () => unknown> = {
    [METADATA]: () => ({ issuer: ISSUER, jwks_uri: KEYS }),
    [KEYS]: () => ({ keys: [jwk] }),
    ...answers,
  };
  const fetched: string[] = [];
  const app = createApp(
    createGateways(async (request) => {
      if (request.url.startsWith(gateway.settings.OKTA_ORG_URL as string)) return gateway.sandbox.fetch(request);
      fetched.push(request.url);
      const body = served[request.url]?.();
      return body === undefined ? new Response(null, { status: 404 }) : Response.json(body);
    }),
  );
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(ORIGIN + path, { headers }), gateway.settings);
  const list = async (
    token: string,
    { path = "/mcp", headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ) =>
    app.fetch(
      new Request(ORIGIN + path, {
        method: "POST",
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-protocol-version": "2025-11-25",
          ...headers,
        },
      }),
      gateway.settings,
    );
  return { ...gateway, get, list, fetched };
}

describe("metadata of the protected resource (RFC 9728)", () => {
  it.each([
    ["", "/mcp"],
    ["/mcp", "/mcp"],
    ["/connections/eu/mcp", "/connections/eu/mcp"],
  ])("%j names the resource and its authorization server, to anybody", async (suffix, path) => {
    const { get } = await withServer();
    const response = await get(`/.well-known/oauth-protected-resource${suffix}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      resource: ORIGIN + path,
      authorization_servers: [ISSUER],
      bearer_methods_supported: ["header"],
    });
  });

  it.each(["/mcp", "/connections/eu/mcp"])("the 401 of %s leads there", async (path) => {
    const { get } = await withServer();
    const response = await get(path);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe(
      `Bearer realm="okta-edge", resource_metadata="${ORIGIN}/.well-known/oauth-protected-resource${path}"`,
    );
  });

  it.each(["/mcp", "/connections/default/mcp"])("%s with a slash at its end is the same resource", async (path) => {
    const { get, list } = await withServer();
    const metadata = `/.well-known/oauth-protected-resource${path}`;
    expect((await get(`${path}/`)).headers.get("www-authenticate")).toContain(
      `resource_metadata="${ORIGIN}${metadata}"`,
    );
    expect(await (await get(`${metadata}/`)).json()).toMatchObject({ resource: ORIGIN + path });
    expect((await list(await sign({ aud: ORIGIN + path }), { path: `${path}/` })).status).toBe(200);
  });

  it("no other path has any, and none has without the setting", async () => {
    const { get } = await withServer();
    expect((await get("/api/v1/users")).headers.get("www-authenticate")).toBe('Bearer realm="okta-edge"');
    expect((await get("/.well-known/oauth-protected-resource/api/v1/users")).status).toBe(401);
    const without = await withServer({}, { MCP_AUTHORIZATION_SERVER: undefined });
    expect((await without.get("/.well-known/oauth-protected-resource")).status).toBe(401);
    expect((await without.get("/mcp")).headers.get("www-authenticate")).toBe('Bearer realm="okta-edge"');
    expect((await without.list(await sign())).status).toBe(401);
    expect(without.fetched).toEqual([]);
  });
});

describe("access tokens", () => {
  it.each<[string, () => Promise<string>]>([
    ["by the email address", () => sign()],
    ["by the subject", () => sign({ email: null, sub: "ada@example.com" })],
    ["without a type", () => sign({}, { typ: "" })],
    ["of the type JWT, as of Microsoft Entra ID", () => sign({ scp: "mcp", ver: "2.0" }, { typ: "JWT" })],
    ["of the type JWT, as of Keycloak", () => sign({ scope: "openid", typ: "Bearer" }, { typ: "JWT" })],
    ["for several audiences", () => sign({ aud: ["https://other.example", `${ORIGIN}/mcp`] })],
  ])("identify a person: %s", async (_, make) => {
    const { list, fetched } = await withServer();
    const audit = await auditOf(async () => {
      const responses = [await list(await make()), await list(await make())];
      expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    });
    const line = { caller: "ada", identity: "ada@example.com", via: "mcp" };
    expect(audit).toMatchObject([line, line]);
    expect(fetched).toEqual([METADATA, KEYS]);
  });

  it("are not accepted by the REST routes, nor sent to Okta", async () => {
    const { get, list, sandbox } = await withServer();
    const authorization = `Bearer ${await sign()}`;
    for (const path of ["/api/v1/users", "/whoami", "/connections/default/api/v1/users", "/mcp/x", "/openapi.json"]) {
      expect((await get(path, { authorization })).status, path).toBe(401);
    }
    expect((await list(await sign())).status).toBe(200);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("callers' keys are accepted beside them", async () => {
    const { list, fetched } = await withServer();
    expect((await list(CALLER_KEY)).status).toBe(200);
    expect((await list(await sign(), { headers: { "x-api-key": CALLER_KEY } })).status).toBe(401);
    expect(fetched).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ["a person without an entry", () => sign({ email: "eve@example.com" })],
    ["an address that is not verified", () => sign({ email_verified: false })],
    ["no email address", () => sign({ email: null, sub: "00u1" })],
    ["another issuer", () => sign({ iss: "https://login.example/oauth2/other" })],
    ["another Worker", () => sign({ aud: "https://other.example/mcp" })],
    ["another connection", () => sign({ aud: `${ORIGIN}/connections/eu/mcp` })],
    ["the whole origin", () => sign({ aud: ORIGIN })],
    ["no audience", () => sign({ aud: [] })],
    ["a token that has expired", () => sign({}, { expires: "-1m" })],
    ["a token that is not valid yet", () => sign({ nbf: Math.floor(Date.now() / 1000) + 600 })],
    ["a key that is not the server's", () => sign({}, { key: others.privateKey })],
    ["an ID token, whose audience is the client", () => sign({ aud: "0oaClient" }, { typ: "JWT" })],
    ["an ID token with a nonce", () => sign({ nonce: "n" }, { typ: "JWT" })],
    ["an ID token with the hash of an access token", () => sign({ at_hash: "x" }, { typ: "JWT" })],
    ["an ID token with the hash of a code, without a type", () => sign({ c_hash: "x" }, { typ: "" })],
    ["an ID token of Keycloak's", () => sign({ typ: "ID" }, { typ: "JWT" })],
    ["a refresh token of Keycloak's", () => sign({ typ: "Refresh" }, { typ: "JWT" })],
    ["a logout token", () => sign({ events: {} }, { typ: "JWT" })],
    ["a token of another type", () => sign({}, { typ: "secevent+jwt" })],
    ["a token bound to a key", () => sign({ cnf: { jkt: "x" } })],
    [
      "the public key as a shared secret",
      async () =>
        sign({}, { alg: "HS256", key: new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey))) }),
    ],
    ["an unsigned token", async () => `${btoa('{"alg":"none"}')}.${(await sign()).split(".")[1]}.`.replaceAll("=", "")],
  ])("refused: %s", async (_, make) => {
    const { list, sandbox } = await withServer();
    const response = await list(await make());
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("resource_metadata=");
    expect(sandbox.requests.count()).toBe(0);
  });

  it("the keys are found by OpenID Connect Discovery too", async () => {
    const { list, fetched } = await withServer({
      [METADATA]: () => undefined,
      [OPENID]: () => ({ issuer: ISSUER, jwks_uri: KEYS }),
    });
    expect((await list(await sign())).status).toBe(200);
    expect(fetched).toEqual([METADATA, OPENID, KEYS]);
  });

  it.each<[string, unknown]>([
    ["keys on another origin", { issuer: ISSUER, jwks_uri: "https://evil.example/keys" }],
    ["keys without TLS", { issuer: ISSUER, jwks_uri: "http://login.example/keys" }],
    ["metadata of another issuer", { issuer: "https://evil.example", jwks_uri: KEYS }],
    ["no metadata", undefined],
  ])("503 with %s: nothing is fetched from elsewhere", async (_, metadata) => {
    const { list, fetched } = await withServer({ [METADATA]: () => metadata });
    const response = await list(await sign());
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "authorization_server_unavailable" });
    expect(fetched.filter((url) => new URL(url).origin !== "https://login.example" || url === KEYS)).toEqual([]);
  });
});
