import type { Operation, PublicOperation } from "../api/operation.ts";
import { appGroupOperations } from "../apps/groups.ts";
import { appReadOperations } from "../apps/reads.ts";
import { appUserOperations } from "../apps/users.ts";
import { appWriteOperations } from "../apps/writes.ts";
import { deviceOperations } from "../devices/operations.ts";
import { factorOperations } from "../factors/operations.ts";
import { groupRuleOperations } from "../group-rules/operations.ts";
import { groupOwnerOperations } from "../groups/owners.ts";
import { groupOperations } from "../groups/reads.ts";
import { groupWriteOperations } from "../groups/writes.ts";
import { orgSettingsOperations, wellKnownOperations } from "../settings/org.ts";
import { policyOperations } from "../settings/policies.ts";
import { zoneOperations } from "../settings/zones.ts";
import { systemLogOperations } from "../system-log/operations.ts";
import { userAppLinkOperations } from "../users/app-links.ts";
import { userCredentialOperations } from "../users/credentials.ts";
import { userGrantOperations } from "../users/grants.ts";
import { userLifecycleOperations } from "../users/lifecycle.ts";
import { userOperations } from "../users/reads.ts";
import { userRoleOperations } from "../users/roles.ts";
import { userSessionOperations } from "../users/sessions.ts";
import { userWriteOperations } from "../users/writes.ts";

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
