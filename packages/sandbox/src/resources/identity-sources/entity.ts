import type { Call } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { source } from "./access.ts";

type Kind = "users" | "groups";

export function entitiesOf(call: Call, kind: Kind): Map<string, Resource> {
  const key = `identitySources/${source.keyOf(call)}/${kind}`;
  return resourceMap(call.org, key);
}

export const membersOf = (group: Resource | undefined): readonly string[] =>
  Array.isArray(group?._members) ? group._members : [];

export function setMembers(call: Call, id: string, members: readonly string[]): void {
  const group = entitiesOf(call, "groups").get(id);
  if (group) entitiesOf(call, "groups").set(id, { ...group, _members: members });
}

export function write(call: Call, kind: Kind, externalId: string, profile: unknown): Resource {
  const before = entitiesOf(call, kind).get(externalId);
  const now = isoDate(call.org.now());
  const entity: Resource = {
    ...before,
    id: before?.id ?? oktaId(kind === "users" ? "iud" : "igd", call.org.random),
    externalId,
    created: before?.created ?? now,
    lastUpdated: now,
    profile: isObject(profile) ? profile : {},
  };
  entitiesOf(call, kind).set(externalId, entity);
  return entity;
}

/** A group is found by either ID. */
export function find(call: Call, kind: Kind): Resource & { readonly externalId: string } {
  const id = (kind === "users" ? call.params.externalId : call.params.groupOrExternalId) ?? "";
  const found = [...entitiesOf(call, kind).values()].find(
    (one) => one.externalId === id || (kind === "groups" && one.id === id),
  );
  if (!found) throw notFound(id, kind === "users" ? "IdentitySourceUser" : "IdentitySourceGroup");
  return { ...found, externalId: String(found.externalId) };
}
