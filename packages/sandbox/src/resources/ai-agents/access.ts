import { type Access, gate } from "../../api/gate.ts";
import type { Gate } from "../../api/operation.ts";

export const PATH = "/workload-principals/api/v1";
export const ACCESS: Access = { scope: "okta.aiAgents", resource: "org", bucket: "workload-principals" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");
