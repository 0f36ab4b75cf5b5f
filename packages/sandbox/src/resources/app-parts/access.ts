import { type Access, gate } from "../../api/gate.ts";
import type { Call, Gate } from "../../api/operation.ts";
import { findApp } from "../../apps/app.ts";
import type { Parent } from "../../collections/collection.ts";
import type { App } from "../../org/model.ts";

const ACCESS: Access = { scope: "okta.apps", resource: "apps", bucket: "apps" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");
export const ONE = "/api/v1/apps/{appId}";
export const own = (call: Call): App => findApp(call.org, call.params.appId ?? "");
export const app: Parent = { keyOf: (call) => own(call).id };
