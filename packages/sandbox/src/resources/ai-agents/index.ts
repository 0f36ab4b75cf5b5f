import type { Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { notFound } from "../../org/okta-error.ts";
import { PATH, READ } from "./access.ts";
import { agents, change, operationsOf, register, showOperation, step } from "./agents.ts";
import { connections } from "./connections.ts";
import { keys } from "./keys.ts";

const reads: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${PATH}/operations`,
    handle: (call) =>
      Response.json({ data: [...operationsOf(call).values()].map((one) => showOperation(call, one)), _links: {} }),
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/operations/{operationId}`,
    handle(call) {
      const { operationId = "" } = call.params;
      const found = operationsOf(call).get(operationId);
      if (!found) throw notFound(operationId, "Operation");
      return Response.json(showOperation(call, found));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/potential-connections`,
    handle(call) {
      const { org, url } = call;
      if (url.searchParams.get("connectionType") === "IDENTITY_ASSERTION_CUSTOM_AS") {
        const servers = [...org.store.authorizationServers.values()];
        return Response.json({ data: servers.map(({ id, name }) => ({ authorizationServer: { id, name } })) });
      }
      const apps = [...org.store.apps.values()];
      return Response.json({
        data: apps.map(({ id, definition }) => ({ app: { id, name: definition.name, label: definition.label } })),
      });
    },
  },
];

/** AI agents with their keys, their connections and what is done to them in the background. */
export const aiAgents: ResourceDeclaration = {
  operations: [
    ...agents.operations,
    register,
    change("PUT"),
    change("PATCH"),
    step("activate"),
    step("deactivate"),
    ...connections.operations,
    ...keys.operations,
    ...reads,
  ],
};
