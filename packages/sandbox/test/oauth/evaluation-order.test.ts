import { calculateJwkThumbprint } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { askToken, call, makeAssertion, proofKey, type TokenRequestTampering } from "../support/client.ts";
import { expectRefusal } from "../support/expect.ts";
import { read } from "../support/jwt.ts";
import { appOf, makeOrg, START, type TestOrg } from "../support/org.ts";

let org: TestOrg;

beforeEach(async () => {
  org = await makeOrg({ apps: [{ scopes: ["okta.users.read"] }, { scopes: ["okta.users.read"], dpop: false }] });
});

const badHtm = { claims: { htm: "GET" } };
const noNonce = { claims: { nonce: undefined } };
const badScope = { scope: "okta.nonsense.read" };

describe("an assertion is used up by an attempt that fails later:", () => {
  it.each<[name: string, tampering: TokenRequestTampering, error: string]>([
    ["no proof", { proof: null }, "invalid_dpop_proof"],
    ["a bad proof", { proof: badHtm }, "invalid_dpop_proof"],
    ["a nonce challenge", { proof: noNonce }, "use_dpop_nonce"],
    ["an unknown scope", { form: badScope }, "invalid_scope"],
    ["no scope granted", { form: { scope: "okta.apps.read" } }, "consent_required"],
  ])("%s", async (_name, tampering, error) => {
    const client_assertion = await makeAssertion(org);
    const first = await askToken(org, { ...tampering, form: { ...tampering.form, client_assertion } });
    expect([first.status, first.body.error]).toEqual([400, error]);
    expectRefusal(await askToken(org, { form: { client_assertion } }), [
      401,
      "invalid_client",
      "The client_assertion token has already been used.",
    ]);
  });

  it("but not by one that fails earlier", async () => {
    const client_assertion = await makeAssertion(org);
    const first = await askToken(org, { form: { client_assertion, grant_type: "magic" } });
    expect(first.status).toBe(400);
    expect((await askToken(org, { form: { client_assertion } })).status).toBe(200);
  });

  it("nor by a forged copy of it", async () => {
    const jti = "guessed";
    const forged = await makeAssertion(org, { claims: { jti }, key: proofKey.privateKey });
    expect((await askToken(org, { form: { client_assertion: forged } })).status).toBe(401);
    expect((await askToken(org, { assertion: { claims: { jti } } })).status).toBe(200);
  });
});

describe("what is judged first:", () => {
  it.each<[name: string, tampering: TokenRequestTampering, error: string]>([
    ["the form before the client", { form: { grant_type: "magic", client_assertion: "x" } }, "unsupported_grant_type"],
    ["the client before a missing proof", { form: { client_assertion: "x" }, proof: null }, "invalid_client"],
    ["the client before a bad proof", { form: { client_assertion: "x" }, proof: badHtm }, "invalid_client"],
    ["the client before the nonce", { form: { client_assertion: "x" }, proof: noNonce }, "invalid_client"],
    ["the client before the scopes", { form: { client_assertion: "x", ...badScope } }, "invalid_client"],
    ["a missing proof before the scopes", { proof: null, form: badScope }, "invalid_dpop_proof"],
    ["a bad proof before the scopes", { proof: badHtm, form: badScope }, "invalid_dpop_proof"],
    ["the nonce before the scopes", { proof: noNonce, form: badScope }, "use_dpop_nonce"],
    ["the proof before its nonce", { proof: { claims: { htm: "GET", nonce: undefined } } }, "invalid_dpop_proof"],
  ])("%s", async (_name, tampering, error) => {
    expect((await askToken(org, tampering)).body.error).toBe(error);
  });
});

describe("the dpop-nonce header", () => {
  it.each<[name: string, tampering: TokenRequestTampering, status: number]>([
    ["a token", {}, 200],
    ["a nonce challenge", { proof: noNonce }, 400],
    ["a bad proof", { proof: badHtm }, 400],
    ["a bad scope", { form: badScope }, 400],
  ])("comes with %s", async (_name, tampering, status) => {
    const answer = await askToken(org, tampering);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("dpop-nonce")).toBe(org.sandbox.dpop.currentNonce());
    expect(answer.headers.get("www-authenticate")).toBeNull();
  });

  it.each<[name: string, tampering: TokenRequestTampering, status: number]>([
    ["a proof that is missing", { proof: null }, 400],
    ["a client that is refused", { form: { client_assertion: "x" } }, 401],
  ])("does not come with %s", async (_name, tampering, status) => {
    const answer = await askToken(org, tampering);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("dpop-nonce")).toBeNull();
  });

  it("does not come from an app without DPoP, nor from the API", async () => {
    const token = await askToken(org, { app: appOf(org.sandbox, 1) });
    expect([token.status, token.headers.get("dpop-nonce")]).toEqual([200, null]);
    const { body } = await askToken(org);
    const users = await call(org, body.access_token, "/api/v1/users");
    expect([users.status, users.headers.get("dpop-nonce")]).toEqual([200, null]);
  });
});

describe("headers", () => {
  it.each<[name: string, tampering: TokenRequestTampering, status: number]>([
    ["a token", {}, 200],
    ["a refusal of the proof", { proof: null }, 400],
    ["a refusal of the client", { form: { client_assertion: "x" } }, 401],
  ])("of %s", async (_name, tampering, status) => {
    const { headers, status: actual } = await askToken(org, tampering);
    expect(actual).toBe(status);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": expect.stringMatching(/^application\/json/),
      "cache-control": "no-cache, no-store",
      pragma: "no-cache",
      expires: "0",
      date: new Date(START * 1000).toUTCString(),
      "x-okta-request-id": expect.stringMatching(/^\S{16,}$/),
      "x-rate-limit-limit": expect.stringMatching(/^\d+$/),
      "x-rate-limit-remaining": expect.stringMatching(/^\d+$/),
      "x-rate-limit-reset": String(START + 60),
    });
  });

  it("distinguish requests, and state the time by the org's clock", async () => {
    const first = await askToken(org);
    org.clock.now += 90;
    const second = await askToken(org);
    expect(second.headers.get("x-okta-request-id")).not.toBe(first.headers.get("x-okta-request-id"));
    expect(second.headers.get("date")).toBe(new Date((START + 90) * 1000).toUTCString());
  });
});

describe("the access token", () => {
  const decode = async (tampering: TokenRequestTampering = {}) => {
    const { body } = await askToken(org, tampering);
    return { type: body.token_type, ...read(body.access_token) };
  };

  it("is a JWT of the org's, bound to the proof's key", async () => {
    const { type, header, claims } = await decode();
    const { orgUrl } = org.sandbox;
    const { clientId } = org.app;
    expect(type).toBe("DPoP");
    expect(header).toEqual({ alg: "RS256", typ: "application/okta-internal-at+jwt", kid: expect.any(String) });
    expect(claims).toEqual({
      ver: 1,
      jti: expect.stringMatching(/^AT\.\S+$/),
      iss: orgUrl,
      aud: orgUrl,
      sub: clientId,
      cid: clientId,
      iat: START,
      exp: START + 3600,
      scp: ["okta.users.read"],
      cnf: { jkt: await calculateJwkThumbprint(proofKey.jwk) },
    });
  });

  it("of an app without DPoP is bound to no key", async () => {
    const { type, claims } = await decode({ app: appOf(org.sandbox, 1), proof: null });
    expect(type).toBe("Bearer");
    expect(claims).not.toHaveProperty("cnf");
    expect(claims).toMatchObject({ cid: org.sandbox.apps[1]?.clientId, scp: ["okta.users.read"] });
  });
});
