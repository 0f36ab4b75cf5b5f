import { beforeEach, describe, expect, it } from "vitest";
import { ask } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { type Send, sender } from "../support/sender.ts";

const AAGUID = "cb69481e-8ff7-4039-93ec-0a2729111111";

let org: TestOrg;
let send: Send;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "authenticators");
});

/** The path of a seeded authenticator. */
async function authenticator(key: string): Promise<string> {
  const { body } = await send("GET", "/api/v1/authenticators");
  return `/api/v1/authenticators/${body.find((one: { key: string }) => one.key === key).id}`;
}

describe("custom AAGUIDs", () => {
  it("are created, replaced, updated and deleted by their AAGUID", async () => {
    const path = `${await authenticator("webauthn")}/aaguids`;
    const made = await send("POST", path, {
      aaguid: AAGUID,
      name: "My key",
      authenticatorCharacteristics: { fipsCompliant: true },
    });
    expect([made.status, made.body]).toMatchObject([
      200,
      {
        aaguid: AAGUID,
        authenticatorCharacteristics: { platformAttached: false, fipsCompliant: true, hardwareProtected: false },
      },
    ]);
    expect((await send("GET", path)).body).toEqual([made.body]);
    const one = `${path}/${AAGUID}`;
    expect((await send("PATCH", one, { name: "Our key" })).body).toMatchObject({
      name: "Our key",
      authenticatorCharacteristics: { fipsCompliant: true },
    });
    expect((await send("PUT", one, { name: "Their key" })).body).toMatchObject({
      aaguid: AAGUID,
      authenticatorCharacteristics: { fipsCompliant: false },
    });
    expect([(await send("DELETE", one)).status, (await send("GET", one)).body.errorCode]).toEqual([204, "E0000007"]);
  });

  it("name a certificate by its SHA-256 thumbprint", async () => {
    const path = `${await authenticator("webauthn")}/aaguids`;
    const x5c = btoa("certificate");
    const { body } = await send("POST", path, { aaguid: AAGUID, attestationRootCertificates: [{ x5c }] });
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("certificate"));
    expect(body.attestationRootCertificates).toEqual([{ x5c, "x5t#S256": Buffer.from(digest).toString("base64url") }]);
  });

  it.each([
    ["no AAGUID", {}],
    ["an AAGUID of another form", { aaguid: "key-1" }],
    ["a certificate that is not base64", { aaguid: AAGUID, attestationRootCertificates: [{ x5c: "X5C..." }] }],
    ["a characteristic that is not a flag", { aaguid: AAGUID, authenticatorCharacteristics: { fipsCompliant: "no" } }],
  ])("rejects %s with E0000001", async (_name, body) => {
    const answer = await send("POST", `${await authenticator("webauthn")}/aaguids`, body);
    expect([answer.status, answer.body.errorCode]).toEqual([400, "E0000001"]);
  });

  it("rejects an AAGUID that is known already", async () => {
    const path = `${await authenticator("webauthn")}/aaguids`;
    await send("POST", path, { aaguid: AAGUID });
    expect((await send("POST", path, { aaguid: AAGUID.toUpperCase() })).body.errorCode).toBe("E0000001");
  });
});

it("verifies the RP ID domain of passkeys once one is set", async () => {
  const path = `${await authenticator("webauthn")}/methods/webauthn`;
  expect((await send("POST", `${path}/verify-rp-id-domain`)).body.errorCode).toBe("E0000001");
  await send("PUT", path, { settings: { userVerification: "REQUIRED", rpId: { domain: { name: "example.com" } } } });
  expect((await send("POST", `${path}/verify-rp-id-domain`)).status).toBe(204);
  expect((await send("GET", path)).body.settings).toEqual({
    userVerification: "REQUIRED",
    rpId: { domain: { name: "example.com", validationStatus: "VERIFIED" } },
  });
  const wrong = `${await authenticator("okta_email")}/methods/email/verify-rp-id-domain`;
  expect((await send("POST", wrong)).status).toBe(404);
});

it("describes the authenticator of an app without a token", async () => {
  const read = (query: string) => ask(org, `/.well-known/app-authenticator-configuration${query}`);
  const settings = { appInstanceId: org.app.clientId, userVerification: "REQUIRED" };
  const { body } = await send("POST", "/api/v1/authenticators", { key: "custom_app", name: "Our app", settings });
  expect((await read(`?oauthClientId=${org.app.clientId}`)).body).toMatchObject([
    { authenticatorId: body.id, name: "Our app", settings: { userVerification: "REQUIRED" } },
  ]);
  expect((await read("?oauthClientId=other")).body).toEqual([]);
  expect(await read("")).toMatchObject({ status: 400, body: { errorCode: "E0000028" } });
});
