import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxSettings } from "../local/sandbox-settings.ts";
import { expectDocumented } from "./support/documented.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

const TEAM = "acme.cloudflareaccess.com";
const AUDIENCE = "ab".repeat(32);
const ALLOWED = "https://console.example";
const EVIL = "https://evil.example";

const ADA = "/api/v1/users/ada.lovelace@example.com";
const WRITES = [
  `POST ${ADA}/lifecycle/suspend`,
  `POST ${ADA}/lifecycle/deactivate`,
  `POST ${ADA}/lifecycle/reset_factors`,
  `DELETE ${ADA}`,
  "POST /connections/default/check",
  "POST /connections/default/api/v1/groups",
  "POST /mcp",
];
/** What a page's form or script can send without asking the server first, and no body at all. */
const BODIES: readonly [type: string, body: string][] = [
  ["application/x-www-form-urlencoded", "a=b"],
  ["text/plain", '{"profile":{"name":"x"}}'],
  ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'],
  ["application/json", '{"profile":{"name":"x"}}'],
  ["", ""],
];

/** Who sends the request, by the headers of its browser. */
const SENDERS = {
  "a page of another site": { origin: EVIL, "sec-fetch-site": "cross-site" },
  "a page of another host of the same site": { origin: "https://www.worker.example", "sec-fetch-site": "same-site" },
  "a sandboxed frame": { origin: "null", "sec-fetch-site": "cross-site" },
  "a page whose browser sends no Sec-Fetch-Site": { origin: EVIL },
  "a page whose browser sends no Origin": { "sec-fetch-site": "cross-site" },
  "a page that looks like an allowed one": { origin: `${ALLOWED}.evil.example`, "sec-fetch-site": "cross-site" },
  "a value of Sec-Fetch-Site that no browser sends": { origin: EVIL, "sec-fetch-site": "same-origin, cross-site" },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

let served: ServedSandbox;
let worker: Workerd;
let assertion: string;
const rows: string[] = [];

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "team-key", alg: "RS256" };
  served = await serve({ port: 0 });
  worker = await startWorkerd(
    {
      ...sandboxSettings(served.sandbox),
      LOCAL: "off",
      PASS_THROUGH: "on",
      ALLOWED_ORIGINS: ALLOWED,
      ACCESS_TEAM_DOMAIN: TEAM,
      ACCESS_AUD: AUDIENCE,
      CALLERS: JSON.stringify([
        { name: "ada", access: "ada@acme.com", scopes: ["okta.users.manage", "okta.groups.manage"] },
      ]),
    },
    { internet: { [`https://${TEAM}/cdn-cgi/access/certs`]: { keys: [jwk] } } },
  );
  assertion = await new SignJWT({ iss: `https://${TEAM}`, aud: [AUDIENCE], email: "ada@acme.com" })
    .setProtectedHeader({ alg: "RS256", kid: "team-key" })
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(privateKey);
});

afterAll(async () => {
  await worker?.stop();
  await served?.close();
});

/** Sends what the browser of a person whom Access has signed in sends. */
async function send(call: string, headers: Readonly<Record<string, string>>, [type, body] = ["", ""]) {
  const [method = "", path = ""] = call.split(" ");
  const before = served.sandbox.requests.count();
  const response = await fetch(`${worker.url}${path}`, {
    method,
    headers: { ...headers, ...(type && { "content-type": type }), "cf-access-jwt-assertion": assertion },
    ...(body && { body }),
  });
  return { status: response.status, text: await response.text(), requests: served.sandbox.requests.count() - before };
}

describe("a request with the cookie of Cloudflare Access", () => {
  it.each(Object.entries(SENDERS))("changes nothing when it comes from %s", async (sender, headers) => {
    for (const call of WRITES) {
      for (const body of BODIES) {
        const { status, text, requests } = await send(call, headers, body);
        expect([status, requests], `${call} ${body[0]}`).toEqual([403, 0]);
        expect(JSON.parse(text)).toMatchObject({ code: "cross_site" });
      }
    }
    rows.push(`| ${sender} | ${WRITES.length * BODIES.length} | 403 \`cross_site\` | 0 |`);
  });

  it.each([
    ["the Worker's own page", () => ({ origin: worker.url, "sec-fetch-site": "same-origin" })],
    ["an allowed page", () => ({ origin: ALLOWED, "sec-fetch-site": "cross-site" })],
    ["the address bar", () => ({ "sec-fetch-site": "none" })],
    ["a program", () => ({})],
  ])("is carried out when it comes from %s", async (sender, headersOf) => {
    const group = JSON.stringify({ profile: { name: sender } });
    const { status, text } = await send("POST /api/v1/groups", headersOf(), ["application/json", group]);
    expect(status, text).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ profile: { name: sender } });
    rows.push(`| ${sender} | 1 | 200 | 1 |`);
  });

  it("reads when another site links to it", async () => {
    const { status } = await send("GET /api/v1/users?limit=1", { "sec-fetch-site": "cross-site" });
    expect(status).toBe(200);
  });

  it("is not known without the signature of Access", async () => {
    const response = await fetch(`${worker.url}${ADA}/lifecycle/suspend`, {
      method: "POST",
      headers: { "cf-access-jwt-assertion": `${assertion.slice(0, -4)}AAAA`, cookie: `CF_Authorization=${assertion}` },
    });
    expect(response.status).toBe(401);
  });
});

it("docs/attacks.md has the table of senders", () => {
  const header = "| sender | requests | response | carried out at Okta |\n|---|---|---|---|";
  expectDocumented("attacks.md", "cross-site", `${header}\n${rows.join("\n")}`);
});
