import { createHash } from "node:crypto";
import type { SandboxApp } from "../../src/index.ts";
import { importKey, makeProofKey, type ProofKey, sign, type Tampering } from "./jwt.ts";
import { type TestOrg, unique } from "./org.ts";

/** The key that every proof is made with, unless a test says otherwise. */
export const proofKey: ProofKey = await makeProofKey();

/** What an answer was. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; empty where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly body: any;
}

/** Makes a good assertion, but for what is tampered with. */
export async function makeAssertion(org: TestOrg, tampering: Tampering & { readonly app?: SandboxApp } = {}) {
  const { app = org.app, header, claims, key } = tampering;
  const iat = Math.floor(org.clock.now);
  return sign(
    {
      header: { alg: "ES256", kid: app.keyId, ...header },
      claims: {
        iss: app.clientId,
        sub: app.clientId,
        aud: `${org.sandbox.orgUrl}/oauth2/v1/token`,
        iat,
        exp: iat + 300,
        jti: unique(),
        ...claims,
      },
    },
    key ?? (await importKey(app.privateKey)),
  );
}

/** Makes a good proof for the token endpoint, with the nonce in force, but for what is tampered with. */
export function makeProof(org: TestOrg, { header, claims, key }: Tampering = {}): Promise<string> {
  return sign(
    {
      header: { typ: "dpop+jwt", alg: "ES256", jwk: proofKey.jwk, ...header },
      claims: {
        htm: "POST",
        htu: `${org.sandbox.orgUrl}/oauth2/v1/token`,
        iat: Math.floor(org.clock.now),
        jti: unique(),
        nonce: org.sandbox.dpop.currentNonce(),
        ...claims,
      },
    },
    key ?? proofKey.privateKey,
  );
}

/** Makes a good proof for `GET /api/v1/users`, but for what is tampered with. */
export function makeApiProof(org: TestOrg, token: string, { header, claims, key }: Tampering = {}): Promise<string> {
  return makeProof(org, {
    ...(header && { header }),
    ...(key && { key }),
    claims: {
      htm: "GET",
      htu: `${org.sandbox.orgUrl}/api/v1/users`,
      nonce: undefined,
      ath: createHash("sha256").update(token).digest("base64url"),
      ...claims,
    },
  });
}

/** Changes to a good token request, each in one place. */
export interface TokenRequestTampering {
  readonly app?: SandboxApp;
  readonly assertion?: Tampering;
  /** Null for a request without a proof. */
  readonly proof?: Tampering | null;
  /** Form fields; undefined leaves one out. */
  readonly form?: Record<string, string | undefined>;
  /** Appended to the form as it is. */
  readonly more?: string;
  readonly headers?: Record<string, string>;
  /** Of the URL, with its question mark. */
  readonly query?: string;
}

/** Asks for a token as a good client would, but for what is tampered with. */
export async function askToken(org: TestOrg, tampering: TokenRequestTampering = {}): Promise<Answer> {
  const { app = org.app, assertion, proof, form, more = "", headers, query = "" } = tampering;
  const fields = {
    grant_type: "client_credentials",
    scope: "okta.users.read",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await makeAssertion(org, { app, ...assertion }),
    ...form,
  };
  const sent = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  const proofHeader = proof === null ? {} : { dpop: await makeProof(org, proof) };
  return ask(org, `/oauth2/v1/token${query}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...proofHeader, ...headers },
    body: new URLSearchParams(sent).toString() + more,
  });
}

/** Gets a token, or fails. */
export async function getToken(org: TestOrg, tampering: TokenRequestTampering = {}): Promise<string> {
  const { status, body, text } = await askToken(org, tampering);
  if (status !== 200) throw new Error(`The token endpoint answered ${status}: ${text}`);
  return body.access_token;
}

/** What a call sends beside its token. */
export interface CallInit {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Calls the Management API with a token bound to {@link proofKey}. */
export async function call(
  org: TestOrg,
  token: string,
  path: string,
  method = "GET",
  { body, headers }: CallInit = {},
): Promise<Answer> {
  const htu = org.sandbox.orgUrl + path.replace(/\?.*/, "");
  const dpop = await makeApiProof(org, token, { claims: { htm: method, htu } });
  return ask(org, path, {
    method,
    headers: {
      authorization: `DPoP ${token}`,
      dpop,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** Sends a request to the org. */
export async function ask(org: TestOrg, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await org.sandbox.fetch(new Request(org.sandbox.orgUrl + path, init));
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}
