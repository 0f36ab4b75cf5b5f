import { type Access, gate } from "../../api/gate.ts";
import type { Gate } from "../../api/operation.ts";
import { type OktaError, validation } from "../../org/okta-error.ts";

export const ACCESS: Access = { scope: "okta.roles", resource: "roles", bucket: "iam" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");

export const takenLabel = (what: string): OktaError =>
  validation("label", `label: There is already ${what} with this name.`);
