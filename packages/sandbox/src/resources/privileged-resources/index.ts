import type { Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { anyObject, oneOf, required } from "../../collections/fields.ts";
import { isoDate } from "../../org/clock.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/privileged-access/api/v1";

/** The accounts whose password the org keeps and rotates. */
const resources: Collection = defineCollection({
  key: "privilegedResources",
  path: `${PATH}/resources`,
  param: "id",
  kind: "PrivilegedResource",
  idPrefix: "opr",
  scope: "okta.privilegedResources",
  resource: "org",
  bucket: "privileged-access",
  operations: ["create", "get", "replace", "delete"],
  created: 201,
  fields: {
    resourceType: { ...required(oneOf("OKTA_USER_ACCOUNT", "APP_ACCOUNT")), fixed: true },
    resourceId: { type: "string", fixed: true },
    containerDetails: anyObject,
    credentials: required(anyObject),
    profile: anyObject,
  },
  check({ credentials, resourceType, resourceId }, { call, before }) {
    const { password: _, ...shown } = isObject(credentials) ? credentials : {};
    if (typeof shown.userName !== "string")
      throw validation("credentials.userName", "credentials.userName: The field cannot be left blank");
    if (!before && resourceType === "OKTA_USER_ACCOUNT" && !call.org.store.users.has(String(resourceId)))
      throw notFound(String(resourceId), "User");
    return { credentials: shown };
  },
  make: () => ({ status: "INACTIVE", credentialSyncState: "NOT_SYNCED" }),
});

const step = (path: string, status: number): Operation => ({
  method: "POST",
  path: `${PATH}/resources/{id}/${path}`,
  scope: "okta.privilegedResources.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "privileged-access",
  handle(call) {
    const found = resources.find(call);
    const now = isoDate(call.org.now());
    const changed = { ...found, status: "ACTIVE", credentialSyncState: "SYNCED", credentialChanged: now };
    resources.put(call.org.store, { ...changed, lastUpdated: now });
    return Response.json(resources.show({ ...changed, lastUpdated: now }, call), { status });
  },
});

/** Privileged resources, which are claimed and whose password is rotated. */
export const privilegedResources: ResourceDeclaration = {
  operations: [...resources.operations, step("claim", 200), step("rotate-password", 200)],
};
