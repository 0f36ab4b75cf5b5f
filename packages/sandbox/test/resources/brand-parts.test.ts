import { beforeAll, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;
let brand: string;

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  const scope = "okta.brands.manage okta.templates.manage okta.domains.manage okta.apps.manage okta.groups.manage";
  token = await getToken(org, { form: { scope } });
  brand = `/api/v1/brands/${(await send("GET", "/api/v1/brands")).body[0].id}`;
});

it("a theme is replaced, and its images are uploaded and reset", async () => {
  const [theme] = (await send("GET", `${brand}/themes`)).body;
  const path = `${brand}/themes/${theme.id}`;
  const replaced = await send("PUT", path, { ...theme, primaryColorHex: "#123456" });
  expect([replaced.status, replaced.body.primaryColorHex]).toEqual([200, "#123456"]);
  expect((await send("PUT", path, { ...theme, primaryColorHex: "blue" })).status).toBe(400);
  const uploaded = await send("POST", `${path}/logo`, { file: "image" });
  expect([uploaded.status, (await send("GET", path)).body.logo]).toEqual([200, uploaded.body.url]);
  expect((await send("DELETE", `${path}/logo`)).status).toBe(204);
  expect((await send("GET", path)).body.logo).toBe(theme.logo);
});

it.each(["sign-in", "error"])("the %s page is published, previewed and reset", async (kind) => {
  const page = `${brand}/pages/${kind}`;
  expect(Object.keys((await send("GET", page)).body._links)).toEqual(["self", "default", "customized", "preview"]);
  const { body: initial } = await send("GET", `${page}/default`);
  for (const stage of ["customized", "preview"]) {
    expect((await send("PUT", `${page}/${stage}`, { pageContent: "<p>Mine" })).body.pageContent).toBe("<p>Mine");
    expect((await send("GET", `${page}/${stage}`)).body.pageContent).toBe("<p>Mine");
    expect((await send("DELETE", `${page}/${stage}`)).status).toBe(204);
    expect((await send("GET", `${page}/${stage}`)).body).toEqual(initial);
  }
});

it("email templates have contents, previews and settings", async () => {
  const template = `${brand}/templates/email/UserActivation`;
  for (const end of ["", "/default-content", "/default-content/preview", "/settings"])
    expect((await send("GET", template + end)).status, end).toBe(200);
  expect((await send("PUT", `${template}/settings`, { recipients: "ADMINS_ONLY" })).status).toBe(200);
  expect((await send("GET", `${template}/settings`)).body.recipients).toBe("ADMINS_ONLY");
  expect((await send("POST", `${template}/test`, { language: "en" })).status).toBe(204);
  expect((await send("GET", `${brand}/templates/email/Nothing`)).status).toBe(404);
});

it.each(["example.com", "id.example.com", "id.okta.com", "id.okta-emea.com"])(
  "no custom domain is %s",
  async (domain) => {
    const { status, body } = await send("POST", "/api/v1/domains", { domain });
    expect([status, body.errorCauses]).toEqual([400, [{ errorSummary: "domain: Prohibited custom domain name." }]]);
  },
);

it("a custom domain takes a certificate only once it is verified", async () => {
  const { body } = await send("POST", "/api/v1/domains", { domain: "id.acme.test" });
  const path = `/api/v1/domains/${body.id}`;
  const pem = "-----BEGIN SOMETHING-----";
  const certificate = { type: "PEM", certificate: pem, privateKey: pem };
  expect((await send("PUT", `${path}/certificate`, certificate)).body.errorCode).toBe("E0000165");
  expect((await send("POST", `${path}/verify`)).body.validationStatus).toBe("VERIFIED");
  expect((await send("PUT", `${path}/certificate`, certificate)).status).toBe(204);
  expect((await send("GET", path)).text).not.toContain("SOMETHING");
});

it("a group push mapping is deactivated before it is deleted", async () => {
  const { store } = org.sandbox;
  const [appId] = store.apps.keys();
  const group = [...store.groups.values()].find(({ type }) => type === "OKTA_GROUP");
  const path = `/api/v1/apps/${appId}/group-push/mappings`;
  const { body } = await send("POST", path, { sourceGroupId: group?.id, targetGroupName: "Pushed" });
  const self = `${path}/${body.id}`;
  expect((await send("GET", self)).body).toEqual(body);
  expect((await send("DELETE", `${self}?deleteTargetGroup=false`)).status).toBe(400);
  expect((await send("PATCH", self, { status: "INACTIVE" })).body.status).toBe("INACTIVE");
  expect((await send("DELETE", `${self}?deleteTargetGroup=false`)).status).toBe(200);
  expect((await send("GET", self)).status).toBe(404);
});
