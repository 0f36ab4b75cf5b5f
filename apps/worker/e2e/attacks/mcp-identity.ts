import type { JWTHeaderParameters, JWTPayload } from "jose";
import { generateKeyPair, SignJWT } from "jose";
import type { Attack, Outcome } from "../support/attack.ts";
import { ALLOWED_ORIGIN, type AttackLab } from "../support/attack-lab.ts";
import { mcpRequest } from "../support/mcp-message.ts";
import type { RawHeader, RawRequest } from "../support/raw-http.ts";

const LIST = { method: "tools/list" } as const;

/** A page that has got hold of a caller's key, and calls the MCP server. */
function page(origin: string, more: Partial<Attack> = {}): Attack {
  return {
    name: `a page of ${origin}`,
    request: mcpRequest({ ...LIST, headers: [["Origin", origin]] }),
    status: 403,
    check: expectClosed,
    ...more,
  };
}

function expectClosed({ response }: Outcome): void {
  for (const name of response.headers.keys()) {
    if (name.startsWith("access-control-")) throw new Error(`The answer has ${name}.`);
  }
}

const audienceOf = ({ port }: AttackLab) => `http://127.0.0.1:${port}/mcp`;

type Make = (lab: AttackLab) => Promise<string>;

/** The claims of a token that is accepted. */
const claimsFor = (lab: AttackLab): JWTPayload => ({ aud: audienceOf(lab), email: "person@example.com" });

const signed =
  (claims: (lab: AttackLab) => JWTPayload = () => ({}), header: Partial<JWTHeaderParameters> = {}): Make =>
  (lab) =>
    lab.authorizationServer.sign({ ...claimsFor(lab), ...claims(lab) }, header);

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Use extends Partial<Attack> {
  readonly headers?: (lab: AttackLab) => readonly RawHeader[];
  readonly to?: Partial<RawRequest>;
}

/** A token that the MCP server does not accept. */
function token(name: string, make: Make, { headers = () => [], to, ...more }: Use = {}): Attack {
  return {
    name,
    caller: null,
    request: async (lab) => {
      const request = mcpRequest(LIST);
      const authorization = ["Authorization", `Bearer ${await make(lab)}`] as const;
      return { ...request, headers: [authorization, ...headers(lab), ...(request.headers ?? [])], ...to };
    },
    status: 401,
    ...more,
  };
}

const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

/** Signs with a key that the authorization server does not have, which the token names or brings along. */
const withOwnKey =
  (
    header: (
      lab: AttackLab,
      publicKey: CryptoKey,
    ) => Partial<JWTHeaderParameters> | Promise<Partial<JWTHeaderParameters>>,
  ): Make =>
  async (lab) => {
    const { privateKey, publicKey } = (await generateKeyPair("ES256", { extractable: true })) as CryptoKeyPair;
    return new SignJWT({ ...claimsFor(lab), iss: lab.authorizationServer.issuer, exp: seconds(60) })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", ...(await header(lab, publicKey)) })
      .sign(privateKey);
  };

/** Ways to be another caller of the MCP server. */
export const MCP_IDENTITY: readonly Attack[] = [
  page("https://evil.example"),
  page("null"),
  page(`${ALLOWED_ORIGIN}.evil.example`),
  page("http://console.example"),
  page(`${ALLOWED_ORIGIN}/`),
  page("https://127.0.0.1"),
  page("http://localhost"),
  page("http://127.0.0.1.evil.example"),
  {
    ...page("two origins"),
    name: "a page of two origins",
    request: mcpRequest({
      ...LIST,
      headers: [
        ["Origin", "https://evil.example"],
        ["Origin", ALLOWED_ORIGIN],
      ],
    }),
  },
  {
    ...page("a rebound host"),
    name: "a page that reached the Worker by DNS rebinding",
    request: mcpRequest({
      ...LIST,
      headers: [
        ["Host", "rebound.example"],
        ["Origin", "http://rebound.example"],
      ],
    }),
  },
  {
    name: "a preflight of another origin",
    caller: null,
    request: {
      method: "OPTIONS",
      target: "/mcp",
      headers: [
        ["Origin", "https://evil.example"],
        ["Access-Control-Request-Method", "POST"],
      ],
    },
    status: 401,
    check: expectClosed,
  },
  {
    name: "a form of another site, without a key",
    caller: null,
    request: { method: "POST", target: "/mcp", headers: [["Content-Type", "text/plain"]], body: "{}" },
    status: 401,
  },

  token("a token as it is meant", signed(), { status: 200 }),
  token(
    "a token for another server",
    signed(() => ({ aud: "https://other.example/mcp" })),
  ),
  token(
    "a token for the whole origin",
    signed((lab) => ({ aud: `http://127.0.0.1:${lab.port}` })),
  ),
  token(
    "a token for another connection",
    signed((lab) => ({ aud: `http://127.0.0.1:${lab.port}/connections/eu/mcp` })),
  ),
  token(
    "a token for a client",
    signed(() => ({ aud: "0oaClient" })),
  ),
  token(
    "a token for no one",
    signed(() => ({ aud: [] })),
  ),
  token(
    "a token of another issuer",
    signed(() => ({ iss: "https://evil.example" })),
  ),
  token(
    "a token of an issuer that only begins so",
    signed((lab) => ({ iss: `${lab.authorizationServer.issuer}/other` })),
  ),
  token(
    "a token that has expired",
    signed(() => ({ exp: seconds(-60) })),
  ),
  token("a token that never expires", async (lab) =>
    lab.authorizationServer.sign({ ...claimsFor(lab), exp: undefined as unknown as number }),
  ),
  token(
    "a token that is not valid yet",
    signed(() => ({ nbf: seconds(600) })),
  ),
  token(
    "a token of a person that has no entry",
    signed(() => ({ email: "eve@example.com" })),
  ),
  token(
    "a token whose email address is not verified",
    signed(() => ({ email_verified: false })),
  ),
  token(
    "a token with a list of email addresses",
    signed(() => ({ email: ["person@example.com"] })),
  ),
  token(
    "a token with the name of a caller",
    signed(() => ({ email: "manager", sub: "manager" })),
  ),
  token(
    "a token that is bound to a key",
    signed(() => ({ cnf: { jkt: "x" } })),
  ),
  token("a token of another type", signed(undefined, { typ: "dpop+jwt" })),
  token(
    "an ID token for a client",
    signed(() => ({ aud: "0oaClient" }), { typ: "JWT" }),
  ),
  token(
    "an ID token that also names this server",
    signed(() => ({ nonce: "n", at_hash: "x" }), { typ: "JWT" }),
  ),
  token("a token without a signature", async (lab) => {
    const claims = { ...claimsFor(lab), iss: lab.authorizationServer.issuer, exp: seconds(60) };
    return `${encode({ alg: "none", typ: "at+jwt" })}.${encode(claims)}.`;
  }),
  token("a token whose signature is removed", async (lab) => (await signed()(lab)).replace(/[^.]+$/, "")),
  token("a token whose claims are changed", async (lab) => {
    const [header, payload = "", signature] = (await signed()(lab)).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    return `${header}.${encode({ ...claims, email: "admin@example.com" })}.${signature}`;
  }),
  token("the public key as a shared secret", async (lab) =>
    new SignJWT({ ...claimsFor(lab), iss: lab.authorizationServer.issuer, exp: seconds(60) })
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "server-key" })
      .sign(Buffer.from(lab.authorizationServer.publicKey)),
  ),
  token(
    "a key that the token brings along",
    withOwnKey(async (_, key) => ({ jwk: await crypto.subtle.exportKey("jwk", key) }) as Partial<JWTHeaderParameters>),
  ),
  token(
    "a key at a URL that the token names",
    withOwnKey(({ elsewhere }) => ({ jku: `${elsewhere.url}/keys`, kid: "server-key" })),
  ),
  token(
    "a certificate at a URL that the token names",
    withOwnKey(({ elsewhere }) => ({ x5u: `${elsewhere.url}/cert`, kid: "server-key" })),
  ),
  token(
    "a key whose ID is a path",
    withOwnKey(() => ({ kid: "../../../dev/null" })),
  ),
  token("a token for REST", signed(), { to: { method: "GET", target: "/api/v1/users?limit=1" } }),
  token("a token for the MCP server of another connection", signed(), { to: { target: "/connections/eu/mcp" } }),
  token("a token beside another caller's key", signed(), { headers: ({ keys }) => [["X-API-Key", keys.manager]] }),
  token("a token of 20 KB", async (lab) => `${await signed()(lab)}${"A".repeat(20_000)}`),
];
