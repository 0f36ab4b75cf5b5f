import { beforeEach, describe, expect, it } from "vitest";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";
import { type Send, sender } from "../support/sender.ts";

let org: TestOrg;
let send: Send;
let brand: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "brands", "templates", "domains", "emailDomains", "idps", "users");
  brand = `/api/v1/brands/${(await send("GET", "/api/v1/brands")).body[0].id}`;
});

const embeddedIn = async (path: string) => (await send("GET", path)).body._embedded;

describe("brands", () => {
  it("embed their themes, domains and email domain, alone and in a list", async () => {
    const id = brand.split("/").at(-1);
    const { body: domain } = await send("POST", "/api/v1/domains", { domain: "id.brand.example", brandId: id });
    const { body: mail } = await send("POST", "/api/v1/email-domains", {
      brandId: id,
      domain: "brand.example",
      displayName: "Brand",
      userName: "mail",
    });
    expect(await embeddedIn(brand)).toBeUndefined();
    const themes = (await send("GET", `${brand}/themes`)).body;
    expect(await embeddedIn(`${brand}?expand=themes`)).toEqual({ themes });
    const all = await embeddedIn(`${brand}?expand=themes&expand=domains&expand=emailDomain`);
    expect(all.domains.map((one: { id: string }) => one.id)).toContain(domain.id);
    expect([all.themes, all.emailDomain.id]).toEqual([themes, mail.id]);
    const { body, headers } = await send("GET", "/api/v1/brands?expand=themes,domains,emailDomain");
    expect(body[0]._embedded).toEqual(all);
    expect(headers.get("link")).toContain("expand=themes%2Cdomains%2CemailDomain");
  });

  it("embed no email domain where there is none", async () => {
    expect(await embeddedIn(`${brand}?expand=emailDomain`)).toBeUndefined();
  });
});

it.each(["sign-in", "error"])("the %s page embeds what it shows, by stage", async (kind) => {
  const page = `${brand}/pages/${kind}`;
  await send("PUT", `${page}/customized`, { pageContent: "<p>Mine" });
  const { default: byDefault, ...others } = await embeddedIn(
    `${page}?expand=default&expand=customized&expand=preview&expand=previewUrl`,
  );
  expect(byDefault).toEqual((await send("GET", `${page}/default`)).body);
  expect(others.customized).toEqual((await send("GET", `${page}/customized`)).body);
  expect(others.preview).toEqual(byDefault);
  expect(others.previewUrl).toBe(`${org.sandbox.orgUrl}${page}/preview`);
  expect(await embeddedIn(page)).toBeUndefined();
});

it("email templates embed their settings and the number of their customizations", async () => {
  const template = `${brand}/templates/email/UserActivation`;
  await send("PUT", `${template}/settings`, { recipients: "ADMINS_ONLY" });
  await send("POST", `${template}/customizations`, { language: "en", subject: "Welcome", body: "<p>Hello" });
  const expected = { settings: { recipients: "ADMINS_ONLY" }, customizationCount: 1 };
  expect(await embeddedIn(`${template}?expand=settings&expand=customizationCount`)).toEqual(expected);
  expect(await embeddedIn(`${template}?expand=customizationCount`)).toEqual({ customizationCount: 1 });
  const { body } = await send("GET", `${brand}/templates/email?expand=settings,customizationCount`);
  expect(body.find(({ name }: { name: string }) => name === "UserActivation")._embedded).toEqual(expected);
});

it("well-known URIs embed the customized documents that are asked for", async () => {
  const uris = `${brand}/well-known-uris`;
  const representation = { origins: ["https://example.com"] };
  await send("PUT", `${uris}/webauthn/customized`, { representation });
  expect(await embeddedIn(uris)).toBeUndefined();
  expect(await embeddedIn(`${uris}?expand=webauthn`)).toEqual({ webauthn: { customized: { representation } } });
  expect(Object.keys(await embeddedIn(`${uris}?expand=all`))).toHaveLength(3);
  expect(await embeddedIn(`${uris}/webauthn?expand=customized`)).toEqual({ customized: { representation } });
});

it("users of an identity provider embed the user", async () => {
  const [{ id }] = (await send("GET", "/api/v1/idps")).body;
  const user = userOf(org, "ACTIVE");
  await send("POST", `/api/v1/idps/${id}/users/${user.id}`, { externalId: "x" });
  const { body } = await send("GET", `/api/v1/idps/${id}/users?expand=user`);
  expect(body).toMatchObject([{ id: user.id, _embedded: { user: { profile: { login: user.profile.login } } } }]);
  expect((await send("GET", `/api/v1/idps/${id}/users`)).body[0]._embedded).toBeUndefined();
});
