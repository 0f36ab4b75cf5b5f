import type { Action } from "./action.ts";
import * as apps from "./apps.ts";
import * as devices from "./devices.ts";
import * as factors from "./factors.ts";
import * as groupRules from "./group-rules.ts";
import * as groups from "./groups.ts";
import * as logs from "./logs.ts";
import * as org from "./org.ts";
import * as policies from "./policies.ts";
import * as sessions from "./sessions.ts";
import * as users from "./users.ts";
import * as zones from "./zones.ts";

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

/** Every curated action. */
export const catalogue: readonly Action[] = Object.values(modules).flatMap((module): Action[] =>
  Object.values(module).filter(isAction),
);

/** Whether what a module exports is an action; schemas are exported beside them. */
export function isAction(value: object): value is Action {
  return "path" in value && "scope" in value;
}
