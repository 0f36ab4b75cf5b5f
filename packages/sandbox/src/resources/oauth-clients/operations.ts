import { gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { clientsOf, findClient } from "../../directory/oauth-client.ts";
import { answerOrdered } from "../../lists/ordered-page.ts";
import { showClient } from "./representation.ts";

const READ = {
  ...gate({ scope: "okta.clients", resource: "apps", bucket: "clients" }, "read"),
  method: "GET",
} as const;

/** The operations that read clients. */
export const clientOperations: readonly Operation[] = [
  { ...READ, path: "/oauth2/v1/clients", handle: listClients },
  {
    ...READ,
    path: "/oauth2/v1/clients/{clientId}",
    handle: ({ org, params }) => Response.json(showClient(findClient(org, params.clientId ?? ""))),
  },
];

function listClients(call: Call): Response {
  const q = call.url.searchParams.get("q")?.toLowerCase() ?? "";
  const clients = clientsOf(call.org).filter(({ name }) => name.toLowerCase().startsWith(q));
  return answerOrdered(call, clients, showClient, {
    // A page goes on at the same place when clients before it are deleted.
    keyOf: ({ created, clientId }) => [created, clientId],
    cursorPrefix: "cli",
    defaultLimit: 20,
    maxLimit: 200,
    parameters: ["q"],
  });
}
