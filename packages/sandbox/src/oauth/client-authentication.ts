import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import type { Clock } from "../org/clock.ts";
import type { RegisteredApp } from "./clients.ts";
import { SIGNATURE_ALGORITHMS } from "./keys.ts";
import { createUsedOnce } from "./replay-cache.ts";

/** Seconds that `exp` may be ahead: there is no leeway. */
const LONGEST_LIFETIME = 3600;
/** Seconds that `iat` may be ahead. Okta does not publish its figure; one second passes. */
const ISSUED_AT_LEEWAY = 5;

/** What a token request says about its client. */
export interface ClientCredentials {
  readonly assertion: string | null;
  readonly assertionType: string | null;
  readonly clientId: string | null;
  readonly authorization: string | null;
}

/** Why a client is not who it says: Okta's `error` and `error_description`, with the status. */
export interface ClientRefusal {
  readonly status: 400 | 401;
  readonly error: string;
  readonly description: string;
}

/** Authenticates a client by its assertion (RFC 7523, section 3). */
export type AuthenticateClient = (credentials: ClientCredentials) => Promise<RegisteredApp | ClientRefusal>;

/** Makes the check for one token endpoint: its URL is the audience. */
export function createClientAuthentication(
  findApp: (clientId: string) => RegisteredApp | undefined,
  audience: string,
  now: Clock,
): AuthenticateClient {
  const usedAssertions = createUsedOnce(now);
  return async ({ assertion, assertionType, clientId, authorization }) => {
    if (authorization !== null) {
      return invalidClient(
        "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
      );
    }
    if (assertion === null) return invalidClient("No client credentials found.");
    if (assertionType !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") {
      return { status: 400, error: "invalid_request", description: "The client_assertion_type is invalid." };
    }
    const parsed = parse(assertion);
    if (parsed === undefined) return invalidClient("The parsing of the client_assertion failed.");
    const { alg, kid, iss, sub, aud, exp, iat, jti } = parsed;
    if (typeof alg !== "string" || !SIGNATURE_ALGORITHMS.includes(alg)) {
      return invalidClient("The client_assertion JWT signature algorithm is invalid.");
    }
    const app = typeof iss === "string" ? findApp(iss) : undefined;
    if (app === undefined) return invalidClient("The issuer claim for client_assertion is not a valid client_id.");
    if (sub !== iss) return invalidClient("The subject claim for client_assertion is not a valid client_id.");
    if ((clientId !== null && clientId !== iss) || !app.active)
      return invalidClient("Invalid value for 'client_id' parameter.");
    if (app.keys.length === 0) {
      return invalidClient("The client does not have a JWKSet configured, but the client_assertion requires one.");
    }
    const key = kid === undefined && app.keys.length === 1 ? app.keys[0] : app.keys.find(({ keyId }) => keyId === kid);
    if (key === undefined) return invalidClient("The client_assertion JWT kid is invalid.");
    try {
      await compactVerify(assertion, await importJWK(key.publicJwk, alg), { algorithms: [alg] });
    } catch {
      return invalidClient("The client_assertion signature is invalid.");
    }
    if (aud !== audience && !(Array.isArray(aud) && aud.includes(audience))) {
      return invalidClient("The audience claim for client_assertion must be the endpoint invoked for the request.");
    }
    if (typeof exp !== "number" || !Number.isInteger(exp)) {
      return invalidClient("The client_assertion must contain the 'exp' claim as seconds since epoch.");
    }
    if (exp <= now()) return invalidClient("The client_assertion token is expired.");
    if (exp > now() + LONGEST_LIFETIME) {
      return invalidClient("The client_assertion token has an expiration too far into the future.");
    }
    if (iat !== undefined && !(typeof iat === "number" && iat <= now() + ISSUED_AT_LEEWAY)) {
      return invalidClient("The client_assertion token must be issued before the current time.");
    }
    if (jti !== undefined && !usedAssertions.use(`${app.clientId} ${String(jti)}`, exp)) {
      return invalidClient("The client_assertion token has already been used.");
    }
    return app;
  };
}

function parse(assertion: string): Record<string, unknown> | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(assertion);
    const [, payload = ""] = assertion.split(".");
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? { ...claims, alg, kid } : undefined;
  } catch {
    return undefined;
  }
}

function invalidClient(description: string): ClientRefusal {
  return { status: 401, error: "invalid_client", description };
}
