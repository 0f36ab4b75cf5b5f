import { type Access, gate } from "../../api/gate.ts";
import type { Gate } from "../../api/operation.ts";
import type { Parent } from "../../collections/collection.ts";
import { notFound } from "../../org/okta-error.ts";

export const PATH = "/api/v1/identity-sources/{identitySourceId}";
const ACCESS: Access = { scope: "okta.identitySources", resource: "org", bucket: "identity-sources" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");

/** An identity source is an app of the org. */
export const source: Parent = {
  keyOf({ org, params }) {
    const id = params.identitySourceId ?? "";
    if (!org.store.apps.has(id)) throw notFound(id, "IdentitySource");
    return id;
  },
};
