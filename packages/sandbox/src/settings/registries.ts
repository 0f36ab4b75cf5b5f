import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import { validation } from "../org/okta-error.ts";
import { type DefinitionKind, findDefinition, listOperation, showDefinition } from "./definitions.ts";

const TOKEN_ACCESS: Access = { scope: "okta.apiTokens", resource: "org", bucket: "api-tokens" };
const TOKEN = "/api/v1/api-tokens/{apiTokenId}";

const API_TOKENS: DefinitionKind = {
  ...TOKEN_ACCESS,
  name: "Token",
  path: "/api/v1/api-tokens",
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
    ...gate(TOKEN_ACCESS, "read"),
    method: "GET",
    path: TOKEN,
    handle: (call) =>
      Response.json(showDefinition(findDefinition(call, API_TOKENS, call.params.apiTokenId), API_TOKENS, call.org)),
  },
  { ...gate(TOKEN_ACCESS, "manage"), method: "PUT", path: TOKEN, handle: changeToken },
  {
    ...gate(TOKEN_ACCESS, "manage"),
    method: "DELETE",
    path: TOKEN,
    handle(call) {
      const { id } = findDefinition(call, API_TOKENS, call.params.apiTokenId);
      call.org.store.apiTokens.delete(id);
      return new Response(null, { status: 204 });
    },
  },
];

/** Changes where a token can be used from, and who it belongs to. */
async function changeToken(call: Call): Promise<Response> {
  const { org } = call;
  const before = findDefinition(call, API_TOKENS, call.params.apiTokenId);
  const { name = before.name, userId = before.userId, network = before.network } = await readBody(call);
  if (typeof name !== "string" || name === "") throw validation("name", "name: The field cannot be left blank");
  const changed = {
    ...before,
    name,
    userId: findUser(org, String(userId)).id,
    network: readNetwork(call, network),
    lastUpdated: isoDate(org.now()),
  };
  org.store.apiTokens.set(before.id, changed);
  return Response.json(showDefinition(changed, API_TOKENS, org));
}

function readNetwork({ org }: Call, network: unknown): Record<string, unknown> {
  const { connection, ...lists } = isObject(network) ? network : {};
  if (connection !== "ANYWHERE" && connection !== "ZONE")
    throw validation("network", "network.connection: The field must be ANYWHERE or ZONE");
  const zones = [lists.include, lists.exclude].filter((one) => one !== undefined);
  const unknown = zones.flat().find((zone) => !org.store.zones.has(String(zone)));
  if (unknown !== undefined) throw validation("network", `network: '${unknown}' is not a network zone`);
  if (connection === "ZONE" && zones.flat().length === 0)
    throw validation("network", "network: include or exclude must name a zone");
  return { connection, ...lists };
}
