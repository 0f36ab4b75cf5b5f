import type { Attack, Outcome } from "../support/attack.ts";
import { ALLOWED_ORIGIN } from "../support/attack-lab.ts";
import type { RawHeader } from "../support/raw-http.ts";

const TARGET = "/api/v1/users?limit=1";
const HOME = [`GET ${TARGET}`];
const MARKUP = "<script>alert(1)</script>";
const ENCODED_MARKUP = encodeURIComponent(MARKUP);

/** A page of an origin that may not call, with a key that it has got hold of: the browser shows it nothing. */
function page(origin: string): Attack {
  return {
    name: `a page of ${origin}`,
    request: { target: TARGET, headers: [["Origin", origin]] },
    status: 200,
    home: HOME,
    check: expectClosed,
  };
}

/** The question of a browser, whether a page may call. */
function preflight(origin: string, more: Partial<Attack> = {}): Attack {
  return {
    name: `a preflight of ${origin}`,
    caller: null,
    request: { method: "OPTIONS", target: TARGET, headers: preflightHeaders(origin) },
    status: 401,
    check: expectClosed,
    ...more,
  };
}

const preflightHeaders = (origin: string): readonly RawHeader[] => [
  ["Origin", origin],
  ["Access-Control-Request-Method", "DELETE"],
  ["Access-Control-Request-Headers", "authorization, x-forwarded-host, x-evil"],
  ["Access-Control-Request-Private-Network", "true"],
];

function expectClosed({ response }: Outcome): void {
  for (const name of response.headers.keys()) {
    if (name.startsWith("access-control-")) throw new Error(`The answer has ${name}.`);
  }
}

function expectAllowed({ response: { headers } }: Outcome): void {
  const allowed = (name: string) => headers.get(`access-control-${name}`)?.join();
  if (allowed("allow-origin") !== ALLOWED_ORIGIN) throw new Error("The origin is not allowed.");
  if (allowed("allow-headers")?.includes("evil")) throw new Error("What was asked for is allowed.");
  if (allowed("allow-credentials") !== undefined) throw new Error("Cookies are taken.");
  if (allowed("allow-private-network") !== undefined) throw new Error("Private networks are open.");
  if (!headers.get("vary")?.join().includes("Origin")) throw new Error("A cache would mix origins up.");
}

/** Markup in a request, which must not come back as such. */
function inject(name: string, target: string, status: number, more: Partial<Attack> = {}): Attack {
  return { name, request: { target }, status, check: expectHarmless, ...more };
}

/** Only the Worker's own pages are HTML, whose scripts are its own files. */
function expectHarmless({ response }: Outcome): void {
  const [type = ""] = response.headers.get("content-type") ?? [];
  const isHtml = type.includes("html");
  if (isHtml && /<script(?! type="module" src="\/assets\/)|alert\(|onerror=/.test(response.body))
    throw new Error("The page holds what was sent.");
}

/** Ways to use another person's browser. */
export const BROWSERS: readonly Attack[] = [
  page("https://evil.example"),
  page("null"),
  page(`${ALLOWED_ORIGIN}.evil.example`),
  page("https://evilconsole.example"),
  page("https://evil.example/https://console.example"),
  page("http://console.example"),
  page(`${ALLOWED_ORIGIN}:8443`),
  page(`${ALLOWED_ORIGIN}/`),
  page("https://CONSOLE.example"),
  page("https://console.example, https://evil.example"),
  page("https://sub.console.example"),
  page("https://console%2eexample"),
  page("*"),
  preflight("https://evil.example"),
  preflight("null"),
  preflight(`${ALLOWED_ORIGIN}.evil.example`),
  preflight("*"),
  {
    ...preflight(ALLOWED_ORIGIN),
    name: "a preflight of the allowed origin, for headers and networks that are not",
    status: 204,
    check: expectAllowed,
  },
  {
    name: "a page of the allowed origin without a key",
    caller: null,
    request: { target: TARGET, headers: [["Origin", ALLOWED_ORIGIN]] },
    status: 401,
    check: expectAllowed,
  },
  {
    name: "two origins, the second allowed",
    request: {
      target: TARGET,
      headers: [
        ["Origin", "https://evil.example"],
        ["Origin", ALLOWED_ORIGIN],
      ],
    },
    status: 200,
    home: HOME,
    check: expectClosed,
  },
  {
    name: "a form of another site, with cookies and no key",
    caller: null,
    request: {
      method: "POST",
      target: "/api/v1/users/ada.lovelace@example.com/lifecycle/suspend",
      headers: [
        ["Content-Type", "application/x-www-form-urlencoded"],
        ["Cookie", "sid=1"],
        ["Sec-Fetch-Site", "cross-site"],
      ],
      body: "a=b",
    },
    status: 401,
    check: expectClosed,
  },
  {
    name: "a form that holds JSON",
    caller: "manager",
    request: { method: "POST", target: "/api/v1/users", headers: [["Content-Type", "text/plain"]], body: "{}" },
    status: 415,
    check: expectClosed,
  },
  inject("markup in the path", `/<script>alert(1)`, 400, { isRefusedBefore: true }),
  inject("encoded markup in the path", `/${ENCODED_MARKUP}`, 404),
  inject("markup in a parameter's name", `/api/v1/users?${ENCODED_MARKUP}=1`, 400),
  inject("markup in an ID", "/api/v1/groups/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", 404, {
    home: ["GET /api/v1/groups/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"],
  }),
  inject("markup in the query of the documents", `/docs?${ENCODED_MARKUP}`, 200),
  inject("another Host of the documents", "/docs", 200, {
    request: { target: "/docs", headers: [["Host", "user:password@evil.example"]] },
  }),
  inject("markup in the Host of the documents", "/docs", 500, {
    request: { target: "/docs", headers: [["Host", "x'onerror=alert(1)'.example"]] },
    isRefusedBefore: true,
  }),
  inject("HTML in Okta's answer", TARGET, 502, {
    home: HOME,
    lie: () => (_, response) => void response.writeHead(200, { "content-type": "text/html" }).end(MARKUP),
    check: undefined,
  }),
];
