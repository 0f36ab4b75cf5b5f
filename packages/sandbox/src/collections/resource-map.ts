import type { Resource, Store } from "../org/model.ts";

/** What the store keeps under a name, by ID; empty at first. */
export function resourceMap({ store }: { readonly store: Store }, key: string): Map<string, Resource> {
  const known = store.resources.get(key) ?? new Map<string, Resource>();
  store.resources.set(key, known);
  return known;
}
