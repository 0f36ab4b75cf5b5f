import type { Org } from "./api/operation.ts";
import type { ResourceDeclaration } from "./api/resource.ts";
import { seededRandom } from "./org/random.ts";
import { agentPoolUpdates } from "./resources/agent-pool-updates.ts";
import { aiAgents } from "./resources/ai-agents.ts";
import { apiServices } from "./resources/api-services.ts";
import { appConnections } from "./resources/app-connections.ts";
import { appParts } from "./resources/app-parts.ts";
import { authenticators } from "./resources/authenticators.ts";
import { authorizationServerResources } from "./resources/authorization-servers.ts";
import { brandResources, domainResources, emailDomainResources } from "./resources/brands.ts";
import { consoleReads } from "./resources/console-reads.ts";
import { deviceAssurances } from "./resources/device-assurances.ts";
import { deviceIntegrations } from "./resources/device-integrations.ts";
import { devicePostureChecks } from "./resources/device-posture-checks.ts";
import { disasterRecovery } from "./resources/disaster-recovery.ts";
import { emailServers } from "./resources/email-servers.ts";
import { eventHooks } from "./resources/event-hooks.ts";
import { featureSettings } from "./resources/feature-settings.ts";
import { governanceBundles } from "./resources/governance-bundles.ts";
import { iamResources } from "./resources/iam.ts";
import { identityProviders } from "./resources/identity-providers.ts";
import { identitySources } from "./resources/identity-sources.ts";
import { idpKeys } from "./resources/idp-keys.ts";
import { inlineHooks } from "./resources/inline-hooks.ts";
import { linkedObjects } from "./resources/linked-objects.ts";
import { oauthClients } from "./resources/oauth-clients/index.ts";
import { oinSubmissions } from "./resources/oin-submissions.ts";
import { orgFamily } from "./resources/org-family.ts";
import { orgSettings } from "./resources/org-settings.ts";
import { principalRateLimits } from "./resources/principal-rate-limits.ts";
import { privilegedResources } from "./resources/privileged-resources.ts";
import { profileMappings } from "./resources/profile-mappings.ts";
import { providerUsers } from "./resources/provider-users.ts";
import { realmAssignments, realms } from "./resources/realms.ts";
import { resourceServerKeys } from "./resources/resource-server-keys.ts";
import { riskProviders } from "./resources/risk-providers.ts";
import { roleTargets } from "./resources/role-targets.ts";
import { securityEventsProviders } from "./resources/security-events-providers.ts";
import { securitySettings } from "./resources/security-settings.ts";
import { serviceAccounts } from "./resources/service-accounts.ts";
import { signingCertificates } from "./resources/signing-certificates.ts";
import { ssfStream } from "./resources/ssf-stream.ts";
import { telephonyProviders } from "./resources/telephony-providers.ts";
import { trustedOrigins } from "./resources/trusted-origins.ts";
import { userTypes } from "./resources/user-types.ts";
import { webAuthnPreregistration } from "./resources/webauthn-preregistration.ts";
import { wellKnownUris } from "./resources/well-known-uris.ts";

/** The org's resources, a line for each. What comes first is asked first where two paths fit. */
export const RESOURCES: readonly ResourceDeclaration[] = [
  agentPoolUpdates,
  aiAgents,
  apiServices,
  appConnections,
  appParts,
  authenticators,
  authorizationServerResources,
  brandResources,
  consoleReads,
  deviceAssurances,
  deviceIntegrations,
  devicePostureChecks,
  disasterRecovery,
  domainResources,
  emailDomainResources,
  emailServers,
  eventHooks,
  featureSettings,
  governanceBundles,
  iamResources,
  idpKeys,
  identityProviders,
  identitySources,
  inlineHooks,
  linkedObjects,
  oauthClients,
  oinSubmissions,
  orgFamily,
  orgSettings,
  principalRateLimits,
  privilegedResources,
  profileMappings,
  providerUsers,
  realmAssignments,
  realms,
  resourceServerKeys,
  riskProviders,
  roleTargets,
  securityEventsProviders,
  securitySettings,
  serviceAccounts,
  signingCertificates,
  ssfStream,
  telephonyProviders,
  trustedOrigins,
  userTypes,
  webAuthnPreregistration,
  wellKnownUris,
];

/** Fills an org with what its resources begin with: the same for the same seed. */
export function seedResources({ store, orgUrl }: Pick<Org, "store" | "orgUrl">, seed: number): void {
  const [everyone] = store.groups.values();
  const context = { store, orgUrl, random: seededRandom(seed + 1100), created: everyone?.created ?? "" };
  for (const resource of RESOURCES) resource.seed?.(context);
}
