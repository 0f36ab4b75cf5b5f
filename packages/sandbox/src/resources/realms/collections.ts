import { isObject } from "../../api/request-body.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { list, object, oneOf, required, text } from "../../collections/fields.ts";
import { notFound, OktaError, validation } from "../../org/okta-error.ts";
import { defaultRealmId } from "../../org/org-ids.ts";

/** The realms that users are in. */
export const realms: Collection = defineCollection({
  key: "realms",
  path: "/api/v1/realms",
  param: "realmId",
  kind: "Realm",
  idPrefix: "guo",
  scope: "okta.realms",
  resource: "org",
  fields: {
    profile: required(
      object({ name: text, realmType: { ...oneOf("DEFAULT", "PARTNER"), byDefault: "DEFAULT" }, domains: list }),
    ),
  },
  check({ profile }, { call, before }) {
    const { name } = profile as { readonly name: string };
    const others = realms.all(call.org.store).filter(({ id }) => id !== before?.id);
    if (others.some((other) => isObject(other.profile) && other.profile.name === name))
      throw validation("name", "name: An object with this field already exists in the current organization");
  },
  make: () => ({ isDefault: false }),
  checkDelete({ id, isDefault }, { org }) {
    const hasUsers = [...org.store.users.values()].some(({ realmId }) => realmId === id);
    const reason = isDefault ? "It is the default realm." : hasUsers ? "It has users." : undefined;
    if (reason)
      throw new OktaError({ status: 400, code: "E0000178", summary: `This realm cannot be deleted. ${reason}` });
  },
  list: { defaultLimit: 200, maxLimit: 200 },
  links: (_realm, self) => ({ self: { rel: "self", href: self, method: "GET" } }),
  seeds: ({ store }) => [
    {
      id: defaultRealmId(store),
      isDefault: true,
      profile: { name: "Default Realm", realmType: "DEFAULT", domains: [] },
    },
  ],
});

/** The rules that put users into realms. */
export const realmAssignments: Collection = defineCollection({
  key: "realmAssignments",
  path: "/api/v1/realm-assignments",
  param: "assignmentId",
  kind: "RealmAssignment",
  idPrefix: "rul",
  scope: "okta.realmAssignments",
  resource: "org",
  fields: {
    name: text,
    conditions: required(object({ profileSourceId: { type: "string" } })),
    actions: required(object({ assignUserToRealm: required(object({ realmId: text })) })),
    priority: { type: "integer", byDefault: 0, min: 0 },
    domains: { type: "array" },
  },
  lifecycle: { initial: "INACTIVE", answer: 204 },
  unique: ["name"],
  check({ actions }, { call }) {
    const { realmId } = (actions as { readonly assignUserToRealm: { readonly realmId: string } }).assignUserToRealm;
    if (!realms.get(call.org.store, realmId)) throw notFound(realmId, "Realm");
  },
  make: () => ({ isDefault: false }),
  checkDelete({ status }) {
    if (status === "ACTIVE") throw validation("status", "status: An active realm assignment cannot be deleted");
  },
  links: (_assignment, self) => ({ self: { rel: "self", href: self, method: "GET" } }),
});
