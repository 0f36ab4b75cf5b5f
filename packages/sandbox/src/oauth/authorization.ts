import { OktaError } from "../org/okta-error.ts";
import type { AccessTokenClaims, AccessTokens } from "./access-token.ts";
import type { Dpop } from "./dpop.ts";
import { SIGNATURE_ALGORITHMS } from "./keys.ts";
import { satisfiesScope } from "./okta-scopes.ts";

/** What a call needs to be let in. */
export interface AuthorizationNeed {
  readonly request: Request;
  /** The scope of the operation; undefined where none serves. */
  readonly scope: string | undefined;
  /** A second scope, where the operation needs two. */
  readonly furtherScope?: string | undefined;
}

/** Lets a call in, or answers by header alone. */
export type Authorize = (need: AuthorizationNeed) => Promise<AccessTokenClaims | Response>;

/** Makes the gate of the Management API: token, proof, scope. */
export function createAuthorization(orgUrl: string, accessTokens: AccessTokens, dpop: Dpop): Authorize {
  return async ({ request, scope, furtherScope }) => {
    const { pathname } = new URL(request.url);
    const header = request.headers.get("authorization");
    if (header === null) throw new OktaError({ status: 403, code: "E0000005", summary: "Invalid session" });
    // Okta's SDK for Python sends no space between the scheme and the token.
    const [, scheme = "", token = ""] = /^(Bearer|DPoP) *(\S+)$/i.exec(header) ?? [];
    const claims = token ? await accessTokens.verify(token) : "malformed";
    if (claims === "malformed")
      throw new OktaError({ status: 401, code: "E0000011", summary: "Invalid token provided" });

    const isDpop = scheme.toLowerCase() === "dpop";
    const challenge = (status: number, error: string, description: string, asDpop = isDpop) =>
      new Response(null, {
        status,
        headers: {
          "www-authenticate": writeChallenge({ orgUrl, asDpop, scope, error, description, resource: pathname }),
        },
      });
    if (claims === "expired") return challenge(401, "invalid_token", "The token has expired.");
    if (claims === "revoked") return challenge(401, "invalid_token", "The access token has been revoked.");
    if (claims === "invalid") return challenge(401, "invalid_token", "The access token is invalid.");

    const proof = request.headers.get("dpop");
    if (claims.cnf && !isDpop) {
      return proof === null
        ? challenge(400, "invalid_request", "The resource request requires a DPoP proof.")
        : challenge(
            400,
            "invalid_request",
            "The resource request must use the DPoP authentication scheme when using a DPoP bound token.",
          );
    }
    if (isDpop && !claims.cnf) return challenge(401, "invalid_token", "The presented access_token is not DPoP bound.");
    if (claims.cnf) {
      const { jkt } = claims.cnf;
      const checked = await dpop.check({
        header: proof,
        method: request.method,
        url: orgUrl + pathname,
        accessToken: { token, jkt },
      });
      if ("error" in checked) return challenge(400, checked.error, checked.description);
    }
    const lacksFurther = furtherScope !== undefined && !satisfiesScope(claims.scp, furtherScope);
    if (scope === undefined || !satisfiesScope(claims.scp, scope) || lacksFurther) {
      return challenge(403, "insufficient_scope", "The access token provided does not contain the required scopes.");
    }
    return claims;
  };
}

interface Challenge {
  readonly orgUrl: string;
  readonly asDpop: boolean;
  readonly scope: string | undefined;
  readonly error: string;
  readonly description: string;
  readonly resource: string;
}

/** The `WWW-Authenticate` header as Okta writes it: its URLs begin with http:// whatever the org's do. */
function writeChallenge({ orgUrl, asDpop, scope, error, description, resource }: Challenge): string {
  const realm = `http://${new URL(orgUrl).host}`;
  const parameters = {
    ...(asDpop && { algs: SIGNATURE_ALGORITHMS.join(" ") }),
    authorization_uri: `${realm}/oauth2/v1/authorize`,
    realm,
    ...(scope !== undefined && { scope }),
    error,
    error_description: description,
    resource,
  };
  const text = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return `${asDpop ? "DPoP" : "Bearer"} ${text.join(", ")}`;
}
