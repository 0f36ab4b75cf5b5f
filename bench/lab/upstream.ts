// An org that responds immediately, in a process of its own: the benches measure what is before it. Sends its origin to its parent.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Users of the export, and of a page of it. */
const USERS = 100_000;
const PAGE = 200;

/** The headers that Okta sends with every response. */
const HEADERS = {
  "Cache-Control": "no-cache, no-store",
  "Content-Security-Policy": "default-src 'self' example.okta.com *.oktacdn.com; frame-ancestors 'self'",
  Expires: "0",
  P3P: 'CP="HONK"',
  Pragma: "no-cache",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  Server: "nginx",
  "Set-Cookie": "sid=; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/",
  "Strict-Transport-Security": "max-age=315360000; includeSubDomains",
  Vary: "Accept-Encoding",
  "X-Content-Type-Options": "nosniff",
  "X-Okta-Request-Id": "aZw1x2y3z4A5b6C7d8E9fAAAB3g",
  "X-XSS-Protection": "0",
};

function user(number: number): object {
  const date = "2026-01-01T00:00:00.000Z";
  return {
    id: `00u${String(number).padStart(17, "0")}`,
    status: "ACTIVE",
    created: date,
    activated: date,
    statusChanged: date,
    lastLogin: date,
    lastUpdated: date,
    passwordChanged: date,
    type: { id: "oty1example" },
    profile: {
      firstName: "Ada",
      lastName: "Lovelace",
      login: `ada.lovelace.${number}@example.com`,
      email: `ada.lovelace.${number}@example.com`,
      mobilePhone: null,
      secondEmail: null,
    },
    credentials: { provider: { type: "OKTA", name: "OKTA" } },
    _links: { self: { href: `${origin}/api/v1/users/00u${number}` } },
  };
}

const server = createServer((request, response) => {
  const { method, url = "/" } = request;
  if (method === "POST" && url === "/oauth2/v1/token") issueToken(request, response);
  else if (url.startsWith("/api/v1/users?")) sendPage(response, url);
  else if (url.endsWith("limited")) sendLimit(response);
  else send(response, url.startsWith("/api/v1/users/") ? ONE_USER : EMPTY_LIST);
});
server.keepAliveTimeout = 60_000;
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const ONE_USER = Buffer.from(JSON.stringify(user(1)));
const EMPTY_LIST = Buffer.from("[]");
/** Users of every page are the same: what costs time is to read and write them. */
const PAGE_OF_USERS = Buffer.from(JSON.stringify(Array.from({ length: PAGE }, (_, number) => user(number))));

function send(response: ServerResponse, body: Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(200, {
    ...HEADERS,
    ...headers,
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "X-Rate-Limit-Limit": "600",
    "X-Rate-Limit-Remaining": "599",
    "X-Rate-Limit-Reset": String(Math.floor(Date.now() / 1000) + 60),
  });
  response.end(body);
}

/** Seconds until the rate limit of what ends with `limited` is reset: less than the time limit of a call. */
const RESET_IN = 15;

function sendLimit(response: ServerResponse): void {
  const body = Buffer.from(
    '{"errorCode":"E0000047","errorSummary":"API call exceeded rate limit due to too many requests."}',
  );
  response.writeHead(429, {
    ...HEADERS,
    Date: new Date().toUTCString(),
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "X-Rate-Limit-Limit": "600",
    "X-Rate-Limit-Remaining": "0",
    "X-Rate-Limit-Reset": String(Math.floor(Date.now() / 1000) + RESET_IN),
  });
  response.end(body);
}

function sendPage(response: ServerResponse, url: string): void {
  const { searchParams } = new URL(url, origin);
  const limit = Number(searchParams.get("limit") ?? PAGE);
  const after = Number(searchParams.get("after") ?? 0);
  if (limit < PAGE) {
    send(response, EMPTY_LIST);
    return;
  }
  const next = after + PAGE;
  const links = [`<${origin}${url.replaceAll('"', "%22")}>; rel="self"`];
  if (next < USERS) links.push(`<${origin}/api/v1/users?after=${next}&limit=${PAGE}>; rel="next"`);
  send(response, PAGE_OF_USERS, { Link: links.join(", ") });
}

/** Issues a token of the type that the client proves: DPoP with a proof, otherwise Bearer. */
async function issueToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request) text += chunk;
  const isDpop = request.headers.dpop !== undefined;
  send(
    response,
    Buffer.from(
      JSON.stringify({
        token_type: isDpop ? "DPoP" : "Bearer",
        expires_in: 3600,
        access_token: `${Buffer.from('{"alg":"RS256"}').toString("base64url")}.${"a".repeat(900)}`,
        scope: new URLSearchParams(text).get("scope") ?? "",
      }),
    ),
  );
}

process.send?.({ origin });
process.on("disconnect", () => process.exit());
