import type { Call } from "../../api/operation.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { findSet, resourceSets, SETS } from "./resource-sets.ts";
import { findRole } from "./roles.ts";

interface Member {
  readonly id: string;
  readonly href: string;
  readonly created: string;
}

/** By the role's ID: who has the role over the set. */
export const bindingsOf = (set: Resource) => (set._bindings ?? {}) as Readonly<Record<string, readonly Member[]>>;

export function makeMember(href: string, { org }: Call): Member {
  const [, kind = "", id = ""] =
    /\/(users|groups|clients)\/(\w+)$/.exec(href) ?? /:(users|groups|clients):(\w+)$/.exec(href) ?? [];
  const isKnown =
    kind === "users" ? org.store.users.has(id) : kind === "groups" ? org.store.groups.has(id) : kind === "clients";
  if (!isKnown) throw notFound(id || href, kind === "groups" ? "UserGroup" : "User");
  const path = kind === "clients" ? "/oauth2/v1/clients" : `/api/v1/${kind}`;
  return { id: oktaId("irb", org.random), href: `${org.orgUrl}${path}/${id}`, created: isoDate(org.now()) };
}

export function showMember({ id, href, created }: Member, binding: string): Record<string, unknown> {
  return {
    id,
    created,
    lastUpdated: created,
    _links: { self: { href }, binding: { href: binding } },
  };
}

export function findBinding(call: Call): {
  readonly set: Resource;
  readonly role: Resource;
  readonly members: readonly Member[];
  readonly self: string;
} {
  const set = findSet(call);
  const role = findRole(call);
  const members = bindingsOf(set)[role.id];
  if (!members) throw notFound(role.id, "ResourceSetBinding");
  return { set, role, members, self: `${call.org.orgUrl}${SETS}/${set.id}/bindings/${role.id}` };
}

export const showBinding = (id: string, self: string, set: string): Record<string, unknown> => ({
  id,
  _links: {
    self: { href: self },
    bindings: { href: `${set}/bindings` },
    "resource-set": { href: set },
    members: { href: `${self}/members` },
  },
});

export const putMembers = (call: Call, set: Resource, roleId: string, members: readonly Member[]): void =>
  resourceSets.put(call.org.store, { ...set, _bindings: { ...bindingsOf(set), [roleId]: members } });
