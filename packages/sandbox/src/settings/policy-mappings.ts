import type { Call, Operation } from "../api/operation.ts";
import type { Definition } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { findPolicy, MANAGE, ONE, READ } from "./policy.ts";

/** The operations on the apps that a policy is for. */
export const policyMappingOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/mappings`,
    handle(call) {
      const policy = findPolicy(call);
      const { orgUrl, store } = call.org;
      const apps = [...store.apps.keys()].filter((id) => store.appPolicies.get(id) === policy.id);
      return Response.json(apps.map((id) => showMapping(id, policy, orgUrl)));
    },
  },
  {
    method: "POST",
    path: `${ONE}/mappings`,
    ...MANAGE,
    handle(call) {
      findPolicy(call);
      throw validation("Policy mappings are no longer supported on this endpoint.");
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/mappings/{mappingId}`,
    handle: (call) => Response.json(showMapping(findMapped(call), findPolicy(call), call.org.orgUrl)),
  },
  {
    method: "DELETE",
    path: `${ONE}/mappings/{mappingId}`,
    ...MANAGE,
    handle(call) {
      call.org.store.appPolicies.delete(findMapped(call));
      return new Response(null, { status: 204 });
    },
  },
];

const mappingId = (appId: string) => appId.replace(/^.../, "map");

function showMapping(appId: string, policy: Definition, orgUrl: string): Record<string, unknown> {
  const self = `${orgUrl}/api/v1/policies/${policy.id}`;
  return {
    id: mappingId(appId),
    _links: {
      self: { href: `${self}/mappings/${mappingId(appId)}`, hints: { allow: ["GET", "DELETE"] } },
      application: { href: `${orgUrl}/api/v1/apps/${appId}`, hints: { allow: ["GET"] } },
      policy: { href: self, hints: { allow: ["GET"] } },
    },
  };
}

/** Finds the app that a mapping of a policy is for. */
function findMapped(call: Call): string {
  const { id: policyId } = findPolicy(call);
  const id = call.params.mappingId ?? "";
  const mapped = [...call.org.store.appPolicies].find(
    ([appId, policy]) => policy === policyId && mappingId(appId) === id,
  );
  if (!mapped) throw notFound(id, "PolicyMapping");
  return mapped[0];
}
