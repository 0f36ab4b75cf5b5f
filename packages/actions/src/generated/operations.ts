// Made by scripts/generate-operations.ts: change that, not this.

/** How many operations the table has. */
export const OPERATION_COUNT = 732;

/** A line a path: the path, then method, ID and scopes of each of its operations. Scopes are joined by +; - stands for none. */
export const OPERATION_TABLE = `
/.well-known/app-authenticator-configuration GET getWellKnownAppAuthenticatorConfiguration -
/.well-known/apple-app-site-association GET getAppleAppSiteAssociationWellKnownURI -
/.well-known/assetlinks.json GET getAssetLinksWellKnownURI -
/.well-known/okta-organization GET getWellknownOrgMetadata -
/.well-known/ssf-configuration GET getWellknownSsfMetadata -
/.well-known/webauthn GET getWebAuthnWellKnownURI -
/api/v1/agentPools GET listAgentPools okta.agentPools.read
/api/v1/agentPools/{poolId}/updates GET listAgentPoolsUpdates okta.agentPools.read POST createAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/settings GET getAgentPoolsUpdateSettings okta.agentPools.read POST updateAgentPoolsUpdateSettings okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId} GET getAgentPoolsUpdateInstance okta.agentPools.read POST updateAgentPoolsUpdate okta.agentPools.manage DELETE deleteAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/activate POST activateAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/deactivate POST deactivateAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/pause POST pauseAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/resume POST resumeAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/retry POST retryAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/stop POST stopAgentPoolsUpdate okta.agentPools.manage
/api/v1/api-tokens GET listApiTokens okta.apiTokens.read
/api/v1/api-tokens/current DELETE revokeCurrentApiToken -
/api/v1/api-tokens/{apiTokenId} GET getApiToken okta.apiTokens.read PUT upsertApiToken okta.apiTokens.manage DELETE revokeApiToken okta.apiTokens.manage
/api/v1/apps GET listApplications okta.apps.read POST createApplication okta.apps.manage
/api/v1/apps/{appId} GET getApplication okta.apps.read PUT replaceApplication okta.apps.manage DELETE deleteApplication okta.apps.manage
/api/v1/apps/{appId}/connections/default GET getDefaultProvisioningConnectionForApplication okta.apps.read POST updateDefaultProvisioningConnectionForApplication okta.apps.manage
/api/v1/apps/{appId}/connections/default/jwks GET getUserProvisioningConnectionJWKS okta.apps.read
/api/v1/apps/{appId}/connections/default/lifecycle/activate POST activateDefaultProvisioningConnectionForApplication okta.apps.manage
/api/v1/apps/{appId}/connections/default/lifecycle/deactivate POST deactivateDefaultProvisioningConnectionForApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/csrs GET listCsrsForApplication okta.apps.read POST generateCsrForApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/csrs/{csrId} GET getCsrForApplication okta.apps.read DELETE revokeCsrFromApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/csrs/{csrId}/lifecycle/publish POST publishCsrFromApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks GET listJwk okta.apps.read POST addJwk okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks/{keyId} GET getJwk okta.apps.read DELETE deletejwk okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks/{keyId}/lifecycle/activate POST activateOAuth2ClientJsonWebKey okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks/{keyId}/lifecycle/deactivate POST deactivateOAuth2ClientJsonWebKey okta.apps.manage
/api/v1/apps/{appId}/credentials/keys GET listApplicationKeys okta.apps.read
/api/v1/apps/{appId}/credentials/keys/generate POST generateApplicationKey okta.apps.manage
/api/v1/apps/{appId}/credentials/keys/{keyId} GET getApplicationKey okta.apps.read
/api/v1/apps/{appId}/credentials/keys/{keyId}/clone POST cloneApplicationKey okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets GET listOAuth2ClientSecrets okta.apps.read POST createOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets/{secretId} GET getOAuth2ClientSecret okta.apps.read DELETE deleteOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets/{secretId}/lifecycle/activate POST activateOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets/{secretId}/lifecycle/deactivate POST deactivateOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/cwo/connections GET getAllCrossAppAccessConnections okta.apps.read POST createCrossAppAccessConnection okta.apps.manage
/api/v1/apps/{appId}/cwo/connections/{connectionId} GET getCrossAppAccessConnection okta.apps.read PATCH updateCrossAppAccessConnection okta.apps.manage DELETE deleteCrossAppAccessConnection okta.apps.manage
/api/v1/apps/{appId}/features GET listFeaturesForApplication okta.apps.read
/api/v1/apps/{appId}/features/{featureName} GET getFeatureForApplication okta.apps.read PUT updateFeatureForApplication okta.apps.manage
/api/v1/apps/{appId}/federated-claims GET listFederatedClaims okta.apps.read POST createFederatedClaim okta.apps.manage
/api/v1/apps/{appId}/federated-claims/{claimId} GET getFederatedClaim okta.apps.read PUT replaceFederatedClaim okta.apps.manage DELETE deleteFederatedClaim okta.apps.manage
/api/v1/apps/{appId}/grants GET listScopeConsentGrants okta.appGrants.read POST grantConsentToScope okta.appGrants.manage
/api/v1/apps/{appId}/grants/{grantId} GET getScopeConsentGrant okta.appGrants.read DELETE revokeScopeConsentGrant okta.appGrants.manage
/api/v1/apps/{appId}/group-push/mappings GET listGroupPushMappings okta.apps.read+okta.groups.read POST createGroupPushMapping okta.apps.manage+okta.groups.manage
/api/v1/apps/{appId}/group-push/mappings/{mappingId} GET getGroupPushMapping okta.apps.read+okta.groups.read PATCH updateGroupPushMapping okta.apps.manage+okta.groups.manage DELETE deleteGroupPushMapping okta.apps.manage+okta.groups.manage
/api/v1/apps/{appId}/groups GET listApplicationGroupAssignments okta.apps.read
/api/v1/apps/{appId}/groups/{groupId} GET getApplicationGroupAssignment okta.apps.read PUT assignGroupToApplication okta.apps.manage PATCH updateGroupAssignmentToApplication okta.apps.manage DELETE unassignApplicationFromGroup okta.apps.manage
/api/v1/apps/{appId}/interclient-allowed-apps GET listInterclientAllowedApplications okta.apps.interclientTrust.read POST createInterclientTrustMapping okta.apps.interclientTrust.manage
/api/v1/apps/{appId}/interclient-allowed-apps/{allowedAppId} DELETE deleteInterclientTrustMapping okta.apps.interclientTrust.manage
/api/v1/apps/{appId}/interclient-target-apps GET listInterclientTargetApplications okta.apps.interclientTrust.read
/api/v1/apps/{appId}/lifecycle/activate POST activateApplication okta.apps.manage
/api/v1/apps/{appId}/lifecycle/deactivate POST deactivateApplication okta.apps.manage
/api/v1/apps/{appId}/logo POST uploadApplicationLogo okta.apps.manage
/api/v1/apps/{appId}/policies/{policyId} PUT assignApplicationPolicy okta.apps.manage
/api/v1/apps/{appId}/sso/saml/metadata GET previewSAMLmetadataForApplication okta.apps.read
/api/v1/apps/{appId}/tokens GET listOAuth2TokensForApplication okta.apps.read DELETE revokeOAuth2TokensForApplication okta.apps.manage
/api/v1/apps/{appId}/tokens/{tokenId} GET getOAuth2TokenForApplication okta.apps.read DELETE revokeOAuth2TokenForApplication okta.apps.manage
/api/v1/apps/{appId}/users GET listApplicationUsers okta.apps.read POST assignUserToApplication okta.apps.manage
/api/v1/apps/{appId}/users/{userId} GET getApplicationUser okta.apps.read POST updateApplicationUser okta.apps.manage DELETE unassignUserFromApplication okta.apps.manage
/api/v1/apps/{appName}/{appId}/oauth2/callback POST verifyProvisioningConnectionForApplication okta.apps.manage
/api/v1/authenticators GET listAuthenticators okta.authenticators.read POST createAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId} GET getAuthenticator okta.authenticators.read PUT replaceAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/aaguids GET listAllCustomAAGUIDs okta.authenticators.read POST createCustomAAGUID okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/aaguids/{aaguid} GET getCustomAAGUID okta.authenticators.read PUT replaceCustomAAGUID okta.authenticators.manage PATCH updateCustomAAGUID okta.authenticators.manage DELETE deleteCustomAAGUID okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/lifecycle/activate POST activateAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/lifecycle/deactivate POST deactivateAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods GET listAuthenticatorMethods okta.authenticators.read
/api/v1/authenticators/{authenticatorId}/methods/{methodType} GET getAuthenticatorMethod okta.authenticators.read PUT replaceAuthenticatorMethod okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods/{methodType}/lifecycle/activate POST activateAuthenticatorMethod okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods/{methodType}/lifecycle/deactivate POST deactivateAuthenticatorMethod okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods/{webAuthnMethodType}/verify-rp-id-domain POST verifyRpIdDomain okta.authenticators.manage
/api/v1/authorizationServers GET listAuthorizationServers okta.authorizationServers.read POST createAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId} GET getAuthorizationServer okta.authorizationServers.read PUT replaceAuthorizationServer okta.authorizationServers.manage DELETE deleteAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/associatedServers GET listAssociatedServersByTrustedType okta.authorizationServers.read POST createAssociatedServers okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/associatedServers/{associatedServerId} DELETE deleteAssociatedServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/claims GET listOAuth2Claims okta.authorizationServers.read POST createOAuth2Claim okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/claims/{claimId} GET getOAuth2Claim okta.authorizationServers.read PUT replaceOAuth2Claim okta.authorizationServers.manage DELETE deleteOAuth2Claim okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/clients GET listOAuth2ClientsForAuthorizationServer okta.authorizationServers.read
/api/v1/authorizationServers/{authServerId}/clients/{clientId}/tokens GET listRefreshTokensForAuthorizationServerAndClient okta.authorizationServers.read DELETE revokeRefreshTokensForAuthorizationServerAndClient okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/clients/{clientId}/tokens/{tokenId} GET getRefreshTokenForAuthorizationServerAndClient okta.authorizationServers.read DELETE revokeRefreshTokenForAuthorizationServerAndClient okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/credentials/keys GET listAuthorizationServerKeys okta.authorizationServers.read
/api/v1/authorizationServers/{authServerId}/credentials/keys/{keyId} GET getAuthorizationServerKey okta.authorizationServers.read
/api/v1/authorizationServers/{authServerId}/credentials/lifecycle/keyRotate POST rotateAuthorizationServerKeys okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/lifecycle/activate POST activateAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/lifecycle/deactivate POST deactivateAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies GET listAuthorizationServerPolicies okta.authorizationServers.read POST createAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId} GET getAuthorizationServerPolicy okta.authorizationServers.read PUT replaceAuthorizationServerPolicy okta.authorizationServers.manage DELETE deleteAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/lifecycle/activate POST activateAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/lifecycle/deactivate POST deactivateAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules GET listAuthorizationServerPolicyRules okta.authorizationServers.read POST createAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId} GET getAuthorizationServerPolicyRule okta.authorizationServers.read PUT replaceAuthorizationServerPolicyRule okta.authorizationServers.manage DELETE deleteAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId}/lifecycle/activate POST activateAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId}/lifecycle/deactivate POST deactivateAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys GET listOAuth2ResourceServerJsonWebKeys okta.authorizationServers.read POST addOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys/{keyId} GET getOAuth2ResourceServerJsonWebKey okta.authorizationServers.read DELETE deleteOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys/{keyId}/lifecycle/activate POST activateOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys/{keyId}/lifecycle/deactivate POST deactivateOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/scopes GET listOAuth2Scopes okta.authorizationServers.read POST createOAuth2Scope okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/scopes/{scopeId} GET getOAuth2Scope okta.authorizationServers.read PUT replaceOAuth2Scope okta.authorizationServers.manage DELETE deleteOAuth2Scope okta.authorizationServers.manage
/api/v1/behaviors GET listBehaviorDetectionRules okta.behaviors.read POST createBehaviorDetectionRule okta.behaviors.manage
/api/v1/behaviors/{behaviorId} GET getBehaviorDetectionRule okta.behaviors.read PUT replaceBehaviorDetectionRule okta.behaviors.manage DELETE deleteBehaviorDetectionRule okta.behaviors.manage
/api/v1/behaviors/{behaviorId}/lifecycle/activate POST activateBehaviorDetectionRule okta.behaviors.manage
/api/v1/behaviors/{behaviorId}/lifecycle/deactivate POST deactivateBehaviorDetectionRule okta.behaviors.manage
/api/v1/bot-protection/configuration GET getBotProtectionConfiguration okta.botProtection.read POST updateBotProtectionConfiguration okta.botProtection.manage
/api/v1/brands GET listBrands okta.brands.read POST createBrand okta.brands.manage
/api/v1/brands/{brandId} GET getBrand okta.brands.read PUT replaceBrand okta.brands.manage DELETE deleteBrand okta.brands.manage
/api/v1/brands/{brandId}/domains GET listBrandDomains okta.brands.read
/api/v1/brands/{brandId}/pages/error GET getErrorPage okta.brands.read
/api/v1/brands/{brandId}/pages/error/customized GET getCustomizedErrorPage okta.brands.read PUT replaceCustomizedErrorPage okta.brands.manage DELETE deleteCustomizedErrorPage okta.brands.manage
/api/v1/brands/{brandId}/pages/error/default GET getDefaultErrorPage okta.brands.read
/api/v1/brands/{brandId}/pages/error/preview GET getPreviewErrorPage okta.brands.read PUT replacePreviewErrorPage okta.brands.manage DELETE deletePreviewErrorPage okta.brands.manage
/api/v1/brands/{brandId}/pages/sign-in GET getSignInPage okta.brands.read
/api/v1/brands/{brandId}/pages/sign-in/customized GET getCustomizedSignInPage okta.brands.read PUT replaceCustomizedSignInPage okta.brands.manage DELETE deleteCustomizedSignInPage okta.brands.manage
/api/v1/brands/{brandId}/pages/sign-in/default GET getDefaultSignInPage okta.brands.read
/api/v1/brands/{brandId}/pages/sign-in/preview GET getPreviewSignInPage okta.brands.read PUT replacePreviewSignInPage okta.brands.manage DELETE deletePreviewSignInPage okta.brands.manage
/api/v1/brands/{brandId}/pages/sign-in/widget-versions GET listAllSignInWidgetVersions okta.brands.read
/api/v1/brands/{brandId}/pages/sign-out/customized GET getSignOutPageSettings okta.brands.read PUT replaceSignOutPageSettings okta.brands.manage
/api/v1/brands/{brandId}/templates/email GET listEmailTemplates okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName} GET getEmailTemplate okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/customizations GET listEmailCustomizations okta.templates.read POST createEmailCustomization okta.templates.manage DELETE deleteAllCustomizations okta.templates.manage
/api/v1/brands/{brandId}/templates/email/{templateName}/customizations/{customizationId} GET getEmailCustomization okta.templates.read PUT replaceEmailCustomization okta.templates.manage DELETE deleteEmailCustomization okta.templates.manage
/api/v1/brands/{brandId}/templates/email/{templateName}/customizations/{customizationId}/preview GET getCustomizationPreview okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/default-content GET getEmailDefaultContent okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/default-content/preview GET getEmailDefaultPreview okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/settings GET getEmailSettings okta.templates.read PUT replaceEmailSettings okta.templates.manage
/api/v1/brands/{brandId}/templates/email/{templateName}/test POST sendTestEmail okta.templates.read
/api/v1/brands/{brandId}/themes GET listBrandThemes okta.brands.read
/api/v1/brands/{brandId}/themes/{themeId} GET getBrandTheme okta.brands.read PUT replaceBrandTheme okta.brands.manage
/api/v1/brands/{brandId}/themes/{themeId}/background-image POST uploadBrandThemeBackgroundImage okta.brands.manage DELETE deleteBrandThemeBackgroundImage okta.brands.manage
/api/v1/brands/{brandId}/themes/{themeId}/favicon POST uploadBrandThemeFavicon okta.brands.manage DELETE deleteBrandThemeFavicon okta.brands.manage
/api/v1/brands/{brandId}/themes/{themeId}/logo POST uploadBrandThemeLogo okta.brands.manage DELETE deleteBrandThemeLogo okta.brands.manage
/api/v1/brands/{brandId}/well-known-uris GET getAllWellKnownURIs okta.brands.read
/api/v1/brands/{brandId}/well-known-uris/{path} GET getRootBrandWellKnownURI okta.brands.read
/api/v1/brands/{brandId}/well-known-uris/{path}/customized GET getBrandWellKnownURI okta.brands.read PUT replaceBrandWellKnownURI okta.brands.manage
/api/v1/captchas GET listCaptchaInstances okta.captchas.read POST createCaptchaInstance okta.captchas.manage
/api/v1/captchas/{captchaId} GET getCaptchaInstance okta.captchas.read POST updateCaptchaInstance okta.captchas.manage PUT replaceCaptchaInstance okta.captchas.manage DELETE deleteCaptchaInstance okta.captchas.manage
/api/v1/device-assurances GET listDeviceAssurancePolicies okta.deviceAssurance.read POST createDeviceAssurancePolicy okta.deviceAssurance.manage
/api/v1/device-assurances/{deviceAssuranceId} GET getDeviceAssurancePolicy okta.deviceAssurance.read PUT replaceDeviceAssurancePolicy okta.deviceAssurance.manage DELETE deleteDeviceAssurancePolicy okta.deviceAssurance.manage
/api/v1/device-integrations GET listDeviceIntegrations okta.deviceIntegrations.read
/api/v1/device-integrations/{deviceIntegrationId} GET getDeviceIntegration okta.deviceIntegrations.read
/api/v1/device-integrations/{deviceIntegrationId}/lifecycle/activate POST activateDeviceIntegration okta.deviceIntegrations.manage
/api/v1/device-integrations/{deviceIntegrationId}/lifecycle/deactivate POST deactivateDeviceIntegration okta.deviceIntegrations.manage
/api/v1/device-posture-checks GET listDevicePostureChecks okta.devicePostureChecks.read POST createDevicePostureCheck okta.devicePostureChecks.manage
/api/v1/device-posture-checks/default GET listDefaultDevicePostureChecks okta.devicePostureChecks.read
/api/v1/device-posture-checks/{postureCheckId} GET getDevicePostureCheck okta.devicePostureChecks.read PUT replaceDevicePostureCheck okta.devicePostureChecks.manage DELETE deleteDevicePostureCheck okta.devicePostureChecks.manage
/api/v1/devices GET listDevices okta.devices.read
/api/v1/devices/{deviceId} GET getDevice okta.devices.read DELETE deleteDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/activate POST activateDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/deactivate POST deactivateDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/suspend POST suspendDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/unsuspend POST unsuspendDevice okta.devices.manage
/api/v1/devices/{deviceId}/users GET listDeviceUsers okta.devices.read
/api/v1/directories/{appInstanceId}/groups/modify POST updateGroupMembership okta.directories.groups.manage
/api/v1/directories/{appInstanceId}/groups/{groupId}/query POST submitGroupAttributeQuery okta.directories.groups.read
/api/v1/directories/{appInstanceId}/groups/{groupId}/query/{resultId} GET getGroupAttributeQueryResult okta.directories.groups.read
/api/v1/domains GET listCustomDomains okta.domains.read POST createCustomDomain okta.domains.manage
/api/v1/domains/{domainId} GET getCustomDomain okta.domains.read PUT replaceCustomDomain okta.domains.manage DELETE deleteCustomDomain okta.domains.manage
/api/v1/domains/{domainId}/certificate PUT upsertCertificate okta.domains.manage
/api/v1/domains/{domainId}/verify POST verifyDomain okta.domains.manage
/api/v1/dr/failback POST startOrgFailback okta.dr.manage
/api/v1/dr/failover POST startOrgFailover okta.dr.manage
/api/v1/dr/status GET getDRStatus okta.dr.read
/api/v1/dr/status/{domain} GET getDRStatusForDomain okta.dr.read
/api/v1/email-domains GET listEmailDomains okta.emailDomains.read POST createEmailDomain okta.emailDomains.manage
/api/v1/email-domains/{emailDomainId} GET getEmailDomain okta.emailDomains.read PUT replaceEmailDomain okta.emailDomains.manage DELETE deleteEmailDomain okta.emailDomains.manage
/api/v1/email-domains/{emailDomainId}/verify POST verifyEmailDomain okta.emailDomains.manage
/api/v1/email-servers GET listEmailServers okta.emailServers.read POST createEmailServer okta.emailServers.manage
/api/v1/email-servers/{emailServerId} GET getEmailServer okta.emailServers.read PATCH updateEmailServer okta.emailServers.manage DELETE deleteEmailServer okta.emailServers.manage
/api/v1/email-servers/{emailServerId}/test POST testEmailServer okta.emailServers.manage
/api/v1/eventHooks GET listEventHooks okta.eventHooks.read POST createEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId} GET getEventHook okta.eventHooks.read PUT replaceEventHook okta.eventHooks.manage DELETE deleteEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId}/lifecycle/activate POST activateEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId}/lifecycle/deactivate POST deactivateEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId}/lifecycle/verify POST verifyEventHook okta.eventHooks.manage
/api/v1/features GET listFeatures okta.features.read
/api/v1/features/{featureId} GET getFeature okta.features.read
/api/v1/features/{featureId}/dependencies GET listFeatureDependencies okta.features.read
/api/v1/features/{featureId}/dependents GET listFeatureDependents okta.features.read
/api/v1/features/{featureId}/{lifecycle} POST updateFeatureLifecycle okta.features.manage
/api/v1/first-party-app-settings/{appName} GET getFirstPartyAppSettings okta.apps.read PUT replaceFirstPartyAppSettings okta.apps.manage
/api/v1/groups GET listGroups okta.groups.read POST addGroup okta.groups.manage
/api/v1/groups/rules GET listGroupRules okta.groups.read POST createGroupRule okta.groups.manage
/api/v1/groups/rules/{groupRuleId} GET getGroupRule okta.groups.read PUT replaceGroupRule okta.groups.manage DELETE deleteGroupRule okta.groups.manage
/api/v1/groups/rules/{groupRuleId}/lifecycle/activate POST activateGroupRule okta.groups.manage
/api/v1/groups/rules/{groupRuleId}/lifecycle/deactivate POST deactivateGroupRule okta.groups.manage
/api/v1/groups/{groupId} GET getGroup okta.groups.read PUT replaceGroup okta.groups.manage DELETE deleteGroup okta.groups.manage
/api/v1/groups/{groupId}/apps GET listAssignedApplicationsForGroup okta.groups.read
/api/v1/groups/{groupId}/owners GET listGroupOwners okta.groups.read POST assignGroupOwner okta.groups.manage
/api/v1/groups/{groupId}/owners/{ownerId} DELETE deleteGroupOwner okta.groups.manage
/api/v1/groups/{groupId}/roles GET listGroupAssignedRoles okta.roles.read POST assignRoleToGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId} GET getGroupAssignedRole okta.roles.read DELETE unassignRoleFromGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/catalog/apps GET listApplicationTargetsForApplicationAdministratorRoleForGroup okta.roles.read
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName} PUT assignAppTargetToAdminRoleForGroup okta.roles.manage DELETE unassignAppTargetToAdminRoleForGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName}/{appId} PUT assignAppInstanceTargetToAppAdminRoleForGroup okta.roles.manage DELETE unassignAppInstanceTargetToAppAdminRoleForGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/groups GET listGroupTargetsForGroupRole okta.roles.read
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/groups/{targetGroupId} PUT assignGroupTargetToGroupAdminRole okta.roles.manage DELETE unassignGroupTargetFromGroupAdminRole okta.roles.manage
/api/v1/groups/{groupId}/users GET listGroupUsers okta.groups.read
/api/v1/groups/{groupId}/users/{userId} PUT assignUserToGroup okta.groups.manage DELETE unassignUserFromGroup okta.groups.manage
/api/v1/hook-keys GET listHookKeys okta.inlineHooks.read POST createHookKey okta.inlineHooks.manage
/api/v1/hook-keys/public/{keyId} GET getPublicKey okta.inlineHooks.read
/api/v1/hook-keys/{id} GET getHookKey okta.inlineHooks.read PUT replaceHookKey okta.inlineHooks.manage DELETE deleteHookKey okta.inlineHooks.manage
/api/v1/iam/assignees/users GET listUsersWithRoleAssignments okta.roles.read
/api/v1/iam/governance/bundles GET listGovernanceBundles okta.roles.read POST createGovernanceBundle okta.roles.manage
/api/v1/iam/governance/bundles/{bundleId} GET getGovernanceBundle okta.roles.read PUT replaceGovernanceBundle okta.roles.manage DELETE deleteGovernanceBundle okta.roles.manage
/api/v1/iam/governance/bundles/{bundleId}/entitlements GET listBundleEntitlements okta.roles.read
/api/v1/iam/governance/bundles/{bundleId}/entitlements/{entitlementId}/values GET listBundleEntitlementValues okta.roles.read
/api/v1/iam/governance/optIn GET getOptInStatus okta.roles.read POST optIn okta.roles.manage
/api/v1/iam/governance/optOut POST optOut okta.roles.manage
/api/v1/iam/resource-sets GET listResourceSets okta.roles.read POST createResourceSet okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel} GET getResourceSet okta.roles.read PUT replaceResourceSet okta.roles.manage DELETE deleteResourceSet okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings GET listBindings okta.roles.read POST createResourceSetBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings/{roleIdOrLabel} GET getBinding okta.roles.read DELETE deleteBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings/{roleIdOrLabel}/members GET listMembersOfBinding okta.roles.read PATCH addMembersToBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings/{roleIdOrLabel}/members/{memberId} GET getMemberOfBinding okta.roles.read DELETE unassignMemberFromBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/resources GET listResourceSetResources okta.roles.read POST addResourceSetResource okta.roles.manage PATCH addResourceSetResources okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/resources/{resourceId} GET getResourceSetResource okta.roles.read PUT replaceResourceSetResource okta.roles.manage DELETE deleteResourceSetResource okta.roles.manage
/api/v1/iam/roles GET listRoles okta.roles.read POST createRole okta.roles.manage
/api/v1/iam/roles/{roleIdOrLabel} GET getRole okta.roles.read PUT replaceRole okta.roles.manage DELETE deleteRole okta.roles.manage
/api/v1/iam/roles/{roleIdOrLabel}/permissions GET listRolePermissions okta.roles.read
/api/v1/iam/roles/{roleIdOrLabel}/permissions/{permissionType} GET getRolePermission okta.roles.read POST createRolePermission okta.roles.manage PUT replaceRolePermission okta.roles.manage DELETE deleteRolePermission okta.roles.manage
/api/v1/identity-sources/{identitySourceId}/groups POST createIdentitySourceGroups okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/groups/{groupOrExternalId} GET getIdentitySourceGroup okta.identitySources.read POST updateIdentitySourceGroups okta.identitySources.manage DELETE deleteIdentitySourceGroup okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/groups/{groupOrExternalId}/membership GET getIdentitySourceGroupMemberships okta.identitySources.read POST createIdentitySourceGroupsMemberships okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/groups/{groupOrExternalId}/membership/{memberExternalId} DELETE deleteIdentitySourceGroupMemberships okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions GET listIdentitySourceSessions okta.identitySources.read POST createIdentitySourceSession okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId} GET getIdentitySourceSession okta.identitySources.read DELETE deleteIdentitySourceSession okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-delete POST uploadIdentitySourceDataForDelete okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-group-memberships-delete POST uploadIdentitySourceGroupMembershipsForDelete okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-group-memberships-upsert POST uploadIdentitySourceGroupMembershipsForUpsert okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-groups-delete POST uploadIdentitySourceGroupsDataForDelete okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-groups-upsert POST uploadIdentitySourceGroupsForUpsert okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-upsert POST uploadIdentitySourceDataForUpsert okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/start-import POST startImportFromIdentitySource okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/users POST createIdentitySourceUser okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/users/{externalId} GET getIdentitySourceUser okta.identitySources.read PUT replaceExistingIdentitySourceUser okta.identitySources.manage PATCH updateIdentitySourceUsers okta.identitySources.manage DELETE deleteIdentitySourceUser okta.identitySources.manage
/api/v1/idps GET listIdentityProviders okta.idps.read POST createIdentityProvider okta.idps.manage
/api/v1/idps/credentials/keys GET listIdentityProviderKeys okta.idps.read POST createIdentityProviderKey okta.idps.manage
/api/v1/idps/credentials/keys/{kid} GET getIdentityProviderKey okta.idps.read PUT replaceIdentityProviderKey okta.idps.manage DELETE deleteIdentityProviderKey okta.idps.manage
/api/v1/idps/{idpId} GET getIdentityProvider okta.idps.read PUT replaceIdentityProvider okta.idps.manage DELETE deleteIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/csrs GET listCsrsForIdentityProvider okta.idps.read POST generateCsrForIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/csrs/{idpCsrId} GET getCsrForIdentityProvider okta.idps.read DELETE revokeCsrForIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/csrs/{idpCsrId}/lifecycle/publish POST publishCsrForIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/keys GET listIdentityProviderSigningKeys okta.idps.read
/api/v1/idps/{idpId}/credentials/keys/active GET listActiveIdentityProviderSigningKey okta.idps.read
/api/v1/idps/{idpId}/credentials/keys/generate POST generateIdentityProviderSigningKey okta.idps.manage
/api/v1/idps/{idpId}/credentials/keys/{kid} GET getIdentityProviderSigningKey okta.idps.read
/api/v1/idps/{idpId}/credentials/keys/{kid}/clone POST cloneIdentityProviderKey okta.idps.manage
/api/v1/idps/{idpId}/lifecycle/activate POST activateIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/lifecycle/deactivate POST deactivateIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/users GET listIdentityProviderApplicationUsers okta.idps.read
/api/v1/idps/{idpId}/users/{userId} GET getIdentityProviderApplicationUser okta.idps.read POST linkUserToIdentityProvider okta.users.manage DELETE unlinkUserFromIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/users/{userId}/credentials/tokens GET listSocialAuthTokens okta.idps.read
/api/v1/inlineHooks GET listInlineHooks okta.inlineHooks.read POST createInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId} GET getInlineHook okta.inlineHooks.read POST updateInlineHook okta.inlineHooks.manage PUT replaceInlineHook okta.inlineHooks.manage DELETE deleteInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId}/execute POST executeInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId}/lifecycle/activate POST activateInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId}/lifecycle/deactivate POST deactivateInlineHook okta.inlineHooks.manage
/api/v1/logStreams GET listLogStreams okta.logStreams.read POST createLogStream okta.logStreams.manage
/api/v1/logStreams/{logStreamId} GET getLogStream okta.logStreams.read PUT replaceLogStream okta.logStreams.manage DELETE deleteLogStream okta.logStreams.manage
/api/v1/logStreams/{logStreamId}/lifecycle/activate POST activateLogStream okta.logStreams.manage
/api/v1/logStreams/{logStreamId}/lifecycle/deactivate POST deactivateLogStream okta.logStreams.manage
/api/v1/logs GET listLogEvents okta.logs.read
/api/v1/mappings GET listProfileMappings okta.profileMappings.read
/api/v1/mappings/{mappingId} GET getProfileMapping okta.profileMappings.read POST updateProfileMapping okta.profileMappings.manage
/api/v1/meta/schemas/apps/{appId}/default GET getApplicationUserSchema okta.schemas.read POST updateApplicationUserProfile okta.schemas.manage
/api/v1/meta/schemas/group/default GET getGroupSchema okta.schemas.read POST updateGroupSchema okta.schemas.manage
/api/v1/meta/schemas/logStream GET listLogStreamSchemas okta.logStreams.read
/api/v1/meta/schemas/logStream/{logStreamType} GET getLogStreamSchema okta.logStreams.read
/api/v1/meta/schemas/user/linkedObjects GET listLinkedObjectDefinitions okta.linkedObjects.read POST createLinkedObjectDefinition okta.linkedObjects.manage
/api/v1/meta/schemas/user/linkedObjects/{linkedObjectName} GET getLinkedObjectDefinition okta.linkedObjects.read DELETE deleteLinkedObjectDefinition okta.linkedObjects.manage
/api/v1/meta/schemas/user/{schemaId} GET getUserSchema okta.schemas.read POST updateUserProfile okta.schemas.manage
/api/v1/meta/types/user GET listUserTypes okta.userTypes.read POST createUserType okta.userTypes.manage
/api/v1/meta/types/user/{typeId} GET getUserType okta.userTypes.read POST updateUserType okta.userTypes.manage PUT replaceUserType okta.userTypes.manage DELETE deleteUserType okta.userTypes.manage
/api/v1/meta/uischemas GET listUISchemas okta.uischemas.read POST createUISchema okta.uischemas.manage
/api/v1/meta/uischemas/{id} GET getUISchema okta.uischemas.read PUT replaceUISchemas okta.uischemas.manage DELETE deleteUISchemas okta.uischemas.manage
/api/v1/org GET getOrgSettings okta.orgs.read POST updateOrgSettings okta.orgs.manage PUT replaceOrgSettings okta.orgs.manage
/api/v1/org/captcha GET getOrgCaptchaSettings okta.captchas.read PUT replacesOrgCaptchaSettings okta.captchas.manage DELETE deleteOrgCaptchaSettings okta.captchas.manage
/api/v1/org/contacts GET listOrgContactTypes okta.orgs.read
/api/v1/org/contacts/{contactType} GET getOrgContactUser okta.orgs.read PUT replaceOrgContactUser okta.orgs.manage
/api/v1/org/email/bounces/remove-list POST bulkRemoveEmailAddressBounces okta.orgs.manage
/api/v1/org/factors/yubikey_token/tokens GET listYubikeyOtpTokens okta.users.read POST uploadYubikeyOtpTokenSeed okta.users.manage
/api/v1/org/factors/yubikey_token/tokens/{tokenId} GET getYubikeyOtpTokenById okta.users.read
/api/v1/org/orgSettings/thirdPartyAdminSetting GET getThirdPartyAdminSetting okta.orgs.read POST updateThirdPartyAdminSetting okta.orgs.manage
/api/v1/org/preferences GET getOrgPreferences okta.orgs.read
/api/v1/org/preferences/hideEndUserFooter POST setOrgHideOktaUIFooter okta.orgs.manage
/api/v1/org/preferences/showEndUserFooter POST setOrgShowOktaUIFooter okta.orgs.manage
/api/v1/org/privacy/aerial GET getAerialConsent okta.orgs.manage
/api/v1/org/privacy/aerial/grant POST grantAerialConsent okta.orgs.manage
/api/v1/org/privacy/aerial/revoke POST revokeAerialConsent okta.orgs.manage
/api/v1/org/privacy/oktaCommunication GET getOktaCommunicationSettings okta.orgs.read
/api/v1/org/privacy/oktaCommunication/optIn POST optInUsersToOktaCommunicationEmails okta.orgs.manage
/api/v1/org/privacy/oktaCommunication/optOut POST optOutUsersFromOktaCommunicationEmails okta.orgs.manage
/api/v1/org/privacy/oktaSupport GET getOrgOktaSupportSettings okta.orgs.read
/api/v1/org/privacy/oktaSupport/cases GET listOktaSupportCases okta.orgs.read
/api/v1/org/privacy/oktaSupport/cases/{caseNumber} PATCH updateOktaSupportCase okta.orgs.manage
/api/v1/org/privacy/oktaSupport/extend POST extendOktaSupport okta.orgs.manage
/api/v1/org/privacy/oktaSupport/grant POST grantOktaSupport okta.orgs.manage
/api/v1/org/privacy/oktaSupport/revoke POST revokeOktaSupport okta.orgs.manage
/api/v1/org/settings/autoAssignAdminAppSetting GET getAutoAssignAdminAppSetting okta.orgs.read POST updateAutoAssignAdminAppSetting okta.orgs.manage
/api/v1/org/settings/clientPrivilegesSetting GET getClientPrivilegesSetting okta.orgs.read PUT assignClientPrivilegesSetting okta.orgs.manage
/api/v1/orgs POST createChildOrg okta.orgs.manage
/api/v1/policies GET listPolicies okta.policies.read POST createPolicy okta.policies.manage
/api/v1/policies/simulate POST createPolicySimulation okta.policies.read
/api/v1/policies/{policyId} GET getPolicy okta.policies.read PUT replacePolicy okta.policies.manage DELETE deletePolicy okta.policies.manage
/api/v1/policies/{policyId}/app GET listPolicyApps okta.policies.read
/api/v1/policies/{policyId}/clone POST clonePolicy okta.policies.manage
/api/v1/policies/{policyId}/lifecycle/activate POST activatePolicy okta.policies.manage
/api/v1/policies/{policyId}/lifecycle/deactivate POST deactivatePolicy okta.policies.manage
/api/v1/policies/{policyId}/mappings GET listPolicyMappings okta.policies.read POST mapResourceToPolicy okta.policies.manage
/api/v1/policies/{policyId}/mappings/{mappingId} GET getPolicyMapping okta.policies.read DELETE deletePolicyResourceMapping okta.policies.manage
/api/v1/policies/{policyId}/rules GET listPolicyRules okta.policies.read POST createPolicyRule okta.policies.manage
/api/v1/policies/{policyId}/rules/{ruleId} GET getPolicyRule okta.policies.read PUT replacePolicyRule okta.policies.manage DELETE deletePolicyRule okta.policies.manage
/api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/activate POST activatePolicyRule okta.policies.manage
/api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/deactivate POST deactivatePolicyRule okta.policies.manage
/api/v1/principal-rate-limits GET listPrincipalRateLimitEntities okta.principalRateLimits.read POST createPrincipalRateLimitEntity okta.principalRateLimits.manage
/api/v1/principal-rate-limits/{principalRateLimitId} GET getPrincipalRateLimitEntity okta.principalRateLimits.read PUT replacePrincipalRateLimitEntity okta.principalRateLimits.manage
/api/v1/push-providers GET listPushProviders okta.pushProviders.read POST createPushProvider okta.pushProviders.manage
/api/v1/push-providers/{pushProviderId} GET getPushProvider okta.pushProviders.read PUT replacePushProvider okta.pushProviders.manage DELETE deletePushProvider okta.pushProviders.manage
/api/v1/rate-limit-settings/admin-notifications GET getRateLimitSettingsAdminNotifications okta.rateLimits.read PUT replaceRateLimitSettingsAdminNotifications okta.rateLimits.manage
/api/v1/rate-limit-settings/per-client GET getRateLimitSettingsPerClient okta.rateLimits.read PUT replaceRateLimitSettingsPerClient okta.rateLimits.manage
/api/v1/rate-limit-settings/warning-threshold GET getRateLimitSettingsWarningThreshold okta.rateLimits.read PUT replaceRateLimitSettingsWarningThreshold okta.rateLimits.manage
/api/v1/realm-assignments GET listRealmAssignments okta.realmAssignments.read POST createRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/operations GET listRealmAssignmentOperations okta.realmAssignments.read POST executeRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/{assignmentId} GET getRealmAssignment okta.realmAssignments.read PUT replaceRealmAssignment okta.realmAssignments.manage DELETE deleteRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/{assignmentId}/lifecycle/activate POST activateRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/{assignmentId}/lifecycle/deactivate POST deactivateRealmAssignment okta.realmAssignments.manage
/api/v1/realms GET listRealms okta.realms.read POST createRealm okta.realms.manage
/api/v1/realms/{realmId} GET getRealm okta.realms.read PUT replaceRealm okta.realms.manage DELETE deleteRealm okta.realms.manage
/api/v1/roles/{roleRef}/subscriptions GET listSubscriptionsRole okta.roles.read
/api/v1/roles/{roleRef}/subscriptions/{notificationType} GET getSubscriptionsNotificationTypeRole okta.roles.read
/api/v1/roles/{roleRef}/subscriptions/{notificationType}/subscribe POST subscribeByNotificationTypeRole okta.roles.manage
/api/v1/roles/{roleRef}/subscriptions/{notificationType}/unsubscribe POST unsubscribeByNotificationTypeRole okta.roles.manage
/api/v1/security-events-providers GET listSecurityEventsProviderInstances okta.securityEventsProviders.read POST createSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/security-events-providers/{securityEventProviderId} GET getSecurityEventsProviderInstance okta.securityEventsProviders.read PUT replaceSecurityEventsProviderInstance okta.securityEventsProviders.manage DELETE deleteSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/security-events-providers/{securityEventProviderId}/lifecycle/activate POST activateSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/security-events-providers/{securityEventProviderId}/lifecycle/deactivate POST deactivateSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/sessions/{sessionId} GET getSession okta.sessions.read DELETE revokeSession okta.sessions.manage
/api/v1/sessions/{sessionId}/lifecycle/refresh POST refreshSession okta.sessions.manage
/api/v1/ssf/stream GET getSsfStreams ssf.read POST createSsfStream ssf.manage PUT replaceSsfStream ssf.manage PATCH updateSsfStream ssf.manage DELETE deleteSsfStream ssf.manage
/api/v1/ssf/stream/status GET getSsfStreamStatus ssf.read
/api/v1/ssf/stream/verification POST verifySsfStream ssf.manage
/api/v1/telephony-providers GET listAllCustomTelephonyProviderCredentials okta.customTelephonyProvider.read POST createCustomTelephonyProviderCredentials okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId} GET getCustomTelephonyProviderCredential okta.customTelephonyProvider.read PATCH updateCustomTelephonyProviderCredential okta.customTelephonyProvider.manage DELETE deleteCustomTelephonyProviderCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/lifecycle/activate POST activateCustomTelephonyCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/lifecycle/deactivate POST deactivateCustomTelephonyCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/setAsPrimary POST setAsPrimaryCustomTelephonyCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/test POST sendTestCustomTelephonyProviderCredential okta.customTelephonyProvider.manage
/api/v1/templates/sms GET listSmsTemplates okta.templates.read POST createSmsTemplate okta.templates.manage
/api/v1/templates/sms/{templateId} GET getSmsTemplate okta.templates.read POST updateSmsTemplate okta.templates.manage PUT replaceSmsTemplate okta.templates.manage DELETE deleteSmsTemplate okta.templates.manage
/api/v1/threats/configuration GET getCurrentConfiguration okta.threatInsights.read POST updateConfiguration okta.threatInsights.manage
/api/v1/trustedOrigins GET listTrustedOrigins okta.trustedOrigins.read POST createTrustedOrigin okta.trustedOrigins.manage
/api/v1/trustedOrigins/{trustedOriginId} GET getTrustedOrigin okta.trustedOrigins.read PUT replaceTrustedOrigin okta.trustedOrigins.manage DELETE deleteTrustedOrigin okta.trustedOrigins.manage
/api/v1/trustedOrigins/{trustedOriginId}/lifecycle/activate POST activateTrustedOrigin okta.trustedOrigins.manage
/api/v1/trustedOrigins/{trustedOriginId}/lifecycle/deactivate POST deactivateTrustedOrigin okta.trustedOrigins.manage
/api/v1/users GET listUsers okta.users.read POST createUser okta.users.manage
/api/v1/users/{id} GET getUser okta.users.read POST updateUser okta.users.manage PUT replaceUser okta.users.manage DELETE deleteUser okta.users.manage
/api/v1/users/{id}/appLinks GET listAppLinks okta.users.read
/api/v1/users/{id}/blocks GET listUserBlocks okta.users.read
/api/v1/users/{id}/groups GET listUserGroups okta.users.read
/api/v1/users/{id}/idps GET listUserIdentityProviders okta.users.read
/api/v1/users/{id}/lifecycle/activate POST activateUser okta.users.manage
/api/v1/users/{id}/lifecycle/deactivate POST deactivateUser okta.users.manage
/api/v1/users/{id}/lifecycle/expire_password POST expirePassword okta.users.manage
/api/v1/users/{id}/lifecycle/expire_password_with_temp_password POST expirePasswordWithTempPassword okta.users.manage
/api/v1/users/{id}/lifecycle/reactivate POST reactivateUser okta.users.manage
/api/v1/users/{id}/lifecycle/reset_factors POST resetFactors okta.users.manage
/api/v1/users/{id}/lifecycle/reset_password POST resetPassword okta.users.manage
/api/v1/users/{id}/lifecycle/suspend POST suspendUser okta.users.manage
/api/v1/users/{id}/lifecycle/unlock POST unlockUser okta.users.manage
/api/v1/users/{id}/lifecycle/unsuspend POST unsuspendUser okta.users.manage
/api/v1/users/{userIdOrLogin}/linkedObjects/{primaryRelationshipName}/{primaryUserId} PUT assignLinkedObjectValueForPrimary okta.users.manage
/api/v1/users/{userIdOrLogin}/linkedObjects/{relationshipName} GET listLinkedObjectsForUser okta.users.read DELETE deleteLinkedObjectForUser okta.users.manage
/api/v1/users/{userId}/authenticator-enrollments GET listAuthenticatorEnrollments okta.users.read
/api/v1/users/{userId}/authenticator-enrollments/phone POST createAuthenticatorEnrollment okta.users.manage
/api/v1/users/{userId}/authenticator-enrollments/tac POST createTacAuthenticatorEnrollment okta.users.manage
/api/v1/users/{userId}/authenticator-enrollments/{enrollmentId} GET getAuthenticatorEnrollment okta.users.read DELETE deleteAuthenticatorEnrollment okta.users.manage
/api/v1/users/{userId}/classification GET getUserClassification okta.users.read PUT replaceUserClassification okta.users.manage
/api/v1/users/{userId}/clients GET listUserClients okta.users.read
/api/v1/users/{userId}/clients/{clientId}/grants GET listGrantsForUserAndClient okta.users.read DELETE revokeGrantsForUserAndClient okta.users.manage
/api/v1/users/{userId}/clients/{clientId}/tokens GET listRefreshTokensForUserAndClient okta.users.read DELETE revokeTokensForUserAndClient okta.users.manage
/api/v1/users/{userId}/clients/{clientId}/tokens/{tokenId} GET getRefreshTokenForUserAndClient okta.users.read DELETE revokeTokenForUserAndClient okta.users.manage
/api/v1/users/{userId}/credentials/change_password POST changePassword okta.users.manage
/api/v1/users/{userId}/credentials/change_recovery_question POST changeRecoveryQuestion okta.users.manage
/api/v1/users/{userId}/credentials/forgot_password POST forgotPassword okta.users.manage
/api/v1/users/{userId}/credentials/forgot_password_recovery_question POST forgotPasswordSetNewPassword okta.users.manage
/api/v1/users/{userId}/devices GET listUserDevices okta.users.read
/api/v1/users/{userId}/factors GET listFactors okta.users.read POST enrollFactor okta.users.manage
/api/v1/users/{userId}/factors/catalog GET listSupportedFactors okta.users.read
/api/v1/users/{userId}/factors/questions GET listSupportedSecurityQuestions -
/api/v1/users/{userId}/factors/{factorId} GET getFactor okta.users.read DELETE unenrollFactor okta.users.manage
/api/v1/users/{userId}/factors/{factorId}/lifecycle/activate POST activateFactor okta.users.manage
/api/v1/users/{userId}/factors/{factorId}/resend POST resendEnrollFactor okta.users.manage
/api/v1/users/{userId}/factors/{factorId}/transactions/{transactionId} GET getFactorTransactionStatus okta.users.read
/api/v1/users/{userId}/factors/{factorId}/verify POST verifyFactor okta.users.manage
/api/v1/users/{userId}/grants GET listUserGrants okta.users.read DELETE revokeUserGrants okta.users.manage
/api/v1/users/{userId}/grants/{grantId} GET getUserGrant okta.users.read DELETE revokeUserGrant okta.users.manage
/api/v1/users/{userId}/risk GET getUserRisk okta.userRisk.read PUT upsertUserRisk okta.userRisk.manage
/api/v1/users/{userId}/roles GET listAssignedRolesForUser okta.roles.read POST assignRoleToUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId} GET getUserAssignedRole okta.roles.read DELETE unassignRoleFromUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/governance GET getUserAssignedRoleGovernance okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/governance/{grantId} GET getRoleAssignmentGovernanceGrant okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/governance/{grantId}/resources GET getRoleAssignmentGovernanceGrantResources okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps GET listApplicationTargetsForApplicationAdministratorRoleForUser okta.roles.read PUT assignAllAppsAsTargetToRoleForUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName} PUT assignAppTargetToAdminRoleForUser okta.roles.manage DELETE unassignAppTargetFromAppAdminRoleForUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName}/{appId} PUT assignAppInstanceTargetToAppAdminRoleForUser okta.roles.manage DELETE unassignAppInstanceTargetFromAdminRoleForUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/groups GET listGroupTargetsForRole okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/groups/{groupId} PUT assignGroupTargetToUserRole okta.roles.manage DELETE unassignGroupTargetFromUserAdminRole okta.roles.manage
/api/v1/users/{userId}/roles/{roleIdOrEncodedRoleId}/targets GET getRoleTargetsByUserIdAndRoleId okta.roles.read
/api/v1/users/{userId}/sessions DELETE revokeUserSessions okta.users.manage
/api/v1/users/{userId}/subscriptions GET listSubscriptionsUser okta.users.read
/api/v1/users/{userId}/subscriptions/{notificationType} GET getSubscriptionsNotificationTypeUser okta.users.read
/api/v1/users/{userId}/subscriptions/{notificationType}/subscribe POST subscribeByNotificationTypeUser okta.users.manage
/api/v1/users/{userId}/subscriptions/{notificationType}/unsubscribe POST unsubscribeByNotificationTypeUser okta.users.manage
/api/v1/zones GET listNetworkZones okta.networkZones.read POST createNetworkZone okta.networkZones.manage
/api/v1/zones/{zoneId} GET getNetworkZone okta.networkZones.read PUT replaceNetworkZone okta.networkZones.manage DELETE deleteNetworkZone okta.networkZones.manage
/api/v1/zones/{zoneId}/lifecycle/activate POST activateNetworkZone okta.networkZones.manage
/api/v1/zones/{zoneId}/lifecycle/deactivate POST deactivateNetworkZone okta.networkZones.manage
/attack-protection/api/v1/authenticator-settings GET getAuthenticatorSettings okta.orgs.read PUT replaceAuthenticatorSettings okta.orgs.manage
/attack-protection/api/v1/user-lockout-settings GET getUserLockoutSettings okta.orgs.read PUT replaceUserLockoutSettings okta.orgs.manage
/integrations/api/v1/api-services GET listApiServiceIntegrationInstances okta.oauthIntegrations.read POST createApiServiceIntegrationInstance okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId} GET getApiServiceIntegrationInstance okta.oauthIntegrations.read DELETE deleteApiServiceIntegrationInstance okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets GET listApiServiceIntegrationInstanceSecrets okta.oauthIntegrations.read POST createApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets/{secretId} DELETE deleteApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets/{secretId}/lifecycle/activate POST activateApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets/{secretId}/lifecycle/deactivate POST deactivateApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/oauth2/v1/clients/{clientId}/roles GET listRolesForClient okta.roles.read POST assignRoleToClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId} GET retrieveClientRole okta.roles.read DELETE deleteRoleFromClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/catalog/apps GET listAppTargetRoleToClient okta.roles.read
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName} PUT assignAppTargetRoleToClient okta.roles.manage DELETE removeAppTargetRoleFromClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName}/{appId} PUT assignAppTargetInstanceRoleForClient okta.roles.manage DELETE removeAppTargetInstanceRoleForClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/groups GET listGroupTargetRoleForClient okta.roles.read
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/groups/{groupId} PUT assignGroupTargetRoleForClient okta.roles.manage DELETE removeGroupTargetRoleFromClient okta.roles.manage
/okta-personal-settings/api/v1/edit-feature PUT replaceOktaPersonalAdminSettings okta.personal.adminSettings.manage
/okta-personal-settings/api/v1/export-blocklists GET listPersonalAppsExportBlockList okta.personal.adminSettings.read PUT replaceBlockedEmailDomains okta.personal.adminSettings.manage
/privileged-access/api/v1/okta-service-accounts GET listOktaManagedUserAccounts okta.serviceAccounts.okta.read POST createOktaManagedUserAccount okta.serviceAccounts.okta.manage
/privileged-access/api/v1/okta-service-accounts/{id} GET getOktaManagedUserAccount okta.serviceAccounts.okta.read PATCH updateOktaManagedUserAccount okta.serviceAccounts.okta.manage DELETE deleteOktaManagedUserAccount okta.serviceAccounts.okta.manage
/privileged-access/api/v1/service-accounts GET listAppServiceAccounts okta.serviceAccounts.read POST createAppServiceAccount okta.serviceAccounts.manage
/privileged-access/api/v1/service-accounts/{id} GET getAppServiceAccount okta.serviceAccounts.read PATCH updateAppServiceAccount okta.serviceAccounts.manage DELETE deleteAppServiceAccount okta.serviceAccounts.manage
/security/api/v1/security-events POST publishSecurityEventTokens -
/webauthn-registration/api/v1/activate POST activatePreregistrationEnrollment okta.users.manage
/webauthn-registration/api/v1/enroll POST enrollPreregistrationEnrollment okta.users.manage
/webauthn-registration/api/v1/initiate-fulfillment-request POST generateFulfillmentRequest okta.users.manage
/webauthn-registration/api/v1/send-pin POST sendPin okta.users.manage
/webauthn-registration/api/v1/users/{userId}/enrollments GET listWebAuthnPreregistrationFactors okta.users.read
/webauthn-registration/api/v1/users/{userId}/enrollments/{authenticatorEnrollmentId} DELETE deleteWebAuthnPreregistrationFactor okta.users.manage
/webauthn-registration/api/v1/users/{userId}/enrollments/{authenticatorEnrollmentId}/mark-error POST assignFulfillmentErrorWebAuthnPreregistrationFactor okta.users.manage
`;
