import { type Collection, defineCollection } from "../../collections/collection.ts";
import { text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

/** The keys that hooks are signed with. */
export const hookKeys: Collection = defineCollection({
  key: "hookKeys",
  path: "/api/v1/hook-keys",
  param: "id",
  kind: "HookKey",
  idPrefix: "HKY",
  scope: "okta.inlineHooks",
  resource: "org",
  fields: { name: text },
  unique: ["name"],
  make: () => ({ keyId: crypto.randomUUID(), isUsed: "false" }),
  checkDelete({ isUsed }) {
    if (isUsed === "true") throw validation("id", "id: A key that is in use cannot be deleted");
  },
  show: ({ keyId }) => ({
    _embedded: {
      kty: "RSA",
      alg: "RSA",
      kid: keyId,
      use: null,
      e: "AQAB",
      n: String(keyId).replaceAll("-", "").repeat(8),
    },
  }),
});
