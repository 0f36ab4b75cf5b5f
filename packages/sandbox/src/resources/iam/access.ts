import type { Gate } from "../../api/operation.ts";
import { type OktaError, validation } from "../../org/okta-error.ts";

export const ACCESS = { scope: "okta.roles", resource: "roles", bucket: "iam" } as const;
export const READ: Gate = {
  scope: "okta.roles.read",
  permission: { resource: "roles", access: "read" },
  bucket: "iam",
};
export const MANAGE: Gate = {
  scope: "okta.roles.manage",
  permission: { resource: "roles", access: "manage" },
  bucket: "iam",
};

export const takenLabel = (what: string): OktaError =>
  validation("label", `label: There is already ${what} with this name.`);
