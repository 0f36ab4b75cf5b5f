import { createHash } from "node:crypto";
import { createSandbox } from "@okta-edge/sandbox";
import { calculateJwkThumbprint, EmbeddedJWK, exportJWK, generateKeyPair, type JWK, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import {
  createClientAssertion,
  createDpopProof,
  type DpopProofOptions,
  generateDpopJwk,
  importDpopKey,
  importPrivateKey,
} from "../src/index.ts";
import { claimsOf, createTestClock } from "./support/org.ts";

const NOW = 1_800_000_000;
const url = "https://example.okta.com/api/v1/users";
const key = await importDpopKey(await generateDpopJwk());
const options: DpopProofOptions = { key, method: "GET", url, now: () => NOW };

/** A proof's header and claims, after jose has verified it by the key that it carries. */
async function proofWith(more: Partial<DpopProofOptions> = {}) {
  const { payload, protectedHeader } = await jwtVerify(await createDpopProof({ ...options, ...more }), EmbeddedJWK, {
    typ: "dpop+jwt",
    algorithms: ["ES256"],
    currentDate: new Date(NOW * 1000),
  });
  return { header: protectedHeader, claims: payload };
}

describe("a DPoP key", () => {
  it("is a private JWK on P-256 and nothing else, so that it can be stored with its token", async () => {
    const jwk = await generateDpopJwk();
    const number = expect.stringMatching(/^[\w-]{43}$/);
    expect(jwk).toEqual({ kty: "EC", crv: "P-256", x: number, y: number, d: number });
    expect(JSON.parse(JSON.stringify(jwk))).toEqual(jwk);
  });

  it("is another one each time", async () => {
    const jwks = await Promise.all(Array.from({ length: 10 }, generateDpopJwk));
    expect(new Set(jwks.map(({ d }) => d)).size).toBe(10);
  });

  it("signs, and is out of reach, once it is imported", async () => {
    const { kty, crv, x, y, d } = await generateDpopJwk();
    const { privateKey, publicJwk } = await importDpopKey({ kty, crv, x, y, d } as JsonWebKey);
    expect(publicJwk).toEqual({ kty, crv, x, y });
    expect(privateKey).toMatchObject({ type: "private", extractable: false, usages: ["sign"] });
    expect(privateKey.algorithm).toMatchObject({ name: "ECDSA", namedCurve: "P-256" });
    await expect(crypto.subtle.exportKey("jwk", privateKey)).rejects.toThrow();
  });

  it("keeps what else its JWK holds out of the public half", async () => {
    const jwk = { ...(await generateDpopJwk()), kid: "k1", use: "sig", key_ops: ["sign"], ext: true };
    const { publicJwk } = await importDpopKey(jwk);
    expect(Object.keys(publicJwk).sort()).toEqual(["crv", "kty", "x", "y"]);
  });

  it.each(["RS256", "ES384", "EdDSA"])("is none that signs with %s", async (algorithm) => {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    await expect(importDpopKey((await exportJWK(privateKey)) as JsonWebKey)).rejects.toThrow();
  });

  it("is none without its private half", async () => {
    const { d, ...publicJwk } = await generateDpopJwk();
    expect(d).toBeTruthy();
    await expect(importDpopKey(publicJwk)).rejects.toThrow();
  });
});

describe("a DPoP proof", () => {
  it("is what RFC 9449 says, and no more", async () => {
    const { header, claims } = await proofWith();
    expect(header).toEqual({ alg: "ES256", typ: "dpop+jwt", jwk: key.publicJwk });
    expect(claims).toEqual({
      htm: "GET",
      htu: url,
      iat: NOW,
      jti: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    });
  });

  it("carries the public half of its key alone", async () => {
    const jwk = await generateDpopJwk();
    const proof = await createDpopProof({ ...options, key: await importDpopKey(jwk) });
    const { header } = await proofWith({ key: await importDpopKey(jwk) });
    expect(Object.keys(header.jwk ?? {}).sort()).toEqual(["crv", "kty", "x", "y"]);
    const text = proof.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(text.join()).not.toContain(jwk.d);
  });

  it.each([
    [url, url],
    [`${url}?limit=200&after=00u1`, url],
    [`${url}#part`, url],
    [`${url}?q=a#part?`, url],
    [`${url}?`, url],
    [`${url}/`, `${url}/`],
    ["https://example.okta.com", "https://example.okta.com/"],
    ["HTTPS://Example.OKTA.com:443/oauth2/v1/token", "https://example.okta.com/oauth2/v1/token"],
    ["http://127.0.0.1:8788/oauth2/v1/token?a=b", "http://127.0.0.1:8788/oauth2/v1/token"],
    ["https://me:secret@example.okta.com/api", "https://example.okta.com/api"],
    [`${url}/ada%40example.com/groups`, `${url}/ada%40example.com/groups`],
    [`${url}/a b`, `${url}/a%20b`],
  ])("for %s is for %s", async (given, htu) => {
    expect((await proofWith({ url: given })).claims.htu).toBe(htu);
  });

  it.each(["GET", "POST", "PUT", "DELETE", "PATCH"])("is for the method %s", async (method) => {
    expect((await proofWith({ method })).claims.htm).toBe(method);
  });

  it("repeats the server's nonce, where there is one", async () => {
    expect((await proofWith({ nonce: "the-nonce" })).claims.nonce).toBe("the-nonce");
    expect((await proofWith({ nonce: undefined })).claims).not.toHaveProperty("nonce");
  });

  it.each(["a.b.c", "a token", "tökén", "x".repeat(5000)])(
    "names the token that it goes with: %#",
    async (accessToken) => {
      const { claims } = await proofWith({ accessToken });
      expect(claims.ath).toBe(createHash("sha256").update(accessToken, "utf8").digest("base64url"));
      expect(claims.ath).toMatch(/^[\w-]{43}$/);
    },
  );

  it("names no token where there is none", async () => {
    expect((await proofWith({ accessToken: undefined })).claims).not.toHaveProperty("ath");
  });

  it("has a jti of its own, however many are made at once", async () => {
    const proofs = await Promise.all(Array.from({ length: 100 }, () => createDpopProof(options)));
    expect(new Set(proofs.map((proof) => claimsOf(proof).jti)).size).toBe(100);
  });

  it.each([0, 0.001, 0.5, 0.999])("is made in a whole second that has begun: %s", async (fraction) => {
    expect((await proofWith({ now: () => NOW + fraction })).claims.iat).toBe(NOW);
  });

  it("is made now, if no clock is given", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { iat } = claimsOf(await createDpopProof({ key, method: "GET", url }));
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(iat).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it("rejects what is not a URL", async () => {
    await expect(createDpopProof({ ...options, url: "/api/v1/users" })).rejects.toThrow(TypeError);
  });
});

describe("Okta, as the sandbox plays it", async () => {
  const clock = createTestClock();
  const sandbox = await createSandbox({ now: clock.now });
  const [app] = sandbox.apps;
  const tokenEndpoint = `${sandbox.orgUrl}/oauth2/v1/token`;
  const users = `${sandbox.orgUrl}/api/v1/users`;
  const privateKey = await importPrivateKey(app?.privateKey ?? "");

  async function askToken(
    proof: Partial<DpopProofOptions> = {},
  ): Promise<{ status: number; body: Record<string, string> }> {
    const { clientId = "" } = app ?? {};
    const assertion = await createClientAssertion({ clientId, privateKey, audience: tokenEndpoint, now: clock.now });
    const made = { key, method: "POST", url: tokenEndpoint, nonce: sandbox.dpop.currentNonce(), now: clock.now };
    const request = new Request(tokenEndpoint, {
      method: "POST",
      headers: { dpop: await createDpopProof({ ...made, ...proof }) },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: "okta.users.read",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      }),
    });
    const response = await sandbox.fetch(request);
    return { status: response.status, body: await response.json() };
  }

  /** The status of a call, and why it was refused. */
  async function call(accessToken: string, path: string, proof: Partial<DpopProofOptions> = {}) {
    const made = { key, method: "GET", url: users + path, accessToken, now: clock.now };
    const dpop = await createDpopProof({ ...made, ...proof });
    const request = () => new Request(users + path, { headers: { authorization: `DPoP ${accessToken}`, dpop } });
    const { status, headers } = await sandbox.fetch(request());
    return { status, why: headers.get("www-authenticate") ?? "", again: () => sandbox.fetch(request()) };
  }

  it("gives a token that is bound to the key, and takes it with a proof", async () => {
    const { status, body } = await askToken();
    expect(status).toBe(200);
    const { access_token = "", token_type } = body;
    expect(token_type).toBe("DPoP");
    expect(claimsOf(access_token).cnf).toEqual({ jkt: await calculateJwkThumbprint(key.publicJwk as JWK) });
    expect(await call(access_token, "")).toMatchObject({ status: 200 });
    expect(await call(access_token, "?limit=1#part")).toMatchObject({ status: 200 });
  });

  it("takes a proof from the same key, read from a store", async () => {
    const jwk = await generateDpopJwk();
    const { body } = await askToken({ key: await importDpopKey(jwk) });
    const stored = await importDpopKey(JSON.parse(JSON.stringify(jwk)));
    expect(await call(body.access_token ?? "", "", { key: stored })).toMatchObject({ status: 200 });
  });

  it("refuses a proof for something else", async () => {
    const refusals: [Partial<DpopProofOptions>, RegExp][] = [
      [{ method: "GET" }, /'htm' claim/],
      [{ method: "post" }, /'htm' claim/],
      [{ url: `${tokenEndpoint}/` }, /'htu' claim/],
      [{ nonce: undefined }, /requires nonce/],
      [{ nonce: "stale" }, /requires nonce/],
      [{ now: () => clock.now() - 301 }, /more than five minutes/],
      [{ now: () => clock.now() + 60 }, /in the future/],
    ];
    for (const [proof, refusal] of refusals) {
      const { status, body } = await askToken(proof);
      expect(status).toBe(400);
      expect(body.error_description).toMatch(refusal);
    }
  });

  it("refuses a proof for another token, from another key, and for the second time", async () => {
    const accessToken = (await askToken()).body.access_token ?? "";
    expect(await call(accessToken, "", { accessToken: "another" })).toMatchObject({
      status: 400,
      why: expect.stringContaining("'ath' claim"),
    });
    expect((await call(accessToken, "", { accessToken: undefined })).why).toContain("'ath' claim");
    const other = await importDpopKey(await generateDpopJwk());
    expect((await call(accessToken, "", { key: other })).why).toContain("not bound");
    const { status, again } = await call(accessToken, "");
    expect(status).toBe(200);
    expect((await again()).headers.get("www-authenticate")).toContain("already been used");
  });
});
