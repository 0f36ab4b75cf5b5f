import type { Call, Gate } from "../../api/operation.ts";
import { findApp } from "../../apps/app.ts";
import type { Parent } from "../../collections/collection.ts";
import type { App } from "../../org/model.ts";

export const READ: Gate = {
  scope: "okta.apps.read",
  permission: { resource: "apps", access: "read" },
  bucket: "apps",
};
export const MANAGE: Gate = {
  scope: "okta.apps.manage",
  permission: { resource: "apps", access: "manage" },
  bucket: "apps",
};
export const ONE = "/api/v1/apps/{appId}";
export const own = (call: Call): App => findApp(call.org, call.params.appId ?? "");
export const app: Parent = { keyOf: (call) => own(call).id };
