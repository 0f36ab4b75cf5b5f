import type { Gate } from "../../api/operation.ts";
import { OktaError } from "../../org/okta-error.ts";

export const ACCESS = { scope: "okta.brands", resource: "org", bucket: "brands" } as const;
export const READ: Gate = {
  scope: "okta.brands.read",
  permission: { resource: "org", access: "read" },
  bucket: "brands",
};
export const MANAGE: Gate = {
  scope: "okta.brands.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "brands",
};

/** 409. */
export const conflict = (code: string, summary: string): OktaError => new OktaError({ status: 409, code, summary });
