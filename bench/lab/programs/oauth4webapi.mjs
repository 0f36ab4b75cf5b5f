// The first page of users with oauth4webapi and fetch.
import * as oauth from "oauth4webapi";

const { orgUrl, clientId, keyId, privateKey } = JSON.parse(process.env.SETTINGS);
const der = Buffer.from(privateKey.replace(/-----[^-]+-----/g, ""), "base64");
const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
const server = { issuer: orgUrl, token_endpoint: `${orgUrl}/oauth2/v1/token` };
const client = { client_id: clientId };
const authentication = oauth.PrivateKeyJwt(
  { key, kid: keyId },
  { [oauth.modifyAssertion]: (_, claims) => Object.assign(claims, { aud: server.token_endpoint }) },
);
const tokenResponse = await oauth.clientCredentialsGrantRequest(
  server,
  client,
  authentication,
  { scope: "okta.users.read" },
  { [oauth.allowInsecureRequests]: true },
);
const { access_token: token } = await oauth.processClientCredentialsResponse(server, client, tokenResponse);
const response = await fetch(`${orgUrl}/api/v1/users?limit=200`, {
  headers: { accept: "application/json", authorization: `Bearer ${token}` },
});
console.log(`${(await response.json()).length} ${process.cpuUsage().user + process.cpuUsage().system}`);
