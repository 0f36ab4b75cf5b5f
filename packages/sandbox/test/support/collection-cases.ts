import type { Answer } from "./client.ts";

/** Sends a request with a body. */
export type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A collection: where it is, what makes one, what a replacement changes, what must be sent, and the statuses of success. */
export interface CollectionCase {
  readonly path: string | (() => Promise<string>);
  /** The path with its parameters as `{}`, where it has some. */
  readonly template?: string;
  readonly body: Record<string, unknown> | (() => Promise<Record<string, unknown>>);
  /** What a replacement says instead. */
  readonly change?: Record<string, unknown>;
  /** A member that must be sent. */
  readonly required?: string;
  readonly created?: number;
  readonly kind: string;
  /** Okta's name of what a read does not find. Default: `kind`. */
  readonly readKind?: string;
  /** The status that each step of its life is answered with. */
  readonly lifecycle?: 200 | 204;
  readonly wrap?: string;
  /** The method that replaces one, and the status of success, where it is not 200. Default: PUT. */
  readonly replace?: "PUT" | "POST" | "PATCH" | false;
  readonly replaced?: 201;
  readonly mustBeInactive?: boolean;
}

const HOOK = {
  type: "HTTP",
  version: "1.0.0",
  config: { uri: "https://hooks.example.com", authScheme: { type: "HEADER", key: "x", value: "hook-secret" } },
};
/** The collections, with requests that are sent by `send`. */
export function collectionCases(send: Send): Readonly<Record<string, CollectionCase>> {
  const first = async (path: string) => {
    const { body } = await send("GET", path);
    return Array.isArray(body) ? body[0] : body;
  };
  const server = async () =>
    (await send("POST", "/api/v1/authorizationServers", { name: `S ${Math.random()}`, audiences: ["api://a"] })).body
      .id;
  const app = async () => (await first("/api/v1/apps?q=Customer")).id;
  return {
    "user types": {
      path: "/api/v1/meta/types/user",
      body: { name: "robot", displayName: "Robot", description: "Not a person" },
      change: { displayName: "Android" },
      required: "displayName",
      kind: "CVDType",
    },
    realms: {
      path: "/api/v1/realms",
      body: { profile: { name: "Partners", realmType: "PARTNER" } },
      required: "profile",
      kind: "Realm",
    },
    "realm assignments": {
      path: "/api/v1/realm-assignments",
      body: async () => ({
        name: "Partners",
        priority: 3,
        conditions: { profileSourceId: "0oa1", expression: { value: "true" } },
        actions: { assignUserToRealm: { realmId: (await first("/api/v1/realms")).id } },
      }),
      change: { priority: 4 },
      required: "name",
      kind: "RealmAssignment",
      lifecycle: 204,
    },
    "trusted origins": {
      path: "/api/v1/trustedOrigins",
      body: { name: "Shop", origin: "https://shop.example.com", scopes: [{ type: "CORS" }] },
      change: { name: "Store" },
      required: "origin",
      kind: "TrustedOrigin",
      lifecycle: 200,
    },
    "inline hooks": {
      path: "/api/v1/inlineHooks",
      body: { name: "Claims", type: "com.okta.oauth2.tokens.transform", version: "1.0.0", channel: HOOK },
      change: { name: "More claims" },
      required: "version",
      kind: "InlineHook",
      lifecycle: 200,
      mustBeInactive: true,
    },
    "event hooks": {
      path: "/api/v1/eventHooks",
      body: { name: "Pager", events: { type: "EVENT_TYPE", items: ["user.account.lock"] }, channel: HOOK },
      change: { name: "Tickets" },
      required: "events",
      kind: "Webhook",
      lifecycle: 200,
      mustBeInactive: true,
    },
    "identity providers": {
      path: "/api/v1/idps",
      body: {
        name: "Partner",
        type: "SAML2",
        protocol: { type: "SAML2", endpoints: { acs: { binding: "HTTP-POST", type: "INSTANCE" } } },
        policy: { accountLink: { action: "DISABLED" } },
      },
      change: { name: "Partners" },
      required: "protocol",
      kind: "IdpTrust",
      lifecycle: 200,
      mustBeInactive: true,
    },
    "device assurance policies": {
      path: "/api/v1/device-assurances",
      body: { name: "Phones", platform: "IOS", osVersion: { minimum: "18.0.0" }, jailbreak: false },
      change: { osVersion: { minimum: "18.1.0" } },
      required: "platform",
      kind: "DeviceAssuranceEntity",
      readKind: "DeviceAssuranceRuleManagerImpl",
    },
    brands: {
      path: "/api/v1/brands",
      body: { name: "Second" },
      change: { removePoweredByOkta: true },
      required: "name",
      created: 201,
      kind: "Brand",
    },
    domains: {
      path: "/api/v1/domains",
      body: { domain: "login.acme.test", certificateSourceType: "MANUAL" },
      required: "domain",
      created: 201,
      kind: "Domain",
      wrap: "domains",
    },
    "email domains": {
      path: "/api/v1/email-domains",
      body: async () => ({
        displayName: "Example",
        userName: "noreply",
        domain: "mail.example.com",
        brandId: (await first("/api/v1/brands")).id,
      }),
      change: { userName: "hello" },
      required: "domain",
      created: 201,
      kind: "EmailDomain",
    },
    "authorization servers": {
      path: "/api/v1/authorizationServers",
      body: { name: "Shop", description: "For the shop", audiences: ["api://shop"], issuerMode: "ORG_URL" },
      change: { description: "For the store" },
      required: "name",
      created: 201,
      kind: "AuthorizationServer",
      lifecycle: 204,
    },
    scopes: {
      template: "/api/v1/authorizationServers/{}/scopes",
      path: async () => `/api/v1/authorizationServers/${await server()}/scopes`,
      body: { name: "orders:read", consent: "REQUIRED" },
      change: { description: "Reads orders" },
      required: "name",
      created: 201,
      kind: "OAuth2Scope",
    },
    claims: {
      template: "/api/v1/authorizationServers/{}/claims",
      path: async () => `/api/v1/authorizationServers/${await server()}/claims`,
      body: { name: "tier", claimType: "RESOURCE", valueType: "EXPRESSION", value: "user.tier" },
      change: { alwaysIncludeInToken: false },
      required: "claimType",
      created: 201,
      kind: "OAuth2Claim",
    },
    "policies of authorization servers": {
      template: "/api/v1/authorizationServers/{}/policies",
      path: async () => `/api/v1/authorizationServers/${await server()}/policies`,
      body: {
        type: "OAUTH_AUTHORIZATION_POLICY",
        name: "All",
        description: "All",
        priority: 1,
        conditions: { clients: { include: ["ALL_CLIENTS"] } },
      },
      change: { description: "Everyone" },
      required: "name",
      created: 201,
      kind: "Policy",
      lifecycle: 204,
    },
    "rules of authorization servers": {
      template: "/api/v1/authorizationServers/{}/policies/{}/rules",
      async path() {
        const policies = `/api/v1/authorizationServers/${await server()}/policies`;
        const { body } = await send("POST", policies, {
          name: "P",
          conditions: { clients: { include: ["ALL_CLIENTS"] } },
        });
        return `${policies}/${body.id}/rules`;
      },
      body: {
        type: "RESOURCE_ACCESS",
        name: "Services",
        priority: 1,
        conditions: { grantTypes: { include: ["client_credentials"] }, scopes: { include: ["*"] } },
        actions: { token: { accessTokenLifetimeMinutes: 30 } },
      },
      change: { priority: 2 },
      required: "conditions",
      created: 201,
      kind: "PolicyRule",
      lifecycle: 204,
    },
    "custom roles": {
      path: "/api/v1/iam/roles",
      body: { label: "Readers", description: "Read users", permissions: ["okta.users.read"] },
      change: { description: "Read all users" },
      required: "label",
      kind: "CustomRole",
      wrap: "roles",
    },
    "resource sets": {
      path: "/api/v1/iam/resource-sets",
      body: async () => ({ label: "Shops", description: "All shops", resources: [(await first("/api/v1/apps")).orn] }),
      change: { description: "Every shop" },
      required: "label",
      kind: "IAMPolicy",
      wrap: "resource-sets",
    },
    "API service integrations": {
      path: "/integrations/api/v1/api-services",
      body: { type: "anzennaapiservice", grantedScopes: ["okta.logs.read"] },
      required: "grantedScopes",
      created: 201,
      kind: "APIServiceIntegration",
      replace: false,
    },
    behaviors: {
      path: "/api/v1/behaviors",
      body: { name: "Far away", type: "ANOMALOUS_LOCATION", settings: { granularity: "COUNTRY" } },
      change: { settings: { granularity: "CITY" } },
      required: "type",
      kind: "BehaviorSettings",
      lifecycle: 200,
    },
    captchas: {
      path: "/api/v1/captchas",
      body: { name: "Robots", siteKey: "k", secretKey: "captcha-secret", type: "HCAPTCHA" },
      change: { name: "No robots" },
      required: "siteKey",
      created: 201,
      kind: "Captcha",
    },
    "log streams": {
      path: "/api/v1/logStreams",
      body: {
        name: "Splunk",
        type: "splunk_cloud_logstreaming",
        settings: { host: "acme.splunkcloud.com", edition: "aws", token: "58A7C8D6-4E2F-4C3B-8F7D-5C7F6F4C3B2A" },
      },
      change: { name: "Splunk Cloud" },
      required: "settings",
      kind: "AppInstance",
      lifecycle: 200,
      mustBeInactive: true,
    },
    "push providers": {
      path: "/api/v1/push-providers",
      body: {
        name: "Firebase",
        providerType: "FCM",
        configuration: { serviceAccountJson: { project_id: "p", private_key: "push-secret" } },
      },
      change: { name: "FCM" },
      required: "providerType",
      kind: "PushProviderConfigEntity",
    },
    "SMS templates": {
      path: "/api/v1/templates/sms",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Okta's own placeholder.
      body: { name: "Custom", type: "SMS_VERIFY_CODE", template: "Your code is ${code}" },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Okta's own placeholder.
      change: { template: "${code} is your code" },
      required: "template",
      kind: "AppInstance",
    },
    "UI schemas": {
      path: "/api/v1/meta/uischemas",
      body: {
        uiSchema: {
          type: "Group",
          label: "Join",
          elements: [{ type: "Control", scope: "#/properties/email", label: "Email" }],
        },
      },
      required: "uiSchema",
      kind: "UISchemaEntity",
    },
    "hook keys": {
      path: "/api/v1/hook-keys",
      body: { name: "Signer" },
      change: { name: "Signer 2" },
      required: "name",
      kind: "HookKey",
    },
    zones: {
      path: "/api/v1/zones",
      body: { name: "Branch", type: "IP", gateways: [{ type: "CIDR", value: "198.51.100.0/24" }] },
      change: { name: "Branches" },
      required: "name",
      kind: "NetworkZone",
      lifecycle: 200,
    },
    policies: {
      path: "/api/v1/policies?type=PASSWORD",
      body: {
        name: "Interns",
        type: "PASSWORD",
        description: "For interns",
        conditions: { people: { groups: { include: [] } } },
      },
      change: { description: "For all interns" },
      required: "name",
      kind: "Policy",
      lifecycle: 204,
    },
    "policy rules": {
      template: "/api/v1/policies/{}/rules",
      async path() {
        const { body } = await send("POST", "/api/v1/policies", {
          name: `Apps ${Math.random()}`,
          type: "ACCESS_POLICY",
        });
        return `/api/v1/policies/${body.id}/rules`;
      },
      body: { name: "Offices", type: "ACCESS_POLICY", actions: { appSignOn: { access: "ALLOW" } } },
      change: { name: "Office" },
      required: "name",
      kind: "PolicyRule",
      lifecycle: 204,
    },
    "app secrets": {
      template: "/api/v1/apps/{}/credentials/secrets",
      path: async () => `/api/v1/apps/${await app()}/credentials/secrets`,
      body: {},
      created: 201,
      kind: "OAuth2ClientSecret",
      lifecycle: 200,
      replace: false,
      mustBeInactive: true,
    },
    "app grants": {
      template: "/api/v1/apps/{}/grants",
      path: async () => `/api/v1/apps/${await app()}/grants`,
      body: { scopeId: "okta.users.read" },
      required: "scopeId",
      kind: "OAuth2ScopeConsentGrant",
      replace: false,
    },
    "email servers": {
      path: "/api/v1/email-servers",
      body: {
        alias: "Relay",
        host: "smtp.example.com",
        port: 587,
        username: "relay",
        password: "smtp-secret",
        enabled: true,
      },
      change: { port: 465 },
      required: "host",
      created: 201,
      kind: "EmailServer",
      wrap: "email-servers",
      replace: "PATCH",
    },
    "security events providers": {
      path: "/api/v1/security-events-providers",
      body: {
        name: "Vendor",
        type: "okta",
        settings: { well_known_url: "https://vendor.example.com/.well-known/ssf" },
      },
      change: { settings: { issuer: "vendor.example.com", jwks_url: "https://vendor.example.com/jwks" } },
      required: "settings",
      kind: "SecurityEventsProvider",
      lifecycle: 200,
    },
    "device posture checks": {
      path: "/api/v1/device-posture-checks",
      body: { name: "Antivirus", platform: "MACOS", query: "SELECT 1 AS av;", variableName: "av" },
      change: { query: "SELECT 2 AS av;" },
      required: "query",
      kind: "DevicePostureCheck",
    },
    "telephony providers": {
      path: "/api/v1/telephony-providers",
      body: {
        providerName: "TWILIO",
        providerSid: "AC1",
        providerAuthToken: "telephony-secret",
        providerSettings: { sms: { twilioVerifySid: "VA1" } },
      },
      change: { providerSid: "AC2" },
      required: "providerSettings",
      created: 201,
      kind: "CustomTelephonyProvider",
      replace: "PATCH",
    },
    "governance bundles": {
      path: "/api/v1/iam/governance/bundles",
      body: { name: "Help desk", entitlements: [{ role: "HELP_DESK_ADMIN" }] },
      change: { description: "For the help desk" },
      required: "name",
      kind: "GovernanceBundle",
      wrap: "bundles",
    },
    "updates of agent pools": {
      template: "/api/v1/agentPools/{}/updates",
      path: async () => `/api/v1/agentPools/${(await first("/api/v1/agentPools")).id}/updates`,
      body: { name: "Nightly", agentType: "AD", notifyAdmin: true, schedule: { cron: "0 3 * * MON", timezone: "UTC" } },
      change: { notifyAdmin: false },
      required: "agentType",
      kind: "AgentPoolUpdate",
      replace: "POST",
    },
    "cross-app connections": {
      template: "/api/v1/apps/{}/cwo/connections",
      path: async () => `/api/v1/apps/${await app()}/cwo/connections`,
      body: async () => ({
        requestingAppInstanceId: await app(),
        resourceAppInstanceId: (await first("/api/v1/apps?limit=1")).id,
      }),
      change: { status: "INACTIVE" },
      required: "resourceAppInstanceId",
      created: 201,
      kind: "Connection",
      replace: "PATCH",
    },
    "federated claims": {
      template: "/api/v1/apps/{}/federated-claims",
      path: async () => `/api/v1/apps/${await app()}/federated-claims`,
      body: { name: "department", expression: "user.profile.department" },
      change: { expression: "appuser.department" },
      required: "expression",
      created: 201,
      kind: "FederatedClaim",
    },
    "keys of resource servers": {
      template: "/api/v1/authorizationServers/{}/resourceservercredentials/keys",
      path: async () => `/api/v1/authorizationServers/${await server()}/resourceservercredentials/keys`,
      body: { kid: "enc-1", kty: "RSA", use: "enc", e: "AQAB", n: "n" },
      required: "n",
      created: 201,
      kind: "OAuth2ResourceServerJsonWebKey",
      lifecycle: 200,
      replace: false,
      mustBeInactive: true,
    },
    "risk providers": {
      path: "/api/v1/risk/providers",
      body: { name: "Reputation", action: "log_only", clientId: "0oaRisk00000000000000" },
      change: { action: "enforce_and_log" },
      required: "clientId",
      created: 201,
      kind: "RiskProvider",
    },
    "service accounts of apps": {
      path: "/privileged-access/api/v1/service-accounts",
      body: {
        name: "Sync",
        containerOrn: "orn:okta:idp:o:apps:salesforce:0oa1",
        username: "sync",
        password: "app-secret",
      },
      change: { description: "Nightly" },
      required: "containerOrn",
      kind: "AppServiceAccount",
      replace: "PATCH",
    },
    "service accounts of the org": {
      path: "/privileged-access/api/v1/okta-service-accounts",
      body: async () => ({ name: "Robot", oktaUserId: (await first("/api/v1/users?limit=1")).id }),
      change: { description: "Nightly" },
      required: "oktaUserId",
      created: 201,
      kind: "OktaManagedUserAccount",
      replace: "PATCH",
    },
    "connections of AI agents": {
      template: "/workload-principals/api/v1/ai-agents/{}/connections",
      async path() {
        const { body } = await send("POST", "/workload-principals/api/v1/ai-agents", { profile: { name: "Helper" } });
        return `/workload-principals/api/v1/ai-agents/${body.resource.id}/connections`;
      },
      body: { connectionType: "IDENTITY_ASSERTION_APP_INSTANCE", scopeCondition: "ALL_SCOPES" },
      change: { scopeCondition: "INCLUDE_ONLY", scopes: ["read"] },
      required: "connectionType",
      created: 201,
      kind: "ManagedConnection",
      lifecycle: 200,
      wrap: "data",
      replace: "PATCH",
      mustBeInactive: true,
    },
    "keys of AI agents": {
      template: "/workload-principals/api/v1/ai-agents/{}/credentials/jwks",
      async path() {
        const { body } = await send("POST", "/workload-principals/api/v1/ai-agents", { profile: { name: "Signer" } });
        return `/workload-principals/api/v1/ai-agents/${body.resource.id}/credentials/jwks`;
      },
      body: { kid: "k1", kty: "RSA", alg: "RS256", e: "AQAB", n: "n" },
      required: "kty",
      created: 201,
      kind: "AgentJsonWebKey",
      lifecycle: 200,
      wrap: "jwks",
      replace: false,
      mustBeInactive: true,
    },
    "email customizations": {
      template: "/api/v1/brands/{}/templates/email/{}/customizations",
      path: async () =>
        `/api/v1/brands/${(await first("/api/v1/brands")).id}/templates/email/ForgotPassword/customizations`,
      body: { language: "en", isDefault: true, subject: "Hello", body: "<p>Hello</p>" },
      change: { subject: "Hi" },
      required: "subject",
      created: 201,
      kind: "EmailCustomization",
    },
  };
}
