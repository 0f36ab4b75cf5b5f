import { beforeAll, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.apps.manage" } });
});

const create = (body: object) => call(org, token, "/api/v1/apps", "POST", { body: { label: "Kind", ...body } });
const PAGE = "https://shop.example.com/login";
const SWA = { url: PAGE, usernameField: "u", passwordField: "p", buttonField: "b" };

it.each([
  [{ name: "template_swa", settings: { app: SWA } }, "BROWSER_PLUGIN", { ...SWA, checkbox: null, redirectUrl: null }],
  [
    {
      name: "template_swa3field",
      settings: {
        app: {
          targetURL: PAGE,
          userNameSelector: "u",
          passwordSelector: "p",
          buttonSelector: "b",
          extraFieldSelector: "e",
          extraFieldValue: "x",
        },
      },
    },
    "BROWSER_PLUGIN",
    { targetURL: PAGE, loginUrlRegex: null },
  ],
  [
    { name: "template_sps", settings: { app: { url: PAGE, usernameField: "u", passwordField: "p" } } },
    "SECURE_PASSWORD_STORE",
    { url: PAGE, optionalField1: null },
  ],
  [
    { name: "template_basic_auth", settings: { app: { url: PAGE, authURL: PAGE } } },
    "BASIC_AUTH",
    { authURL: PAGE, loginUrlRegex: null },
  ],
  [
    {
      name: "template_wsfed",
      settings: {
        app: {
          audienceRestriction: "urn:example",
          groupValueFormat: "windowsDomainQualifiedName",
          wReplyURL: PAGE,
          nameIDFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
          authnContextClassRef: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
          siteURL: PAGE,
        },
      },
    },
    "WS_FEDERATION",
    { siteURL: PAGE, realm: null },
  ],
  [{ name: "bookmark", settings: { app: { url: PAGE } } }, "BOOKMARK", { url: PAGE, requestIntegration: false }],
  // An app of the catalogue that is signed in to by a form uses the plugin.
  [{ name: "aws_console", signOnMode: "AUTO_LOGIN" }, "BROWSER_PLUGIN", {}],
  [{ name: "pagerduty", signOnMode: "SAML_2_0" }, "SAML_2_0", { adminUserId: null }],
  [{ name: "office365" }, "WS_FEDERATION", { windowsTransportEnabled: false, domains: [] }],
  [{ name: "okta_org2org", signOnMode: "SAML_2_0" }, "SAML_2_0", { acsUrl: null }],
  [{ name: "sharepoint_onpremise" }, "SAML_1_1", {}],
] as const)("%j is signed in to by %s", async (body, signOnMode, settings) => {
  const { status, body: created } = await create(body);
  expect([status, created.signOnMode, created.name], JSON.stringify(created)).toEqual([200, signOnMode, body.name]);
  expect(created.settings.app).toMatchObject(settings);
  const replaced = await call(org, token, `/api/v1/apps/${created.id}`, "PUT", { body: created });
  expect([replaced.status, replaced.body.settings.app]).toEqual([200, created.settings.app]);
});

it.each([
  [{}, { scheme: "EDIT_USERNAME_AND_PASSWORD", revealPassword: false }],
  [{ scheme: "EDIT_PASSWORD_ONLY", revealPassword: true }, { revealPassword: true }],
  [{ scheme: "ADMIN_SETS_CREDENTIALS", revealPassword: true }, { revealPassword: false }],
  [{ scheme: "EXTERNAL_PASSWORD_SYNC" }, {}],
  [
    { scheme: "SHARED_USERNAME_AND_PASSWORD", userName: "shop", password: { value: "Sh4red-Secret" } },
    { userName: "shop", password: {} },
  ],
])("credentials %j are kept, and no password is shown", async (credentials, shown) => {
  const { status, body, text } = await create({ name: "template_swa", settings: { app: SWA }, credentials });
  expect([status, body.credentials]).toMatchObject([200, { ...shown, signing: {} }]);
  expect(text).not.toContain("Sh4red-Secret");
});

it("rejects a shared user name that is missing, an unknown scheme, and settings that a template needs", async () => {
  const codes = await Promise.all(
    [
      { settings: { app: SWA }, credentials: { scheme: "SHARED_USERNAME_AND_PASSWORD" } },
      { settings: { app: SWA }, credentials: { scheme: "NONE" } },
      { settings: { app: { ...SWA, buttonField: "" } } },
    ].map(async (body) => (await create({ name: "template_swa", ...body })).body.errorSummary),
  );
  expect(codes).toEqual(["userName", "scheme", "buttonField"].map((field) => `Api validation failed: ${field}`));
});
