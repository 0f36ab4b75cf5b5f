import type { Call, Operation } from "../../api/operation.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { ACCESS, takenLabel } from "./access.ts";
import { makeSetResource } from "./set-resource.ts";

export const SETS = "/api/v1/iam/resource-sets";

export const resourceSets: Collection = defineCollection({
  ...ACCESS,
  key: "resourceSets",
  path: SETS,
  param: "resourceSetIdOrLabel",
  kind: "IAMPolicy",
  idPrefix: "iam",
  fields: { label: { type: "string" }, description: { type: "string" } },
  list: { wrap: "resource-sets" },
  unique: ["label"],
  duplicate: () => takenLabel("a resource set"),
  check({ label, description }, { body, before, call }) {
    if (label === undefined || label === "") throw validation("label", "label: Label must be specified");
    if (description === undefined) throw validation("description", "description: Description must be specified");
    if (before) return undefined;
    const { resources = [] } = body;
    if (!Array.isArray(resources)) throw validation("resources", "resources: The field must be an array");
    return { _resources: resources.map((orn) => makeSetResource(String(orn), call)) };
  },
  links: (_set, self) => ({ bindings: { href: `${self}/bindings` }, resources: { href: `${self}/resources` } }),
});

export function findSet(call: Call): Resource {
  const name = call.params.resourceSetIdOrLabel ?? "";
  const set =
    resourceSets.get(call.org.store, name) ?? resourceSets.all(call.org.store).find(({ label }) => label === name);
  if (!set) throw notFound(name, "IAMPolicy");
  return set;
}

export const setOperations: readonly Operation[] = resourceSets.operations.map(
  (operation): Operation => ({
    ...operation,
    handle(call) {
      if (!operation.path.includes("{")) return operation.handle(call);
      const { id } = findSet(call);
      return operation.handle({ ...call, params: { ...call.params, resourceSetIdOrLabel: id } });
    },
  }),
);
