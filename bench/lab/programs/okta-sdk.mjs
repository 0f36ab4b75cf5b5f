// The first page of users with Okta's SDK.
import sdk from "@okta/okta-sdk-nodejs";

const { orgUrl, clientId, keyId, privateKey } = JSON.parse(process.env.SETTINGS);
const client = new sdk.Client({
  orgUrl,
  authorizationMode: "PrivateKey",
  clientId,
  keyId,
  privateKey,
  scopes: ["okta.users.read"],
  cacheMiddleware: null,
  testing: { disableHttpsCheck: true },
});
const users = await client.userApi.listUsers({ limit: 200 });
let count = 0;
do {
  await users.next();
  count++;
} while (users.currentItems.length > 0);
console.log(`${count} ${process.cpuUsage().user + process.cpuUsage().system}`);
