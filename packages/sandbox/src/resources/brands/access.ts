import { type Access, gate } from "../../api/gate.ts";
import type { Gate } from "../../api/operation.ts";
import { OktaError } from "../../org/okta-error.ts";

export const ACCESS: Access = { scope: "okta.brands", resource: "org", bucket: "brands" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");

/** 409. */
export const conflict = (code: string, summary: string): OktaError => new OktaError({ status: 409, code, summary });
