import type { Gate } from "../../api/operation.ts";
import type { CollectionOptions } from "../../collections/collection.ts";

export const PATH = "/workload-principals/api/v1";
export const ACCESS: Pick<CollectionOptions, "scope" | "resource" | "bucket"> = {
  scope: "okta.aiAgents",
  resource: "org",
  bucket: "workload-principals",
};
export const READ: Gate = {
  scope: "okta.aiAgents.read",
  permission: { resource: "org", access: "read" },
  bucket: "workload-principals",
};
