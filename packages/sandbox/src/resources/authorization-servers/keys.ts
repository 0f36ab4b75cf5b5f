import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { isoDate } from "../../org/clock.ts";
import { OktaError, validation } from "../../org/okta-error.ts";
import { MANAGE, ONE, PATH, QUARTER, READ } from "./access.ts";
import { authorizationServers } from "./server.ts";

/** A server signs with one key and announces the next; the one before is shown until it expires. */
function showKeys(call: Call): Record<string, unknown>[] {
  const server = authorizationServers.find(call);
  const signing =
    isObject(server.credentials) && isObject(server.credentials.signing) ? server.credentials.signing : {};
  const kid = String(signing.kid);
  const self = `${call.org.orgUrl}${PATH}/${server.id}/credentials/keys`;
  const key = (status: string, id: string) => ({
    kty: "RSA",
    status,
    alg: "RS256",
    kid: id,
    use: "sig",
    e: "AQAB",
    n: `${id}${id}`.replaceAll(/[^\w-]/g, ""),
    _links: { self: { href: `${self}/${id}`, hints: { allow: ["GET"] } } },
  });
  const last = typeof server._lastKid === "string" ? [key("EXPIRED", server._lastKid)] : [];
  return [key("ACTIVE", kid), key("NEXT", `${kid.slice(0, -4)}next`), ...last];
}

export const keyOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: `${ONE}/credentials/keys`, handle: (call) => Response.json(showKeys(call)) },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/keys/{keyId}`,
    handle(call) {
      const key = showKeys(call).find(({ kid }) => kid === call.params.keyId);
      if (!key)
        throw new OktaError({
          status: 404,
          code: "E0000007",
          summary: `Not found: Resource not found: ${call.params.keyId} (AuthorizationServerKey)`,
        });
      return Response.json(key);
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/credentials/lifecycle/keyRotate`,
    async handle(call) {
      const server = authorizationServers.find(call);
      const { use } = await readBody(call);
      if (use !== "sig") throw validation("use", "use: The field must be sig");
      const { org } = call;
      const signing =
        isObject(server.credentials) && isObject(server.credentials.signing) ? server.credentials.signing : {};
      const now = org.now();
      authorizationServers.put(org.store, {
        ...server,
        _lastKid: signing.kid,
        credentials: {
          signing: {
            ...signing,
            kid: `${String(signing.kid).slice(0, -4)}next`,
            lastRotated: isoDate(now),
            nextRotation: isoDate(now + QUARTER),
          },
        },
      });
      return Response.json(showKeys(call));
    },
  },
];
