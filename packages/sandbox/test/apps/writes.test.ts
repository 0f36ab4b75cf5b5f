import { beforeEach, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";

const APPS = "/api/v1/apps";
const NOW = new Date(START * 1000).toISOString();

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.apps.manage" } });
});

const send = (method: string, path: string, init?: CallInit) => call(org, token, path, method, init);
const create = (body: object, query = "") => send("POST", APPS + query, { body });
const invalid = (subject: string) => [400, "E0000001", `Api validation failed: ${subject}`] as const;
const noApp = (id: string) => [404, "E0000007", `Not found: Resource not found: ${id} (AppInstance)`] as const;

const BOOKMARK = {
  name: "bookmark",
  label: "Star Atlas",
  signOnMode: "BOOKMARK",
  settings: { app: { requestIntegration: false, url: "https://atlas.example.com" } },
};
const BASIC_AUTH = {
  name: "template_basic_auth",
  label: "Old Atlas",
  signOnMode: "BASIC_AUTH",
  settings: { app: { url: "https://old.example.com", authURL: "https://old.example.com/auth" } },
};
const AUTO_LOGIN = {
  label: "Star Shop",
  signOnMode: "AUTO_LOGIN",
  settings: { signOn: { loginUrl: "https://shop.example.com/login" } },
};
const SIGN_ON = {
  ssoAcsUrl: "https://sp.example.com/acs",
  recipient: "https://sp.example.com/acs",
  destination: "https://sp.example.com/acs",
  audience: "https://sp.example.com",
  subjectNameIdTemplate: "$" + "{user.userName}",
  subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  signatureAlgorithm: "RSA_SHA256",
  digestAlgorithm: "SHA256",
  authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
};
const SAML = { label: "Star Sign-on", signOnMode: "SAML_2_0", settings: { signOn: SIGN_ON } };
const OAUTH = {
  application_type: "web",
  grant_types: ["authorization_code"],
  redirect_uris: ["https://app.example.com/callback"],
};
const OPENID = {
  name: "oidc_client",
  label: "Star Map",
  signOnMode: "OPENID_CONNECT",
  credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_post" } },
  settings: { oauthClient: OAUTH },
};

const BLANK = "The field cannot be left blank";
const withOauth = (change: object) => ({ ...OPENID, settings: { oauthClient: { ...OAUTH, ...change } } });

const REFUSED: [body: object, subject: string, cause: RegExp][] = [
  [{ ...BOOKMARK, label: undefined }, "label", /^label: The field cannot be left blank$/],
  [{ ...BOOKMARK, label: " " }, "label", /cannot be left blank/],
  [{ ...BOOKMARK, label: "a".repeat(101) }, "label", /^label: The field is too long$/],
  [{ ...SAML, signOnMode: undefined }, "signOnMode", /^signOnMode: The field cannot be left blank$/],
  [{ ...BOOKMARK, signOnMode: "TELEPATHY" }, "signOnMode", /^signOnMode: 'TELEPATHY' is not/],
  [{ ...BOOKMARK, name: undefined }, "name", /^name: The field cannot be left blank$/],
  [{ ...BOOKMARK, name: "oidc_client" }, "signOnMode", /'BOOKMARK' is not a sign-on mode of 'oidc_client'/],
  [
    { ...AUTO_LOGIN, name: "slack", signOnMode: "WS_FEDERATION" },
    "signOnMode",
    /'WS_FEDERATION' is not a sign-on mode of 'slack'/,
  ],
  [{ ...BOOKMARK, settings: {} }, "url", /^url: The field cannot be left blank$/],
  [{ ...BOOKMARK, settings: { app: { url: "nowhere" } } }, "url", /^url: The field must be a URL$/],
  [{ ...BASIC_AUTH, settings: { app: { url: "https://a.example.com" } } }, "authURL", /^authURL: /],
  [{ ...AUTO_LOGIN, settings: { signOn: {} } }, "loginUrl", /^loginUrl: /],
  [{ ...AUTO_LOGIN, credentials: { scheme: "NONE" } }, "scheme", /^scheme: 'NONE' is not a valid scheme\.$/],
  [{ ...SAML, settings: { signOn: { ...SIGN_ON, audience: undefined } } }, "audience", /^audience: /],
  [{ ...SAML, settings: { signOn: { ...SIGN_ON, ssoAcsUrl: "acs" } } }, "ssoAcsUrl", /must be a URL$/],
  [{ ...OPENID, settings: {} }, "oauthClient", /^oauthClient: The field cannot be left blank$/],
  [withOauth({ application_type: "toaster" }), "application_type", /'toaster' is not a valid/],
  [withOauth({ grant_types: undefined }), "grant_types", /^grant_types: The field cannot be left blank$/],
  [withOauth({ grant_types: "authorization_code" }), "grant_types", /^grant_types: The field must be an array$/],
  [withOauth({ grant_types: ["magic"] }), "grant_types", /'magic' is not a valid value/],
  [withOauth({ grant_types: ["client_credentials"] }), "grant_types", /for applications of the type 'service' only/],
  [withOauth({ response_types: ["song"] }), "response_types", /'song' is not a valid value/],
  [withOauth({ redirect_uris: [] }), "redirect_uris", /At least one redirect URI is required/],
  [withOauth({ redirect_uris: ["callback"] }), "redirect_uris", /'callback' is not a valid URI/],
  [
    { ...OPENID, credentials: { oauthClient: { token_endpoint_auth_method: "password" } } },
    "token_endpoint_auth_method",
    /'password' is not a valid method/,
  ],
];

describe("a new app", () => {
  it("200, ACTIVE, as it is read from then on, with its events", async () => {
    let id = "";
    const events = await eventsOf(org, async () => {
      const { status, body } = await create(BOOKMARK);
      expect(status).toBe(200);
      id = body.id;
      const self = `https://sandbox.okta.example${APPS}/${id}`;
      expect(body).toEqual({
        id: expect.stringMatching(/^0oa\w{17}$/),
        orn: expect.stringMatching(`^orn:okta:idp:00o\\w{17}:apps:bookmark:${id}$`),
        name: "bookmark",
        label: "Star Atlas",
        status: "ACTIVE",
        created: NOW,
        lastUpdated: NOW,
        accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
        visibility: {
          autoLaunch: false,
          autoSubmitToolbar: false,
          hide: { iOS: false, web: false },
          appLinks: { login: true },
        },
        features: [],
        signOnMode: "BOOKMARK",
        credentials: { userNameTemplate: { template: "$" + "{source.login}", type: "BUILT_IN" }, signing: {} },
        universalLogout: null,
        settings: {
          app: { requestIntegration: false, url: "https://atlas.example.com" },
          notes: { admin: null, enduser: null },
          notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
          manualProvisioning: false,
          implicitAssignment: false,
          emOptInStatus: "NONE",
        },
        _links: {
          self: { href: self },
          uploadLogo: { href: `${self}/logo`, hints: { allow: ["POST"] } },
          logo: [{ name: "medium", href: "https://sandbox.okta.example/img/logos/bookmark.png", type: "image/png" }],
          policies: { href: `${self}/policies`, hints: { allow: ["PUT"] } },
          accessPolicy: { href: expect.stringContaining("/api/v1/policies/") },
          profileEnrollment: { href: expect.stringContaining("/api/v1/policies/") },
          appLinks: [
            { name: "login", href: `https://sandbox.okta.example/home/bookmark/${id}/login`, type: "text/html" },
          ],
          users: { href: `${self}/users` },
          groups: { href: `${self}/groups` },
          deactivate: { href: `${self}/lifecycle/deactivate` },
        },
      });
      expect((await send("GET", `${APPS}/${id}`)).body).toEqual(body);
      expect((await send("GET", `${APPS}?q=star`)).body).toEqual([body]);
    });
    expect(events).toEqual([`application.lifecycle.create ${id}`, `application.lifecycle.activate ${id}`]);
  });

  it("INACTIVE, if that is wanted", async () => {
    const events = await eventsOf(org, async () => {
      const { body } = await create(BOOKMARK, "?activate=false");
      expect(body.status).toBe("INACTIVE");
      expect(body._links).toHaveProperty("activate");
      expect(body._links).not.toHaveProperty("deactivate");
    });
    expect(events.map((event) => event.split(" ")[0])).toEqual(["application.lifecycle.create"]);
  });

  it("of a template needs no sign-on mode", async () => {
    for (const app of [BOOKMARK, BASIC_AUTH, OPENID]) {
      const { body } = await create({ ...app, signOnMode: undefined });
      expect(body.signOnMode).toBe(app.signOnMode);
    }
  });

  it("by basic authentication or form shows no password", async () => {
    for (const app of [BASIC_AUTH, AUTO_LOGIN]) {
      const credentials = { scheme: "SHARED_USERNAME_AND_PASSWORD", userName: "us", password: { value: "secret" } };
      const { status, body, text } = await create({ ...app, credentials });
      expect(status).toBe(200);
      expect(body.credentials).toMatchObject({ scheme: credentials.scheme, userName: "us", revealPassword: false });
      expect(text).not.toContain("secret");
      expect((await create(app)).body.credentials.scheme).toBe("EDIT_USERNAME_AND_PASSWORD");
    }
  });

  it("of one's own gets a name from the org, the label and a number", async () => {
    const [one, other] = [await create(AUTO_LOGIN), await create({ ...SAML, label: "Star Shop" })];
    expect(one.body.name).toMatch(/^sandbox_starshop_\d+$/);
    expect(other.body.name).toMatch(/^sandbox_starshop_\d+$/);
    expect(other.body.name).not.toBe(one.body.name);
  });

  it("by SAML has all that a service provider needs", async () => {
    const { body } = await create(SAML);
    expect(body.settings.signOn).toMatchObject({
      ...SIGN_ON,
      responseSigned: true,
      requestCompressed: false,
      allowMultipleAcsEndpoints: false,
    });
    expect(body.credentials.signing.kid).toMatch(/^\w{20,}$/);
    expect(body._links.metadata).toEqual({
      href: `https://sandbox.okta.example${APPS}/${body.id}/sso/saml/metadata`,
      type: "application/xml",
    });
    const catalogued = await create({ name: "pagerduty", label: "Pager", signOnMode: "SAML_2_0" });
    expect([catalogued.status, catalogued.body.name]).toEqual([200, "pagerduty"]);
  });

  it("by OpenID Connect is a client with an ID and, if it is to have one, a secret", async () => {
    const { body } = await create(OPENID);
    expect(body.credentials.oauthClient).toMatchObject({
      client_id: body.id,
      client_secret: expect.stringMatching(/^\w{40}$/),
      token_endpoint_auth_method: "client_secret_post",
      autoKeyRotation: true,
      pkce_required: false,
    });
    expect(body.settings.oauthClient).toMatchObject({
      ...OAUTH,
      response_types: ["code"],
      consent_method: "TRUSTED",
      dpop_bound_access_tokens: false,
    });
    for (const method of ["none", "private_key_jwt"]) {
      const credentials = { oauthClient: { token_endpoint_auth_method: method } };
      const { oauthClient } = (await create({ ...OPENID, credentials })).body.credentials;
      expect(oauthClient).not.toHaveProperty("client_secret");
      expect(oauthClient.pkce_required).toBe(method === "none");
    }
    const service = await create(withOauth({ application_type: "service", grant_types: ["client_credentials"] }));
    expect(service.body.settings.oauthClient).toMatchObject({
      response_types: ["token"],
      dpop_bound_access_tokens: true,
    });
  });

  it.each(REFUSED)("%j: refused for its %s", async (body, subject, cause) => {
    const before = org.sandbox.store.apps.size;
    expectOktaError(await create(body), invalid(subject), expect.stringMatching(cause));
    expect(org.sandbox.store.apps.size).toBe(before);
  });

  it("names everything of its own that is missing for SAML", async () => {
    const { body } = await create({ ...SAML, settings: {} });
    expect(body.errorCauses).toEqual(
      expect.arrayContaining(Object.keys(SIGN_ON).map((name) => ({ errorSummary: `${name}: ${BLANK}` }))),
    );
    expect(body.errorCauses).toHaveLength(Object.keys(SIGN_ON).length);
  });

  it("that no catalogue has: not found", async () => {
    for (const app of [BOOKMARK, SAML]) {
      const error = [404, "E0000007", "Not found: Resource not found: nonsense (App)"] as const;
      expectOktaError(await create({ ...app, name: "nonsense" }), error);
    }
  });
});

describe("an app replaced", () => {
  it("has what was sent and nothing of the old, but for who has it", async () => {
    const { body: before } = await create({ ...BOOKMARK, visibility: { hide: { web: true, iOS: true } } });
    org.clock.now += 60;
    const events = await eventsOf(org, async () => {
      const { status, body } = await send("PUT", `${APPS}/${before.id}`, {
        body: { label: "Moon Atlas", signOnMode: "BOOKMARK", settings: { app: { url: "https://moon.example.com" } } },
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: before.id,
        name: "bookmark",
        label: "Moon Atlas",
        created: NOW,
        lastUpdated: new Date(org.clock.now * 1000).toISOString(),
        visibility: { hide: { web: false } },
        settings: { app: { requestIntegration: false, url: "https://moon.example.com" } },
      });
      expect((await send("GET", `${APPS}/${before.id}`)).body).toEqual(body);
    });
    expect(events).toEqual([`application.lifecycle.update ${before.id}`]);
  });

  it("keeps its key and its secret", async () => {
    const { body: before } = await create(OPENID);
    const { body } = await send("PUT", `${APPS}/${before.id}`, { body: { ...OPENID, label: "Moon Map" } });
    expect(body.credentials).toEqual(before.credentials);
    expect(body.label).toBe("Moon Map");
  });

  it("cannot become another", async () => {
    const { body } = await create(BOOKMARK);
    const replace = (change: object) => send("PUT", `${APPS}/${body.id}`, { body: { ...BOOKMARK, ...change } });
    expectOktaError(
      await replace({ signOnMode: "SAML_2_0" }),
      invalid("signOnMode"),
      "signOnMode: The sign-on mode of an app cannot be changed.",
    );
    expectOktaError(await replace({ name: "x" }), invalid("name"), "name: The name of an app cannot be changed.");
    expectOktaError(await replace({ label: "" }), invalid("label"), `label: ${BLANK}`);
    expectOktaError(await send("PUT", `${APPS}/invalidid`, { body: BOOKMARK }), noApp("invalidid"));
  });

  it("must be active if it is one of one's own with a form", async () => {
    const { body } = await create(AUTO_LOGIN, "?activate=false");
    const error = [400, "E0000024", "Bad request. This operation on app metadata is not yet supported."] as const;
    const cause = "This operation on app metadata is not yet supported: No active instances.";
    expectOktaError(await send("PUT", `${APPS}/${body.id}`, { body: AUTO_LOGIN }), error, cause);
    await send("POST", `${APPS}/${body.id}/lifecycle/activate`);
    expect((await send("PUT", `${APPS}/${body.id}`, { body: AUTO_LOGIN })).status).toBe(200);
  });
});

describe("an app's life", () => {
  it("deactivated and activated: 200 {}, the same when it is done again", async () => {
    const { id } = (await create(BOOKMARK)).body;
    for (const [step, status] of [
      ["deactivate", "INACTIVE"],
      ["activate", "ACTIVE"],
    ]) {
      const change = () => send("POST", `${APPS}/${id}/lifecycle/${step}`);
      const events = await eventsOf(org, async () => {
        const answer = await change();
        expect([answer.status, answer.body]).toEqual([200, {}]);
      });
      expect(events).toEqual([`application.lifecycle.${step} ${id}`]);
      expect((await send("GET", `${APPS}/${id}`)).body.status).toBe(status);
      expect(await eventsOf(org, change)).toEqual([]);
    }
  });

  it("deleted once it is deactivated: 204", async () => {
    const { id } = (await create(BOOKMARK)).body;
    const forbidden = [403, "E0000056", "Delete application forbidden."] as const;
    const cause = "The application must be deactivated before deletion.";
    expectOktaError(await send("DELETE", `${APPS}/${id}`), forbidden, cause);
    await send("POST", `${APPS}/${id}/lifecycle/deactivate`);
    const events = await eventsOf(org, async () => {
      const { status, text } = await send("DELETE", `${APPS}/${id}`);
      expect([status, text]).toEqual([204, ""]);
    });
    expect(events).toEqual([`application.lifecycle.delete ${id}`]);
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/lifecycle/activate"],
      ["POST", "/lifecycle/deactivate"],
    ] as const) {
      expectOktaError(await send(method, `${APPS}/${id}${path}`), noApp(id));
    }
  });
});
