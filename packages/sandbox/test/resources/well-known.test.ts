import { beforeEach, expect, it } from "vitest";
import { ask } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { type Send, sender } from "../support/sender.ts";

let org: TestOrg;
let send: Send;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "brands");
});

/** Reads a document as anybody can. */
async function read(name: string) {
  const { status, body } = await ask(org, `/.well-known/${name}`);
  expect(status).toBe(200);
  return body;
}

it("serves the documents of the default brand without a token", async () => {
  const [brand] = (await send("GET", "/api/v1/brands")).body;
  const put = (name: string, representation: unknown) =>
    send("PUT", `/api/v1/brands/${brand.id}/well-known-uris/${name}/customized`, { representation });
  expect([await read("assetlinks.json"), await read("webauthn")]).toEqual([[], {}]);
  await put("assetlinks.json", [{ relation: ["delegate_permission/common.handle_all_urls"] }]);
  await put("webauthn", { origins: ["https://example.com"] });
  expect([await read("assetlinks.json"), await read("webauthn")]).toEqual([
    [{ relation: ["delegate_permission/common.handle_all_urls"] }],
    { origins: ["https://example.com"] },
  ]);
});

it("keeps what Okta Verify needs in apple-app-site-association", async () => {
  const [brand] = (await send("GET", "/api/v1/brands")).body;
  const { authsrv } = await read("apple-app-site-association");
  expect(authsrv.apps).toContain("B7F62B65BN.com.okta.mobile");
  await send("PUT", `/api/v1/brands/${brand.id}/well-known-uris/apple-app-site-association/customized`, {
    representation: { applinks: {}, authsrv: { apps: [] } },
  });
  expect(await read("apple-app-site-association")).toEqual({ applinks: {}, authsrv });
});

it("describes the transmitter of security events", async () => {
  const { orgUrl } = org.sandbox;
  const metadata = await read("ssf-configuration");
  expect(metadata).toMatchObject({ issuer: orgUrl, configuration_endpoint: `${orgUrl}/api/v1/ssf/stream` });
  const { body } = await ask(org, metadata.jwks_uri.replace(orgUrl, ""));
  expect(body.keys).not.toHaveLength(0);
});
