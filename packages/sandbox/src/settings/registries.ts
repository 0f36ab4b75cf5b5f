import type { Operation } from "../api/operation.ts";
import { type DefinitionKind, findDefinition, listOperation, showDefinition } from "./definitions.ts";

const API_TOKENS: DefinitionKind = {
  name: "Token",
  path: "/api/v1/api-tokens",
  scope: "okta.apiTokens",
  resource: "org",
  bucket: "api-tokens",
  cursorPrefix: "00T",
  entities: ({ apiTokens }) => apiTokens,
  allow: ["GET", "DELETE"],
};

/** The client secret of a social provider is shown to everyone who may read: as in Okta. */
export const IDENTITY_PROVIDERS: DefinitionKind = {
  name: "IdpTrust",
  path: "/api/v1/idps",
  scope: "okta.idps",
  resource: "org",
  bucket: "idps",
  cursorPrefix: "0oa",
  entities: ({ identityProviders }) => identityProviders,
  allow: ["GET", "PUT", "DELETE"],
};

const AGENT_POOLS: DefinitionKind = {
  name: "AgentPool",
  path: "/api/v1/agentPools",
  scope: "okta.agentPools",
  resource: "org",
  bucket: "agentPools",
  cursorPrefix: "0oa",
  entities: ({ agentPools }) => agentPools,
  allow: ["GET"],
};

/** The operations on what an org keeps and mostly lists. */
export const registryOperations: readonly Operation[] = [
  ...[API_TOKENS, AGENT_POOLS].map(listOperation),
  {
    method: "GET",
    path: "/api/v1/api-tokens/{apiTokenId}",
    scope: "okta.apiTokens.read",
    permission: { resource: "org", access: "read" },
    bucket: "api-tokens",
    handle: (call) =>
      Response.json(showDefinition(findDefinition(call, API_TOKENS, call.params.apiTokenId), API_TOKENS, call.org)),
  },
  {
    method: "DELETE",
    path: "/api/v1/api-tokens/{apiTokenId}",
    scope: "okta.apiTokens.manage",
    permission: { resource: "org", access: "manage" },
    bucket: "api-tokens",
    handle(call) {
      const { id } = findDefinition(call, API_TOKENS, call.params.apiTokenId);
      call.org.store.apiTokens.delete(id);
      return new Response(null, { status: 204 });
    },
  },
];
