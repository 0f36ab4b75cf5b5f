import type { CollectionCase, CollectionScene } from "./collection-case.ts";

const HOOK = {
  type: "HTTP",
  version: "1.0.0",
  config: { uri: "https://hooks.example.com", authScheme: { type: "HEADER", key: "x", value: "hook-secret" } },
};

/** What the org is made of and administered by: realms, roles, hooks, streams, agents and accounts. */
export function orgCases({ first, send }: CollectionScene): Readonly<Record<string, CollectionCase>> {
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
    "hook keys": {
      path: "/api/v1/hook-keys",
      body: { name: "Signer" },
      change: { name: "Signer 2" },
      required: "name",
      kind: "HookKey",
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
  };
}
