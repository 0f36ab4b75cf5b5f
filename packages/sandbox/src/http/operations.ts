import type { Operation, PublicOperation } from "../api/operation.ts";
import { groupPushOperations } from "../apps/group-push.ts";
import { appGroupOperations } from "../apps/groups.ts";
import { appPolicyOperations } from "../apps/policies.ts";
import { appReadOperations } from "../apps/reads.ts";
import { appUserOperations } from "../apps/users.ts";
import { appWriteOperations } from "../apps/writes.ts";
import { deviceOperations } from "../devices/operations.ts";
import { authenticatorEnrollmentOperations } from "../factors/authenticator-enrollments.ts";
import { factorOperations } from "../factors/operations.ts";
import { groupRuleOperations } from "../group-rules/operations.ts";
import { directoryMembershipOperations } from "../groups/directory-membership.ts";
import { directoryQueryOperations } from "../groups/directory-queries.ts";
import { groupOwnerOperations } from "../groups/owners.ts";
import { groupOperations } from "../groups/reads.ts";
import { groupRoleOperations } from "../groups/roles.ts";
import { groupWriteOperations } from "../groups/writes.ts";
import { RESOURCES } from "../resources.ts";
import { emailBounceOperations } from "../settings/email-bounces.ts";
import { orgSettingsOperations, wellKnownOperations } from "../settings/org.ts";
import { policyOperations } from "../settings/policies.ts";
import { policyRuleOperations } from "../settings/policy-rules.ts";
import { policySimulationOperations } from "../settings/policy-simulation.ts";
import { registryOperations } from "../settings/registries.ts";
import { schemaOperations } from "../settings/schemas.ts";
import { zoneOperations } from "../settings/zones.ts";
import { systemLogOperations } from "../system-log/operations.ts";
import { userAppLinkOperations } from "../users/app-links.ts";
import { userCredentialOperations } from "../users/credentials.ts";
import { userGrantOperations } from "../users/grants.ts";
import { userInsightOperations } from "../users/insights.ts";
import { userLifecycleOperations } from "../users/lifecycle.ts";
import { userOperations } from "../users/reads.ts";
import { userRoleOperations } from "../users/roles.ts";
import { userSessionOperations } from "../users/sessions.ts";
import { userWriteOperations } from "../users/writes.ts";

/** Every operation that the org knows. */
export const OPERATIONS: readonly Operation[] = [
  // Before those whose paths have a parameter where these have a name.
  ...RESOURCES.flatMap(({ operations }) => operations),
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
  ...groupPushOperations,
  ...appPolicyOperations,
  ...authenticatorEnrollmentOperations,
  ...directoryMembershipOperations,
  ...directoryQueryOperations,
  ...groupRoleOperations,
  ...emailBounceOperations,
  ...policyRuleOperations,
  ...policySimulationOperations,
  ...registryOperations,
  ...schemaOperations,
  ...userInsightOperations,
];

/** Every operation that needs no token. */
export const PUBLIC_OPERATIONS: readonly PublicOperation[] = [
  ...wellKnownOperations,
  ...RESOURCES.flatMap(({ publicOperations = [] }) => publicOperations),
];
