import type { Context } from "hono";
import { type JWTHeaderParameters, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import * as errors from "jose/errors";
import { createAccessKeys } from "../callers/access-keys.ts";
import type { Caller, Callers } from "../callers/callers.ts";
import { waitUntil } from "../cloudflare/runtime.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Fetch } from "../http/fetch.ts";
import type { ProblemError } from "../http/problem.ts";
import type { AppEnv } from "../middleware/app-env.ts";

/** A JWT as bearer token. Longer ones do not fit into the headers that Cloudflare accepts. */
const TOKEN = /^Bearer +(eyJ[\w-]+\.[\w-]*\.[\w-]*)$/i;
const MAX_TOKEN = 16_384;

/** Asymmetric algorithms only: otherwise the public key would serve as the secret. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** Characters of the authorization server's metadata. */
const MAX_METADATA = 256 * 1024;

const keysOf = new WeakMap<Gateway, JWTVerifyGetKey>();

/**
 * Identifies a person by an access token of `MCP_AUTHORIZATION_SERVER` for this MCP endpoint (RFC 9068, RFC 8707).
 *
 * @param issuer - the authorization server.
 * @param Problem - the Worker's own class, which this module has a copy of.
 * @returns the caller, why there is none, or undefined if the request has no token.
 * @throws {ProblemError} 503 `authorization_server_unavailable` while the server's keys are unknown.
 */
export async function identifyByToken(
  c: Context<AppEnv>,
  issuer: string,
  callers: Callers,
  Problem: typeof ProblemError,
): Promise<Caller | { readonly refusal: string } | undefined> {
  const { headers } = c.req.raw;
  const [, token] = TOKEN.exec(headers.get("authorization") ?? "") ?? [];
  if (!token || headers.has("x-api-key")) return undefined;
  if (token.length > MAX_TOKEN) return { refusal: `The access token must not exceed ${MAX_TOKEN} characters.` };
  const audience = `${new URL(c.req.path.replace(/\/$/, ""), c.req.url)}`;
  const { gateway, trail } = c.var;
  const keys = keysOf.get(gateway) ?? createAccessKeys(issuer, createKeysFetch(issuer, gateway.fetch), waitUntil);
  keysOf.set(gateway, keys);
  let person: string | undefined;
  try {
    const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ["exp"] };
    const { payload, protectedHeader } = await jwtVerify(token, keys, options);
    if (!isAccessToken(protectedHeader, payload)) return { refusal: "The token is not an access token for bearers." };
    person = personOf(payload);
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw unavailable(Problem);
    return {
      refusal: `The access token is not signed by MCP_AUTHORIZATION_SERVER for ${audience}, or it has expired. Sign in again.`,
    };
  }
  if (person === undefined) return { refusal: "The access token has no verified email address of a person." };
  trail.identity = person.slice(0, 320);
  return (
    callers.byAccess({ kind: "email", name: person }) ?? {
      refusal: "No caller in CALLERS has the email address of this person. Ask who runs the Worker to add one.",
    }
  );
}

/** Claims of ID tokens and logout tokens (OpenID Connect). */
const OTHER_CLAIMS = ["nonce", "at_hash", "c_hash", "s_hash", "events"];

/**
 * Reports whether a token is an access token for bearers. Keycloak, Microsoft Entra ID and others do not type theirs as RFC 9068 says, so that
 * the claims decide; the audience, which is this URL, is checked already. A token that is bound to a key is valid only with a proof of
 * that key, which a bearer does not send.
 */
function isAccessToken({ typ }: JWTHeaderParameters, payload: JWTPayload): boolean {
  if (payload.cnf !== undefined) return false;
  if (typ !== undefined && /^(application\/)?at\+jwt$/i.test(typ)) return true;
  // Keycloak repeats the type in the claims: `ID`, `Refresh`, `Logout`.
  const { typ: kind = "Bearer" } = payload;
  const isOther = OTHER_CLAIMS.some((claim) => claim in payload) || kind !== "Bearer";
  return (typ === undefined || /^(application\/)?jwt$/i.test(typ)) && !isOther;
}

function personOf({ email, email_verified: isVerified = true, sub }: JWTPayload): string | undefined {
  const name = email ?? sub;
  return typeof name === "string" && name.includes("@") && isVerified === true ? name : undefined;
}

/** Fetches the authorization server's keys. Nothing is fetched from another origin, whatever its metadata say. */
function createKeysFetch(issuer: string, fetch: Fetch): Fetch {
  return async ({ signal }) => {
    const { origin, pathname } = new URL(issuer);
    const path = pathname.replace(/\/$/, "");
    const get = (url: string) => fetch(new Request(url, { redirect: "manual", signal }));
    // RFC 8414 inserts the well-known path, OpenID Connect Discovery appends it.
    for (const url of [
      `${origin}/.well-known/oauth-authorization-server${path}`,
      `${origin}${path}/.well-known/openid-configuration`,
    ]) {
      const response = await get(url);
      const text = await response.text();
      if (response.status !== 200 || text.length > MAX_METADATA) continue;
      const metadata = JSON.parse(text) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
      if (metadata.issuer !== issuer) throw new Error("the metadata are another issuer's");
      if (typeof metadata.jwks_uri !== "string" || new URL(metadata.jwks_uri).origin !== origin) {
        throw new Error("jwks_uri is not on the issuer's origin");
      }
      return get(metadata.jwks_uri);
    }
    throw new Error("there are no metadata");
  };
}

function unavailable(Problem: typeof ProblemError): ProblemError {
  return new Problem({
    status: 503,
    code: "authorization_server_unavailable",
    title: "The authorization server cannot be reached",
    detail: "The keys of MCP_AUTHORIZATION_SERVER cannot be fetched, so that tokens cannot be verified. Retry later.",
    retryAfter: 5,
  });
}
