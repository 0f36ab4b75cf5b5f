import { OktaError } from "../org/okta-error.ts";
import { ACCESS_TOKEN_LIFETIME, type AccessTokens } from "./access-token.ts";
import type { AuthenticateClient } from "./client-authentication.ts";
import type { RegisteredApp } from "./clients.ts";
import type { Dpop } from "./dpop.ts";
import { OKTA_SCOPES, OPENID_SCOPES } from "./okta-scopes.ts";

/** The longest body that is read, in bytes. */
const MAX_BODY = 65_536;
const GRANT_TYPES = ["authorization_code", "client_credentials", "implicit", "password", "refresh_token"];

/** What the token endpoint is made of. */
export interface TokenEndpointOptions {
  /** Its own URL. */
  readonly url: string;
  readonly authenticateClient: AuthenticateClient;
  readonly dpop: Dpop;
  readonly accessTokens: AccessTokens;
}

/** A response, and what the log of requests records about it. */
export interface TokenAnswer {
  readonly response: Response;
  readonly clientId?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
}

/** A refusal (RFC 6749, section 5.2). */
interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

/**
 * Answers `POST /oauth2/v1/token` in Okta's order: the form, the client with its assertion, which is used up by that, the proof, its
 * nonce, and only then the scopes.
 */
export function createTokenEndpoint(options: TokenEndpointOptions): (request: Request) => Promise<TokenAnswer> {
  const { authenticateClient, dpop, accessTokens, url } = options;
  return async (request) => {
    const form = await readForm(request);
    if ("error" in form) return { response: refuse(form) };
    const client = await authenticateClient({
      assertion: form.get("client_assertion"),
      assertionType: form.get("client_assertion_type"),
      clientId: form.get("client_id"),
      authorization: request.headers.get("authorization"),
    });
    if ("error" in client) return { response: refuse(client) };
    const { clientId } = client;
    const header = request.headers.get("dpop");
    const proof = client.dpop ? await dpop.check({ header, method: "POST", url, nonce: true }) : undefined;
    const answered = (response: Response, scopes?: readonly string[]): TokenAnswer => {
      // There is no nonce for a client that has not sent a proof yet.
      if (client.dpop && header !== null) response.headers.set("dpop-nonce", dpop.currentNonce());
      return { response, clientId, scopes };
    };
    if (proof && "error" in proof) return answered(refuse({ status: 400, ...proof }));
    const scopes = grantScopes(form.get("scope"), client);
    if ("error" in scopes) return answered(refuse(scopes));
    const token = await accessTokens.issue({ clientId, scopes, jkt: proof?.jkt });
    const body = {
      token_type: proof ? "DPoP" : "Bearer",
      expires_in: ACCESS_TOKEN_LIFETIME,
      access_token: token,
      scope: scopes.join(" "),
    };
    return answered(json(200, body), scopes);
  };
}

async function readForm(request: Request): Promise<URLSearchParams | Refusal> {
  const query = new URL(request.url).searchParams;
  if (["client_id", "client_secret", "client_assertion", "client_assertion_type"].some((name) => query.has(name))) {
    return invalidRequest("Client credentials cannot be supplied via query parameters.");
  }
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    throw new OktaError({
      status: 400,
      code: "E0000021",
      summary: "Bad request.  Accept and/or Content-Type headers likely do not match supported values.",
    });
  }
  const bytes = await request.arrayBuffer();
  const form = new URLSearchParams(new TextDecoder().decode(bytes.slice(0, MAX_BODY)));
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) {
    return invalidRequest("The request contained multiple parameters with the same name.");
  }
  const grantType = form.get("grant_type");
  if (!grantType) {
    return invalidRequest(`The token request must specify a 'grant_type'. Valid values: [${GRANT_TYPES.join(", ")}]`);
  }
  if (grantType === "client_credentials") return form;
  if (!GRANT_TYPES.includes(grantType)) {
    return {
      status: 400,
      error: "unsupported_grant_type",
      description: `The authorization grant type is not supported by the authorization server. Configured grant types: [${GRANT_TYPES.join(", ")}].`,
    };
  }
  return {
    status: 400,
    error: "unauthorized_client",
    description:
      "The client is not authorized to use the provided grant type. Configured grant types: [client_credentials].",
  };
}

/** The scopes that are both asked for and granted to the app; those not granted are left out without a word. */
function grantScopes(scope: string | null, app: RegisteredApp): string[] | Refusal {
  const requested = [...new Set((scope ?? "").split(" ").filter(Boolean))];
  const invalid = (description: string): Refusal => ({ status: 400, error: "invalid_scope", description });
  if (requested.length === 0) return invalid("No scopes were requested.");
  if (requested.some((name) => OPENID_SCOPES.has(name))) {
    return invalid("Cannot request 'openid' scopes using client credentials.");
  }
  if (requested.some((name) => name.endsWith(".self"))) {
    return {
      status: 400,
      error: "client_credentials_self_scope_requested",
      description: "The 'client_credentials' grant type may not request .self scopes.",
    };
  }
  if (!requested.every((name) => OKTA_SCOPES.has(name))) {
    return invalid("One or more scopes are not configured for the authorization server resource.");
  }
  const granted = requested.filter((name) => app.scopes.includes(name));
  if (granted.length > 0) return granted;
  return { status: 400, error: "consent_required", description: "You are not allowed any of the requested scopes." };
}

function invalidRequest(description: string): Refusal {
  return { status: 400, error: "invalid_request", description };
}

function refuse({ status, error, description }: Refusal): Response {
  return json(status, { error, error_description: description });
}

function json(status: number, body: unknown): Response {
  return Response.json(body, {
    status,
    headers: { "cache-control": "no-cache, no-store", pragma: "no-cache", expires: "0" },
  });
}
