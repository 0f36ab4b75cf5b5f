import { gate } from "../../api/gate.ts";
import type { Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { text } from "../../collections/fields.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";

/** The public half of a key. */
const publicKeyOf = ({ keyId }: Resource) => ({
  _embedded: {
    kty: "RSA",
    alg: "RSA",
    kid: keyId,
    use: null,
    e: "AQAB",
    n: String(keyId).replaceAll("-", "").repeat(8),
  },
});

const keys: Collection = defineCollection({
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
  show: publicKeyOf,
});

/** What a hook's service verifies a signature with: it knows the key's `kid` alone. */
const publicKey: Operation = {
  ...gate({ scope: "okta.inlineHooks", resource: "org", bucket: "hook-keys" }, "read"),
  method: "GET",
  path: "/api/v1/hook-keys/public/{keyId}",
  handle({ org, params }) {
    const { keyId = "" } = params;
    const key = keys.all(org.store).find((one) => one.keyId === keyId);
    if (!key) throw notFound(keyId, "HookKey");
    return Response.json(publicKeyOf(key));
  },
};

/** The keys that hooks are signed with. */
export const hookKeys: ResourceDeclaration = { operations: [...keys.operations, publicKey] };
