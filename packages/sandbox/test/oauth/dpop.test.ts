import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askToken, makeProof, proofKey } from "../support/client.ts";
import { expectRefusal } from "../support/expect.ts";
import { makeProofKey, read, type Tampering, unsigned, withPayload } from "../support/jwt.ts";
import { appOf, makeOrg, START, type TestOrg, unique } from "../support/org.ts";

const TOKEN_ENDPOINT = "https://sandbox.okta.example/oauth2/v1/token";
const DAY = 86_400;

let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg({ apps: [{}, { dpop: false }], rateLimits: false });
});
beforeEach(() => {
  org.clock.now = START;
  org.sandbox.dpop.dropNonces();
});

async function expectRefusedProof(proof: Tampering, description: string) {
  expectRefusal(await askToken(org, { proof }), [400, "invalid_dpop_proof", description]);
}

/** Sends a DPoP header as it is. */
async function expectRefusedHeader(dpop: string, description: string) {
  expectRefusal(await askToken(org, { headers: { dpop } }), [400, "invalid_dpop_proof", description]);
}

const expectTaken = async (proof: Tampering) => {
  const { status, text } = await askToken(org, { proof });
  expect({ status, text }).toMatchObject({ status: 200 });
};

describe("the header", () => {
  const UNREADABLE = "The DPoP proof JWT cannot be parsed.";
  const ALGORITHM = "The DPoP proof JWT signature algorithm is invalid.";
  const SIGNATURE = "The DPoP proof JWT signature is invalid.";
  const TYP = "'typ' must be 'dpop+jwt' in the DPoP proof JWT.";
  const INVALID = "The DPoP proof JWT is invalid.";

  it("missing: refused", async () => {
    const answer = await askToken(org, { proof: null });
    expectRefusal(answer, [400, "invalid_dpop_proof", "The DPoP proof JWT header is missing."]);
  });

  it("twice: refused", async () => {
    const both = `${await makeProof(org)}, ${await makeProof(org)}`;
    await expectRefusedHeader(both, "Multiple DPoP proof JWT headers are not allowed.");
  });

  it.each(["not-a-jwt", "a.b.c"])("%s: refused", (proof) => expectRefusedHeader(proof, UNREADABLE));

  it.each([undefined, "JWT", "DPOP+JWT"])("typ %s: refused", (typ) => expectRefusedProof({ header: { typ } }, TYP));

  it("alg none: refused", async () => {
    const { header, claims } = read(await makeProof(org));
    await expectRefusedHeader(unsigned({ header: { ...header, alg: "none" }, claims }), ALGORITHM);
  });

  it("alg HS256: refused", () =>
    expectRefusedProof({ header: { alg: "HS256" }, key: new Uint8Array(32).fill(7) }, ALGORITHM));

  it("alg PS256: refused", async () => {
    const { privateKey, jwk } = await makeProofKey("PS256");
    await expectRefusedProof({ header: { alg: "PS256", jwk }, key: privateKey }, ALGORITHM);
  });

  it.each(["RS256", "ES384", "ES512"])("alg %s: taken", async (alg) => {
    const { privateKey, jwk } = await makeProofKey(alg);
    await expectTaken({ header: { alg, jwk }, key: privateKey });
  });

  it("no jwk: refused", () => expectRefusedProof({ header: { jwk: undefined } }, INVALID));

  it("a jwk with its private half: refused", () =>
    expectRefusedProof({ header: { jwk: proofKey.privateJwk } }, INVALID));

  it("signed by another key than its jwk: refused", async () => {
    const { privateKey } = await makeProofKey();
    await expectRefusedProof({ key: privateKey }, SIGNATURE);
  });

  it("other claims under the signature: refused", async () => {
    const tampered = withPayload(await makeProof(org), (claims) => ({ ...claims, jti: unique() }));
    await expectRefusedHeader(tampered, SIGNATURE);
  });
});

describe("the claims", () => {
  const HTM = "'htm' claim in the DPoP proof JWT is invalid.";
  const HTU = "'htu' claim in the DPoP proof JWT is invalid.";
  const IAT = "'iat' claim in the DPoP proof JWT is invalid.";
  const JTI = "'jti' claim in the DPoP proof JWT is invalid.";
  const FUTURE = "The DPoP proof JWT is issued in the future.";
  const OLD = "The DPoP proof JWT is issued more than five minutes in the past.";
  const EXPIRED = "The DPoP proof JWT is expired.";

  it.each<[name: string, claims: Record<string, unknown>, description: string]>([
    ["htm of another method", { htm: "GET" }, HTM],
    ["htm in lower case", { htm: "post" }, HTM],
    ["no htm", { htm: undefined }, HTM],
    ["htu of another path", { htu: "https://sandbox.okta.example/oauth2/v1/introspect" }, HTU],
    ["htu of another org", { htu: "https://other.okta.example/oauth2/v1/token" }, HTU],
    ["htu with a query", { htu: `${TOKEN_ENDPOINT}?a=1` }, HTU],
    ["htu with a fragment", { htu: `${TOKEN_ENDPOINT}#a` }, HTU],
    ["no htu", { htu: undefined }, HTU],
    ["no iat", { iat: undefined }, IAT],
    ["iat as text", { iat: String(START) }, IAT],
    ["a minute ahead", { iat: START + 60 }, FUTURE],
    ["301 seconds old", { iat: START - 301 }, OLD],
    ["expired", { exp: START }, EXPIRED],
    ["no jti", { jti: undefined }, JTI],
    ["jti of nothing", { jti: "" }, JTI],
    ["jti that is not text", { jti: 7 }, JTI],
  ])("%s: refused", (_name, claims, description) => expectRefusedProof({ claims }, description));

  it.each<[name: string, claims: Record<string, unknown>]>([
    ["300 seconds old", { iat: START - 300 }],
    ["a second ahead", { iat: START + 1 }],
    ["not yet expired", { exp: START + 1 }],
  ])("%s: taken", (_name, claims) => expectTaken({ claims }));

  it("jti a second time, even five minutes later: refused", async () => {
    const dpop = await makeProof(org);
    expect((await askToken(org, { headers: { dpop } })).status).toBe(200);
    await expectRefusedHeader(dpop, "The DPoP proof JWT has already been used.");
    org.clock.now += 300;
    await expectRefusedHeader(dpop, "The DPoP proof JWT has already been used.");
  });

  it("jti of a proof that got a nonce challenge: used up", async () => {
    const jti = unique();
    await askToken(org, { proof: { claims: { jti, nonce: undefined } } });
    await expectRefusedProof({ claims: { jti } }, "The DPoP proof JWT has already been used.");
  });
});

describe("an app that does not demand DPoP", () => {
  it.each<[name: string, proof: Tampering | null]>([
    ["none", null],
    ["good", {}],
    ["bad", { claims: { htm: "GET" } }],
  ])("gets a Bearer token, its proof being %s", async (_name, proof) => {
    const { status, body } = await askToken(org, { app: appOf(org.sandbox, 1), proof });
    expect(status).toBe(200);
    expect(body.token_type).toBe("Bearer");
    expect(read(body.access_token).claims).not.toHaveProperty("cnf");
  });
});

describe("the nonce", () => {
  const NONCE = "Authorization server requires nonce in DPoP proof.";
  const withNonce = (nonce: unknown) => askToken(org, { proof: { claims: { nonce } } });

  it.each([undefined, "", "made-up", 7])("%j: challenged", async (nonce) => {
    const answer = await withNonce(nonce);
    expectRefusal(answer, [400, "use_dpop_nonce", NONCE]);
    expect((await withNonce(answer.headers.get("dpop-nonce"))).status).toBe(200);
  });

  it("works for more than one request", async () => {
    const nonce = org.sandbox.dpop.currentNonce();
    expect((await withNonce(nonce)).status).toBe(200);
    expect((await withNonce(nonce)).status).toBe(200);
  });

  it("changes after 24 hours", () => {
    const first = org.sandbox.dpop.currentNonce();
    org.clock.now = START + DAY - 1;
    expect(org.sandbox.dpop.currentNonce()).toBe(first);
    org.clock.now = START + DAY;
    expect(org.sandbox.dpop.currentNonce()).not.toBe(first);
  });

  it("works until three days after it was made, and the answer has the new one", async () => {
    const first = org.sandbox.dpop.currentNonce();
    org.clock.now = START + DAY;
    const second = await withNonce(first);
    expect(second.status).toBe(200);
    expect(second.headers.get("dpop-nonce")).not.toBe(first);
    org.clock.now = START + 3 * DAY - 1;
    expect((await withNonce(first)).status).toBe(200);
    org.clock.now = START + 3 * DAY;
    expectRefusal(await withNonce(first), [400, "use_dpop_nonce", NONCE]);
    expect((await withNonce(second.headers.get("dpop-nonce"))).status).toBe(200);
  });
});
