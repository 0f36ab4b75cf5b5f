import { beforeEach, describe, expect, it } from "vitest";
import { type Answer, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { appOf, makeOrg, registered, type TestOrg } from "../support/org.ts";

const CLIENTS = "/oauth2/v1/clients";

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false, apps: [{}, { dpop: false, keys: 2 }] });
  token = await getToken(org, { form: { scope: "okta.clients.read okta.apps.manage okta.roles.manage" } });
});

const get = (path: string) => call(org, token, path);
const names = ({ body }: Answer): string[] => body.map(({ client_name }: { client_name: string }) => client_name);
const nextOf = ({ headers }: Answer) => /<https:\/\/[^/]+([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];

describe("GET /oauth2/v1/clients", () => {
  it("lists the API Services apps and the apps that sign people in, without their secrets", async () => {
    const { status, body, text } = await get(CLIENTS);
    expect(status).toBe(200);
    expect(names({ body } as Answer)).toEqual([
      "API Services app",
      "API Services app",
      "Customer Portal",
      "Design Gallery",
    ]);
    expect(text).not.toContain('client_secret"');
    const portal = body.find((client: { client_name: string }) => client.client_name === "Customer Portal");
    const app = org.sandbox.store.apps.get(portal.client_id);
    expect(portal).toEqual({
      client_id: app?.id,
      client_id_issued_at: Date.parse(app?.created ?? "") / 1000,
      client_secret_expires_at: 0,
      client_name: "Customer Portal",
      client_uri: null,
      logo_uri: null,
      redirect_uris: ["https://portal.example.com/callback"],
      response_types: ["code"],
      grant_types: ["authorization_code", "refresh_token"],
      dpop_bound_access_tokens: false,
      token_endpoint_auth_method: "client_secret_basic",
      application_type: "web",
      frontchannel_logout_session_required: false,
    });
  });

  it("shows a new app and a changed one at once", async () => {
    const definition = {
      name: "oidc_client",
      label: "Zebra",
      signOnMode: "OPENID_CONNECT",
      credentials: { oauthClient: { client_id: "zebra-1" } },
      settings: {
        oauthClient: {
          application_type: "native",
          grant_types: ["authorization_code"],
          redirect_uris: ["zebra:/callback"],
          client_uri: "https://zebra.example.com",
        },
      },
    };
    const { body } = await call(org, token, "/api/v1/apps", "POST", { body: definition });
    const shown = await get(`${CLIENTS}/zebra-1`);
    expect(shown.body).toMatchObject({ client_name: "Zebra", client_uri: "https://zebra.example.com" });
    await call(org, token, `/api/v1/apps/${body.id}`, "PUT", { body: { ...definition, label: "Zebra 2" } });
    expect((await get(`${CLIENTS}/zebra-1`)).body.client_name).toBe("Zebra 2");
    await call(org, token, `/api/v1/apps/${body.id}/lifecycle/deactivate`, "POST");
    await call(org, token, `/api/v1/apps/${body.id}`, "DELETE");
    expect((await get(`${CLIENTS}/zebra-1`)).status).toBe(404);
  });

  it("finds by the beginning of the name, in any case", async () => {
    expect(names(await get(`${CLIENTS}?q=customer%20p`))).toEqual(["Customer Portal"]);
    expect(names(await get(`${CLIENTS}?q=portal`))).toEqual([]);
  });

  it("pages by `limit`, and goes on behind a client that is deleted", async () => {
    const first = await get(`${CLIENTS}?limit=3&q=`);
    expect(names(first)).toHaveLength(3);
    const next = nextOf(first);
    expect(next).toMatch(/^\/oauth2\/v1\/clients\?after=\w+&limit=3$/);
    org.sandbox.store.apps.delete(first.body[2].client_id);
    const second = await get(next ?? "");
    expect(names(second)).toEqual(["Design Gallery"]);
    expect(nextOf(second)).toBeUndefined();
  });

  it("keeps `q` in the link to the next page", async () => {
    expect(nextOf(await get(`${CLIENTS}?limit=1&q=api`))).toMatch(/^\/oauth2\/v1\/clients\?q=api&after=\w+&limit=1$/);
  });

  it("returns twenty without a limit, and 200 at most", async () => {
    const self = async (query: string) => (await get(CLIENTS + query)).headers.get("link");
    expect(await self("")).toContain("limit=20>");
    expect(await self("?limit=500")).toContain("limit=200>");
  });

  it("rejects a cursor of another list and a limit that is not a number", async () => {
    expectOktaError(
      await get(`${CLIENTS}?after=0oaabc`),
      [400, "E0000029", "Invalid paging request."],
      "Invalid cursor.",
    );
    expect((await get(`${CLIENTS}?limit=many`)).body.errorCode).toBe("E0000001");
  });

  it("rejects a token without okta.clients.read, and an app whose role does not read apps", async () => {
    const other = await getToken(org, { form: { scope: "okta.apps.read" } });
    const refused = await call(org, other, CLIENTS);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      expect.stringContaining('scope="okta.clients.read"'),
    ]);
    registered(org).roles = ["GROUP_MEMBERSHIP_ADMIN"];
    expect((await get(CLIENTS)).body.errorCode).toBe("E0000006");
  });
});

describe("GET /oauth2/v1/clients/{clientId}", () => {
  it("returns an API Services app with its public keys only", async () => {
    const { clientId } = appOf(org.sandbox, 1);
    const { body, text } = await get(`${CLIENTS}/${clientId}`);
    expect(body).toMatchObject({
      client_id: clientId,
      application_type: "service",
      grant_types: ["client_credentials"],
      token_endpoint_auth_method: "private_key_jwt",
      dpop_bound_access_tokens: false,
    });
    expect(body.jwks.keys.map(({ kid }: { kid: string }) => kid)).toEqual(
      appOf(org.sandbox, 1).keys.map(({ keyId }) => keyId),
    );
    expect(text).not.toContain('"d":');
  });

  it("returns E0000007 for an ID of no client, also of an app that is not a client", async () => {
    const bookmark = [...org.sandbox.store.apps.values()].find(({ definition }) => definition.name === "bookmark");
    for (const id of ["0oaNone", bookmark?.id ?? ""]) {
      expectOktaError(await get(`${CLIENTS}/${id}`), [
        404,
        "E0000007",
        `Not found: Resource not found: ${id} (PublicClientApp)`,
      ]);
    }
  });
});

it("accepts role assignments to another API Services app of the org", async () => {
  const path = `${CLIENTS}/${appOf(org.sandbox, 1).clientId}/roles`;
  expect((await call(org, token, path, "POST", { body: { type: "READ_ONLY_ADMIN" } })).status).toBe(201);
});
