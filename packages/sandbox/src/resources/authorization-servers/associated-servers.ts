import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { answerList } from "../../lists/list.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { MANAGE, ONE, READ } from "./access.ts";
import { authorizationServers } from "./server.ts";

const PATH = `${ONE}/associatedServers`;

/** Whom a server trusts, by the server's ID: another server's tokens can be exchanged for its own. */
function trustedBy(call: Call, id: string): readonly string[] {
  const trusted = resourceMap(call.org, "associatedServers").get(id)?.trusted;
  return Array.isArray(trusted) ? trusted : [];
}

function trust(call: Call, id: string, trusted: readonly string[]): void {
  resourceMap(call.org, "associatedServers").set(id, { id, trusted });
}

function find(call: Call, id: string): Resource {
  const server = authorizationServers.get(call.org.store, id);
  if (!server) throw notFound(id, "AuthorizationServer");
  return server;
}

/** The operations on which servers trust each other. */
export const associatedServerOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle(call) {
      const { id } = authorizationServers.find(call);
      // Those that it trusts, or, with `trusted=false`, those that trust it.
      const isTrusted = call.url.searchParams.get("trusted") !== "false";
      const servers = authorizationServers
        .all(call.org.store)
        .filter((other) =>
          isTrusted ? trustedBy(call, id).includes(other.id) : trustedBy(call, other.id).includes(id),
        );
      return answerList(call, {
        entities: new Map(servers.map((server) => [server.id, server])),
        show: (server) => authorizationServers.show(server, call),
        cursorPrefix: "aus",
        defaultLimit: 200,
        maxLimit: 200,
        q: { defaultLimit: 200, texts: ({ name }) => [name] },
        parameters: ["trusted"],
      });
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: PATH,
    async handle(call) {
      const { id } = authorizationServers.find(call);
      const { trusted } = await readBody(call);
      if (!Array.isArray(trusted) || trusted.length === 0)
        throw validation("trusted", "trusted: The field cannot be left blank");
      const servers = trusted.map((one) => find(call, String(one)));
      if (servers.some((server) => server.id === id))
        throw validation("trusted", "trusted: A server cannot trust itself");
      trust(call, id, [...new Set([...trustedBy(call, id), ...servers.map((server) => server.id)])]);
      return Response.json(servers.map((server) => authorizationServers.show(server, call)));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${PATH}/{associatedServerId}`,
    handle(call) {
      const { id } = authorizationServers.find(call);
      const other = call.params.associatedServerId ?? "";
      if (!trustedBy(call, id).includes(other)) throw notFound(other, "AuthorizationServer");
      trust(
        call,
        id,
        trustedBy(call, id).filter((one) => one !== other),
      );
      return noContent();
    },
  },
];
