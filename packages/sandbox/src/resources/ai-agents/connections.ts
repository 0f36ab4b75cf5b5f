import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { anyObject, oneOf, required } from "../../collections/fields.ts";
import { ACCESS, PATH } from "./access.ts";
import { agents } from "./agents.ts";

/** What an agent may reach on behalf of a user. */
export const connections: Collection = defineCollection({
  ...ACCESS,
  key: "aiAgentConnections",
  path: `${PATH}/ai-agents/{agentId}/connections`,
  param: "connectionId",
  kind: "ManagedConnection",
  idPrefix: "mcn",
  parent: agents,
  created: 201,
  replaceMethod: "PATCH",
  list: { wrap: "data" },
  fields: {
    connectionType: {
      ...required(
        oneOf(
          "IDENTITY_ASSERTION_APP_INSTANCE",
          "IDENTITY_ASSERTION_CUSTOM_AS",
          "STS_SERVICE_ACCOUNT",
          "STS_VAULT_SECRET",
        ),
      ),
      fixed: true,
    },
    app: anyObject,
    authorizationServer: anyObject,
    resourceIndicator: { type: "string" },
    scopeCondition: { ...oneOf("ALL_SCOPES", "INCLUDE_ONLY", "EXCLUDE"), byDefault: "ALL_SCOPES" },
    scopes: { type: "array" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  checkDelete: mustBeInactive,
});
