import type { Gate } from "../../api/operation.ts";
export const READ: Gate = {
  scope: "okta.roles.read",
  permission: { resource: "roles", access: "read" },
  bucket: "users",
};
export const MANAGE: Gate = {
  scope: "okta.roles.manage",
  permission: { resource: "roles", access: "manage" },
  bucket: "users",
};
