import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { MANAGE, READ } from "./access.ts";
import { findSet, resourceSets, SETS } from "./resource-sets.ts";
import { makeSetResource, resourcesOf, type SetResource } from "./set-resource.ts";

function showSetResource(resource: SetResource, set: Resource, { org }: Call): Record<string, unknown> {
  const [type, id] = resource.orn.split(":").slice(-2);
  const collection = type && ["users", "groups", "apps"].includes(type) ? type : "apps";
  const self = /^https?:/.test(resource.orn) ? resource.orn : `${org.orgUrl}/api/v1/${collection}/${id}`;
  return {
    ...resource,
    _links: {
      self: { href: self },
      resource: { href: `${org.orgUrl}${SETS}/${set.id}/resources/${resource.id}` },
    },
  };
}

export const setResourceOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${SETS}/{resourceSetIdOrLabel}/resources`,
    handle(call) {
      const set = findSet(call);
      const self = `${call.org.orgUrl}${SETS}/${set.id}`;
      return Response.json({
        resources: resourcesOf(set).map((resource) => showSetResource(resource, set, call)),
        _links: { "resource-set": { href: self }, self: { href: `${self}/resources` } },
      });
    },
  },
  {
    ...MANAGE,
    method: "PATCH",
    path: `${SETS}/{resourceSetIdOrLabel}/resources`,
    async handle(call) {
      const set = findSet(call);
      const { additions } = await readBody(call);
      if (!Array.isArray(additions) || additions.length === 0)
        throw validation("additions", "additions: The field cannot be left blank");
      const added = additions.map((orn) => makeSetResource(String(orn), call));
      const known = new Set(resourcesOf(set).map(({ orn }) => orn));
      const kept = { ...set, _resources: [...resourcesOf(set), ...added.filter(({ orn }) => !known.has(orn))] };
      resourceSets.put(call.org.store, kept);
      return Response.json(resourceSets.show(kept, call));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${SETS}/{resourceSetIdOrLabel}/resources/{resourceId}`,
    handle(call) {
      const set = findSet(call);
      const id = call.params.resourceId ?? "";
      if (!resourcesOf(set).some((resource) => resource.id === id)) throw notFound(id, "IAMResource");
      resourceSets.put(call.org.store, {
        ...set,
        _resources: resourcesOf(set).filter((resource) => resource.id !== id),
      });
      return noContent();
    },
  },
];
