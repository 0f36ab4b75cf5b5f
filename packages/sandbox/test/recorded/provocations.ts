import type { call } from "../support/client.ts";
import { groupNamed } from "../support/groups.ts";
import type { TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

/** An org to provoke errors in. */
export interface Scene {
  readonly org: TestOrg;
  send(method: string, path: string, init?: Sent): ReturnType<typeof call>;
  /** The first one of a list. */
  first(path: string): Promise<Record<string, string>>;
  /** Makes something, and gives its ID. */
  make(path: string, body?: unknown): Promise<string>;
}

/** What a request sends beside its path. */
export interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The path of a request that is refused, with what it sends. */
export type Provocation = (
  scene: Scene,
) => Promise<readonly [path: string, sent?: Sent | undefined]> | readonly [string, (Sent | undefined)?];

/** An ID that nothing in the org has. */
export const UNKNOWN = "unknown000000000000x";

const user = (status: Parameters<typeof userOf>[1], end: string, sent?: Sent): Provocation => {
  return ({ org }) => [`/api/v1/users/${userOf(org, status).id}${end}`, sent];
};
const group = (end: string, sent?: Sent): Provocation => {
  return ({ org }) => [`/api/v1/groups/${groupNamed(org, "Sales").id}${end}`, sent];
};
/** Below the first one of a list. */
const below = (list: string, end: string, sent?: Sent): Provocation => {
  return async ({ first }) => [`${list.replace(/\?.*/, "")}/${(await first(list)).id}${end}`, sent];
};
const slack = (end: string, sent?: Sent) => below("/api/v1/apps?q=Slack", end, sent);
const ofServer = (end: string, sent?: Sent) => below("/api/v1/authorizationServers", end, sent);
const at = (path: string, body?: unknown, headers?: Record<string, string>): Provocation => {
  return () => [path, { ...(body !== undefined && { body }), ...(headers && { headers }) }];
};
const authenticator = (key: string, end = "", sent?: Sent): Provocation => {
  return async ({ send }) => {
    const { body } = await send("GET", "/api/v1/authenticators");
    return [`/api/v1/authenticators/${body.find((one: { key: string }) => one.key === key)?.id}${end}`, sent];
  };
};
const exhausted = (bucket: string, path: Provocation): Provocation => {
  return async (scene) => {
    const request = await path(scene);
    scene.org.sandbox.rateLimits.setLimit(bucket, 0);
    return request;
  };
};
const serverRule = (end: string): Provocation => {
  return async ({ first, make }) => {
    const policies = `/api/v1/authorizationServers/${(await first("/api/v1/authorizationServers")).id}/policies`;
    const id = await make(policies, { name: "All", conditions: { clients: { include: ["ALL_CLIENTS"] } } });
    return [`${policies}/${id}/rules/${UNKNOWN}${end}`];
  };
};
const MALFORMED = { body: "{" };

/** How each error is provoked, by operation, status and error code. Where it is not here, the path names what is not there. */
export const PROVOCATIONS: Readonly<Record<string, Provocation>> = {
  "activateUser 403 E0000016": user("ACTIVE", "/lifecycle/activate"),
  "addJwk 400 E0000001": slack("/credentials/jwks", {
    body: { kid: "k1", kty: "RSA", alg: "RS256", use: "sig", e: "AQAB", n: "x".repeat(171) },
  }),
  "assignApplicationPolicy 400 E0000001": async ({ first, send }) => {
    const { body } = await send("GET", "/api/v1/policies?type=ACCESS_POLICY");
    const console = body.find((policy: { name: string }) => policy.name === "Okta Admin Console");
    return [`/api/v1/apps/${(await first("/api/v1/apps?q=Slack")).id}/policies/${console?.id}`];
  },
  "assignGroupOwner 400 E0000001": async ({ org, send }) => {
    const path = `/api/v1/groups/${groupNamed(org, "Sales").id}/owners`;
    const body = { id: userOf(org, "ACTIVE").id, type: "USER" };
    await send("POST", path, { body });
    return [path, { body }];
  },
  "assignGroupOwner 404 E0000007": ({ org }) => [
    `/api/v1/groups/${groupNamed(org, "Sales").id}/owners`,
    { body: { id: groupNamed(org, "People").id, type: "USER" } },
  ],
  "assignGroupToApplication 404 E0000007": slack(`/groups/${UNKNOWN}`, { body: {} }),
  "createAgentPoolsUpdate 400 E0000001": below("/api/v1/agentPools", "/updates", { body: {} }),
  "createApplication 400 E0000001": at("/api/v1/apps", { name: "bookmark", signOnMode: "BOOKMARK" }),
  "createAuthenticator 400 E0000001": at("/api/v1/authenticators", { key: "unknown_key", name: "Unknown" }),
  "createAuthorizationServer 400 E0000001": at("/api/v1/authorizationServers", { description: "No name" }),
  "createCaptchaInstance 403 E0000166": async ({ send }) => {
    const body = { name: "Robots", siteKey: "k", secretKey: "s", type: "HCAPTCHA" };
    await send("POST", "/api/v1/captchas", { body });
    return ["/api/v1/captchas", { body: { ...body, name: "More robots" } }];
  },
  "createCustomDomain 400 E0000001": at("/api/v1/domains", {
    domain: "login.example.com",
    certificateSourceType: "MANUAL",
  }),
  "createDeviceAssurancePolicy 400 E0000001": at("/api/v1/device-assurances", { name: "All", platform: "CHROMEOS" }),
  "createPolicySimulation 400 E0000003": at("/api/v1/policies/simulate", "{"),
  "createPrincipalRateLimitEntity 400 E0000001": at("/api/v1/principal-rate-limits", {}),
  "createPrincipalRateLimitEntity 404 E0000007": at("/api/v1/principal-rate-limits", {
    principalId: UNKNOWN,
    principalType: "SSWS_TOKEN",
    defaultPercentage: 50,
    defaultConcurrencyPercentage: 75,
  }),
  "createPushProvider 400 E0000001": at("/api/v1/push-providers", { name: "Push" }),
  "createRealm 400 E0000003": at("/api/v1/realms", "{"),
  "createResourceSet 400 E0000001": at("/api/v1/iam/resource-sets", { description: "No label", resources: [] }),
  "createRole 400 E0000001": async ({ make }) => {
    const body = { label: "Readers", description: "Read users", permissions: ["okta.users.read"] };
    await make("/api/v1/iam/roles", body);
    return ["/api/v1/iam/roles", { body }];
  },
  "createResourceSetBinding 404 E0000007": async ({ first, make, org }) => {
    const { orn } = await first("/api/v1/apps");
    const set = await make("/api/v1/iam/resource-sets", { label: "Shops", description: "All", resources: [orn] });
    const member = `${org.sandbox.orgUrl}/api/v1/users/${userOf(org, "ACTIVE").id}`;
    return [`/api/v1/iam/resource-sets/${set}/bindings`, { body: { role: UNKNOWN, members: [member] } }];
  },
  "createUser 400 E0000001": at("/api/v1/users", {
    profile: { login: "a@example.com", email: "a@example.com", firstName: "A", lastName: "B", notValid: "x" },
  }),
  "createUser 400 E0000003": at("/api/v1/users", "{"),
  "createUser 404 E0000007": at("/api/v1/users", {
    profile: { login: "a@example.com", email: "a@example.com", firstName: "A", lastName: "B" },
    groupIds: [UNKNOWN],
  }),
  "deactivateAuthenticator 400 E0000001": async (scene) => {
    const request = await authenticator("okta_email", "/lifecycle/deactivate")(scene);
    await scene.send("POST", request[0]);
    return request;
  },
  "deactivateAuthenticator 403 E0000148": authenticator("okta_verify", "/lifecycle/deactivate"),
  "deactivateAuthorizationServerPolicyRule 404 E0000007": serverRule("/lifecycle/deactivate"),
  "deleteApplication 403 E0000056": slack(""),
  "deleteAuthorizationServerPolicyRule 404 E0000007": serverRule(""),
  "deleteGroupOwner 404 E0000007": group(`/owners/${UNKNOWN}`),
  "deleteIdentitySourceSession 400 E0000001": async ({ first, make, send }) => {
    const path = `/api/v1/identity-sources/${(await first("/api/v1/apps")).id}/sessions`;
    const session = `${path}/${await make(path)}`;
    const profiles = [{ externalId: "e1", profile: { userName: "e1@example.com" } }];
    await send("POST", `${session}/bulk-upsert`, { body: { entityType: "USERS", profiles } });
    await send("POST", `${session}/start-import`);
    return [session];
  },
  "getAuthorizationServerPolicy 404 E0000007": ofServer(`/policies/${UNKNOWN}`),
  "getCrossAppAccessConnection 404 E0000007": slack(`/cwo/connections/${UNKNOWN}`),
  "getCsrForIdentityProvider 404 E0000007": below("/api/v1/idps", `/credentials/csrs/${UNKNOWN}`),
  "getFactor 404 E0000007": user("ACTIVE", `/factors/${UNKNOWN}`),
  "getFeatureForApplication 400 E0000001": below("/api/v1/apps?q=Staff", "/features/USER_PROVISIONING"),
  "getFeatureForApplication 404 E0000007": slack("/features/INVALID_FEATURE_TYPE"),
  "getFeatureForApplication 429 E0000047": exhausted("apps", slack("/features/USER_PROVISIONING")),
  "getOAuth2Claim 404 E0000007": ofServer(`/claims/${UNKNOWN}`),
  "getOAuth2Scope 404 E0000007": ofServer(`/scopes/${UNKNOWN}`),
  "getOAuth2TokenForApplication 404 E0000007": slack(`/tokens/${UNKNOWN}`),
  "getPolicyRule 404 E0000007": below("/api/v1/policies?type=OKTA_SIGN_ON", `/rules/${UNKNOWN}`),
  "listAllCustomAAGUIDs 401 E0000015": authenticator("okta_email", "/aaguids"),
  "listAgentPools 429 E0000047": exhausted("agentPools", at("/api/v1/agentPools")),
  "listApplications 400 E0000001": at("/api/v1/apps?expand=users"),
  "listApplications 400 E0000029": at("/api/v1/apps?after=unknown"),
  "listDevices 400 E0000031": at("/api/v1/devices?after=unknown"),
  "listFeaturesForApplication 400 E0000001": below("/api/v1/apps?q=Staff", "/features"),
  "listFeaturesForApplication 429 E0000047": exhausted("apps", slack("/features")),
  "listPrincipalRateLimitEntities 400 E0000001": at("/api/v1/principal-rate-limits"),
  "listRefreshTokensForAuthorizationServerAndClient 404 E0000007": ofServer(`/clients/${UNKNOWN}/tokens`),
  "mapResourceToPolicy 400 E0000001": below("/api/v1/policies?type=ACCESS_POLICY", "/mappings", {
    body: { resourceId: UNKNOWN, resourceType: "ACCESS_POLICY" },
  }),
  "previewSAMLmetadataForApplication 400 E0000019": slack("/sso/saml/metadata?kid=any", {
    headers: { accept: "application/json" },
  }),
  "reactivateUser 403 E0000038": user("ACTIVE", "/lifecycle/reactivate"),
  "replaceApplication 400 E0000024": async ({ make, send }) => {
    const app = {
      label: "Travel",
      signOnMode: "AUTO_LOGIN",
      settings: { signOn: { loginUrl: "https://t.example.com" } },
    };
    const id = await make("/api/v1/apps", app);
    await send("POST", `/api/v1/apps/${id}/lifecycle/deactivate`);
    return [`/api/v1/apps/${id}`, { body: { ...app, label: "Travels" } }];
  },
  "replaceAuthenticator 400 E0000226": authenticator("phone_number", "", {
    body: { key: "phone_number", name: "Phone", settings: {} },
  }),
  "replaceAuthorizationServer 400 E0000001": ofServer("", { body: { description: "No name" } }),
  "replaceGroup 400 E0000003": group("", MALFORMED),
  "replaceUser 400 E0000001": user("ACTIVE", "", { body: { profile: {} } }),
  "revokeOAuth2TokenForApplication 404 E0000007": slack(`/tokens/${UNKNOWN}`),
  "revokeRefreshTokensForAuthorizationServerAndClient 404 E0000007": ofServer(`/clients/${UNKNOWN}/tokens`),
  "suspendUser 400 E0000001": user("SUSPENDED", "/lifecycle/suspend"),
  "unassignApplicationFromGroup 404 E0000007": slack(`/groups/${UNKNOWN}`),
  "unassignRoleFromUser 404 E0000007": user("ACTIVE", `/roles/${UNKNOWN}`),
  "unassignUserFromGroup 404 E0000007": group(`/users/${UNKNOWN}`),
  "unlockUser 403 E0000032": user("ACTIVE", "/lifecycle/unlock"),
  "updateFeatureForApplication 400 E0000001": below("/api/v1/apps?q=Staff", "/features/USER_PROVISIONING", {
    body: { create: { lifecycleCreate: { status: "ENABLED" } } },
  }),
  "updateFeatureForApplication 400 E0000003": slack("/features/USER_PROVISIONING", MALFORMED),
  "updateProfileMapping 400 E0000001": below("/api/v1/mappings", "", {
    body: { properties: { unknownField: { expression: "user.login", pushStatus: "PUSH" } } },
  }),
  "uploadIdentitySourceDataForUpsert 400 E0000001": async ({ first, make }) => {
    const path = `/api/v1/identity-sources/${(await first("/api/v1/apps")).id}/sessions`;
    return [`${path}/${await make(path)}/bulk-upsert`, { body: { entityType: "GROUPS", profiles: [] } }];
  },
  "verifyDomain 400 E0000001": at("/api/v1/domains/default/verify"),
};
