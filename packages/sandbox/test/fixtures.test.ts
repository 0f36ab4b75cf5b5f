import { describe, expect, it } from "vitest";
import { oktaFixtures } from "../src/playwright.ts";
import { test as withOkta } from "../src/vitest.ts";

const describeOrg = async (url: string) => (await fetch(`${url}/_sandbox`)).json();
const isListening = (url: string) =>
  fetch(`${url}/_sandbox`).then(
    () => true,
    () => false,
  );

describe("the `test` of Vitest", () => {
  const urls: string[] = [];

  withOkta("gives an org that listens, with its store", async ({ okta }) => {
    urls.push(okta.url);
    expect(await describeOrg(okta.url)).toMatchObject({ orgUrl: okta.url, users: okta.sandbox.store.users.size });
    okta.sandbox.store.users.clear();
  });

  withOkta("gives the next test an org of its own, and has stopped the one before", async ({ okta }) => {
    expect(await describeOrg(okta.url)).toMatchObject({ users: 64 });
    expect(await isListening(urls[0] ?? "")).toBe(false);
    urls.push(okta.url);
  });

  describe("with `sandboxOptions`", () => {
    withOkta.override({ sandboxOptions: { users: 3, apps: [{ clientId: "0oaTest", algorithm: "ES256" }] } });

    withOkta("gives an org with these options", async ({ okta }) => {
      expect(await describeOrg(okta.url)).toMatchObject({ users: 3 });
      expect(okta.sandbox.apps.map(({ clientId }) => clientId)).toEqual(["0oaTest"]);
    });
  });
});

describe("oktaFixtures of Playwright", () => {
  const { okta: fixture } = oktaFixtures({ users: 3 });

  it("gives an org with its options that listens until the test is over", async () => {
    let url = "";
    await fixture({}, async (okta) => {
      url = okta.url;
      expect(await describeOrg(url)).toMatchObject({ users: 3 });
    });
    expect(await isListening(url)).toBe(false);
  });

  it("stops the org when the test fails, and passes the failure on", async () => {
    let url = "";
    const failing = fixture({}, async (okta) => {
      url = okta.url;
      throw new Error("The test failed.");
    });
    await expect(failing).rejects.toThrow("The test failed.");
    expect(await isListening(url)).toBe(false);
  });

  it("takes its first parameter apart: Playwright rejects a fixture that does not", () => {
    expect(fixture.toString().replaceAll(/\s/g, "")).toMatch(/^asyncokta\(\{\},/);
  });
});
