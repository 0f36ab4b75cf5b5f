import { type Access, gate } from "../../api/gate.ts";
import type { Gate } from "../../api/operation.ts";
export const ACCESS: Access = { scope: "okta.authorizationServers", resource: "org", bucket: "authorizationServers" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");
export const PATH = "/api/v1/authorizationServers";
export const ONE = "/api/v1/authorizationServers/{authServerId}";
/** In seconds. */
export const QUARTER: number = 90 * 86_400;

export const ALLOW: readonly string[] = ["GET", "PUT", "DELETE"];
