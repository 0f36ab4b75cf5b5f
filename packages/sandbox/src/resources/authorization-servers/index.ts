import type { ResourceDeclaration } from "../../api/resource.ts";
import { oktaId } from "../../org/random.ts";
import { associatedServerOperations } from "./associated-servers.ts";
import { claims } from "./claims.ts";
import { clientOperations } from "./clients.ts";
import { keyOperations } from "./keys.ts";
import { policies, rules } from "./policies.ts";
import { addSystemScopes, authorizationServers, DEFAULT_SERVER, scopes } from "./server.ts";

/** Authorization servers with their scopes, claims, policies, rules and keys. */
export const authorizationServerResources: ResourceDeclaration = {
  operations: [
    ...authorizationServers.operations,
    ...scopes.operations,
    ...claims.operations,
    ...policies.operations,
    ...rules.operations,
    ...keyOperations,
    ...clientOperations,
    ...associatedServerOperations,
  ],
  seed(context) {
    const { store, random, created } = context;
    authorizationServers.seed(context);
    addSystemScopes(store, DEFAULT_SERVER, random);
    const id = oktaId("00p", random);
    const common = { status: "ACTIVE", system: false, created, lastUpdated: created, priority: 1 };
    policies.put(
      store,
      {
        ...common,
        id,
        type: "OAUTH_AUTHORIZATION_POLICY",
        name: "Default Policy",
        description: "Default policy description",
        conditions: { clients: { include: ["ALL_CLIENTS"] } },
      },
      DEFAULT_SERVER,
    );
    rules.put(
      store,
      {
        ...common,
        id: oktaId("0pr", random),
        type: "RESOURCE_ACCESS",
        name: "Default Policy Rule",
        conditions: {
          people: { users: { include: [], exclude: [] }, groups: { include: ["EVERYONE"], exclude: [] } },
          grantTypes: { include: ["client_credentials", "authorization_code"] },
          scopes: { include: ["*"] },
        },
        actions: {
          token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10_080 },
        },
      },
      `${DEFAULT_SERVER}/${id}`,
    );
  },
};
