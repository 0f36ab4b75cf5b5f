import type { Action } from "./action.ts";
import * as agentPools from "./catalog/agent-pools.ts";
import * as apiTokens from "./catalog/api-tokens.ts";
import * as apps from "./catalog/apps.ts";
import * as authenticatorEnrollments from "./catalog/authenticator-enrollments.ts";
import * as authenticators from "./catalog/authenticators.ts";
import * as authorizationServers from "./catalog/authorization-servers.ts";
import * as deviceAssurances from "./catalog/device-assurances.ts";
import * as devices from "./catalog/devices.ts";
import * as directories from "./catalog/directories.ts";
import * as eventHooks from "./catalog/event-hooks.ts";
import * as factors from "./catalog/factors.ts";
import * as groupRules from "./catalog/group-rules.ts";
import * as groups from "./catalog/groups.ts";
import * as idps from "./catalog/idps.ts";
import * as logs from "./catalog/logs.ts";
import * as org from "./catalog/org.ts";
import * as policies from "./catalog/policies.ts";
import * as roles from "./catalog/roles.ts";
import * as schemas from "./catalog/schemas.ts";
import * as sessions from "./catalog/sessions.ts";
import * as userTypes from "./catalog/user-types.ts";
import * as users from "./catalog/users.ts";
import * as zones from "./catalog/zones.ts";

/** The curated actions by what they are about, as the typed client has them. */
export const modules = {
  users,
  factors,
  authenticatorEnrollments,
  groups,
  groupRules,
  directories,
  apps,
  devices,
  logs,
  org,
  sessions,
  policies,
  zones,
  roles,
  schemas,
  userTypes,
  authenticators,
  idps,
  eventHooks,
  apiTokens,
  agentPools,
  authorizationServers,
  deviceAssurances,
};

/** Every curated action: by module, and by ID within one. */
export const catalogue: readonly Action[] = Object.values(modules).flatMap((module): Action[] =>
  Object.values(module)
    .filter(isAction)
    // Bundlers differ in the order of a module's exports.
    .sort((one, other) => (one.id < other.id ? -1 : 1)),
);

/**
 * Whether what a module exports is an action; schemas are exported beside them.
 *
 * @param value - An export of a module of actions.
 * @returns whether it is an action.
 */
export function isAction(value: object): value is Action {
  return "path" in value && "scope" in value;
}
