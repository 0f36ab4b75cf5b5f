// Times okta-edge beside its peers in the same run, in turn, and prints ratios: the machine's speed drops out of them.
import { createClientAssertion, createOktaClient, importPrivateKey } from "@okta-edge/core";
import { createSandbox } from "@okta-edge/sandbox";
import { importPKCS8, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { Bench } from "tinybench";

const sandbox = await createSandbox({ apps: [{ dpop: false }], rateLimits: false });
const [app] = sandbox.apps;
if (!app) throw new Error("The sandbox has no app.");
const { clientId, keyId, privateKey: pem } = app;
const audience = `${sandbox.orgUrl}/oauth2/v1/token`;
const scope = "okta.users.read";
const privateKey = await importPrivateKey(pem);
const cryptoKey = await importPKCS8(pem, "RS256");

/** Runs what does the same thing in turn, and prints each one's speed as a part of the first one's. */
async function compare(title: string, contestants: Record<string, () => Promise<unknown>>): Promise<void> {
  const bench = new Bench({ time: 1500, warmupTime: 300 });
  for (const [name, run] of Object.entries(contestants)) bench.add(name, run);
  await bench.run();
  const medians = bench.tasks.map(({ name, result }) => {
    if (!result || !("latency" in result)) throw new Error(`${name} did not run.`);
    return { name, milliseconds: result.latency.p50 };
  });
  const base = medians[0]?.milliseconds ?? 0;
  console.log(`\n${title}`);
  for (const { name, milliseconds } of medians) {
    console.log(
      `  ${name.padEnd(44)} ${(milliseconds * 1000).toFixed(0).padStart(7)} µs   ${(base / milliseconds).toFixed(2)}`,
    );
  }
}

const data = new Uint8Array(300);
await compare("client assertion, RS256 with 2048 bits (share of the raw signature's speed)", {
  "crypto.subtle.sign, raw": () => crypto.subtle.sign("RSASSA-PKCS1-v1_5", cryptoKey, data),
  "@okta-edge/core createClientAssertion": () => createClientAssertion({ clientId, keyId, privateKey, audience }),
  "jose SignJWT": () =>
    new SignJWT({ iss: clientId, sub: clientId, aud: audience, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: "RS256", kid: keyId })
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(cryptoKey),
});

const server: oauth.AuthorizationServer = { issuer: sandbox.orgUrl, token_endpoint: audience };
const clientAuth = oauth.PrivateKeyJwt(
  { key: cryptoKey, kid: keyId },
  { [oauth.modifyAssertion]: (_, payload) => void Object.assign(payload, { aud: audience }) },
);
const toSandbox = (url: string, init: object) => sandbox.fetch(new Request(url, init as RequestInit));
const configuration = new openid.Configuration(
  { ...server },
  clientId,
  undefined,
  openid.PrivateKeyJwt(
    { key: cryptoKey, kid: keyId },
    { [openid.modifyAssertion]: (_, payload) => void Object.assign(payload, { aud: audience }) },
  ),
);
configuration[openid.customFetch] = toSandbox;

await compare("one token exchange, Bearer, sandbox in the same process (share of okta-edge's speed)", {
  "@okta-edge/core, new client, token()": () =>
    createOktaClient({
      orgUrl: sandbox.orgUrl,
      clientId,
      keyId,
      privateKey,
      scopes: scope,
      dpop: "never",
      fetch: sandbox.fetch,
    }).token(),
  oauth4webapi: async () => {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      { client_id: clientId },
      clientAuth,
      { scope },
      { [oauth.customFetch]: toSandbox },
    );
    return oauth.processClientCredentialsResponse(server, { client_id: clientId }, response);
  },
  "openid-client": () => openid.clientCredentialsGrant(configuration, { scope }),
});

const okta = createOktaClient({
  orgUrl: sandbox.orgUrl,
  clientId,
  keyId,
  privateKey,
  scopes: scope,
  fetch: sandbox.fetch,
});
await okta.token();
const { accessToken } = await okta.token();
const url = `${sandbox.orgUrl}/api/v1/users/ada.lovelace`;
await compare("an authorized call with a token in memory (share of a bare fetch's speed)", {
  "fetch with a ready Authorization header": async () =>
    (await sandbox.fetch(new Request(url, { headers: { authorization: `Bearer ${accessToken}` } }))).json(),
  "@okta-edge/core json()": () => okta.json(url),
});
