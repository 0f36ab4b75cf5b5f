import type { ServerResponse } from "node:http";
import type { Attack, Outcome } from "../support/attack.ts";
import type { AttackLab } from "../support/attack-lab.ts";
import type { RawRequest } from "../support/raw-http.ts";
import type { Answer } from "../support/recorded-org.ts";

const TARGET = "/api/v1/users?limit=1";
const ONE = [`GET ${TARGET}`];

const PAGE: RawRequest = { target: TARGET };
const STREAM: RawRequest = { target: TARGET, headers: [["Accept", "application/x-ndjson"]] };

/** An org that answers with what leads elsewhere. */
function lie(
  name: string,
  headers: (lab: AttackLab) => Record<string, string | string[]>,
  { code = 200, body = "[]", ...more }: Partial<Attack> & { code?: number; body?: string } = {},
): Attack {
  const answer = (lab: AttackLab): Answer => answerWith(code, headers(lab), body);
  return { name, request: PAGE, lie: answer, status: code, home: ONE, check: expectNoLeads, ...more };
}

function answerWith(code: number, headers: Record<string, string | string[]>, body: string): Answer {
  return (_, response: ServerResponse) =>
    void response.writeHead(code, { "content-type": "application/json", ...headers }).end(body);
}

/** Neither a header nor the body names a place where no request should go. */
function expectNoLeads({ response }: Outcome, { elsewhere }: AttackLab): void {
  const { host } = new URL(elsewhere.url);
  if (response.bytes.includes(host) || response.bytes.includes("evil")) throw new Error("The answer leads elsewhere.");
}

/** The second page of a stream is what the org lies with. */
function secondPage(lead: (lab: AttackLab) => string): (lab: AttackLab) => Answer {
  return (lab) => (request, response) => {
    const next = request.url === TARGET ? `${lab.home.url}/api/v1/users?after=2` : lead(lab);
    answerWith(200, { link: `<${next}>; rel="next"` }, '[{"id":"x"}]')(request, response);
  };
}

const TWO = [...ONE, "GET /api/v1/users?after=2"];

/** A caller's wish that the Worker fetch something. */
function wish(name: string, query: string): Attack {
  return { name, request: ({ elsewhere }) => ({ target: `/api/v1/users?${query}${elsewhere.url}/x` }), status: 400 };
}

/** Ways to make the Worker fetch from elsewhere, or to send a caller there. */
export const ELSEWHERE: readonly Attack[] = [
  lie("a Link elsewhere", ({ elsewhere }) => ({ link: `<${elsewhere.url}/x>; rel="next"` })),
  lie("Links to what only begins like the org", ({ home }) => ({
    link: [
      `<${home.url}.evil.example/x>; rel="next"`,
      `<${home.url}@evil.example/x>; rel="next"`,
      `<//evil.example/x>; rel="next"`,
      `<javascript:evil>; rel="next"`,
    ],
  })),
  ...[301, 302, 303, 307, 308].map((code) =>
    lie(`a redirect elsewhere by ${code}`, ({ elsewhere }) => ({ location: `${elsewhere.url}/x` }), { code, body: "" }),
  ),
  lie("a redirect within the org", () => ({ location: "/api/v1/apps" }), { code: 302, body: "" }),
  lie("Refresh, Content-Location and Alt-Svc", ({ elsewhere }) => ({
    refresh: `0; url=${elsewhere.url}`,
    "content-location": elsewhere.url,
    "alt-svc": 'h2="evil.example:443"',
  })),
  lie("Early Hints", () => ({}), {
    lie:
      ({ elsewhere }) =>
      (request, response) => {
        response.writeEarlyHints({ link: `<${elsewhere.url}/x>; rel=preload` });
        answerWith(200, {}, "[]")(request, response);
      },
  }),
  lie("headers that would open the Worker's answers", () => ({
    "access-control-allow-origin": "https://evil.example",
    "access-control-allow-credentials": "true",
    "content-security-policy": "default-src https://evil.example",
    "cache-control": "public, max-age=86400",
    "set-cookie": "sid=evil",
    "clear-site-data": '"*"',
    "strict-transport-security": "max-age=0",
    "x-request-id": "evil",
  })),
  lie("a Link elsewhere, in a stream", ({ elsewhere }) => ({ link: `<${elsewhere.url}/x>; rel="next"` }), {
    request: STREAM,
    status: 502,
    body: '[{"id":"x"}]',
  }),
  lie("a Link elsewhere on the second page of a stream", () => ({}), {
    request: STREAM,
    lie: secondPage(({ elsewhere }) => `${elsewhere.url}/x`),
    home: TWO,
  }),
  lie("a Link with a user on the second page of a stream", () => ({}), {
    request: STREAM,
    lie: secondPage(({ home }) => `${home.url.replace("//", "//u:p@")}/x`),
    home: TWO,
  }),
  lie("a page of a stream that is the next one's own", () => ({}), {
    request: STREAM,
    lie: secondPage(({ home }) => `${home.url}/api/v1/users?after=2`),
    home: TWO,
  }),
  lie("a redirect on the second page of a stream", () => ({}), {
    request: STREAM,
    lie: (lab) => (request, response) =>
      request.url === TARGET
        ? secondPage(() => "")(lab)(request, response)
        : answerWith(302, { location: `${lab.elsewhere.url}/x` }, "")(request, response),
    home: TWO,
  }),
  lie("a page of HTML in place of a list, in a stream", () => ({}), {
    request: STREAM,
    body: "<script>evil()</script>",
    status: 502,
  }),
  lie("an object in place of a list, in a stream", () => ({}), { request: STREAM, body: "{}", status: 502 }),
  {
    name: "a redirect of the token endpoint",
    caller: "fresh",
    request: { target: "/api/v1/apps" },
    lie:
      ({ elsewhere }) =>
      (_, response) =>
        void response.writeHead(307, { location: `${elsewhere.url}/x` }).end(),
    liesAboutTokens: true,
    status: 502,
    check: expectNoLeads,
  },
  wish("a URL as the limit", "limit="),
  wish("a URL as a callback", "callback="),
  wish("a URL as an unknown parameter", "url="),
  {
    name: "a URL as the cursor that Okta is to judge",
    request: { target: "/api/v1/users?after=http://evil.example/x" },
    status: 400,
    home: ["GET /api/v1/users?after=http://evil.example/x"],
  },
  {
    name: "a Host elsewhere, and a list with a next page",
    request: ({ elsewhere }) => ({ target: TARGET, headers: [["Host", new URL(elsewhere.url).host]] }),
    status: 200,
    home: ONE,
  },
  {
    name: "a Host that brings a path",
    request: { target: "/v1/apps", headers: [["Host", "worker.example/api"]] },
    status: [400, 403],
  },
  {
    name: "a Host that brings a connection",
    request: { target: "/api/v1/users", headers: [["Host", "worker.example/connections/eu"]] },
    status: [400, 404],
  },
];
