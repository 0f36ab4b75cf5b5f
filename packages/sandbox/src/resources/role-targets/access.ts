import { type Access, gate } from "../../api/gate.ts";
import type { Gate } from "../../api/operation.ts";

const ACCESS: Access = { scope: "okta.roles", resource: "roles", bucket: "users" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");
