import {
  AAGUID,
  app,
  authenticator,
  binding,
  device,
  directoryGroup,
  governed,
  group,
  imported,
  linked,
  plainUser,
  policy,
  pushed,
  roleOf,
  securityKeyModel,
  setResource,
  stream,
  user,
} from "./scene.ts";
import { USER_REQUESTS } from "./user-requests.ts";
import type { Request, Walk } from "./walk.ts";

const onDevice =
  (status: string, end: string): Request =>
  (walk) => [`/api/v1/devices/${device(walk, status)}${end}`];

const onBinding =
  (end: string, body?: (walk: Walk) => unknown): Request =>
  async (walk) => [(await binding(walk)) + end, body?.(walk)];

const onMember: Request = async (walk) => {
  const path = `${await binding(walk)}/members`;
  return [`${path}/${(await walk.list(path))[0]?.id}`];
};

const onStream =
  (end: string, body?: (made: Awaited<ReturnType<typeof stream>>) => unknown): Request =>
  async (walk) => {
    const made = await stream(walk);
    return [made.path + end, body?.(made)];
  };

const onMapping: Request = async (walk) => {
  const path = `/api/v1/policies/${policy(walk, "ACCESS_POLICY")}`;
  await walk.send("PUT", `/api/v1/apps/${app(walk)}/policies/${path.split("/").at(-1)}`);
  return [`${path}/mappings/${(await walk.list(`${path}/mappings`))[0]?.id}`];
};

const onUpdate =
  (...steps: readonly string[]): Request =>
  async (walk) => {
    const path = await walk.fill("/api/v1/agentPools/{poolId}/updates/{updateId}", true);
    for (const step of steps.slice(0, -1)) await walk.send("POST", `${path}/${step}`);
    return [`${path}/${steps.at(-1)}`];
  };

/** A server that trusts another one. */
async function trusting(walk: Walk) {
  const servers = "/api/v1/authorizationServers";
  const other = await walk.make(servers, await walk.bodyFor(servers, servers));
  const path = `${servers}/default/associatedServers`;
  await walk.send("POST", path, { trusted: [other] });
  return { path, other };
}

const EXECUTIONS = "/api/v1/realm-assignments/operations";

/** What carries a realm assignment out. */
async function executable(walk: Walk) {
  const path = "/api/v1/realm-assignments";
  const assignmentId = await walk.make(path, await walk.bodyFor(path, path));
  await walk.send("POST", `${path}/${assignmentId}/lifecycle/activate`);
  return { assignmentId };
}

/** The path of an app's connection by OAuth 2.0. */
async function connected(walk: Walk): Promise<string> {
  const path = `/api/v1/apps/${app(walk)}/connections/default`;
  await walk.send("POST", path, { profile: { authScheme: "OAUTH2", clientId: "c" } });
  return path;
}

const SECURITY_KEYS = "/webauthn-registration/api/v1";

/** A security key that is enrolled for a user. */
async function securityKey(walk: Walk) {
  const who = { userId: user(walk), fulfillmentProvider: "yubico" };
  const made = await walk.send("POST", `${SECURITY_KEYS}/enroll`, who);
  return { ...who, id: String(made.body.credRequests[0].authenticatorEnrollmentId) };
}

/** What a role that can be narrowed is narrowed to. */
function targets(assignee: (walk: Walk) => string, template: string): Record<string, Request> {
  const at =
    (type: string, end: (walk: Walk) => string, isThere = false): Request =>
    async (walk) => {
      const path = `${await roleOf(walk, assignee(walk), type)}/targets/${end(walk)}`;
      if (isThere) await walk.send("PUT", path);
      return [path];
    };
  const groups = (walk: Walk) => `groups/${group(walk)}`;
  const apps = () => "catalog/apps/slack";
  const instance = (walk: Walk) => `catalog/apps/slack/${app(walk)}`;
  const base = `${template}/roles/{}/targets`;
  return {
    [`GET ${base}/groups`]: async (walk) => {
      const path = `${await roleOf(walk, assignee(walk), "HELP_DESK_ADMIN")}/targets/groups`;
      await walk.send("PUT", `${path}/${group(walk)}`);
      return [path];
    },
    [`PUT ${base}/groups/{}`]: at("HELP_DESK_ADMIN", groups),
    [`DELETE ${base}/groups/{}`]: at("HELP_DESK_ADMIN", groups, true),
    [`GET ${base}/catalog/apps`]: at("APP_ADMIN", () => "catalog/apps"),
    [`PUT ${base}/catalog/apps`]: at("APP_ADMIN", () => "catalog/apps"),
    [`PUT ${base}/catalog/apps/{}`]: at("APP_ADMIN", apps),
    [`DELETE ${base}/catalog/apps/{}`]: at("APP_ADMIN", apps, true),
    [`PUT ${base}/catalog/apps/{}/{}`]: at("APP_ADMIN", instance),
    [`DELETE ${base}/catalog/apps/{}/{}`]: at("APP_ADMIN", instance, true),
    [`GET ${base}`]: async (walk) => [`${await roleOf(walk, assignee(walk), "APP_ADMIN")}/targets`],
  };
}

/** Requests that need more than a path and a body: something in a state, or something that is made first. */
export const REQUESTS: Readonly<Record<string, Request>> = {
  "POST /api/v1/agentPools/{}/updates/{}/resume": onUpdate("pause", "resume"),
  "POST /api/v1/agentPools/{}/updates/{}/retry": onUpdate("stop", "retry"),
  "POST /api/v1/apps/{}/credentials/keys/{}/clone": async (walk) => [
    `${await walk.fill("/api/v1/apps/{appId}/credentials/keys/{keyId}")}/clone?targetAid=${app(walk, "Zoom")}`,
  ],
  "POST /api/v1/apps/{}/credentials/csrs/{}/lifecycle/publish": async (walk) => [
    `${await walk.fill("/api/v1/apps/{appId}/credentials/csrs/{csrId}")}/lifecycle/publish`,
    { certificate: "DER" },
  ],
  "DELETE /api/v1/apps/{}/interclient-allowed-apps/{}": async (walk) => {
    const path = `/api/v1/apps/${app(walk)}/interclient-allowed-apps`;
    const id = app(walk, "Zoom");
    await walk.send("POST", path, { id });
    return [`${path}/${id}`];
  },
  "DELETE /api/v1/apps/{}/users/{}": async (walk) => {
    const path = `/api/v1/apps/${app(walk, "Travel Desk")}/users`;
    return [`${path}/${await walk.make(path, { id: plainUser(walk), scope: "USER" })}`];
  },
  "PATCH /api/v1/apps/{}/groups/{}": async (walk) => [
    await walk.fill("/api/v1/apps/{appId}/groups/{groupId}"),
    [{ op: "replace", path: "/priority", value: 1 }],
  ],
  "DELETE /api/v1/apps/{}/group-push/mappings/{}": async (walk) => [`${await pushed(walk)}?deleteTargetGroup=false`],
  "PATCH /api/v1/apps/{}/group-push/mappings/{}": async (walk) => [await pushed(walk), { status: "ACTIVE" }],
  "GET /api/v1/authorizationServers/{}/associatedServers": async (walk) => [(await trusting(walk)).path],
  "POST /api/v1/authorizationServers/{}/associatedServers": async (walk) => {
    const { path, other } = await trusting(walk);
    return [path, { trusted: [other] }];
  },
  "DELETE /api/v1/authorizationServers/{}/associatedServers/{}": async (walk) => {
    const { path, other } = await trusting(walk);
    return [`${path}/${other}`];
  },
  "GET /.well-known/app-authenticator-configuration": async (walk) => {
    const settings = { appInstanceId: app(walk), userVerification: "PREFERRED" };
    await walk.send("POST", "/api/v1/authenticators", { key: "custom_app", name: "Our app", settings });
    return [`/.well-known/app-authenticator-configuration?oauthClientId=${settings.appInstanceId}`];
  },
  "GET /api/v1/apps/{}/connections/default/jwks": async (walk) => [`${await connected(walk)}/jwks`],
  "POST /api/v1/apps/{}/{}/oauth2/callback": async (walk) => {
    await connected(walk);
    return [`/api/v1/apps/slack/${app(walk)}/oauth2/callback?code=c&state=s`];
  },
  "GET /api/v1/authenticators/{}/aaguids": async (walk) => [(await securityKeyModel(walk)).replace(/\/[^/]+$/, "")],
  "POST /api/v1/authenticators/{}/aaguids": (walk) => [
    `/api/v1/authenticators/${authenticator(walk, "webauthn")}/aaguids`,
    { aaguid: AAGUID, name: "My key", attestationRootCertificates: [{ x5c: btoa("certificate") }] },
  ],
  ...Object.fromEntries(
    (["GET", "PUT", "PATCH", "DELETE"] as const).map((method): [string, Request] => [
      `${method} /api/v1/authenticators/{}/aaguids/{}`,
      async (walk) => [await securityKeyModel(walk), /^P/.test(method) ? { name: "Our key" } : undefined],
    ]),
  ),
  "POST /api/v1/authenticators/{}/methods/{}/verify-rp-id-domain": async (walk) => {
    const path = `/api/v1/authenticators/${authenticator(walk, "webauthn")}/methods/webauthn`;
    await walk.send("PUT", path, { settings: { rpId: { domain: { name: "example.com" } } } });
    return [`${path}/verify-rp-id-domain`];
  },
  "GET /api/v1/hook-keys/public/{}": async (walk) => {
    const { body } = await walk.send("POST", "/api/v1/hook-keys", { name: "Key" });
    return [`/api/v1/hook-keys/public/${body.keyId}`];
  },
  "POST /api/v1/iam/resource-sets/{}/resources": async (walk) => {
    const { path, body } = await setResource(walk);
    return [path, body];
  },
  "PATCH /api/v1/iam/resource-sets/{}/resources": async (walk) => [
    (await setResource(walk)).path,
    { additions: [(await walk.list("/api/v1/apps?q=Zoom"))[0]?.orn] },
  ],
  "GET /api/v1/iam/resource-sets/{}/resources/{}": async (walk) => [await (await setResource(walk)).one()],
  "PUT /api/v1/iam/resource-sets/{}/resources/{}": async (walk) => [
    await (await setResource(walk)).one(),
    { conditions: { Exclude: { "okta:ORN": ["orn:okta:idp:00o1:apps:slack"] } } },
  ],
  "POST /api/v1/realm-assignments/operations": async (walk) => [EXECUTIONS, await executable(walk)],
  "GET /api/v1/realm-assignments/operations": async (walk) => {
    await walk.send("POST", EXECUTIONS, await executable(walk));
    return [EXECUTIONS];
  },
  "GET /api/v1/operations/{}": async (walk) => [
    `/api/v1/operations/${await walk.make(EXECUTIONS, await executable(walk))}`,
  ],
  "GET /api/v1/users/{}/roles/{}/governance": async (walk) => [await governed(walk)],
  ...Object.fromEntries(
    ["", "/resources"].map((end): [string, Request] => [
      `GET /api/v1/users/{}/roles/{}/governance/{}${end}`,
      async (walk) => {
        const path = await governed(walk);
        const { body } = await walk.send("GET", path);
        return [`${path}/${body.grants[0].grantId}${end}`];
      },
    ]),
  ),
  "POST /api/v1/authenticators/{}/lifecycle/deactivate": (walk) => [
    `/api/v1/authenticators/${authenticator(walk, "okta_email")}/lifecycle/deactivate`,
  ],
  "PUT /api/v1/authenticators/{}": (walk) => [
    `/api/v1/authenticators/${authenticator(walk, "okta_email")}`,
    { key: "okta_email", name: "Mail" },
  ],
  ...Object.fromEntries(
    (["activate", "unsuspend"] as const).map((step) => [
      `POST /api/v1/devices/{}/lifecycle/${step}`,
      onDevice(step === "activate" ? "DEACTIVATED" : "SUSPENDED", `/lifecycle/${step}`),
    ]),
  ),
  "DELETE /api/v1/devices/{}": onDevice("DEACTIVATED", ""),
  "POST /api/v1/directories/{}/groups/modify": (walk) => {
    const path = directoryGroup(walk);
    const parameters = { action: "ADD", attribute: "member", values: [user(walk)] };
    return [path.replace(/[^/]+$/, "modify"), { id: path.split("/").at(-1), parameters }];
  },
  "POST /api/v1/directories/{}/groups/{}/query": (walk) => [`${directoryGroup(walk)}/query`, { attributes: ["cn"] }],
  "GET /api/v1/directories/{}/groups/{}/query/{}": async (walk) => {
    const path = `${directoryGroup(walk)}/query`;
    const { body } = await walk.send("POST", path, { attributes: ["cn"] });
    return [`${path}/${body.resultId}`];
  },
  "POST /api/v1/domains/{}/verify": async (walk) => [`${await walk.fill("/api/v1/domains/{domainId}", true)}/verify`],
  "PUT /api/v1/domains/{}/certificate": async (walk) => {
    const path = await walk.fill("/api/v1/domains/{domainId}", true);
    await walk.send("POST", `${path}/verify`);
    const pem = "-----BEGIN SOMETHING-----";
    return [`${path}/certificate`, { type: "PEM", certificate: pem, privateKey: pem }];
  },
  "PUT /api/v1/groups/{}/users/{}": (walk) => [`/api/v1/groups/${group(walk, "Contractors")}/users/${user(walk)}`],
  "DELETE /api/v1/groups/{}/users/{}": async (walk) => {
    const path = `/api/v1/groups/${group(walk)}/users`;
    return [`${path}/${(await walk.list(path))[0]?.id}`];
  },
  "DELETE /api/v1/iam/roles/{}/permissions/{}": async (walk) => {
    const path = await walk.fill("/api/v1/iam/roles/{roleIdOrLabel}/permissions/{permissionType}");
    // A role has one permission at least.
    await walk.send("POST", path.replace("users.read", "groups.read"));
    return [path];
  },
  "POST /api/v1/iam/resource-sets/{}/bindings": async (walk) => {
    const path = await binding(walk);
    await walk.send("DELETE", path);
    const members = [`${walk.org.sandbox.orgUrl}/api/v1/groups/${group(walk)}`];
    return [path.replace(/\/[^/]+$/, ""), { role: path.split("/").at(-1), members }];
  },
  "GET /api/v1/iam/resource-sets/{}/bindings": async (walk) => [(await binding(walk)).replace(/\/[^/]+$/, "")],
  "GET /api/v1/iam/resource-sets/{}/bindings/{}": onBinding(""),
  "DELETE /api/v1/iam/resource-sets/{}/bindings/{}": onBinding(""),
  "GET /api/v1/iam/resource-sets/{}/bindings/{}/members": onBinding("/members"),
  "PATCH /api/v1/iam/resource-sets/{}/bindings/{}/members": onBinding("/members", (walk) => ({
    additions: [`${walk.org.sandbox.orgUrl}/api/v1/groups/${group(walk)}`],
  })),
  "GET /api/v1/iam/resource-sets/{}/bindings/{}/members/{}": onMember,
  "DELETE /api/v1/iam/resource-sets/{}/bindings/{}/members/{}": onMember,
  "POST /api/v1/idps/{}/credentials/csrs/{}/lifecycle/publish": async (walk) => [
    `${await walk.fill("/api/v1/idps/{idpId}/credentials/csrs/{csrId}")}/lifecycle/publish`,
    { certificate: "DER" },
  ],
  "POST /api/v1/idps/{}/users/{}": async (walk) => [
    `${await walk.fill("/api/v1/idps/{idpId}")}/users/${user(walk)}`,
    { externalId: "x" },
  ],
  "POST /api/v1/idps/{}/credentials/keys/generate": async (walk) => [
    `${await walk.fill("/api/v1/idps/{idpId}")}/credentials/keys/generate?validityYears=2`,
  ],
  "POST /api/v1/idps/{}/credentials/keys/{}/clone": async (walk) => {
    const target = await walk.make("/api/v1/idps", await walk.bodyFor("/api/v1/idps", ""));
    return [`${await walk.fill("/api/v1/idps/{idpId}/credentials/keys/{kid}")}/clone?targetIdpId=${target}`];
  },
  "DELETE /api/v1/identity-sources/{}/sessions/{}": async (walk) => [
    await walk.fill("/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}"),
  ],
  "POST /api/v1/identity-sources/{}/groups/{}/membership": async (walk) => [
    `/api/v1/identity-sources/${app(walk)}/groups/${await imported(walk, "groups")}/membership`,
    { memberExternalIds: ["m2"] },
  ],
  ...Object.fromEntries(
    (["GET", "DELETE"] as const).map((method): [string, Request] => [
      `${method} /api/v1/users/{}/linkedObjects/{}`,
      async (walk) => [(await linked(walk)).path],
    ]),
  ),
  "PUT /api/v1/users/{}/linkedObjects/{}/{}": async (walk) => {
    const { path, other } = await linked(walk);
    return [`${path}/${other}`];
  },
  "GET /api/v1/org/privacy/aerial": async ({ send }) => {
    await send("POST", "/api/v1/org/privacy/aerial/grant", { accountId: "a1" });
    return ["/api/v1/org/privacy/aerial"];
  },
  "POST /api/v1/org/privacy/aerial/revoke": async ({ send }) => {
    await send("POST", "/api/v1/org/privacy/aerial/grant", { accountId: "a1" });
    return ["/api/v1/org/privacy/aerial/revoke", { accountId: "a1" }];
  },
  "GET /api/v1/policies": () => ["/api/v1/policies?type=OKTA_SIGN_ON"],
  "POST /api/v1/policies/{}/clone": (walk) => [`/api/v1/policies/${policy(walk, "ACCESS_POLICY")}/clone`],
  "GET /api/v1/policies/{}/mappings/{}": onMapping,
  "DELETE /api/v1/policies/{}/mappings/{}": onMapping,
  "GET /api/v1/idps/{}/credentials/keys": async (walk) => {
    const path = `${await walk.fill("/api/v1/idps/{idpId}")}/credentials/keys`;
    await walk.send("POST", `${path}/generate?validityYears=2`);
    return [path];
  },
  "GET /api/v1/principal-rate-limits": async ({ org, send, bodyFor }) => {
    await send("POST", "/api/v1/principal-rate-limits", await bodyFor("/api/v1/principal-rate-limits", ""));
    return [
      `/api/v1/principal-rate-limits?filter=${encodeURIComponent(`principalType eq "OAUTH_CLIENT" and principalId eq "${org.app.clientId}"`)}`,
    ];
  },
  "PUT /api/v1/ssf/stream": onStream("", ({ body, id }) => ({ ...body, stream_id: id })),
  "PATCH /api/v1/ssf/stream": onStream("", ({ body, id }) => ({ ...body, stream_id: id })),
  "DELETE /api/v1/ssf/stream": onStream(""),
  "GET /api/v1/ssf/stream/status": async (walk) => {
    const { path, id } = await stream(walk);
    return [`${path}/status?stream_id=${id}`];
  },
  "POST /api/v1/ssf/stream/verification": onStream("/verification", ({ id }) => ({ stream_id: id })),
  "POST /api/v1/telephony-providers/{}/setAsPrimary": async (walk) => {
    const path = await walk.fill("/api/v1/telephony-providers/{id}", true);
    await walk.send("POST", `${path}/lifecycle/activate`);
    return [`${path}/setAsPrimary`];
  },
  "DELETE /webauthn-registration/api/v1/users/{}/enrollments/{}": async (walk) => {
    const { userId, id } = await securityKey(walk);
    return [`${SECURITY_KEYS}/users/${userId}/enrollments/${id}`];
  },
  "POST /webauthn-registration/api/v1/users/{}/enrollments/{}/mark-error": async (walk) => {
    const { userId, id } = await securityKey(walk);
    return [`${SECURITY_KEYS}/users/${userId}/enrollments/${id}/mark-error`];
  },
  "POST /webauthn-registration/api/v1/activate": async (walk) => {
    const { id, ...who } = await securityKey(walk);
    return [`${SECURITY_KEYS}/activate`, { ...who, credResponses: [{ authenticatorEnrollmentId: id }] }];
  },
  "POST /webauthn-registration/api/v1/send-pin": async (walk) => {
    const { id, ...who } = await securityKey(walk);
    return [`${SECURITY_KEYS}/send-pin`, { ...who, authenticatorEnrollmentId: id }];
  },
  ...USER_REQUESTS,
  ...targets((walk) => `/api/v1/users/${plainUser(walk)}`, "/api/v1/users/{}"),
  ...targets((walk) => `/api/v1/groups/${group(walk)}`, "/api/v1/groups/{}"),
  ...targets(({ org }) => `/oauth2/v1/clients/${org.app.clientId}`, "/oauth2/v1/clients/{}"),
};
