import type { Attack, Outcome } from "../support/attack.ts";
import type { RawHeader } from "../support/raw-http.ts";

const ADA = "/api/v1/users/ada.lovelace@example.com";
const SUSPEND = `${ADA}/lifecycle/suspend`;
const JSON_TYPE: RawHeader = ["Content-Type", "application/json"];
const STREAM: RawHeader = ["Accept", "application/x-ndjson"];
const LIST = "/api/v1/users?limit=1";

const user = (firstName: string) =>
  JSON.stringify({ profile: { login: "x@example.com", email: "x@example.com", firstName, lastName: "x" } });

/** A body in an encoding that is not UTF-8. It would be stored with replacement characters. */
function encoded(name: string, body: Uint8Array, contentType = "application/json"): Attack {
  return {
    name,
    caller: "manager",
    request: { method: "POST", target: "/api/v1/users", headers: [["Content-Type", contentType]], body },
    status: 400,
    check: ({ response }) => {
      if (!response.body.includes("UTF-8")) throw new Error(`The encoding is not named: ${response.body}`);
    },
  };
}

/** A body for an action that has none, as a form of another site sends it. */
function unexpected(name: string, contentType: string, body: string, status: number): Attack {
  const headers: RawHeader[] = contentType ? [["Content-Type", contentType]] : [];
  return { name, caller: "manager", request: { method: "POST", target: SUSPEND, headers, body }, status };
}

/** A write that Okta rejects with 401 for a reason other than the token. It is sent once. */
function rejected(errorCode: string): Attack {
  return {
    name: `a write that Okta rejects with 401 ${errorCode}`,
    caller: "manager",
    request: { method: "POST", target: SUSPEND },
    lie: () => (_, response) =>
      void response
        .writeHead(401, { "content-type": "application/json" })
        .end(JSON.stringify({ errorCode, errorSummary: "Rejected", errorCauses: [] })),
    status: 401,
    home: [`POST ${SUSPEND}`],
  };
}

/** The last line of a stream states that it is incomplete. The body is still in chunks. */
function expectErrorLine({ response }: Outcome): void {
  if (!/^\{"error":\{/m.test(response.body)) throw new Error("The stream does not state that it is incomplete.");
}

const page = (next: string, body: string | Uint8Array): NonNullable<Attack["lie"]> => {
  return ({ home }) =>
    (request, response) => {
      const isFirst = !request.url?.includes("after=");
      response.writeHead(200, {
        "content-type": "application/json",
        link: `<${new URL(next, home.url)}>; rel="next"`,
      });
      response.end(isFirst ? '[{"id":"00u1"}]' : body);
    };
};

/** Bodies that are not what they seem, in requests and in Okta's responses. */
export const BODIES: readonly Attack[] = [
  encoded("a name in Latin-1", Buffer.from(user("Zoë"), "latin1")),
  encoded(
    "a name in Latin-1 that is declared as UTF-8",
    Buffer.from(user("Zoë"), "latin1"),
    "application/json; charset=utf-8",
  ),
  encoded("a body in UTF-16", Buffer.from(user("Zoe"), "utf16le")),
  encoded("a body in UTF-16 with its mark", Buffer.from(`\ufeff${user("Zoe")}`, "utf16le")),
  encoded("half a character at the end", Buffer.concat([Buffer.from(user("Zoe")), Buffer.from([0xc3])])),
  encoded("an overlong character", Buffer.from(user("Z_e").replace("_", "\xc0\xaf"), "latin1")),
  encoded("a surrogate, encoded on its own", Buffer.from(user("Z_e").replace("_", "\xed\xa0\x80"), "latin1")),
  {
    ...encoded(
      "a policy in Latin-1, which is carried without being an action",
      Buffer.from('{"name":"Zoë"}', "latin1"),
    ),
    caller: "apps",
    request: {
      method: "POST",
      target: "/api/v1/policies",
      headers: [JSON_TYPE],
      body: Buffer.from('{"name":"Zoë"}', "latin1"),
    },
  },
  unexpected("a form for an action without a body", "application/x-www-form-urlencoded", "a=b", 415),
  unexpected("a multipart form for an action without a body", "multipart/form-data; boundary=x", "--x--", 415),
  unexpected("text for an action without a body", "text/plain", '{"a":1}', 415),
  unexpected("JSON for an action without a body", "application/json", '{"a":1}', 400),
  unexpected("bytes of no type for an action without a body", "", "a=b", 400),
  {
    name: "a body that stalls",
    caller: "manager",
    request: {
      method: "POST",
      target: "/api/v1/users",
      headers: [JSON_TYPE, ["Content-Length", "5000"]],
      body: '{"profile":',
    },
    status: [408, 504],
  },
  rejected("E0000207"),
  rejected("E0000064"),
  rejected("E0000015"),
  {
    name: "a stream whose next page is itself",
    request: { target: LIST, headers: [STREAM] },
    lie: page("/api/v1/users?limit=1&after=a", '[{"id":"00u2"}]'),
    status: 200,
    home: [`GET ${LIST}`, "GET /api/v1/users?limit=1&after=a"],
    check: expectErrorLine,
  },
  {
    name: "a stream whose next page is at another origin",
    request: { target: LIST, headers: [STREAM] },
    lie: page("https://evil.example/api/v1/users?after=a", "[]"),
    status: 502,
    home: [`GET ${LIST}`],
  },
  {
    name: "a stream whose next page is another resource",
    request: { target: LIST, headers: [STREAM] },
    lie: page("/api/v1/apps?after=a", "[]"),
    status: 502,
    home: [`GET ${LIST}`],
  },
  {
    name: "a stream whose second page has 64 MiB",
    request: { target: LIST, headers: [STREAM] },
    lie: page("/api/v1/users?limit=1&after=a", Buffer.from(`[${" ".repeat(64 * 1024 * 1024)}]`)),
    status: 200,
    home: [`GET ${LIST}`, "GET /api/v1/users?limit=1&after=a"],
    check: expectErrorLine,
  },
];
