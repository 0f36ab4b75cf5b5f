import type { Gate } from "../../api/operation.ts";
export const ACCESS = { scope: "okta.authorizationServers", resource: "org", bucket: "authorizationServers" } as const;
export const READ: Gate = {
  scope: "okta.authorizationServers.read",
  permission: { resource: "org", access: "read" },
  bucket: "authorizationServers",
};
export const MANAGE: Gate = {
  scope: "okta.authorizationServers.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "authorizationServers",
};
export const PATH = "/api/v1/authorizationServers";
export const ONE = "/api/v1/authorizationServers/{authServerId}";
/** In seconds. */
export const QUARTER: number = 90 * 86_400;

export const ALLOW: readonly string[] = ["GET", "PUT", "DELETE"];
