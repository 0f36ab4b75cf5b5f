import type { Org } from "./api/operation.ts";
import type { ResourceDeclaration } from "./api/resource.ts";
import { seededRandom } from "./org/random.ts";
import { agentPoolUpdates } from "./resources/agent-pool-updates/index.ts";
import { aiAgents } from "./resources/ai-agents/index.ts";
import { apiServices } from "./resources/api-services/index.ts";
import { appConnections } from "./resources/app-connections/index.ts";
import { appParts } from "./resources/app-parts/index.ts";
import { attackProtection } from "./resources/attack-protection/index.ts";
import { authenticators } from "./resources/authenticators/index.ts";
import { authorizationServerResources } from "./resources/authorization-servers/index.ts";
import { behaviors } from "./resources/behaviors/index.ts";
import { brandResources, domainResources, emailDomainResources } from "./resources/brands/index.ts";
import { captchaResources } from "./resources/captchas/index.ts";
import { consoleReads } from "./resources/console-reads/index.ts";
import { deviceAssurances } from "./resources/device-assurances/index.ts";
import { deviceIntegrations } from "./resources/device-integrations/index.ts";
import { devicePostureChecks } from "./resources/device-posture-checks/index.ts";
import { disasterRecovery } from "./resources/disaster-recovery/index.ts";
import { emailServers } from "./resources/email-servers/index.ts";
import { eventHooks } from "./resources/event-hooks/index.ts";
import { featureSettings } from "./resources/feature-settings/index.ts";
import { features } from "./resources/features/index.ts";
import { governanceBundles } from "./resources/governance-bundles/index.ts";
import { hookKeys } from "./resources/hook-keys/index.ts";
import { iamResources } from "./resources/iam/index.ts";
import { identityProviders } from "./resources/identity-providers/index.ts";
import { identitySources } from "./resources/identity-sources/index.ts";
import { idpKeys } from "./resources/idp-keys/index.ts";
import { inlineHooks } from "./resources/inline-hooks/index.ts";
import { linkedObjects } from "./resources/linked-objects/index.ts";
import { logStreams } from "./resources/log-streams/index.ts";
import { oauthClients } from "./resources/oauth-clients/index.ts";
import { oinSubmissions } from "./resources/oin-submissions/index.ts";
import { orgFamily } from "./resources/org-family/index.ts";
import { orgSettings } from "./resources/org-settings/index.ts";
import { principalRateLimits } from "./resources/principal-rate-limits/index.ts";
import { privilegedResources } from "./resources/privileged-resources/index.ts";
import { profileMappings } from "./resources/profile-mappings/index.ts";
import { providerUsers } from "./resources/provider-users/index.ts";
import { pushProviders } from "./resources/push-providers/index.ts";
import { rateLimitResources } from "./resources/rate-limit-settings/index.ts";
import { realmResources } from "./resources/realms/index.ts";
import { resourceServerKeys } from "./resources/resource-server-keys/index.ts";
import { riskProviders } from "./resources/risk-providers/index.ts";
import { roleTargets } from "./resources/role-targets/index.ts";
import { securityEventsProviders } from "./resources/security-events-providers/index.ts";
import { serviceAccounts } from "./resources/service-accounts/index.ts";
import { signingCertificates } from "./resources/signing-certificates/index.ts";
import { smsTemplates } from "./resources/sms-templates/index.ts";
import { ssfStream } from "./resources/ssf-stream/index.ts";
import { subscriptions } from "./resources/subscriptions/index.ts";
import { supportCases } from "./resources/support-cases/index.ts";
import { telephonyProviders } from "./resources/telephony-providers/index.ts";
import { threatInsight } from "./resources/threat-insight/index.ts";
import { trustedOrigins } from "./resources/trusted-origins/index.ts";
import { uiSchemas } from "./resources/ui-schemas/index.ts";
import { userTypes } from "./resources/user-types/index.ts";
import { webAuthnPreregistration } from "./resources/webauthn-preregistration/index.ts";
import { wellKnownUris } from "./resources/well-known-uris/index.ts";
import { yubikeyTokens } from "./resources/yubikey-tokens/index.ts";

/** The org's resources, a line for each. What comes first is asked first where two paths fit. */
export const RESOURCES: readonly ResourceDeclaration[] = [
  agentPoolUpdates,
  aiAgents,
  apiServices,
  appConnections,
  appParts,
  attackProtection,
  authenticators,
  authorizationServerResources,
  behaviors,
  brandResources,
  captchaResources,
  consoleReads,
  deviceAssurances,
  deviceIntegrations,
  devicePostureChecks,
  disasterRecovery,
  domainResources,
  emailDomainResources,
  emailServers,
  eventHooks,
  features,
  featureSettings,
  governanceBundles,
  hookKeys,
  iamResources,
  idpKeys,
  identityProviders,
  identitySources,
  inlineHooks,
  linkedObjects,
  logStreams,
  oauthClients,
  oinSubmissions,
  orgFamily,
  orgSettings,
  principalRateLimits,
  privilegedResources,
  profileMappings,
  providerUsers,
  pushProviders,
  rateLimitResources,
  realmResources,
  resourceServerKeys,
  riskProviders,
  roleTargets,
  securityEventsProviders,
  serviceAccounts,
  signingCertificates,
  smsTemplates,
  ssfStream,
  subscriptions,
  supportCases,
  telephonyProviders,
  threatInsight,
  trustedOrigins,
  uiSchemas,
  userTypes,
  webAuthnPreregistration,
  wellKnownUris,
  yubikeyTokens,
];

/** Fills an org with what its resources begin with: the same for the same seed. */
export function seedResources({ store, orgUrl }: Pick<Org, "store" | "orgUrl">, seed: number): void {
  const [everyone] = store.groups.values();
  const context = { store, orgUrl, random: seededRandom(seed + 1100), created: everyone?.created ?? "" };
  for (const resource of RESOURCES) resource.seed?.(context);
}
