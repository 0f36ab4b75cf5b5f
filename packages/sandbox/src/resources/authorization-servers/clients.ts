import type { Call, Operation } from "../../api/operation.ts";
import { findClient, type OauthClient } from "../../directory/oauth-client.ts";
import { notFound } from "../../org/okta-error.ts";
import { MANAGE, ONE, READ } from "./access.ts";
import { authorizationServers } from "./server.ts";

/** The clients that a server has issued tokens to, with their tokens. */
export const clientOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/clients`,
    handle(call) {
      authorizationServers.find(call);
      return Response.json([]);
    },
  },
  // The org hands out no refresh tokens: there is none to list, and none to revoke.
  {
    ...READ,
    method: "GET",
    path: `${ONE}/clients/{clientId}/tokens`,
    handle(call) {
      findTokens(call);
      return Response.json([]);
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${ONE}/clients/{clientId}/tokens`,
    handle(call) {
      findTokens(call);
      return new Response(null, { status: 204 });
    },
  },
  ...(["GET", "DELETE"] as const).map(
    (method): Operation => ({
      ...(method === "GET" ? READ : MANAGE),
      method,
      path: `${ONE}/clients/{clientId}/tokens/{tokenId}`,
      handle(call) {
        const { clientId } = findTokens(call);
        throw notFound(`${clientId}.${call.params.tokenId}`, "OAuth2RefreshTokenTx");
      },
    }),
  ),
];

function findTokens(call: Call): OauthClient {
  authorizationServers.find(call);
  return findClient(call.org, call.params.clientId ?? "");
}
