/** What Okta's scopes are about; each has a `.read` and a `.manage`. */
const RESOURCES: readonly string[] = `
  okta.agentPools okta.aiAgents okta.apiTokens okta.appGrants okta.apps.interclientTrust okta.apps okta.authenticators
  okta.authorizationServers okta.behaviors okta.botProtection okta.brands okta.captchas okta.clients
  okta.customTelephonyProvider okta.deviceAssurance okta.deviceIntegrations okta.devicePostureChecks
  okta.devices okta.directories.groups okta.domains okta.dr okta.emailDomains okta.emailServers okta.eventHooks
  okta.features okta.groups okta.identitySources okta.idps okta.inlineHooks okta.linkedObjects okta.logStreams okta.manifests
  okta.networkZones okta.oauthIntegrations okta.operations okta.orgs okta.personal.adminSettings okta.policies
  okta.principalRateLimits okta.privilegedResources okta.profileMappings okta.pushProviders okta.rateLimits okta.realmAssignments
  okta.realms okta.riskEvents okta.riskProviders okta.roles okta.schemas okta.securityEventsProviders okta.serviceAccounts
  okta.serviceAccounts.okta okta.sessions okta.templates okta.threatInsights okta.trustedOrigins okta.uischemas
  okta.userRisk okta.userTypes okta.users ssf
`
  .trim()
  .split(/\s+/);

/** Every scope that the org authorization server knows. */
export const OKTA_SCOPES: ReadonlySet<string> = new Set([
  ...RESOURCES.flatMap((resource) => [`${resource}.read`, `${resource}.manage`]),
  "okta.logs.read",
]);

/** What only people can be asked for (OpenID Connect Core, section 5.4). */
export const OPENID_SCOPES: ReadonlySet<string> = new Set([
  "openid",
  "profile",
  "email",
  "address",
  "phone",
  "offline_access",
  "groups",
  "device_sso",
]);

/** Whether scopes allow what needs one of them: `x.manage` satisfies `x.read`. */
export function satisfiesScope(scopes: readonly string[], needed: string): boolean {
  return scopes.includes(needed) || (needed.endsWith(".read") && scopes.includes(needed.replace(/\.read$/, ".manage")));
}
