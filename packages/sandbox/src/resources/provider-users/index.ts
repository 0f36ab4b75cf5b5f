import { embed } from "../../api/expand.ts";
import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { findUser, showUser } from "../../directory/user.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/idps/{idpId}/users";
const ONE = `${PATH}/{userId}`;
const ACCESS: Access = { scope: "okta.idps", resource: "org", bucket: "idps" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

function linksOf(call: Call): Map<string, Resource> {
  const { idpId = "" } = call.params;
  const { store } = call.org;
  if (!store.identityProviders.has(idpId)) throw notFound(idpId, "IdpTrust");
  const key = `identityProviderUsers/${idpId}`;
  return resourceMap({ store }, key);
}

function find(call: Call): Resource {
  const { userId = "" } = call.params;
  const found = linksOf(call).get(userId);
  if (!found) throw notFound(userId, "IdpAppUser");
  return found;
}

function show({ org, params, url }: Call, link: Resource): Record<string, unknown> {
  const provider = `${org.orgUrl}/api/v1/idps/${params.idpId}`;
  return {
    ...link,
    _links: {
      self: { href: `${provider}/users/${link.id}`, hints: { allow: ["GET", "DELETE"] } },
      idp: { href: provider },
      user: { href: `${org.orgUrl}/api/v1/users/${link.id}` },
    },
    ...embed(url, { user: () => showUser(findUser(org, link.id), org, true) }),
  };
}

const operations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle: (call) => Response.json([...linksOf(call).values()].map((link) => show(call, link))),
  },
  { ...READ, method: "GET", path: ONE, handle: (call) => Response.json(show(call, find(call))) },
  {
    ...MANAGE,
    scope: "okta.users.manage",
    method: "POST",
    path: ONE,
    async handle(call) {
      const links = linksOf(call);
      const { id } = findUser(call.org, call.params.userId ?? "");
      const { externalId } = await readBody(call);
      if (typeof externalId !== "string" || externalId === "")
        throw validation("externalId", "externalId: The field cannot be left blank");
      if (links.has(id)) throw validation("userId", "userId: The user is linked to this identity provider already");
      const now = isoDate(call.org.now());
      const link: Resource = { id, externalId, created: now, lastUpdated: now, profile: {} };
      links.set(id, link);
      return Response.json(show(call, link));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: ONE,
    handle(call) {
      linksOf(call).delete(find(call).id);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/tokens`,
    handle(call) {
      find(call);
      // No user of the sandbox has signed in with a social provider.
      return Response.json([]);
    },
  },
];

/** The users that are linked to an identity provider. */
export const providerUsers: ResourceDeclaration = { operations };
