import type { Action } from "./action.ts";
import * as apps from "./catalog/apps.ts";
import * as devices from "./catalog/devices.ts";
import * as factors from "./catalog/factors.ts";
import * as groupRules from "./catalog/group-rules.ts";
import * as groups from "./catalog/groups.ts";
import * as logs from "./catalog/logs.ts";
import * as org from "./catalog/org.ts";
import * as policies from "./catalog/policies.ts";
import * as sessions from "./catalog/sessions.ts";
import * as users from "./catalog/users.ts";
import * as zones from "./catalog/zones.ts";

/** The curated actions by what they are about, as the typed client has them. */
export const modules = {
  users,
  factors,
  groups,
  groupRules,
  apps,
  devices,
  logs,
  org,
  sessions,
  policies,
  zones,
};

/** Every curated action: by module, and by ID within one. */
export const catalogue: readonly Action[] = Object.values(modules).flatMap((module): Action[] =>
  Object.values(module)
    .filter(isAction)
    // Bundlers differ in the order of a module's exports.
    .sort((one, other) => (one.id < other.id ? -1 : 1)),
);

/** Whether what a module exports is an action; schemas are exported beside them. */
export function isAction(value: object): value is Action {
  return "path" in value && "scope" in value;
}
