import { type Collection, defineCollection } from "../../collections/collection.ts";
import { optionalText, text } from "../../collections/fields.ts";
import { OktaError } from "../../org/okta-error.ts";

/** The types of users. Each has a schema of its own, whose ID ends as the type's. */
export const userTypes: Collection = defineCollection({
  key: "userTypes",
  path: "/api/v1/meta/types/user",
  param: "typeId",
  kind: "CVDType",
  idPrefix: "oty",
  scope: "okta.userTypes",
  resource: "org",
  bucket: "meta",
  fields: {
    displayName: text,
    name: { ...text, pattern: /^\w+$/, fixed: true },
    description: optionalText,
  },
  operations: ["list", "create", "get", "replace", "update", "delete"],
  unique: ["name"],
  make: (_draft, { call: { app } }) => ({ createdBy: app.clientId, lastUpdatedBy: app.clientId, default: false }),
  checkDelete({ id, default: isDefault }, { org }) {
    const isUsed = [...org.store.users.values()].some(({ typeId }) => typeId === id);
    if (isDefault === true || isUsed)
      throw new OktaError({ status: 403, code: "E0000142", summary: "This User Type cannot be deleted." });
  },
  onDelete: ({ id }, { org }) => void org.store.schemas.delete(`user/${id}`),
  links: ({ id }, self, { orgUrl }) => ({
    self: { rel: "self", href: self, method: "GET" },
    schema: { rel: "schema", href: `${orgUrl}/api/v1/meta/schemas/user/${id.replace(/^.../, "osc")}`, method: "GET" },
  }),
  seeds: ({ store }) => [
    {
      id: store.userTypeId,
      displayName: "User",
      name: "user",
      description: "Okta user profile template with default permission settings",
      createdBy: "sprz9fj1ycBcsgopy1d6",
      lastUpdatedBy: "sprz9fj1ycBcsgopy1d6",
      default: true,
    },
  ],
});
