import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { MANAGE, READ } from "./access.ts";
import { findSet, resourceSets, SETS } from "./resource-sets.ts";
import { makeSetResource, readConditions, resourcesOf, type SetResource } from "./set-resource.ts";

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

function findResource(call: Call, set: Resource): SetResource {
  const id = call.params.resourceId ?? "";
  const found = resourcesOf(set).find((resource) => resource.id === id);
  if (!found) throw notFound(id, "IAMResource");
  return found;
}

const putResources = ({ org }: Call, set: Resource, resources: readonly SetResource[]): Resource => {
  const kept = { ...set, _resources: resources };
  resourceSets.put(org.store, kept);
  return kept;
};

const RESOURCES = `${SETS}/{resourceSetIdOrLabel}/resources`;

export const setResourceOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: RESOURCES,
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
    path: RESOURCES,
    async handle(call) {
      const set = findSet(call);
      const { additions } = await readBody(call);
      if (!Array.isArray(additions) || additions.length === 0)
        throw validation("additions", "additions: The field cannot be left blank");
      const added = additions.map((orn) => makeSetResource(String(orn), call));
      const known = new Set(resourcesOf(set).map(({ orn }) => orn));
      const fresh = added.filter(({ orn }) => !known.has(orn));
      return Response.json(resourceSets.show(putResources(call, set, [...resourcesOf(set), ...fresh]), call));
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: RESOURCES,
    async handle(call) {
      const set = findSet(call);
      const { resourceOrnOrUrl, conditions } = await readBody(call);
      if (typeof resourceOrnOrUrl !== "string" || resourceOrnOrUrl === "")
        throw validation("resourceOrnOrUrl", "resourceOrnOrUrl: The field cannot be left blank");
      const added = { ...makeSetResource(resourceOrnOrUrl, call), conditions: readConditions(conditions) };
      if (resourcesOf(set).some(({ orn }) => orn === added.orn))
        throw validation("resourceOrnOrUrl", "resourceOrnOrUrl: The resource is already in the resource set");
      putResources(call, set, [...resourcesOf(set), added]);
      return Response.json(showSetResource(added, set, call));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${RESOURCES}/{resourceId}`,
    handle(call) {
      const set = findSet(call);
      return Response.json(showSetResource(findResource(call, set), set, call));
    },
  },
  {
    ...MANAGE,
    method: "PUT",
    path: `${RESOURCES}/{resourceId}`,
    async handle(call) {
      const set = findSet(call);
      const before = findResource(call, set);
      const { conditions } = await readBody(call);
      const now = isoDate(call.org.now());
      const changed = { ...before, conditions: readConditions(conditions), lastUpdated: now };
      const replace = (one: SetResource) => (one.id === before.id ? changed : one);
      putResources(call, set, resourcesOf(set).map(replace));
      return Response.json(showSetResource(changed, set, call));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${RESOURCES}/{resourceId}`,
    handle(call) {
      const set = findSet(call);
      const { id } = findResource(call, set);
      putResources(
        call,
        set,
        resourcesOf(set).filter((resource) => resource.id !== id),
      );
      return noContent();
    },
  },
];
