import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Answer, ask, call, getToken, makeApiProof, proofKey } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeProofKey, read, sign, type Tampering, unsigned, withPayload } from "../support/jwt.ts";
import { appOf, makeOrg, registered, START, type TestOrg, unique } from "../support/org.ts";

const PATH = "/api/v1/users";

let org: TestOrg;
let token: string;
/** Of the app without DPoP. */
let bearer: string;

beforeAll(async () => {
  org = await makeOrg({ apps: [{}, { dpop: false }], rateLimits: false });
});
beforeEach(async () => {
  org.clock.now = START;
  registered(org).roles = ["SUPER_ADMIN"];
  token = await getToken(org);
  bearer = await getToken(org, { app: appOf(org.sandbox, 1), proof: null });
});

const send = (headers: Record<string, string>) => ask(org, PATH, { headers });
const sendProof = async (proof: Tampering) =>
  send({ authorization: `DPoP ${token}`, dpop: await makeApiProof(org, token, proof) });

/** Expects a refusal by header alone. */
function expectChallenge(
  { status, text, headers }: Answer,
  [expectedStatus, scheme, error, description]: readonly [number, "Bearer" | "DPoP", string, string],
) {
  const algs = scheme === "DPoP" ? 'algs="RS256 RS384 RS512 ES256 ES384 ES512", ' : "";
  const expected = `${scheme} ${algs}authorization_uri="http://sandbox.okta.example/oauth2/v1/authorize", realm="http://sandbox.okta.example", scope="okta.users.read", error="${error}", error_description="${description}", resource="${PATH}"`;
  expect({ status, text, challenge: headers.get("www-authenticate") }).toEqual({
    status: expectedStatus,
    text: "",
    challenge: expected,
  });
  expect(headers.get("content-type")).toBeNull();
}

describe("let in", () => {
  it("a bound token with its proof", async () => {
    expect((await call(org, token, PATH)).status).toBe(200);
  });

  it.each(["Bearer", "bearer", "BEARER"])("an unbound token as %s", async (scheme) => {
    expect((await send({ authorization: `${scheme} ${bearer}` })).status).toBe(200);
  });

  it("a token in its last second", async () => {
    org.clock.now = START + 3599;
    expect((await call(org, token, PATH)).status).toBe(200);
  });
});

describe("the Authorization header", () => {
  it("missing: refused", async () => {
    expectOktaError(await send({}), [403, "E0000005", "Invalid session"]);
  });

  it.each(["SSWS 00abcdefghijklmnop", "Basic eDp5", "Bearer", "Bearer not-a-jwt", "DPoP a.b", "nonsense"])(
    "%s: refused",
    async (authorization) => {
      expectOktaError(await send({ authorization }), [401, "E0000011", "Invalid token provided"]);
    },
  );
});

describe("the token", () => {
  const INVALID = [401, "Bearer", "invalid_token", "The access token is invalid."] as const;
  const EXPIRED = "The token has expired.";
  const REVOKED = "The access token has been revoked.";

  it("signed by another key: refused", async () => {
    const { header, claims } = read(bearer);
    const { privateKey } = await makeProofKey("RS256");
    expectChallenge(await send({ authorization: `Bearer ${await sign({ header, claims }, privateKey)}` }), INVALID);
  });

  it("with more scopes than it was signed for: refused", async () => {
    const forged = withPayload(bearer, (claims) => ({ ...claims, scp: ["okta.users.manage"] }));
    expectChallenge(await send({ authorization: `Bearer ${forged}` }), INVALID);
  });

  it("unsigned: refused", async () => {
    const { claims } = read(bearer);
    const answer = await send({ authorization: `Bearer ${unsigned({ header: { alg: "none" }, claims })}` });
    expectChallenge(answer, INVALID);
  });

  it("issued by another org of the same process: refused", async () => {
    const other = await makeOrg({ apps: [{ clientId: appOf(org.sandbox, 1).clientId, dpop: false }] });
    const issued = await getToken(other, { proof: null });
    expect((await ask(other, PATH, { headers: { authorization: `Bearer ${issued}` } })).status).toBe(200);
    expectChallenge(await send({ authorization: `Bearer ${issued}` }), INVALID);
  });

  it.each([3600, 90_000])("%d seconds old: refused", async (age) => {
    org.clock.now = START + age;
    expectChallenge(await call(org, token, PATH), [401, "DPoP", "invalid_token", EXPIRED]);
    expectChallenge(await send({ authorization: `Bearer ${bearer}` }), [401, "Bearer", "invalid_token", EXPIRED]);
  });

  it("revoked: refused, until there is a new one", async () => {
    org.sandbox.accessTokens.revokeAll();
    expectChallenge(await call(org, token, PATH), [401, "DPoP", "invalid_token", REVOKED]);
    expectChallenge(await send({ authorization: `Bearer ${bearer}` }), [401, "Bearer", "invalid_token", REVOKED]);
    expect((await call(org, await getToken(org), PATH)).status).toBe(200);
  });

  it("bound, sent as Bearer without a proof: refused", async () => {
    const description = "The resource request requires a DPoP proof.";
    const answer = await send({ authorization: `Bearer ${token}` });
    expectChallenge(answer, [400, "Bearer", "invalid_request", description]);
  });

  it("bound, sent as Bearer with a proof: refused", async () => {
    const description = "The resource request must use the DPoP authentication scheme when using a DPoP bound token.";
    const answer = await send({ authorization: `Bearer ${token}`, dpop: await makeApiProof(org, token) });
    expectChallenge(answer, [400, "Bearer", "invalid_request", description]);
  });

  it("unbound, sent with a proof: refused", async () => {
    const answer = await send({ authorization: `DPoP ${bearer}`, dpop: await makeApiProof(org, bearer) });
    expectChallenge(answer, [401, "DPoP", "invalid_token", "The presented access_token is not DPoP bound."]);
  });
});

describe("the proof", () => {
  const refused = (description: string) => [400, "DPoP", "invalid_dpop_proof", description] as const;
  const HTM = "'htm' claim in the DPoP proof JWT is invalid.";
  const HTU = "'htu' claim in the DPoP proof JWT is invalid.";
  const ATH = "'ath' claim in the DPoP proof does not match the presented access_token.";
  const USED = "The DPoP proof JWT has already been used.";

  it.each<[name: string, claims: Record<string, unknown>, description: string]>([
    ["htm of another method", { htm: "POST" }, HTM],
    ["htu of another path", { htu: `https://sandbox.okta.example/api/v1/groups` }, HTU],
    ["htu with a query", { htu: `https://sandbox.okta.example${PATH}?limit=1` }, HTU],
    ["htu with http", { htu: `http://sandbox.okta.example${PATH}` }, HTU],
    ["no iat", { iat: undefined }, "'iat' claim in the DPoP proof JWT is invalid."],
    ["a minute ahead", { iat: START + 60 }, "The DPoP proof JWT is issued in the future."],
    ["too old", { iat: START - 301 }, "The DPoP proof JWT is issued more than five minutes in the past."],
    ["no jti", { jti: undefined }, "'jti' claim in the DPoP proof JWT is invalid."],
    ["no ath", { ath: undefined }, ATH],
    ["ath of another token", { ath: "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo" }, ATH],
  ])("%s: refused", async (_name, claims, description) => {
    expectChallenge(await sendProof({ claims }), refused(description));
  });

  it("missing: refused", async () => {
    const answer = await send({ authorization: `DPoP ${token}` });
    expectChallenge(answer, refused("The DPoP proof JWT header is missing."));
  });

  it("a second time: refused", async () => {
    const headers = { authorization: `DPoP ${token}`, dpop: await makeApiProof(org, token) };
    expect((await send(headers)).status).toBe(200);
    expectChallenge(await send(headers), refused(USED));
  });

  it("by another key than the token is bound to: refused", async () => {
    const { privateKey, jwk } = await makeProofKey();
    const answer = await sendProof({ header: { jwk }, key: privateKey });
    expectChallenge(answer, refused("The access_token is not bound to the provided DPoP proof."));
  });

  it("signed by another key than its own: refused", async () => {
    const { privateKey } = await makeProofKey();
    const answer = await sendProof({ header: { jwk: proofKey.jwk }, key: privateKey });
    expectChallenge(answer, refused("The DPoP proof JWT signature is invalid."));
  });

  it("for a path without its query: taken where the request has one", async () => {
    expect((await call(org, token, `${PATH}?limit=1`)).status).toBe(200);
  });

  it("needs no nonce", async () => {
    expect((await sendProof({ claims: { nonce: undefined, jti: unique() } })).status).toBe(200);
  });
});

describe("scope and role", () => {
  const INSUFFICIENT = "The access token provided does not contain the required scopes.";
  const FORBIDDEN = [403, "E0000006", "You do not have permission to perform the requested action"] as const;

  it("another scope: refused", async () => {
    const other = await getToken(org, { form: { scope: "okta.groups.read okta.groups.manage" } });
    expectChallenge(await call(org, other, PATH), [403, "DPoP", "insufficient_scope", INSUFFICIENT]);
    const plain = await getToken(org, {
      app: appOf(org.sandbox, 1),
      proof: null,
      form: { scope: "okta.groups.read" },
    });
    const answer = await send({ authorization: `Bearer ${plain}` });
    expectChallenge(answer, [403, "Bearer", "insufficient_scope", INSUFFICIENT]);
  });

  it("manage satisfies read", async () => {
    const manage = await getToken(org, { form: { scope: "okta.users.manage" } });
    expect((await call(org, manage, PATH)).status).toBe(200);
  });

  it.each(["READ_ONLY_ADMIN", "HELP_DESK_ADMIN", "USER_ADMIN"] as const)("a %s may read", async (role) => {
    registered(org).roles = [role];
    expect((await call(org, token, PATH)).status).toBe(200);
  });

  it("a role that has nothing to do with users: refused", async () => {
    registered(org).roles = ["API_ACCESS_MANAGEMENT_ADMIN"];
    expectOktaError(await call(org, token, PATH), FORBIDDEN);
  });

  it("no role: refused, whatever the scopes", async () => {
    registered(org).roles = [];
    expectOktaError(await call(org, token, PATH), FORBIDDEN);
  });

  it("the scope is judged before the role", async () => {
    registered(org).roles = [];
    const other = await getToken(org, { form: { scope: "okta.groups.read" } });
    expectChallenge(await call(org, other, PATH), [403, "DPoP", "insufficient_scope", INSUFFICIENT]);
  });
});

describe("where nothing is", () => {
  it("another method: refused", async () => {
    expectOktaError(await call(org, token, "/api/v1/groups", "PATCH"), [
      405,
      "E0000022",
      "The endpoint does not support the provided HTTP method",
    ]);
  });

  it("an unknown path: not found", async () => {
    const answer = await call(org, token, "/api/v1/nothing");
    expectOktaError(answer, [404, "E0000008", "The requested path was not found"]);
  });
});
