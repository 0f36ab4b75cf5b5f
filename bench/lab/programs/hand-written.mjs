// The least that a program does to read the first page of users, without a library.
const { orgUrl, clientId, keyId, privateKey } = JSON.parse(process.env.SETTINGS);
const base64url = (value) => Buffer.from(value).toString("base64url");
const der = Buffer.from(privateKey.replace(/-----[^-]+-----/g, ""), "base64");
const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
const endpoint = `${orgUrl}/oauth2/v1/token`;
const iat = Math.floor(Date.now() / 1000);
const claims = { iss: clientId, sub: clientId, aud: endpoint, iat, exp: iat + 300, jti: crypto.randomUUID() };
const input = `${base64url(JSON.stringify({ alg: "RS256", kid: keyId }))}.${base64url(JSON.stringify(claims))}`;
const signature = await crypto.subtle.sign(algorithm.name, key, new TextEncoder().encode(input));
const tokenResponse = await fetch(endpoint, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    scope: "okta.users.read",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: `${input}.${base64url(signature)}`,
  }),
});
const { access_token: token } = await tokenResponse.json();
const response = await fetch(`${orgUrl}/api/v1/users?limit=200`, {
  headers: { accept: "application/json", authorization: `Bearer ${token}` },
});
console.log(`${(await response.json()).length} ${process.cpuUsage().user + process.cpuUsage().system}`);
