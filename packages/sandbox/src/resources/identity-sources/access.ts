import type { Gate } from "../../api/operation.ts";
import type { Parent } from "../../collections/collection.ts";
import { notFound } from "../../org/okta-error.ts";

export const PATH = "/api/v1/identity-sources/{identitySourceId}";
const ACCESS = { permission: { resource: "org", access: "manage" }, bucket: "identity-sources" } as const;
export const MANAGE: Gate = { ...ACCESS, scope: "okta.identitySources.manage" };
export const READ: Gate = {
  ...ACCESS,
  scope: "okta.identitySources.read",
  permission: { resource: "org", access: "read" },
};

/** An identity source is an app of the org. */
export const source: Parent = {
  keyOf({ org, params }) {
    const id = params.identitySourceId ?? "";
    if (!org.store.apps.has(id)) throw notFound(id, "IdentitySource");
    return id;
  },
};
