import type { Operation } from "../api/operation.ts";
import { type DefinitionKind, findDefinition, listOperation } from "./definitions.ts";

const AUTHENTICATORS: DefinitionKind = {
  name: "Authenticator",
  path: "/api/v1/authenticators",
  scope: "okta.authenticators",
  resource: "policies",
  bucket: "authenticators",
  cursorPrefix: "aut",
  entities: ({ authenticators }) => authenticators,
  allow: ["GET", "PUT"],
};

const API_TOKENS: DefinitionKind = {
  name: "ApiToken",
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

const AUTHORIZATION_SERVERS: DefinitionKind = {
  name: "AuthorizationServer",
  path: "/api/v1/authorizationServers",
  scope: "okta.authorizationServers",
  resource: "org",
  bucket: "authorizationServers",
  cursorPrefix: "aus",
  entities: ({ authorizationServers }) => authorizationServers,
  allow: ["GET", "DELETE", "PUT"],
};

const DEVICE_ASSURANCES: DefinitionKind = {
  name: "DeviceAssurance",
  path: "/api/v1/device-assurances",
  scope: "okta.deviceAssurance",
  resource: "policies",
  bucket: "device-assurances",
  cursorPrefix: "dae",
  entities: ({ deviceAssurances }) => deviceAssurances,
  allow: ["GET", "PUT", "DELETE"],
};

/** The operations on what an org keeps and mostly lists. */
export const registryOperations: readonly Operation[] = [
  ...[AUTHENTICATORS, API_TOKENS, IDENTITY_PROVIDERS, AGENT_POOLS, AUTHORIZATION_SERVERS, DEVICE_ASSURANCES].map(
    listOperation,
  ),
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
