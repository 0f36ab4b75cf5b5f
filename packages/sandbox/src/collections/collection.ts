import type { Resource, Store } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { collectionOperations } from "./collection-operations.ts";
import type { Collection, CollectionOptions, Shown } from "./declaration.ts";
import { partsOf } from "./parts.ts";
import { resourceMap } from "./resource-map.ts";

export type { Collection, CollectionOptions, Parent } from "./declaration.ts";

/**
 * Declares a collection: a list of resources with create, read, replace, delete and the steps of their lives.
 *
 * @example
 * ```ts
 * const realms = defineCollection({
 *   key: "realms",
 *   path: "/api/v1/realms",
 *   param: "realmId",
 *   kind: "Realm",
 *   idPrefix: "guo",
 *   scope: "okta.realms",
 *   resource: "org",
 *   fields: { profile: required(anyObject) },
 * });
 * ```
 */
export function defineCollection(options: CollectionOptions): Collection {
  const { key, path, param, kind, lifecycle } = options;
  const { steps, times, parentOf } = partsOf(options);

  const mapOf = (store: Store): Map<string, Resource> => {
    // A definition is a resource that has a status and a type.
    if (options.entities) return options.entities(store) as Map<string, Resource>;
    return resourceMap({ store }, key);
  };
  const keyIn = (parentKey: string, id: string) => (parentKey === "" ? id : `${parentKey}/${id}`);
  const collection: Collection = {
    options,
    operations: [],
    keyOf(call) {
      const found = this.find(call);
      return keyIn(parentOf(call), found.id);
    },
    find(call) {
      const id = call.params[param] ?? "";
      const found = mapOf(call.org.store).get(keyIn(parentOf(call), id));
      if (!found) throw notFound(id, call.request.method === "GET" ? (options.readKind ?? kind) : kind);
      return found;
    },
    all: (store, parentKey) =>
      [...mapOf(store).values()].filter((kept) => parentKey === undefined || (kept._parent ?? "") === parentKey),
    get: (store, id, parentKey = "") => mapOf(store).get(keyIn(parentKey, id)),
    put(store, kept, parentKey = "") {
      mapOf(store).set(keyIn(parentKey, kept.id), parentKey === "" ? kept : { ...kept, _parent: parentKey });
    },
    remove(store, id, parentKey = "") {
      mapOf(store).delete(keyIn(parentKey, id));
    },
    pathOf: (kept, { params = {} }) =>
      `${path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ""))}/${encodeURIComponent(kept.id)}`,
    show(kept, call) {
      const { org } = call;
      const self = org.orgUrl + this.pathOf(kept, call);
      const members = Object.entries(kept).filter(([name]) => !name.startsWith("_"));
      const link = { href: self, ...(options.allow && { hints: { allow: options.allow } }) };
      return {
        ...Object.fromEntries(members),
        ...options.show?.(kept, call, self),
        _links: { self: link, ...stepLinks(kept, self), ...options.links?.(kept, self, org) },
      };
    },
    seed(context) {
      for (const { id, ...members } of options.seeds?.(context) ?? []) {
        const made = id ?? options.idOf?.(members, context) ?? oktaId(options.idPrefix, context.random);
        const times_ = times?.map((name) => [name, context.created] as const) ?? [];
        const status = lifecycle && { status: lifecycle.initial };
        const { _parent = "", ...rest } = members;
        this.put(context.store, { ...status, ...Object.fromEntries(times_), ...rest, id: made }, String(_parent));
      }
    },
  };

  /** Only what leads to another status is linked to. */
  function stepLinks(kept: Resource, self: string): Shown {
    const possible = Object.entries(steps).filter(([, status]) => kept.status !== status && !kept.system);
    return Object.fromEntries(
      possible.map(([step]) => [step, { href: `${self}/lifecycle/${step}`, hints: { allow: ["POST"] } }]),
    );
  }
  Object.assign(collection, { operations: collectionOperations(collection) });
  return collection;
}

/** What must be deactivated before it is deleted. */
export function mustBeInactive(resource: Resource): void {
  if (resource.status !== "ACTIVE") return;
  throw validation("status", "status: An active object cannot be deleted. Deactivate it first.");
}
