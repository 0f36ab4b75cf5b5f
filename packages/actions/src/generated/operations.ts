// Made by scripts/generate-operations.ts: change that, not this.

/** How many operations Okta's description has. */
export const OPERATION_COUNT = 732;

/**
 * A line a path: the path, then method, ID and scopes of each of its operations. A method may be followed by its risk (R, W, D) and the letters
 * of its marks; see operations.ts. Scopes are joined by +; - stands for operations that no access token opens, public for those that need none.
 */
export const OPERATION_TABLE = `
/.well-known/app-authenticator-configuration GET getWellKnownAppAuthenticatorConfiguration public
/.well-known/apple-app-site-association GET getAppleAppSiteAssociationWellKnownURI public
/.well-known/assetlinks.json GET getAssetLinksWellKnownURI public
/.well-known/okta-organization GET getWellknownOrgMetadata public
/.well-known/ssf-configuration GET getWellknownSsfMetadata public
/.well-known/webauthn GET getWebAuthnWellKnownURI public
/api/v1/agentPools GET listAgentPools okta.agentPools.read
/api/v1/agentPools/{poolId}/updates GET listAgentPoolsUpdates okta.agentPools.read POST:m createAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/settings GET getAgentPoolsUpdateSettings okta.agentPools.read POST:m updateAgentPoolsUpdateSettings okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId} GET getAgentPoolsUpdateInstance okta.agentPools.read POST:m updateAgentPoolsUpdate okta.agentPools.manage DELETE:ml deleteAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/activate POST:m activateAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/deactivate POST:m deactivateAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/pause POST:m pauseAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/resume POST:m resumeAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/retry POST:m retryAgentPoolsUpdate okta.agentPools.manage
/api/v1/agentPools/{poolId}/updates/{updateId}/stop POST:m stopAgentPoolsUpdate okta.agentPools.manage
/api/v1/api-tokens GET listApiTokens okta.apiTokens.read
/api/v1/api-tokens/current DELETE:l revokeCurrentApiToken -
/api/v1/api-tokens/{apiTokenId} GET getApiToken okta.apiTokens.read PUT:p upsertApiToken okta.apiTokens.manage DELETE:l revokeApiToken okta.apiTokens.manage
/api/v1/apps GET listApplications okta.apps.read POST:sp createApplication okta.apps.manage
/api/v1/apps/{appId} GET getApplication okta.apps.read PUT:spml replaceApplication okta.apps.manage DELETE:mcl deleteApplication okta.apps.manage
/api/v1/apps/{appId}/connections/default GET getDefaultProvisioningConnectionForApplication okta.apps.read POST:m updateDefaultProvisioningConnectionForApplication okta.apps.manage
/api/v1/apps/{appId}/connections/default/jwks GET getUserProvisioningConnectionJWKS okta.apps.read
/api/v1/apps/{appId}/connections/default/lifecycle/activate POST:m activateDefaultProvisioningConnectionForApplication okta.apps.manage
/api/v1/apps/{appId}/connections/default/lifecycle/deactivate POST:m deactivateDefaultProvisioningConnectionForApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/csrs GET listCsrsForApplication okta.apps.read POST:p generateCsrForApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/csrs/{csrId} GET getCsrForApplication okta.apps.read DELETE:l revokeCsrFromApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/csrs/{csrId}/lifecycle/publish POST:p publishCsrFromApplication okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks GET listJwk okta.apps.read POST:p addJwk okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks/{keyId} GET getJwk okta.apps.read DELETE:l deletejwk okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks/{keyId}/lifecycle/activate POST:p activateOAuth2ClientJsonWebKey okta.apps.manage
/api/v1/apps/{appId}/credentials/jwks/{keyId}/lifecycle/deactivate POST:p deactivateOAuth2ClientJsonWebKey okta.apps.manage
/api/v1/apps/{appId}/credentials/keys GET listApplicationKeys okta.apps.read
/api/v1/apps/{appId}/credentials/keys/generate POST:p generateApplicationKey okta.apps.manage
/api/v1/apps/{appId}/credentials/keys/{keyId} GET getApplicationKey okta.apps.read
/api/v1/apps/{appId}/credentials/keys/{keyId}/clone POST:p cloneApplicationKey okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets GET:Ds listOAuth2ClientSecrets okta.apps.read POST:sp createOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets/{secretId} GET:Ds getOAuth2ClientSecret okta.apps.read DELETE:l deleteOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets/{secretId}/lifecycle/activate POST:sp activateOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/credentials/secrets/{secretId}/lifecycle/deactivate POST:sp deactivateOAuth2ClientSecret okta.apps.manage
/api/v1/apps/{appId}/cwo/connections GET getAllCrossAppAccessConnections okta.apps.read POST:p createCrossAppAccessConnection okta.apps.manage
/api/v1/apps/{appId}/cwo/connections/{connectionId} GET getCrossAppAccessConnection okta.apps.read PATCH:p updateCrossAppAccessConnection okta.apps.manage DELETE:l deleteCrossAppAccessConnection okta.apps.manage
/api/v1/apps/{appId}/features GET listFeaturesForApplication okta.apps.read
/api/v1/apps/{appId}/features/{featureName} GET getFeatureForApplication okta.apps.read PUT:wm updateFeatureForApplication okta.apps.manage
/api/v1/apps/{appId}/federated-claims GET listFederatedClaims okta.apps.read POST:p createFederatedClaim okta.apps.manage
/api/v1/apps/{appId}/federated-claims/{claimId} GET getFederatedClaim okta.apps.read PUT:p replaceFederatedClaim okta.apps.manage DELETE:l deleteFederatedClaim okta.apps.manage
/api/v1/apps/{appId}/grants GET listScopeConsentGrants okta.appGrants.read POST:pc grantConsentToScope okta.appGrants.manage
/api/v1/apps/{appId}/grants/{grantId} GET getScopeConsentGrant okta.appGrants.read DELETE:cl revokeScopeConsentGrant okta.appGrants.manage
/api/v1/apps/{appId}/group-push/mappings GET listGroupPushMappings okta.apps.read+okta.groups.read POST:m createGroupPushMapping okta.apps.manage+okta.groups.manage
/api/v1/apps/{appId}/group-push/mappings/{mappingId} GET getGroupPushMapping okta.apps.read+okta.groups.read PATCH:m updateGroupPushMapping okta.apps.manage+okta.groups.manage DELETE:ml deleteGroupPushMapping okta.apps.manage+okta.groups.manage
/api/v1/apps/{appId}/groups GET listApplicationGroupAssignments okta.apps.read
/api/v1/apps/{appId}/groups/{groupId} GET getApplicationGroupAssignment okta.apps.read PUT:am assignGroupToApplication okta.apps.manage PATCH:am updateGroupAssignmentToApplication okta.apps.manage DELETE:mcl unassignApplicationFromGroup okta.apps.manage
/api/v1/apps/{appId}/interclient-allowed-apps GET listInterclientAllowedApplications okta.apps.interclientTrust.read POST:p createInterclientTrustMapping okta.apps.interclientTrust.manage
/api/v1/apps/{appId}/interclient-allowed-apps/{allowedAppId} DELETE:l deleteInterclientTrustMapping okta.apps.interclientTrust.manage
/api/v1/apps/{appId}/interclient-target-apps GET listInterclientTargetApplications okta.apps.interclientTrust.read
/api/v1/apps/{appId}/lifecycle/activate POST:Wam activateApplication okta.apps.manage
/api/v1/apps/{appId}/lifecycle/deactivate POST:mcl deactivateApplication okta.apps.manage
/api/v1/apps/{appId}/logo POST:W uploadApplicationLogo okta.apps.manage
/api/v1/apps/{appId}/policies/{policyId} PUT:wmc assignApplicationPolicy okta.apps.manage
/api/v1/apps/{appId}/sso/saml/metadata GET previewSAMLmetadataForApplication okta.apps.read
/api/v1/apps/{appId}/tokens GET listOAuth2TokensForApplication okta.apps.read DELETE:mcl revokeOAuth2TokensForApplication okta.apps.manage
/api/v1/apps/{appId}/tokens/{tokenId} GET getOAuth2TokenForApplication okta.apps.read DELETE:cl revokeOAuth2TokenForApplication okta.apps.manage
/api/v1/apps/{appId}/users GET listApplicationUsers okta.apps.read POST:Wta assignUserToApplication okta.apps.manage
/api/v1/apps/{appId}/users/{userId} GET getApplicationUser okta.apps.read POST:Wta updateApplicationUser okta.apps.manage DELETE:cl unassignUserFromApplication okta.apps.manage
/api/v1/apps/{appName}/{appId}/oauth2/callback POST verifyProvisioningConnectionForApplication okta.apps.manage
/api/v1/authenticators GET:Ds listAuthenticators okta.authenticators.read POST:swm createAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId} GET:Ds getAuthenticator okta.authenticators.read PUT:swm replaceAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/aaguids GET listAllCustomAAGUIDs okta.authenticators.read POST:wm createCustomAAGUID okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/aaguids/{aaguid} GET getCustomAAGUID okta.authenticators.read PUT:wm replaceCustomAAGUID okta.authenticators.manage PATCH:wm updateCustomAAGUID okta.authenticators.manage DELETE:wml deleteCustomAAGUID okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/lifecycle/activate POST:swm activateAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/lifecycle/deactivate POST:swm deactivateAuthenticator okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods GET listAuthenticatorMethods okta.authenticators.read
/api/v1/authenticators/{authenticatorId}/methods/{methodType} GET getAuthenticatorMethod okta.authenticators.read PUT:wm replaceAuthenticatorMethod okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods/{methodType}/lifecycle/activate POST:wm activateAuthenticatorMethod okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods/{methodType}/lifecycle/deactivate POST:wm deactivateAuthenticatorMethod okta.authenticators.manage
/api/v1/authenticators/{authenticatorId}/methods/{webAuthnMethodType}/verify-rp-id-domain POST:Wwm verifyRpIdDomain okta.authenticators.manage
/api/v1/authorizationServers GET listAuthorizationServers okta.authorizationServers.read POST:pm createAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId} GET getAuthorizationServer okta.authorizationServers.read PUT:pm replaceAuthorizationServer okta.authorizationServers.manage DELETE:ml deleteAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/associatedServers GET listAssociatedServersByTrustedType okta.authorizationServers.read POST:pm createAssociatedServers okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/associatedServers/{associatedServerId} DELETE:ml deleteAssociatedServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/claims GET listOAuth2Claims okta.authorizationServers.read POST:pm createOAuth2Claim okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/claims/{claimId} GET getOAuth2Claim okta.authorizationServers.read PUT:pm replaceOAuth2Claim okta.authorizationServers.manage DELETE:ml deleteOAuth2Claim okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/clients GET listOAuth2ClientsForAuthorizationServer okta.authorizationServers.read
/api/v1/authorizationServers/{authServerId}/clients/{clientId}/tokens GET listRefreshTokensForAuthorizationServerAndClient okta.authorizationServers.read DELETE:mcl revokeRefreshTokensForAuthorizationServerAndClient okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/clients/{clientId}/tokens/{tokenId} GET getRefreshTokenForAuthorizationServerAndClient okta.authorizationServers.read DELETE:mcl revokeRefreshTokenForAuthorizationServerAndClient okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/credentials/keys GET listAuthorizationServerKeys okta.authorizationServers.read
/api/v1/authorizationServers/{authServerId}/credentials/keys/{keyId} GET getAuthorizationServerKey okta.authorizationServers.read
/api/v1/authorizationServers/{authServerId}/credentials/lifecycle/keyRotate POST:pml rotateAuthorizationServerKeys okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/lifecycle/activate POST:pm activateAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/lifecycle/deactivate POST:pm deactivateAuthorizationServer okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies GET listAuthorizationServerPolicies okta.authorizationServers.read POST:pwmc createAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId} GET getAuthorizationServerPolicy okta.authorizationServers.read PUT:pwmc replaceAuthorizationServerPolicy okta.authorizationServers.manage DELETE:wmcl deleteAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/lifecycle/activate POST:pwmc activateAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/lifecycle/deactivate POST:pwmc deactivateAuthorizationServerPolicy okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules GET listAuthorizationServerPolicyRules okta.authorizationServers.read POST:pwmc createAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId} GET getAuthorizationServerPolicyRule okta.authorizationServers.read PUT:pwmc replaceAuthorizationServerPolicyRule okta.authorizationServers.manage DELETE:wmcl deleteAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId}/lifecycle/activate POST:pwmc activateAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId}/lifecycle/deactivate POST:pwmc deactivateAuthorizationServerPolicyRule okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys GET listOAuth2ResourceServerJsonWebKeys okta.authorizationServers.read POST:pm addOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys/{keyId} GET getOAuth2ResourceServerJsonWebKey okta.authorizationServers.read DELETE:ml deleteOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys/{keyId}/lifecycle/activate POST:pm activateOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys/{keyId}/lifecycle/deactivate POST:pm deactivateOAuth2ResourceServerJsonWebKey okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/scopes GET listOAuth2Scopes okta.authorizationServers.read POST:pm createOAuth2Scope okta.authorizationServers.manage
/api/v1/authorizationServers/{authServerId}/scopes/{scopeId} GET getOAuth2Scope okta.authorizationServers.read PUT:pm replaceOAuth2Scope okta.authorizationServers.manage DELETE:ml deleteOAuth2Scope okta.authorizationServers.manage
/api/v1/behaviors GET listBehaviorDetectionRules okta.behaviors.read POST:w createBehaviorDetectionRule okta.behaviors.manage
/api/v1/behaviors/{behaviorId} GET getBehaviorDetectionRule okta.behaviors.read PUT:w replaceBehaviorDetectionRule okta.behaviors.manage DELETE:wl deleteBehaviorDetectionRule okta.behaviors.manage
/api/v1/behaviors/{behaviorId}/lifecycle/activate POST:w activateBehaviorDetectionRule okta.behaviors.manage
/api/v1/behaviors/{behaviorId}/lifecycle/deactivate POST:w deactivateBehaviorDetectionRule okta.behaviors.manage
/api/v1/bot-protection/configuration GET getBotProtectionConfiguration okta.botProtection.read POST:w updateBotProtectionConfiguration okta.botProtection.manage
/api/v1/brands GET listBrands okta.brands.read POST:W createBrand okta.brands.manage
/api/v1/brands/{brandId} GET getBrand okta.brands.read PUT:W replaceBrand okta.brands.manage DELETE:l deleteBrand okta.brands.manage
/api/v1/brands/{brandId}/domains GET listBrandDomains okta.brands.read
/api/v1/brands/{brandId}/pages/error GET getErrorPage okta.brands.read
/api/v1/brands/{brandId}/pages/error/customized GET getCustomizedErrorPage okta.brands.read PUT:w replaceCustomizedErrorPage okta.brands.manage DELETE:wl deleteCustomizedErrorPage okta.brands.manage
/api/v1/brands/{brandId}/pages/error/default GET getDefaultErrorPage okta.brands.read
/api/v1/brands/{brandId}/pages/error/preview GET getPreviewErrorPage okta.brands.read PUT:Ww replacePreviewErrorPage okta.brands.manage DELETE:Ww deletePreviewErrorPage okta.brands.manage
/api/v1/brands/{brandId}/pages/sign-in GET getSignInPage okta.brands.read
/api/v1/brands/{brandId}/pages/sign-in/customized GET getCustomizedSignInPage okta.brands.read PUT:tw replaceCustomizedSignInPage okta.brands.manage DELETE:wl deleteCustomizedSignInPage okta.brands.manage
/api/v1/brands/{brandId}/pages/sign-in/default GET getDefaultSignInPage okta.brands.read
/api/v1/brands/{brandId}/pages/sign-in/preview GET getPreviewSignInPage okta.brands.read PUT:Ww replacePreviewSignInPage okta.brands.manage DELETE:Ww deletePreviewSignInPage okta.brands.manage
/api/v1/brands/{brandId}/pages/sign-in/widget-versions GET listAllSignInWidgetVersions okta.brands.read
/api/v1/brands/{brandId}/pages/sign-out/customized GET getSignOutPageSettings okta.brands.read PUT:w replaceSignOutPageSettings okta.brands.manage
/api/v1/brands/{brandId}/templates/email GET listEmailTemplates okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName} GET getEmailTemplate okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/customizations GET listEmailCustomizations okta.templates.read POST:m createEmailCustomization okta.templates.manage DELETE:ml deleteAllCustomizations okta.templates.manage
/api/v1/brands/{brandId}/templates/email/{templateName}/customizations/{customizationId} GET getEmailCustomization okta.templates.read PUT:m replaceEmailCustomization okta.templates.manage DELETE:ml deleteEmailCustomization okta.templates.manage
/api/v1/brands/{brandId}/templates/email/{templateName}/customizations/{customizationId}/preview GET getCustomizationPreview okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/default-content GET getEmailDefaultContent okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/default-content/preview GET getEmailDefaultPreview okta.templates.read
/api/v1/brands/{brandId}/templates/email/{templateName}/settings GET getEmailSettings okta.templates.read PUT:m replaceEmailSettings okta.templates.manage
/api/v1/brands/{brandId}/templates/email/{templateName}/test POST:Wm sendTestEmail okta.templates.read
/api/v1/brands/{brandId}/themes GET listBrandThemes okta.brands.read
/api/v1/brands/{brandId}/themes/{themeId} GET getBrandTheme okta.brands.read PUT:W replaceBrandTheme okta.brands.manage
/api/v1/brands/{brandId}/themes/{themeId}/background-image POST:W uploadBrandThemeBackgroundImage okta.brands.manage DELETE:W deleteBrandThemeBackgroundImage okta.brands.manage
/api/v1/brands/{brandId}/themes/{themeId}/favicon POST:W uploadBrandThemeFavicon okta.brands.manage DELETE:W deleteBrandThemeFavicon okta.brands.manage
/api/v1/brands/{brandId}/themes/{themeId}/logo POST:W uploadBrandThemeLogo okta.brands.manage DELETE:W deleteBrandThemeLogo okta.brands.manage
/api/v1/brands/{brandId}/well-known-uris GET getAllWellKnownURIs okta.brands.read
/api/v1/brands/{brandId}/well-known-uris/{path} GET getRootBrandWellKnownURI okta.brands.read
/api/v1/brands/{brandId}/well-known-uris/{path}/customized GET getBrandWellKnownURI okta.brands.read PUT:w replaceBrandWellKnownURI okta.brands.manage
/api/v1/captchas GET listCaptchaInstances okta.captchas.read POST:w createCaptchaInstance okta.captchas.manage
/api/v1/captchas/{captchaId} GET getCaptchaInstance okta.captchas.read POST:w updateCaptchaInstance okta.captchas.manage PUT:w replaceCaptchaInstance okta.captchas.manage DELETE:wl deleteCaptchaInstance okta.captchas.manage
/api/v1/device-assurances GET listDeviceAssurancePolicies okta.deviceAssurance.read POST:w createDeviceAssurancePolicy okta.deviceAssurance.manage
/api/v1/device-assurances/{deviceAssuranceId} GET getDeviceAssurancePolicy okta.deviceAssurance.read PUT:w replaceDeviceAssurancePolicy okta.deviceAssurance.manage DELETE:wl deleteDeviceAssurancePolicy okta.deviceAssurance.manage
/api/v1/device-integrations GET listDeviceIntegrations okta.deviceIntegrations.read
/api/v1/device-integrations/{deviceIntegrationId} GET getDeviceIntegration okta.deviceIntegrations.read
/api/v1/device-integrations/{deviceIntegrationId}/lifecycle/activate POST:w activateDeviceIntegration okta.deviceIntegrations.manage
/api/v1/device-integrations/{deviceIntegrationId}/lifecycle/deactivate POST:w deactivateDeviceIntegration okta.deviceIntegrations.manage
/api/v1/device-posture-checks GET listDevicePostureChecks okta.devicePostureChecks.read POST:w createDevicePostureCheck okta.devicePostureChecks.manage
/api/v1/device-posture-checks/default GET listDefaultDevicePostureChecks okta.devicePostureChecks.read
/api/v1/device-posture-checks/{postureCheckId} GET getDevicePostureCheck okta.devicePostureChecks.read PUT:w replaceDevicePostureCheck okta.devicePostureChecks.manage DELETE:wl deleteDevicePostureCheck okta.devicePostureChecks.manage
/api/v1/devices GET listDevices okta.devices.read
/api/v1/devices/{deviceId} GET getDevice okta.devices.read DELETE:cl deleteDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/activate POST:Wa activateDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/deactivate POST:cl deactivateDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/suspend POST:Wc suspendDevice okta.devices.manage
/api/v1/devices/{deviceId}/lifecycle/unsuspend POST:Wa unsuspendDevice okta.devices.manage
/api/v1/devices/{deviceId}/users GET listDeviceUsers okta.devices.read
/api/v1/directories/{appInstanceId}/groups/modify POST:m updateGroupMembership okta.directories.groups.manage
/api/v1/directories/{appInstanceId}/groups/{groupId}/query POST:R submitGroupAttributeQuery okta.directories.groups.read
/api/v1/directories/{appInstanceId}/groups/{groupId}/query/{resultId} GET getGroupAttributeQueryResult okta.directories.groups.read
/api/v1/domains GET listCustomDomains okta.domains.read POST:wm createCustomDomain okta.domains.manage
/api/v1/domains/{domainId} GET getCustomDomain okta.domains.read PUT:wm replaceCustomDomain okta.domains.manage DELETE:wml deleteCustomDomain okta.domains.manage
/api/v1/domains/{domainId}/certificate PUT:wm upsertCertificate okta.domains.manage
/api/v1/domains/{domainId}/verify POST:Wwm verifyDomain okta.domains.manage
/api/v1/dr/failback POST:m startOrgFailback okta.dr.manage
/api/v1/dr/failover POST:m startOrgFailover okta.dr.manage
/api/v1/dr/status GET getDRStatus okta.dr.read
/api/v1/dr/status/{domain} GET getDRStatusForDomain okta.dr.read
/api/v1/email-domains GET listEmailDomains okta.emailDomains.read POST:m createEmailDomain okta.emailDomains.manage
/api/v1/email-domains/{emailDomainId} GET getEmailDomain okta.emailDomains.read PUT:m replaceEmailDomain okta.emailDomains.manage DELETE:ml deleteEmailDomain okta.emailDomains.manage
/api/v1/email-domains/{emailDomainId}/verify POST:Wm verifyEmailDomain okta.emailDomains.manage
/api/v1/email-servers GET:Ds listEmailServers okta.emailServers.read POST:sm createEmailServer okta.emailServers.manage
/api/v1/email-servers/{emailServerId} GET:Ds getEmailServer okta.emailServers.read PATCH:m updateEmailServer okta.emailServers.manage DELETE:ml deleteEmailServer okta.emailServers.manage
/api/v1/email-servers/{emailServerId}/test POST:Wm testEmailServer okta.emailServers.manage
/api/v1/eventHooks GET listEventHooks okta.eventHooks.read POST:b createEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId} GET getEventHook okta.eventHooks.read PUT:b replaceEventHook okta.eventHooks.manage DELETE:bl deleteEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId}/lifecycle/activate POST:b activateEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId}/lifecycle/deactivate POST:b deactivateEventHook okta.eventHooks.manage
/api/v1/eventHooks/{eventHookId}/lifecycle/verify POST:Wb verifyEventHook okta.eventHooks.manage
/api/v1/features GET listFeatures okta.features.read
/api/v1/features/{featureId} GET getFeature okta.features.read
/api/v1/features/{featureId}/dependencies GET listFeatureDependencies okta.features.read
/api/v1/features/{featureId}/dependents GET listFeatureDependents okta.features.read
/api/v1/features/{featureId}/{lifecycle} POST:wm updateFeatureLifecycle okta.features.manage
/api/v1/first-party-app-settings/{appName} GET getFirstPartyAppSettings okta.apps.read PUT:p replaceFirstPartyAppSettings okta.apps.manage
/api/v1/groups GET listGroups okta.groups.read POST:W addGroup okta.groups.manage
/api/v1/groups/rules GET listGroupRules okta.groups.read POST:W createGroupRule okta.groups.manage
/api/v1/groups/rules/{groupRuleId} GET getGroupRule okta.groups.read PUT:W replaceGroupRule okta.groups.manage DELETE:ml deleteGroupRule okta.groups.manage
/api/v1/groups/rules/{groupRuleId}/lifecycle/activate POST:aml activateGroupRule okta.groups.manage
/api/v1/groups/rules/{groupRuleId}/lifecycle/deactivate POST:W deactivateGroupRule okta.groups.manage
/api/v1/groups/{groupId} GET getGroup okta.groups.read PUT:Wm replaceGroup okta.groups.manage DELETE:mcl deleteGroup okta.groups.manage
/api/v1/groups/{groupId}/apps GET listAssignedApplicationsForGroup okta.groups.read
/api/v1/groups/{groupId}/owners GET listGroupOwners okta.groups.read POST:p assignGroupOwner okta.groups.manage
/api/v1/groups/{groupId}/owners/{ownerId} DELETE:W deleteGroupOwner okta.groups.manage
/api/v1/groups/{groupId}/roles GET listGroupAssignedRoles okta.roles.read POST:pm assignRoleToGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId} GET getGroupAssignedRole okta.roles.read DELETE:mcl unassignRoleFromGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/catalog/apps GET listApplicationTargetsForApplicationAdministratorRoleForGroup okta.roles.read
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName} PUT:pml assignAppTargetToAdminRoleForGroup okta.roles.manage DELETE:mcl unassignAppTargetToAdminRoleForGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName}/{appId} PUT:pm assignAppInstanceTargetToAppAdminRoleForGroup okta.roles.manage DELETE:ml unassignAppInstanceTargetToAppAdminRoleForGroup okta.roles.manage
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/groups GET listGroupTargetsForGroupRole okta.roles.read
/api/v1/groups/{groupId}/roles/{roleAssignmentId}/targets/groups/{targetGroupId} PUT:pm assignGroupTargetToGroupAdminRole okta.roles.manage DELETE:ml unassignGroupTargetFromGroupAdminRole okta.roles.manage
/api/v1/groups/{groupId}/users GET listGroupUsers okta.groups.read
/api/v1/groups/{groupId}/users/{userId} PUT:Wa assignUserToGroup okta.groups.manage DELETE:cl unassignUserFromGroup okta.groups.manage
/api/v1/hook-keys GET listHookKeys okta.inlineHooks.read POST:p createHookKey okta.inlineHooks.manage
/api/v1/hook-keys/public/{keyId} GET getPublicKey okta.inlineHooks.read
/api/v1/hook-keys/{id} GET getHookKey okta.inlineHooks.read PUT:p replaceHookKey okta.inlineHooks.manage DELETE:l deleteHookKey okta.inlineHooks.manage
/api/v1/iam/assignees/users GET listUsersWithRoleAssignments okta.roles.read
/api/v1/iam/governance/bundles GET listGovernanceBundles okta.roles.read POST:p createGovernanceBundle okta.roles.manage
/api/v1/iam/governance/bundles/{bundleId} GET getGovernanceBundle okta.roles.read PUT:p replaceGovernanceBundle okta.roles.manage DELETE:l deleteGovernanceBundle okta.roles.manage
/api/v1/iam/governance/bundles/{bundleId}/entitlements GET listBundleEntitlements okta.roles.read
/api/v1/iam/governance/bundles/{bundleId}/entitlements/{entitlementId}/values GET listBundleEntitlementValues okta.roles.read
/api/v1/iam/governance/optIn GET getOptInStatus okta.roles.read POST:p optIn okta.roles.manage
/api/v1/iam/governance/optOut POST:p optOut okta.roles.manage
/api/v1/iam/resource-sets GET listResourceSets okta.roles.read POST:p createResourceSet okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel} GET getResourceSet okta.roles.read PUT:p replaceResourceSet okta.roles.manage DELETE:l deleteResourceSet okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings GET listBindings okta.roles.read POST:p createResourceSetBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings/{roleIdOrLabel} GET getBinding okta.roles.read DELETE:l deleteBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings/{roleIdOrLabel}/members GET listMembersOfBinding okta.roles.read PATCH:p addMembersToBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/bindings/{roleIdOrLabel}/members/{memberId} GET getMemberOfBinding okta.roles.read DELETE:l unassignMemberFromBinding okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/resources GET listResourceSetResources okta.roles.read POST:p addResourceSetResource okta.roles.manage PATCH:p addResourceSetResources okta.roles.manage
/api/v1/iam/resource-sets/{resourceSetIdOrLabel}/resources/{resourceId} GET getResourceSetResource okta.roles.read PUT:p replaceResourceSetResource okta.roles.manage DELETE:l deleteResourceSetResource okta.roles.manage
/api/v1/iam/roles GET listRoles okta.roles.read POST:p createRole okta.roles.manage
/api/v1/iam/roles/{roleIdOrLabel} GET getRole okta.roles.read PUT:p replaceRole okta.roles.manage DELETE:l deleteRole okta.roles.manage
/api/v1/iam/roles/{roleIdOrLabel}/permissions GET listRolePermissions okta.roles.read
/api/v1/iam/roles/{roleIdOrLabel}/permissions/{permissionType} GET getRolePermission okta.roles.read POST:p createRolePermission okta.roles.manage PUT:p replaceRolePermission okta.roles.manage DELETE:l deleteRolePermission okta.roles.manage
/api/v1/identity-sources/{identitySourceId}/groups POST:m createIdentitySourceGroups okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/groups/{groupOrExternalId} GET getIdentitySourceGroup okta.identitySources.read POST:m updateIdentitySourceGroups okta.identitySources.manage DELETE:ml deleteIdentitySourceGroup okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/groups/{groupOrExternalId}/membership GET getIdentitySourceGroupMemberships okta.identitySources.read POST:m createIdentitySourceGroupsMemberships okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/groups/{groupOrExternalId}/membership/{memberExternalId} DELETE:ml deleteIdentitySourceGroupMemberships okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions GET listIdentitySourceSessions okta.identitySources.read POST:mc createIdentitySourceSession okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId} GET getIdentitySourceSession okta.identitySources.read DELETE:mcl deleteIdentitySourceSession okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-delete POST:mc uploadIdentitySourceDataForDelete okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-group-memberships-delete POST:mc uploadIdentitySourceGroupMembershipsForDelete okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-group-memberships-upsert POST:mc uploadIdentitySourceGroupMembershipsForUpsert okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-groups-delete POST:mc uploadIdentitySourceGroupsDataForDelete okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-groups-upsert POST:mc uploadIdentitySourceGroupsForUpsert okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/bulk-upsert POST:mc uploadIdentitySourceDataForUpsert okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}/start-import POST:mc startImportFromIdentitySource okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/users POST:m createIdentitySourceUser okta.identitySources.manage
/api/v1/identity-sources/{identitySourceId}/users/{externalId} GET getIdentitySourceUser okta.identitySources.read PUT:m replaceExistingIdentitySourceUser okta.identitySources.manage PATCH:m updateIdentitySourceUsers okta.identitySources.manage DELETE:mcl deleteIdentitySourceUser okta.identitySources.manage
/api/v1/idps GET:Ds listIdentityProviders okta.idps.read POST:sp createIdentityProvider okta.idps.manage
/api/v1/idps/credentials/keys GET listIdentityProviderKeys okta.idps.read POST:p createIdentityProviderKey okta.idps.manage
/api/v1/idps/credentials/keys/{kid} GET getIdentityProviderKey okta.idps.read PUT:p replaceIdentityProviderKey okta.idps.manage DELETE:l deleteIdentityProviderKey okta.idps.manage
/api/v1/idps/{idpId} GET:Ds getIdentityProvider okta.idps.read PUT:spmc replaceIdentityProvider okta.idps.manage DELETE:mcl deleteIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/csrs GET listCsrsForIdentityProvider okta.idps.read POST:pc generateCsrForIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/csrs/{idpCsrId} GET getCsrForIdentityProvider okta.idps.read DELETE:cl revokeCsrForIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/csrs/{idpCsrId}/lifecycle/publish POST:pc publishCsrForIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/credentials/keys GET listIdentityProviderSigningKeys okta.idps.read
/api/v1/idps/{idpId}/credentials/keys/active GET listActiveIdentityProviderSigningKey okta.idps.read
/api/v1/idps/{idpId}/credentials/keys/generate POST:pc generateIdentityProviderSigningKey okta.idps.manage
/api/v1/idps/{idpId}/credentials/keys/{kid} GET getIdentityProviderSigningKey okta.idps.read
/api/v1/idps/{idpId}/credentials/keys/{kid}/clone POST:pc cloneIdentityProviderKey okta.idps.manage
/api/v1/idps/{idpId}/lifecycle/activate POST:spmc activateIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/lifecycle/deactivate POST:spmc deactivateIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/users GET listIdentityProviderApplicationUsers okta.idps.read
/api/v1/idps/{idpId}/users/{userId} GET getIdentityProviderApplicationUser okta.idps.read POST:tp linkUserToIdentityProvider okta.users.manage DELETE:cl unlinkUserFromIdentityProvider okta.idps.manage
/api/v1/idps/{idpId}/users/{userId}/credentials/tokens GET:Ds listSocialAuthTokens okta.idps.read
/api/v1/inlineHooks GET listInlineHooks okta.inlineHooks.read POST:w createInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId} GET getInlineHook okta.inlineHooks.read POST:w updateInlineHook okta.inlineHooks.manage PUT:w replaceInlineHook okta.inlineHooks.manage DELETE:wl deleteInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId}/execute POST:w executeInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId}/lifecycle/activate POST:w activateInlineHook okta.inlineHooks.manage
/api/v1/inlineHooks/{inlineHookId}/lifecycle/deactivate POST:w deactivateInlineHook okta.inlineHooks.manage
/api/v1/logStreams GET listLogStreams okta.logStreams.read POST:b createLogStream okta.logStreams.manage
/api/v1/logStreams/{logStreamId} GET getLogStream okta.logStreams.read PUT:b replaceLogStream okta.logStreams.manage DELETE:bl deleteLogStream okta.logStreams.manage
/api/v1/logStreams/{logStreamId}/lifecycle/activate POST:b activateLogStream okta.logStreams.manage
/api/v1/logStreams/{logStreamId}/lifecycle/deactivate POST:b deactivateLogStream okta.logStreams.manage
/api/v1/logs GET listLogEvents okta.logs.read
/api/v1/mappings GET listProfileMappings okta.profileMappings.read
/api/v1/mappings/{mappingId} GET getProfileMapping okta.profileMappings.read POST:m updateProfileMapping okta.profileMappings.manage
/api/v1/meta/schemas/apps/{appId}/default GET getApplicationUserSchema okta.schemas.read POST:ml updateApplicationUserProfile okta.schemas.manage
/api/v1/meta/schemas/group/default GET getGroupSchema okta.schemas.read POST:ml updateGroupSchema okta.schemas.manage
/api/v1/meta/schemas/logStream GET listLogStreamSchemas okta.logStreams.read
/api/v1/meta/schemas/logStream/{logStreamType} GET getLogStreamSchema okta.logStreams.read
/api/v1/meta/schemas/user/linkedObjects GET listLinkedObjectDefinitions okta.linkedObjects.read POST:Wml createLinkedObjectDefinition okta.linkedObjects.manage
/api/v1/meta/schemas/user/linkedObjects/{linkedObjectName} GET getLinkedObjectDefinition okta.linkedObjects.read DELETE:ml deleteLinkedObjectDefinition okta.linkedObjects.manage
/api/v1/meta/schemas/user/{schemaId} GET getUserSchema okta.schemas.read POST:ml updateUserProfile okta.schemas.manage
/api/v1/meta/types/user GET listUserTypes okta.userTypes.read POST:W createUserType okta.userTypes.manage
/api/v1/meta/types/user/{typeId} GET getUserType okta.userTypes.read POST updateUserType okta.userTypes.manage PUT replaceUserType okta.userTypes.manage DELETE:l deleteUserType okta.userTypes.manage
/api/v1/meta/uischemas GET listUISchemas okta.uischemas.read POST:W createUISchema okta.uischemas.manage
/api/v1/meta/uischemas/{id} GET getUISchema okta.uischemas.read PUT:W replaceUISchemas okta.uischemas.manage DELETE:l deleteUISchemas okta.uischemas.manage
/api/v1/org GET getOrgSettings okta.orgs.read POST:m updateOrgSettings okta.orgs.manage PUT:m replaceOrgSettings okta.orgs.manage
/api/v1/org/captcha GET getOrgCaptchaSettings okta.captchas.read PUT:w replacesOrgCaptchaSettings okta.captchas.manage DELETE:wl deleteOrgCaptchaSettings okta.captchas.manage
/api/v1/org/contacts GET listOrgContactTypes okta.orgs.read
/api/v1/org/contacts/{contactType} GET getOrgContactUser okta.orgs.read PUT:b replaceOrgContactUser okta.orgs.manage
/api/v1/org/email/bounces/remove-list POST:W bulkRemoveEmailAddressBounces okta.orgs.manage
/api/v1/org/factors/yubikey_token/tokens GET listYubikeyOtpTokens okta.users.read POST:c uploadYubikeyOtpTokenSeed okta.users.manage
/api/v1/org/factors/yubikey_token/tokens/{tokenId} GET getYubikeyOtpTokenById okta.users.read
/api/v1/org/orgSettings/thirdPartyAdminSetting GET getThirdPartyAdminSetting okta.orgs.read POST:pw updateThirdPartyAdminSetting okta.orgs.manage
/api/v1/org/preferences GET getOrgPreferences okta.orgs.read
/api/v1/org/preferences/hideEndUserFooter POST:W setOrgHideOktaUIFooter okta.orgs.manage
/api/v1/org/preferences/showEndUserFooter POST:W setOrgShowOktaUIFooter okta.orgs.manage
/api/v1/org/privacy/aerial GET getAerialConsent okta.orgs.manage
/api/v1/org/privacy/aerial/grant POST:p grantAerialConsent okta.orgs.manage
/api/v1/org/privacy/aerial/revoke POST:W revokeAerialConsent okta.orgs.manage
/api/v1/org/privacy/oktaCommunication GET getOktaCommunicationSettings okta.orgs.read
/api/v1/org/privacy/oktaCommunication/optIn POST:W optInUsersToOktaCommunicationEmails okta.orgs.manage
/api/v1/org/privacy/oktaCommunication/optOut POST:W optOutUsersFromOktaCommunicationEmails okta.orgs.manage
/api/v1/org/privacy/oktaSupport GET getOrgOktaSupportSettings okta.orgs.read
/api/v1/org/privacy/oktaSupport/cases GET listOktaSupportCases okta.orgs.read
/api/v1/org/privacy/oktaSupport/cases/{caseNumber} PATCH updateOktaSupportCase okta.orgs.manage
/api/v1/org/privacy/oktaSupport/extend POST:p extendOktaSupport okta.orgs.manage
/api/v1/org/privacy/oktaSupport/grant POST:p grantOktaSupport okta.orgs.manage
/api/v1/org/privacy/oktaSupport/revoke POST:W revokeOktaSupport okta.orgs.manage
/api/v1/org/settings/autoAssignAdminAppSetting GET getAutoAssignAdminAppSetting okta.orgs.read POST:pw updateAutoAssignAdminAppSetting okta.orgs.manage
/api/v1/org/settings/clientPrivilegesSetting GET getClientPrivilegesSetting okta.orgs.read PUT:pw assignClientPrivilegesSetting okta.orgs.manage
/api/v1/orgs POST:sp createChildOrg okta.orgs.manage
/api/v1/policies GET listPolicies okta.policies.read POST:wmc createPolicy okta.policies.manage
/api/v1/policies/simulate POST:R createPolicySimulation okta.policies.read
/api/v1/policies/{policyId} GET getPolicy okta.policies.read PUT:wmc replacePolicy okta.policies.manage DELETE:wmcl deletePolicy okta.policies.manage
/api/v1/policies/{policyId}/app GET listPolicyApps okta.policies.read
/api/v1/policies/{policyId}/clone POST:wmc clonePolicy okta.policies.manage
/api/v1/policies/{policyId}/lifecycle/activate POST:wmc activatePolicy okta.policies.manage
/api/v1/policies/{policyId}/lifecycle/deactivate POST:wmc deactivatePolicy okta.policies.manage
/api/v1/policies/{policyId}/mappings GET listPolicyMappings okta.policies.read POST:wmc mapResourceToPolicy okta.policies.manage
/api/v1/policies/{policyId}/mappings/{mappingId} GET getPolicyMapping okta.policies.read DELETE:wmcl deletePolicyResourceMapping okta.policies.manage
/api/v1/policies/{policyId}/rules GET listPolicyRules okta.policies.read POST:wmc createPolicyRule okta.policies.manage
/api/v1/policies/{policyId}/rules/{ruleId} GET getPolicyRule okta.policies.read PUT:wmc replacePolicyRule okta.policies.manage DELETE:wmcl deletePolicyRule okta.policies.manage
/api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/activate POST:wmc activatePolicyRule okta.policies.manage
/api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/deactivate POST:wmc deactivatePolicyRule okta.policies.manage
/api/v1/principal-rate-limits GET listPrincipalRateLimitEntities okta.principalRateLimits.read POST:w createPrincipalRateLimitEntity okta.principalRateLimits.manage
/api/v1/principal-rate-limits/{principalRateLimitId} GET getPrincipalRateLimitEntity okta.principalRateLimits.read PUT:w replacePrincipalRateLimitEntity okta.principalRateLimits.manage
/api/v1/push-providers GET listPushProviders okta.pushProviders.read POST:w createPushProvider okta.pushProviders.manage
/api/v1/push-providers/{pushProviderId} GET getPushProvider okta.pushProviders.read PUT:w replacePushProvider okta.pushProviders.manage DELETE:wl deletePushProvider okta.pushProviders.manage
/api/v1/rate-limit-settings/admin-notifications GET getRateLimitSettingsAdminNotifications okta.rateLimits.read PUT:Wwm replaceRateLimitSettingsAdminNotifications okta.rateLimits.manage
/api/v1/rate-limit-settings/per-client GET getRateLimitSettingsPerClient okta.rateLimits.read PUT:wm replaceRateLimitSettingsPerClient okta.rateLimits.manage
/api/v1/rate-limit-settings/warning-threshold GET getRateLimitSettingsWarningThreshold okta.rateLimits.read PUT:Wwm replaceRateLimitSettingsWarningThreshold okta.rateLimits.manage
/api/v1/realm-assignments GET listRealmAssignments okta.realmAssignments.read POST:m createRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/operations GET listRealmAssignmentOperations okta.realmAssignments.read POST:m executeRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/{assignmentId} GET getRealmAssignment okta.realmAssignments.read PUT:m replaceRealmAssignment okta.realmAssignments.manage DELETE:ml deleteRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/{assignmentId}/lifecycle/activate POST:m activateRealmAssignment okta.realmAssignments.manage
/api/v1/realm-assignments/{assignmentId}/lifecycle/deactivate POST:m deactivateRealmAssignment okta.realmAssignments.manage
/api/v1/realms GET listRealms okta.realms.read POST:Wm createRealm okta.realms.manage
/api/v1/realms/{realmId} GET getRealm okta.realms.read PUT:m replaceRealm okta.realms.manage DELETE:ml deleteRealm okta.realms.manage
/api/v1/roles/{roleRef}/subscriptions GET listSubscriptionsRole okta.roles.read
/api/v1/roles/{roleRef}/subscriptions/{notificationType} GET getSubscriptionsNotificationTypeRole okta.roles.read
/api/v1/roles/{roleRef}/subscriptions/{notificationType}/subscribe POST:W subscribeByNotificationTypeRole okta.roles.manage
/api/v1/roles/{roleRef}/subscriptions/{notificationType}/unsubscribe POST:b unsubscribeByNotificationTypeRole okta.roles.manage
/api/v1/security-events-providers GET listSecurityEventsProviderInstances okta.securityEventsProviders.read POST:w createSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/security-events-providers/{securityEventProviderId} GET getSecurityEventsProviderInstance okta.securityEventsProviders.read PUT:w replaceSecurityEventsProviderInstance okta.securityEventsProviders.manage DELETE:wl deleteSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/security-events-providers/{securityEventProviderId}/lifecycle/activate POST:w activateSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/security-events-providers/{securityEventProviderId}/lifecycle/deactivate POST:w deactivateSecurityEventsProviderInstance okta.securityEventsProviders.manage
/api/v1/sessions/{sessionId} GET getSession okta.sessions.read DELETE:Wc revokeSession okta.sessions.manage
/api/v1/sessions/{sessionId}/lifecycle/refresh POST:W refreshSession okta.sessions.manage
/api/v1/ssf/stream GET getSsfStreams ssf.read POST:w createSsfStream ssf.manage PUT:w replaceSsfStream ssf.manage PATCH:w updateSsfStream ssf.manage DELETE:wl deleteSsfStream ssf.manage
/api/v1/ssf/stream/status GET getSsfStreamStatus ssf.read
/api/v1/ssf/stream/verification POST:Ww verifySsfStream ssf.manage
/api/v1/telephony-providers GET listAllCustomTelephonyProviderCredentials okta.customTelephonyProvider.read POST:w createCustomTelephonyProviderCredentials okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId} GET getCustomTelephonyProviderCredential okta.customTelephonyProvider.read PATCH:w updateCustomTelephonyProviderCredential okta.customTelephonyProvider.manage DELETE:wl deleteCustomTelephonyProviderCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/lifecycle/activate POST:w activateCustomTelephonyCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/lifecycle/deactivate POST:w deactivateCustomTelephonyCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/setAsPrimary POST:w setAsPrimaryCustomTelephonyCredential okta.customTelephonyProvider.manage
/api/v1/telephony-providers/{customTelephonyProviderId}/test POST:Ww sendTestCustomTelephonyProviderCredential okta.customTelephonyProvider.manage
/api/v1/templates/sms GET listSmsTemplates okta.templates.read POST:m createSmsTemplate okta.templates.manage
/api/v1/templates/sms/{templateId} GET getSmsTemplate okta.templates.read POST:m updateSmsTemplate okta.templates.manage PUT:m replaceSmsTemplate okta.templates.manage DELETE:ml deleteSmsTemplate okta.templates.manage
/api/v1/threats/configuration GET getCurrentConfiguration okta.threatInsights.read POST:wm updateConfiguration okta.threatInsights.manage
/api/v1/trustedOrigins GET listTrustedOrigins okta.trustedOrigins.read POST:wm createTrustedOrigin okta.trustedOrigins.manage
/api/v1/trustedOrigins/{trustedOriginId} GET getTrustedOrigin okta.trustedOrigins.read PUT:wm replaceTrustedOrigin okta.trustedOrigins.manage DELETE:wml deleteTrustedOrigin okta.trustedOrigins.manage
/api/v1/trustedOrigins/{trustedOriginId}/lifecycle/activate POST:wm activateTrustedOrigin okta.trustedOrigins.manage
/api/v1/trustedOrigins/{trustedOriginId}/lifecycle/deactivate POST:wm deactivateTrustedOrigin okta.trustedOrigins.manage
/api/v1/users GET listUsers okta.users.read POST:Wta createUser okta.users.manage
/api/v1/users/{id} GET getUser okta.users.read POST:Wta updateUser okta.users.manage PUT:tal replaceUser okta.users.manage DELETE:cl deleteUser okta.users.manage
/api/v1/users/{id}/appLinks GET listAppLinks okta.users.read
/api/v1/users/{id}/blocks GET listUserBlocks okta.users.read
/api/v1/users/{id}/groups GET listUserGroups okta.users.read
/api/v1/users/{id}/idps GET:Ds listUserIdentityProviders okta.users.read
/api/v1/users/{id}/lifecycle/activate POST:Wsta activateUser okta.users.manage
/api/v1/users/{id}/lifecycle/deactivate POST:cl deactivateUser okta.users.manage
/api/v1/users/{id}/lifecycle/expire_password POST:Wc expirePassword okta.users.manage
/api/v1/users/{id}/lifecycle/expire_password_with_temp_password POST:stc expirePasswordWithTempPassword okta.users.manage
/api/v1/users/{id}/lifecycle/reactivate POST:Wsta reactivateUser okta.users.manage
/api/v1/users/{id}/lifecycle/reset_factors POST:wcl resetFactors okta.users.manage
/api/v1/users/{id}/lifecycle/reset_password POST:Wstc resetPassword okta.users.manage
/api/v1/users/{id}/lifecycle/suspend POST:Wc suspendUser okta.users.manage
/api/v1/users/{id}/lifecycle/unlock POST:Waw unlockUser okta.users.manage
/api/v1/users/{id}/lifecycle/unsuspend POST:Wa unsuspendUser okta.users.manage
/api/v1/users/{userIdOrLogin}/linkedObjects/{primaryRelationshipName}/{primaryUserId} PUT:W assignLinkedObjectValueForPrimary okta.users.manage
/api/v1/users/{userIdOrLogin}/linkedObjects/{relationshipName} GET listLinkedObjectsForUser okta.users.read DELETE:W deleteLinkedObjectForUser okta.users.manage
/api/v1/users/{userId}/authenticator-enrollments GET listAuthenticatorEnrollments okta.users.read
/api/v1/users/{userId}/authenticator-enrollments/phone POST:tw createAuthenticatorEnrollment okta.users.manage
/api/v1/users/{userId}/authenticator-enrollments/tac POST:stw createTacAuthenticatorEnrollment okta.users.manage
/api/v1/users/{userId}/authenticator-enrollments/{enrollmentId} GET getAuthenticatorEnrollment okta.users.read DELETE:wl deleteAuthenticatorEnrollment okta.users.manage
/api/v1/users/{userId}/classification GET getUserClassification okta.users.read PUT:W replaceUserClassification okta.users.manage
/api/v1/users/{userId}/clients GET listUserClients okta.users.read
/api/v1/users/{userId}/clients/{clientId}/grants GET listGrantsForUserAndClient okta.users.read DELETE:Wc revokeGrantsForUserAndClient okta.users.manage
/api/v1/users/{userId}/clients/{clientId}/tokens GET listRefreshTokensForUserAndClient okta.users.read DELETE:Wc revokeTokensForUserAndClient okta.users.manage
/api/v1/users/{userId}/clients/{clientId}/tokens/{tokenId} GET getRefreshTokenForUserAndClient okta.users.read DELETE:Wc revokeTokenForUserAndClient okta.users.manage
/api/v1/users/{userId}/credentials/change_password POST:tl changePassword okta.users.manage
/api/v1/users/{userId}/credentials/change_recovery_question POST:tl changeRecoveryQuestion okta.users.manage
/api/v1/users/{userId}/credentials/forgot_password POST:Wst forgotPassword okta.users.manage
/api/v1/users/{userId}/credentials/forgot_password_recovery_question POST:t forgotPasswordSetNewPassword okta.users.manage
/api/v1/users/{userId}/devices GET listUserDevices okta.users.read
/api/v1/users/{userId}/factors GET listFactors okta.users.read POST:st enrollFactor okta.users.manage
/api/v1/users/{userId}/factors/catalog GET listSupportedFactors okta.users.read
/api/v1/users/{userId}/factors/questions GET listSupportedSecurityQuestions -
/api/v1/users/{userId}/factors/{factorId} GET getFactor okta.users.read DELETE:wcl unenrollFactor okta.users.manage
/api/v1/users/{userId}/factors/{factorId}/lifecycle/activate POST:t activateFactor okta.users.manage
/api/v1/users/{userId}/factors/{factorId}/resend POST:W resendEnrollFactor okta.users.manage
/api/v1/users/{userId}/factors/{factorId}/transactions/{transactionId} GET getFactorTransactionStatus okta.users.read
/api/v1/users/{userId}/factors/{factorId}/verify POST:W verifyFactor okta.users.manage
/api/v1/users/{userId}/grants GET listUserGrants okta.users.read DELETE:Wc revokeUserGrants okta.users.manage
/api/v1/users/{userId}/grants/{grantId} GET getUserGrant okta.users.read DELETE:Wc revokeUserGrant okta.users.manage
/api/v1/users/{userId}/risk GET getUserRisk okta.userRisk.read PUT:w upsertUserRisk okta.userRisk.manage
/api/v1/users/{userId}/roles GET listAssignedRolesForUser okta.roles.read POST:p assignRoleToUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId} GET getUserAssignedRole okta.roles.read DELETE:cl unassignRoleFromUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/governance GET getUserAssignedRoleGovernance okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/governance/{grantId} GET getRoleAssignmentGovernanceGrant okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/governance/{grantId}/resources GET getRoleAssignmentGovernanceGrantResources okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps GET listApplicationTargetsForApplicationAdministratorRoleForUser okta.roles.read PUT:p assignAllAppsAsTargetToRoleForUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName} PUT:pl assignAppTargetToAdminRoleForUser okta.roles.manage DELETE:cl unassignAppTargetFromAppAdminRoleForUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName}/{appId} PUT:p assignAppInstanceTargetToAppAdminRoleForUser okta.roles.manage DELETE:l unassignAppInstanceTargetFromAdminRoleForUser okta.roles.manage
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/groups GET listGroupTargetsForRole okta.roles.read
/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/groups/{groupId} PUT:pm assignGroupTargetToUserRole okta.roles.manage DELETE:ml unassignGroupTargetFromUserAdminRole okta.roles.manage
/api/v1/users/{userId}/roles/{roleIdOrEncodedRoleId}/targets GET getRoleTargetsByUserIdAndRoleId okta.roles.read
/api/v1/users/{userId}/sessions DELETE:Wc revokeUserSessions okta.users.manage
/api/v1/users/{userId}/subscriptions GET listSubscriptionsUser okta.users.read
/api/v1/users/{userId}/subscriptions/{notificationType} GET getSubscriptionsNotificationTypeUser okta.users.read
/api/v1/users/{userId}/subscriptions/{notificationType}/subscribe POST:W subscribeByNotificationTypeUser okta.users.manage
/api/v1/users/{userId}/subscriptions/{notificationType}/unsubscribe POST:Wb unsubscribeByNotificationTypeUser okta.users.manage
/api/v1/zones GET listNetworkZones okta.networkZones.read POST:wmc createNetworkZone okta.networkZones.manage
/api/v1/zones/{zoneId} GET getNetworkZone okta.networkZones.read PUT:wmc replaceNetworkZone okta.networkZones.manage DELETE:wmcl deleteNetworkZone okta.networkZones.manage
/api/v1/zones/{zoneId}/lifecycle/activate POST:wmc activateNetworkZone okta.networkZones.manage
/api/v1/zones/{zoneId}/lifecycle/deactivate POST:wmc deactivateNetworkZone okta.networkZones.manage
/attack-protection/api/v1/authenticator-settings GET getAuthenticatorSettings okta.orgs.read PUT:wm replaceAuthenticatorSettings okta.orgs.manage
/attack-protection/api/v1/user-lockout-settings GET getUserLockoutSettings okta.orgs.read PUT:wm replaceUserLockoutSettings okta.orgs.manage
/integrations/api/v1/api-services GET listApiServiceIntegrationInstances okta.oauthIntegrations.read POST:sp createApiServiceIntegrationInstance okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId} GET getApiServiceIntegrationInstance okta.oauthIntegrations.read DELETE:l deleteApiServiceIntegrationInstance okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets GET listApiServiceIntegrationInstanceSecrets okta.oauthIntegrations.read POST:sp createApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets/{secretId} DELETE:l deleteApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets/{secretId}/lifecycle/activate POST:sp activateApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/integrations/api/v1/api-services/{apiServiceId}/credentials/secrets/{secretId}/lifecycle/deactivate POST:sp deactivateApiServiceIntegrationInstanceSecret okta.oauthIntegrations.manage
/oauth2/v1/clients/{clientId}/roles GET listRolesForClient okta.roles.read POST:p assignRoleToClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId} GET retrieveClientRole okta.roles.read DELETE:l deleteRoleFromClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/catalog/apps GET listAppTargetRoleToClient okta.roles.read
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName} PUT:pl assignAppTargetRoleToClient okta.roles.manage DELETE:cl removeAppTargetRoleFromClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/catalog/apps/{appName}/{appId} PUT:p assignAppTargetInstanceRoleForClient okta.roles.manage DELETE:l removeAppTargetInstanceRoleForClient okta.roles.manage
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/groups GET listGroupTargetRoleForClient okta.roles.read
/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}/targets/groups/{groupId} PUT:pm assignGroupTargetRoleForClient okta.roles.manage DELETE:ml removeGroupTargetRoleFromClient okta.roles.manage
/okta-personal-settings/api/v1/edit-feature PUT replaceOktaPersonalAdminSettings okta.personal.adminSettings.manage
/okta-personal-settings/api/v1/export-blocklists GET listPersonalAppsExportBlockList okta.personal.adminSettings.read PUT replaceBlockedEmailDomains okta.personal.adminSettings.manage
/privileged-access/api/v1/okta-service-accounts GET listOktaManagedUserAccounts okta.serviceAccounts.okta.read POST:p createOktaManagedUserAccount okta.serviceAccounts.okta.manage
/privileged-access/api/v1/okta-service-accounts/{id} GET getOktaManagedUserAccount okta.serviceAccounts.okta.read PATCH:p updateOktaManagedUserAccount okta.serviceAccounts.okta.manage DELETE:l deleteOktaManagedUserAccount okta.serviceAccounts.okta.manage
/privileged-access/api/v1/service-accounts GET listAppServiceAccounts okta.serviceAccounts.read POST:p createAppServiceAccount okta.serviceAccounts.manage
/privileged-access/api/v1/service-accounts/{id} GET getAppServiceAccount okta.serviceAccounts.read PATCH:p updateAppServiceAccount okta.serviceAccounts.manage DELETE:l deleteAppServiceAccount okta.serviceAccounts.manage
/security/api/v1/security-events POST:w publishSecurityEventTokens -
/webauthn-registration/api/v1/activate POST:t activatePreregistrationEnrollment okta.users.manage
/webauthn-registration/api/v1/enroll POST:st enrollPreregistrationEnrollment okta.users.manage
/webauthn-registration/api/v1/initiate-fulfillment-request POST generateFulfillmentRequest okta.users.manage
/webauthn-registration/api/v1/send-pin POST:s sendPin okta.users.manage
/webauthn-registration/api/v1/users/{userId}/enrollments GET listWebAuthnPreregistrationFactors okta.users.read
/webauthn-registration/api/v1/users/{userId}/enrollments/{authenticatorEnrollmentId} DELETE:l deleteWebAuthnPreregistrationFactor okta.users.manage
/webauthn-registration/api/v1/users/{userId}/enrollments/{authenticatorEnrollmentId}/mark-error POST:W assignFulfillmentErrorWebAuthnPreregistrationFactor okta.users.manage
`;

/** Operations that Okta's description lacks, in the same form. */
export const MORE_OPERATIONS = `
/.well-known/oauth-authorization-server GET getOrgAuthorizationServerMetadata public
/.well-known/openid-configuration GET getOrgOpenIdConfiguration public
/api/v1/apps/google/{appId}/oauth2/callback POST verifyProvisioningConnectionForGoogleApplication okta.apps.manage
/api/v1/apps/office365/{appId}/oauth2/callback POST verifyProvisioningConnectionForOfficeApplication okta.apps.manage
/api/v1/apps/{appId}/express-configure/oauth2/authorize GET getOAuth2AccessTokenForExpressConfiguration -
/api/v1/apps/{appId}/express-configure/{capabilityType} POST configureCapabilityApplication okta.apps.manage
/api/v1/apps/{appId}/unconfirmed-users GET listUnconfirmedUsers okta.apps.read
/api/v1/meta/layouts/apps/{appName} GET getAppUISchemaLinks okta.schemas.read
/api/v1/meta/layouts/apps/{appName}/sections/{section}/{operation} GET getAppUISchema okta.schemas.read
/api/v1/operations/{operationId} GET getOperationStatus okta.operations.read
/api/v1/org/logo POST uploadOrgLogo okta.apps.manage
/api/v1/risk/events/ip POST sendRiskEvents okta.riskEvents.manage
/api/v1/risk/providers GET listRiskProviders okta.riskProviders.read POST createRiskProvider okta.riskProviders.manage
/api/v1/risk/providers/{riskProviderId} GET getRiskProvider okta.riskProviders.read PUT replaceRiskProvider okta.riskProviders.manage DELETE deleteRiskProvider okta.riskProviders.manage
/api/v1/sessions POST createSession -
/api/v1/sessions/me GET getCurrentSession - DELETE closeCurrentSession -
/api/v1/sessions/me/lifecycle/refresh POST refreshCurrentSession -
/api/v1/users/me/lifecycle/delete_sessions POST endUserSessions -
/device-access/api/v1/desktop-mfa/enforce-number-matching-challenge-settings GET getDesktopMFAEnforceNumberMatchingChallengeOrgSetting okta.orgs.read PUT replaceDesktopMFAEnforceNumberMatchingChallengeOrgSetting okta.orgs.manage
/device-access/api/v1/desktop-mfa/recovery-pin-settings GET getDesktopMFARecoveryPinOrgSetting okta.orgs.read PUT replaceDesktopMFARecoveryPinOrgSetting okta.orgs.manage
/integrations/api/v1/submissions GET listSubmissions okta.manifests.read POST createSubmission okta.manifests.manage
/integrations/api/v1/submissions/logo POST uploadSubmissionLogo okta.manifests.manage
/integrations/api/v1/submissions/logo/default POST uploadSubmissionDefaultLogo okta.manifests.manage
/integrations/api/v1/submissions/{submissionId} GET getSubmissionByOperationId okta.manifests.read PUT replaceSubmission okta.manifests.manage
/integrations/api/v1/submissions/{submissionId}/capabilities GET listSubmissionCapabilities okta.manifests.read PUT upsertSubmissionCapabilities okta.manifests.manage
/integrations/api/v1/submissions/{submissionId}/capabilities/shared/auth-settings/default GET getSubmissionAuthSettings okta.manifests.read PUT upsertSubmissionAuthSettings okta.manifests.manage
/integrations/api/v1/submissions/{submissionId}/capabilities/{capability}/protocols/actions GET getSubmissionActions okta.manifests.read PUT upsertSubmissionActions okta.manifests.manage
/integrations/api/v1/submissions/{submissionId}/capabilities/{capability}/protocols/actions/actions-provider/{actionsProviderType}/available-actions GET listAvailableActions okta.manifests.read
/integrations/api/v1/submissions/{submissionId}/capabilities/{capability}/protocols/actions/actions-provider/{actionsProviderType}/validate-actions POST verifyActions okta.manifests.read
/integrations/api/v1/submissions/{submissionId}/submit POST submitSubmission okta.manifests.manage
/integrations/api/v1/submissions/{submissionId}/tenant-settings GET getSubmissionTenantSettings okta.manifests.read PUT upsertSubmissionTenantSettings okta.manifests.manage
/integrations/api/v1/submissions/{submissionId}/testing GET getSubmissionTestInfo okta.manifests.read PUT upsertSubmissionTestInfo okta.manifests.manage
/oauth2/v1/keys GET listOrgAuthorizationServerPublicKeys public
/oauth2/{authServerId}/.well-known/oauth-authorization-server GET getAuthorizationServerMetadata public
/oauth2/{authServerId}/.well-known/openid-configuration GET getOpenIdConfiguration public
/oauth2/{authServerId}/v1/keys GET listAuthorizationServerPublicKeys public
/privileged-access/api/v1/accounts GET listServiceAccounts okta.serviceAccounts.read POST createServiceAccount okta.serviceAccounts.manage
/privileged-access/api/v1/accounts/{id} GET getServiceAccount okta.serviceAccounts.read DELETE deleteServiceAccount okta.serviceAccounts.manage PATCH updateServiceAccount okta.serviceAccounts.manage
/privileged-access/api/v1/containers/{containerId}/prepare-resources POST preparePrivilegedResourcesToBeFetched okta.privilegedResources.manage
/privileged-access/api/v1/containers/{containerId}/resource-filter-criteria PUT replaceFiltersForPrivilegedResourceIdentification okta.privilegedResources.manage
/privileged-access/api/v1/containers/{containerId}/resources GET getPrivilegedResources okta.privilegedResources.read
/privileged-access/api/v1/resources POST createPrivilegedResource okta.privilegedResources.manage
/privileged-access/api/v1/resources/{id} GET getPrivilegedResource okta.privilegedResources.read PUT replacePrivilegedResource okta.privilegedResources.manage DELETE deletePrivilegedResource okta.privilegedResources.manage
/privileged-access/api/v1/resources/{id}/claim POST claimPrivilegedResource okta.privilegedResources.manage
/privileged-access/api/v1/resources/{id}/rotate-password POST rotatePasswordForPrivilegedResource okta.privilegedResources.manage
/workload-principals/api/v1/ai-agents GET listAIAgents okta.aiAgents.read POST registerAIAgent okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId} GET getAIAgent okta.aiAgents.read PUT replaceAIAgent okta.aiAgents.manage DELETE deleteAIAgent okta.aiAgents.manage PATCH updateAIAgent okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/connections GET listConnections okta.aiAgents.read POST createManagedConnection okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/connections/{connectionId} GET getManagedConnection okta.aiAgents.read DELETE deleteManagedConnection okta.aiAgents.manage PATCH updateManagedConnection okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/connections/{connectionId}/lifecycle/activate POST activateManagedConnection okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/connections/{connectionId}/lifecycle/deactivate POST deactivateManagedConnection okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/credentials/jwks GET listAgentJwk okta.aiAgents.read POST addAgentJwk okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/credentials/jwks/{keyId} GET getAgentJwk okta.aiAgents.read DELETE deleteAgentJwk okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/credentials/jwks/{keyId}/lifecycle/activate POST activateAgentJsonWebKey okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/credentials/jwks/{keyId}/lifecycle/deactivate POST deactivateAgentJsonWebKey okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/lifecycle/activate POST activateAIAgent okta.aiAgents.manage
/workload-principals/api/v1/ai-agents/{agentId}/lifecycle/deactivate POST deactivateAIAgent okta.aiAgents.manage
/workload-principals/api/v1/operations GET listAIAgentOperations okta.aiAgents.read
/workload-principals/api/v1/operations/{operationId} GET getAIAgentOperation okta.aiAgents.read
/workload-principals/api/v1/potential-connections GET listPotentialConnectionsByType okta.aiAgents.read
`;
