import { appGroupOperations } from "./app-groups.ts";
import { appReadOperations } from "./app-reads.ts";
import { appUserOperations } from "./app-users.ts";
import { appWriteOperations } from "./app-writes.ts";
import { deviceOperations } from "./devices.ts";
import { factorOperations } from "./factors.ts";
import { groupOwnerOperations } from "./group-owners.ts";
import { groupRuleOperations } from "./group-rules.ts";
import { groupWriteOperations } from "./group-writes.ts";
import { groupOperations } from "./groups.ts";
import type { Operation, PublicOperation } from "./operation.ts";
import { orgSettingsOperations, wellKnownOperations } from "./org-settings.ts";
import { policyOperations } from "./policies.ts";
import { systemLogOperations } from "./system-log.ts";
import { userAppLinkOperations } from "./user-app-links.ts";
import { userCredentialOperations } from "./user-credentials.ts";
import { userGrantOperations } from "./user-grants.ts";
import { userLifecycleOperations } from "./user-lifecycle.ts";
import { userRoleOperations } from "./user-roles.ts";
import { userSessionOperations } from "./user-sessions.ts";
import { userWriteOperations } from "./user-writes.ts";
import { userOperations } from "./users.ts";
import { zoneOperations } from "./zones.ts";

/** Every operation that the org knows. */
export const OPERATIONS: readonly Operation[] = [
  ...userOperations,
  ...userWriteOperations,
  ...userLifecycleOperations,
  ...userCredentialOperations,
  ...userSessionOperations,
  ...userRoleOperations,
  ...userGrantOperations,
  ...userAppLinkOperations,
  ...factorOperations,
  ...groupRuleOperations,
  ...groupOperations,
  ...groupWriteOperations,
  ...groupOwnerOperations,
  ...appReadOperations,
  ...appWriteOperations,
  ...appUserOperations,
  ...appGroupOperations,
  ...deviceOperations,
  ...systemLogOperations,
  ...policyOperations,
  ...zoneOperations,
  ...orgSettingsOperations,
];

/** Every operation that needs no token. */
export const PUBLIC_OPERATIONS: readonly PublicOperation[] = wellKnownOperations;
