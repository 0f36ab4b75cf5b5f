import { listMoreOperations, listOperations } from "@okta-edge/actions/operations";
import { describe, expect, it } from "vitest";
import documentation from "../../../docs/security.md?raw";
import { handsOutCredentials } from "../src/gateway/credentials.ts";
import { callersSetting, createTestGateway, hashKey } from "./support/gateway.ts";

const guarded = [...listOperations(), ...listMoreOperations()].filter((operation) =>
  handsOutCredentials(operation, ["jwks"]),
);

async function start(settings: Record<string, unknown> = {}) {
  const scopes = [...new Set(guarded.flatMap((operation) => operation.scopes))];
  const [plain] = JSON.parse(await callersSetting([{ name: "plain", key: "plain", scopes }]));
  const trusted = { ...plain, name: "trusted", keyHash: await hashKey("trusted"), credentials: true };
  const gateway = await createTestGateway(
    {},
    { PASS_THROUGH: "on", OKTA_SCOPES: scopes, CALLERS: JSON.stringify([plain, trusted]), ...settings },
  );
  const send = (key: string, method: string, path: string, body: unknown = {}, type = "application/json") =>
    gateway.fetch(
      new Request(`https://worker.example${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": type },
        body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    );
  return { ...gateway, send, clientId: gateway.sandbox.apps[0]?.clientId ?? "" };
}

const fill = (path: string) => path.replaceAll(/\{\w+\}/g, "x1");

describe("operations that hand out credentials and rights of other apps", () => {
  it("are those of API tokens, keys, secrets and scopes of apps, and roles of clients", () => {
    const paths = guarded.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
    for (const expected of [
      "PUT /api/v1/api-tokens/{}",
      "POST /api/v1/apps/{}/credentials/jwks",
      "POST /api/v1/apps/{}/credentials/secrets",
      "POST /api/v1/apps/{}/credentials/keys/generate",
      "POST /api/v1/apps/{}/grants",
      "PUT /api/v1/apps/{}",
      "POST /oauth2/v1/clients/{}/roles",
      "POST /api/v1/iam/resource-sets/{}/bindings",
      "PATCH /api/v1/iam/resource-sets/{}/bindings/{}/members",
      "POST /integrations/api/v1/api-services/{}/credentials/secrets",
      "POST /workload-principals/api/v1/ai-agents/{}/credentials/jwks",
      "POST /workload-principals/api/v1/ai-agents/{}/credentials/jwks/{}/lifecycle/activate",
      "POST /workload-principals/api/v1/ai-agents/{}/connections",
    ]) {
      expect(paths).toContain(expected);
    }
  });

  it("are listed in docs/security.md", () => {
    for (const { method, path } of guarded) expect(documentation).toContain(`\`${method} ${path}\``);
  });

  it("need more than the scope, and are sent for a caller that has it", async () => {
    const { send, sandbox } = await start();
    for (const { method, path, id } of guarded) {
      const body = /\/apps\/\{\w+\}$/.test(path)
        ? {
            label: "x",
            signOnMode: "OPENID_CONNECT",
            name: "oidc_client",
            settings: { oauthClient: { jwks: { keys: [] } } },
          }
        : {};
      const response = await send("plain", method, fill(path), body);
      expect(response.status, id).toBe(403);
      expect(await response.json(), id).toMatchObject({ code: "credentials_not_allowed" });
    }
    expect(sandbox.requests.count()).toBe(0);
    const sent = await send("trusted", "POST", "/api/v1/apps/x1/credentials/jwks");
    expect(sent.headers.has("x-okta-request-id")).toBe(true);
  });

  it("leave the scope alone for everything else", async () => {
    const { send } = await start();
    for (const [method, path] of [
      ["POST", "/api/v1/apps/x1/lifecycle/deactivate"],
      ["DELETE", "/api/v1/apps/x1"],
    ] as const) {
      expect((await send("plain", method, path)).headers.has("x-okta-request-id"), path).toBe(true);
    }
  });
});

describe("the Worker's own app in a body", () => {
  const bindings = "/api/v1/iam/resource-sets/x1/bindings";
  const members = (id: string) => [`https://example.okta.com/oauth2/v1/clients/${id}`];

  it.each([
    ["the member of a new binding", "POST", bindings, (id: string) => ({ role: "r", members: members(id) })],
    ["an addition to a binding", "PATCH", `${bindings}/r1/members`, (id: string) => ({ additions: members(id) })],
    [
      "an addition in upper case",
      "PATCH",
      `${bindings}/r1/members`,
      (id: string) => ({ additions: members(id.toUpperCase()) }),
    ],
    [
      "an encoded addition",
      "PATCH",
      `${bindings}/r1/members`,
      (id: string) => ({ additions: members(`%25${id.charCodeAt(0).toString(16)}${id.slice(1)}`) }),
    ],
    [
      "an addition with escapes",
      "PATCH",
      `${bindings}/r1/members`,
      (id: string) =>
        JSON.stringify({ additions: members(id) }).replace(id, `\\u00${id.charCodeAt(0).toString(16)}${id.slice(1)}`),
    ],
    [
      "an addition before another of the same name",
      "PATCH",
      `${bindings}/r1/members`,
      (id: string) => `{"additions":${JSON.stringify(members(id))},"additions":[]}`,
    ],
    [
      "a resource of a set",
      "PATCH",
      "/api/v1/iam/resource-sets/x1/resources",
      (id: string) => ({ additions: [`orn:okta:idp:o:apps:oidc_client:${id}`] }),
    ],
  ])("is rejected as %s, whatever the caller has", async (_, method, path, bodyOf) => {
    const { send, clientId, sandbox } = await start();
    const response = await send("trusted", method, path, bodyOf(clientId));
    expect([response.status, (await response.json<{ code: string }>()).code]).toEqual([403, "own_app"]);
    expect(sandbox.requests.count()).toBe(0);
  });

  it.each(["text/plain", "application/octet-stream", "application/x-www-form-urlencoded"])(
    "is not hidden by escapes in JSON that is sent as %s",
    async (type) => {
      const { send, clientId, sandbox } = await start();
      const escaped = [...clientId].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join("");
      const body = JSON.stringify({ additions: members(clientId) }).replace(clientId, escaped);
      const response = await send("trusted", "PATCH", `${bindings}/r1/members`, body, type);
      expect([response.status, (await response.json<{ code: string }>()).code]).toEqual([403, "own_app"]);
      expect(sandbox.requests.count()).toBe(0);
    },
  );

  it("is not hidden by an encoding that Okta may read", async () => {
    const { send, clientId, sandbox } = await start();
    const text = JSON.stringify({ additions: members(clientId) });
    const utf16 = new Uint8Array([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));
    const response = await send("trusted", "PATCH", `${bindings}/r1/members`, utf16);
    expect(response.status).toBe(400);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("may be named with OWN_APP=allow, and other apps always", async () => {
    const { send, clientId, restart } = await start();
    const addition = (id: string) => send("trusted", "PATCH", `${bindings}/r1/members`, { additions: members(id) });
    expect((await addition("0oaother")).headers.has("x-okta-request-id")).toBe(true);
    restart({ OWN_APP: "allow" });
    expect((await addition(clientId)).headers.has("x-okta-request-id")).toBe(true);
  });
});
