import { createHash } from "node:crypto";
import type { Attack, Outcome } from "../support/attack.ts";
import type { AttackLab } from "../support/attack-lab.ts";
import type { RawHeader, RawRequest } from "../support/raw-http.ts";

/** A value that stands in what is smuggled: Okta must never see it. */
export const SMUGGLED = "smuggled-7f3a9c51";

const TARGET = "/api/v1/users?limit=1";
const HOME = [`GET ${TARGET}`];

/** A call without a key, with headers that claim an identity. */
function asSomeone(
  name: string,
  headers: (lab: AttackLab) => readonly RawHeader[],
  more: Partial<Attack> = {},
): Attack {
  return {
    name,
    caller: null,
    request: (lab) => ({ target: TARGET, headers: headers(lab) }),
    status: 401,
    ...more,
  };
}

/** A call of the reader's with a header that a proxy on the way may believe. */
function smuggled(header: string, value = SMUGGLED, more: Partial<Attack> = {}): Attack {
  return {
    name: `${header}: ${value}`.replace(SMUGGLED, "…"),
    request: { target: TARGET, headers: [[header, value]] },
    status: 200,
    home: HOME,
    check: expectUnseen,
    ...more,
  };
}

function expectUnseen({ home }: Outcome): void {
  for (const { rawHeaders } of home) {
    if (rawHeaders.some((text) => text.includes(SMUGGLED))) throw new Error("Okta saw what was smuggled.");
  }
}

/** A call of the policies with two bodies in one, for anyone who counts otherwise; what is left over is a call of the apps. */
function twofold(name: string, headers: readonly RawHeader[], body: string, more: Partial<Attack> = {}): Attack {
  const request: RawRequest = {
    method: "POST",
    target: "/api/v1/policies",
    headers: [["Content-Type", "application/json"], ...headers],
    body,
  };
  return { name, caller: "apps", request, status: 400, isRefusedBefore: true, ...more };
}

const LEFT_OVER = `GET /api/v1/apps HTTP/1.1\r\nHost: x\r\n\r\n`;
const ENDED = `0\r\n\r\n${LEFT_OVER}`;

const bearer = (key: string): RawHeader => ["Authorization", `Bearer ${key}`];
const forged = (claims: object) =>
  [{ alg: "none" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".")
    .concat(".");

/** Ways to act as another caller, and to be read by another server. */
export const HEADERS: readonly Attack[] = [
  asSomeone("Authorization twice, with the same key", ({ keys }) => [bearer(keys.reader), bearer(keys.reader)]),
  asSomeone("Authorization twice, with two callers' keys", ({ keys }) => [bearer(keys.reader), bearer(keys.manager)]),
  asSomeone("two keys in one Authorization", ({ keys }) => [bearer(`${keys.reader}, Bearer ${keys.manager}`)]),
  asSomeone("two callers' keys in two headers", ({ keys }) => [bearer(keys.reader), ["X-API-Key", keys.manager]]),
  asSomeone("X-API-Key twice", ({ keys }) => [
    ["X-API-Key", keys.reader],
    ["X-API-Key", keys.manager],
  ]),
  ...(
    [
      ["without its scheme", (key) => key],
      ["after a scheme in capitals, without a space", (key) => `BEARER${key}`],
      ["after a scheme in lower case, without a space", (key) => `ssws${key}`],
      ["after a scheme and a colon", (key) => `SSWS:${key}`],
      ["after a scheme and an equals sign", (key) => `SSWS=${key}`],
      ["after a scheme and a comma", (key) => `SSWS,${key}`],
      ["after a scheme twice, without a space", (key) => `SSWSSSWS${key}`],
      ["after both schemes, without a space", (key) => `BearerSSWS ${key}`],
      ["after a scheme that ends in one", (key) => `XSSWS${key}`],
      ["after a scheme that begins with one", (key) => `BearerToken${key}`],
      ["after another scheme, without a space", (key) => `DPoP${key}`],
      ["in quotes, without a space", (key) => `Bearer"${key}"`],
      ["without a space, then another word", (key) => `Bearer${key} x`],
      ["without a space, then a list", (key) => `Bearer${key},Bearer${key}`],
      ["in two parts", (key) => `Bearer${key.slice(0, 8)} ${key.slice(8)}`],
      ["without its first letter, without a space", (key) => `Bearer${key.slice(1)}`],
    ] satisfies [string, (key: string) => string][]
  ).map(([name, write]) => asSomeone(`a key ${name}`, ({ keys }) => [["Authorization", write(keys.reader)]])),
  asSomeone("a key without a space, and another in X-API-Key", ({ keys }) => [
    ["Authorization", `SSWS${keys.reader}`],
    ["X-API-Key", keys.manager],
  ]),
  asSomeone("a key by Basic", ({ keys }) => [
    ["Authorization", `Basic ${Buffer.from(`x:${keys.reader}`).toString("base64")}`],
  ]),
  asSomeone("a key as a DPoP token", ({ keys }) => [["Authorization", `DPoP ${keys.reader}`]]),
  asSomeone("a key behind a tab", ({ keys }) => [["Authorization", `Bearer\t${keys.reader}`]]),
  asSomeone("a key on a folded line", ({ keys }) => [["Authorization", `Bearer\r\n ${keys.reader}`]], {
    status: 400,
    isRefusedBefore: true,
  }),
  asSomeone("the beginning of a key", ({ keys }) => [bearer(keys.reader.slice(0, -1))]),
  asSomeone("a key in capitals", ({ keys }) => [bearer(keys.reader.toUpperCase())]),
  asSomeone("the hash in place of the key", ({ keys }) => [
    bearer(`sha256:${createHash("sha256").update(keys.reader).digest("hex")}`),
  ]),
  asSomeone("a key that has expired", ({ keys }) => [bearer(keys.expired)]),
  asSomeone("a key in X_API_Key", ({ keys }) => [["X_API_Key", keys.reader]]),
  asSomeone("a key in X-API-Key with a blank before the colon", ({ keys }) => [["X-API-Key ", keys.reader]], {
    status: 400,
    isRefusedBefore: true,
  }),
  asSomeone("a key in Proxy-Authorization", ({ keys }) => [["Proxy-Authorization", `Bearer ${keys.reader}`]]),
  asSomeone("a key in X-Forwarded-Authorization", ({ keys }) => [
    ["X-Forwarded-Authorization", `Bearer ${keys.reader}`],
  ]),
  asSomeone("a key in a cookie", ({ keys }) => [["Cookie", `Authorization=Bearer ${keys.reader}; sid=${keys.reader}`]]),
  asSomeone("a key in the query", () => [], {
    request: ({ keys }) => ({ target: `${TARGET}&access_token=${keys.careless}&api_key=${keys.careless}` }),
  }),
  asSomeone("an assertion of Cloudflare Access that no one signed", () => [
    ["Cf-Access-Jwt-Assertion", forged({ email: "admin@example.com", exp: 4_000_000_000 })],
  ]),
  asSomeone("the email address of Cloudflare Access", () => [
    ["Cf-Access-Authenticated-User-Email", "admin@example.com"],
    ["Cf-Access-Client-Id", "admin"],
  ]),
  asSomeone("a caller by name", () => [
    ["X-Caller", "manager"],
    ["X-Remote-User", "manager"],
    ["Remote-User", "manager"],
  ]),
  smuggled("Host", `${SMUGGLED}.example`),
  smuggled("X-Forwarded-Host"),
  smuggled("X-Forwarded-For"),
  smuggled("X-Forwarded-Proto"),
  smuggled("X-Forwarded-Port"),
  smuggled("X-Forwarded-Prefix", `/${SMUGGLED}`),
  smuggled("Forwarded", `for=${SMUGGLED};host=${SMUGGLED}`),
  smuggled("X-Real-IP"),
  smuggled("True-Client-IP"),
  smuggled("CF-Connecting-IP"),
  smuggled("Via", `1.1 ${SMUGGLED}`),
  smuggled("X-Original-URL", "/api/v1/apps"),
  smuggled("X-Rewrite-URL", "/api/v1/apps"),
  smuggled("X-Okta-User-Agent-Extended"),
  smuggled("X-Okta-XsrfToken"),
  smuggled("Okta-Debug"),
  smuggled("Okta-Sandbox"),
  smuggled("X-Okta-Session-Id"),
  smuggled("Cookie", `sid=${SMUGGLED}; JSESSIONID=${SMUGGLED}`),
  smuggled("DPoP"),
  smuggled("User-Agent"),
  smuggled("Origin", `https://${SMUGGLED}.example`),
  smuggled("Referer", `https://${SMUGGLED}.example`),
  smuggled("Connection", "close, authorization, dpop, host"),
  smuggled("Connection", `close, ${SMUGGLED}`),
  smuggled("Keep-Alive"),
  smuggled("Proxy-Connection"),
  smuggled("TE", "trailers, deflate"),
  smuggled("Trailer", "Authorization"),
  smuggled("Upgrade", "websocket"),
  smuggled("Upgrade", "h2c"),
  smuggled("Expect", "100-continue"),
  smuggled("Max-Forwards", "0"),
  // A request over http that has passed Cloudflare is sent to https.
  smuggled("CF-Ray", `${SMUGGLED} {"caller":"manager"}`, {
    status: 308,
    home: [],
    check: ({ response }) => {
      const [id = ""] = response.headers.get("x-request-id") ?? [];
      if (!/^[\w-]{1,64}$/.test(id)) throw new Error("A forged CF-Ray names the call.");
    },
  }),
  smuggled("Accept", "application/json, \u65e5\u672c, \u00ff"),
  asSomeone("Okta's own token, with the proof that came with it", ({ home }) => {
    const rawHeaders = home.received.findLast(({ target }) => target === TARGET)?.rawHeaders ?? [];
    const partOf = (name: string) => rawHeaders[rawHeaders.indexOf(name) + 1] ?? "";
    const token = partOf("Authorization").replace("DPoP ", "");
    if (!token.startsWith("ey")) throw new Error("There is no token to steal.");
    return [bearer(token), ["DPoP", partOf("dpop")]];
  }),
  {
    name: "a header of the reader's that names a header of the Worker's twice",
    request: {
      target: TARGET,
      headers: [
        ["Content-Type", "text/plain"],
        ["Content-Type", "application/json"],
        ["Accept-Language", "de"],
        ["Accept-Language", "en"],
      ],
    },
    status: 200,
    home: HOME,
  },
  {
    name: "a bare line feed with a header",
    request: { target: TARGET, headers: [["Accept-Language", `de\nX-Evil: ${SMUGGLED}`]] },
    status: 200,
    home: HOME,
    check: expectUnseen,
  },
  twofold(
    "Content-Length and Transfer-Encoding",
    [
      ["Content-Length", "46"],
      ["Transfer-Encoding", "chunked"],
    ],
    ENDED,
    {
      status: 400,
      isRefusedBefore: false,
      home: ["POST /api/v1/policies"],
    },
  ),
  twofold(
    "Transfer-Encoding and Content-Length",
    [
      ["Transfer-Encoding", "chunked"],
      ["Content-Length", "5"],
    ],
    ENDED,
    {
      status: 400,
      isRefusedBefore: false,
      home: ["POST /api/v1/policies"],
    },
  ),
  twofold(
    "two lengths",
    [
      ["Content-Length", "0"],
      ["Content-Length", String(LEFT_OVER.length)],
    ],
    LEFT_OVER,
  ),
  twofold("two lengths in one", [["Content-Length", `0, ${LEFT_OVER.length}`]], LEFT_OVER),
  twofold("a length with a sign", [["Content-Length", `+${LEFT_OVER.length}`]], LEFT_OVER),
  twofold("an encoding that is none", [["Transfer-Encoding", "xchunked"]], ENDED),
  twofold("chunked not as the last encoding", [["Transfer-Encoding", "chunked, identity"]], ENDED),
  twofold("a Transfer-Encoding with a blank before the colon", [["Transfer-Encoding ", "chunked"]], ENDED),
  twofold("a chunk size with a sign", [["Transfer-Encoding", "chunked"]], `-1\r\n${ENDED}`, {
    status: [0, 400, 500],
  }),
];
