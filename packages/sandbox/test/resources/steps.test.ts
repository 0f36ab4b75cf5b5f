import { beforeAll, expect, test as it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  const names = `agentPools aiAgents apps apps.interclientTrust authorizationServers customTelephonyProvider deviceIntegrations devicePostureChecks dr emailServers identitySources idps manifests orgs personal.adminSettings
    privilegedResources roles users brands authenticators`;
  const scope = names
    .split(/\s+/)
    .map((name) => `okta.${name}.manage`)
    .join(" ")
    .concat(" ssf.manage");
  token = await getToken(org, { form: { scope } });
});

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });

it("an update of an agent pool is paused, resumed and stopped, and only then retried", async () => {
  const [{ id, name, type }] = (await send("GET", "/api/v1/agentPools")).body;
  const path = `/api/v1/agentPools/${id}/updates`;
  const { body } = await send("POST", path, { name: "Nightly", agentType: type });
  const step = async (end: string) => {
    const answer = await send("POST", `${path}/${body.id}/${end}`);
    return [answer.status, answer.body.status ?? answer.body.errorCode];
  };
  expect([body.status, await step("resume")]).toEqual(["Scheduled", [400, "E0000001"]]);
  for (const [end, status] of Object.entries({ pause: "Paused", resume: "InProgress", stop: "Cancelled" }))
    expect(await step(end)).toEqual([201, status]);
  expect(await step("retry")).toEqual([201, "InProgress"]);

  const settings = await send("POST", `${path}/settings`, { agentType: type, releaseChannel: "EA" });
  expect([settings.status, (await send("GET", `${path}/settings`)).body]).toMatchObject([
    201,
    { poolId: id, poolName: name, agentType: type, releaseChannel: "EA" },
  ]);
  const unknown = await send("GET", "/api/v1/agentPools/invalid-pool-id-12345/updates/settings");
  expect(unknown.body.errorSummary).toBe("Not found: Resource not found: invalid-pool-id-12345 (AppInstance)");
});

it("one active telephony provider is the primary one", async () => {
  const path = "/api/v1/telephony-providers";
  const make = async (providerSid: string): Promise<string> =>
    (
      await send("POST", path, {
        providerName: "TWILIO",
        providerSid,
        providerAuthToken: "t",
        providerSettings: { sms: { type: "TWILIO_VERIFY" } },
      })
    ).body.id;
  const ids = [await make("AC1"), await make("AC2")];
  expect((await send("POST", `${path}/${ids[0]}/setAsPrimary`)).status).toBe(400);
  for (const id of ids) {
    await send("POST", `${path}/${id}/lifecycle/activate`);
    expect((await send("POST", `${path}/${id}/setAsPrimary`)).body.isPrimaryProvider).toBe(true);
  }
  const listed: { id: string; isPrimaryProvider: boolean }[] = (await send("GET", path)).body;
  expect(listed.filter((one) => one.isPrimaryProvider).map(({ id }) => id)).toEqual([ids[1]]);
  expect((await send("DELETE", `${path}/${ids[1]}`)).status).toBe(400);
  expect((await send("POST", `${path}/${ids[1]}/test`, { phoneNumber: "+14155550123", factor: "SMS" })).status).toBe(
    204,
  );
});

it("Okta's own posture checks are listed apart, and neither changed nor deleted", async () => {
  const path = "/api/v1/device-posture-checks";
  const { body: builtIn } = await send("GET", `${path}/default`);
  expect(builtIn.map(({ type }: { type: string }) => type)).toEqual(["BUILTIN", "BUILTIN"]);
  expect((await send("PUT", `${path}/${builtIn[0].id}`, builtIn[0])).status).toBe(403);
  expect((await send("DELETE", `${path}/${builtIn[0].id}`)).status).toBe(403);
});

it("a device integration is switched on and off", async () => {
  const [{ id, status }] = (await send("GET", "/api/v1/device-integrations")).body;
  const path = `/api/v1/device-integrations/${id}`;
  expect([status, (await send("POST", `${path}/lifecycle/activate`)).body.status]).toEqual(["DEACTIVATED", "ACTIVE"]);
  expect((await send("POST", `${path}/lifecycle/deactivate`)).body.status).toBe("DEACTIVATED");
});

it("the entitlements of a governance bundle have values", async () => {
  const path = "/api/v1/iam/governance";
  const entitlements = [{ role: "USER_ADMIN", targets: ["orn:okta:directory:o:groups:g"] }];
  const { body } = await send("POST", `${path}/bundles`, { name: "Groups", entitlements });
  const all = (await send("GET", `${path}/bundles/${body.id}/entitlements`)).body.entitlements;
  const values = await send("GET", `${path}/bundles/${body.id}/entitlements/${all[0].id}/values`);
  expect([all[0].role, values.body.entitlementValues[0].value]).toEqual([
    "USER_ADMIN",
    "orn:okta:directory:o:groups:g",
  ]);
  for (const [end, optInStatus] of Object.entries({ optIn: "OPTED_IN", optOut: "OPTED_OUT" })) {
    await send("POST", `${path}/${end}`);
    expect((await send("GET", `${path}/optIn`)).body.optInStatus).toBe(optInStatus);
  }
});

it("trust between two apps is an entry of both apps' lists", async () => {
  const [one, other] = (await send("GET", "/api/v1/apps")).body;
  const path = `/api/v1/apps/${one.id}/interclient-allowed-apps`;
  expect((await send("POST", path, { id: other.id })).status).toBe(201);
  expect((await send("POST", path, { id: other.id })).body.errorCode).toBe("E0000001");
  expect((await send("GET", path)).body).toEqual([other.id]);
  expect((await send("GET", `/api/v1/apps/${other.id}/interclient-target-apps`)).body).toEqual([one.id]);
  expect((await send("DELETE", `${path}/${other.id}`)).status).toBe(204);
  expect((await send("DELETE", `${path}/${other.id}`)).status).toBe(404);
});

it("an email server sends a test to addresses only", async () => {
  const server = { alias: "Relay", host: "smtp.example.com", port: 587, username: "u", enabled: true };
  expect((await send("POST", "/api/v1/email-servers", server)).body.errorSummary).toBe(
    "Api validation failed: password",
  );
  const { body } = await send("POST", "/api/v1/email-servers", { ...server, password: "p" });
  const path = `/api/v1/email-servers/${body.id}/test`;
  expect((await send("POST", path, { from: "a@example.com", to: "b@example.com" })).status).toBe(204);
  expect((await send("POST", path, { from: "a@example.com", to: "b" })).status).toBe(400);
});

it("an identity source imports what was uploaded into a session, once", async () => {
  const [app] = (await send("GET", "/api/v1/apps")).body;
  const path = `/api/v1/identity-sources/${app.id}`;
  const { body, status } = await send("POST", `${path}/sessions`);
  const session = `${path}/sessions/${body.id}`;
  expect([status, body.status]).toEqual([201, "CREATED"]);
  const profiles = [{ externalId: "e1", profile: { userName: "e1@example.com" } }];
  const wrong = await send("POST", `${session}/bulk-upsert`, { entityType: "GROUPS", profiles });
  expect([wrong.body.errorSummary, wrong.body.errorCauses[0].errorSummary]).toEqual([
    "Api validation failed: entityType",
    "entityType: The field entityType is not valid.",
  ]);
  expect((await send("POST", `${session}/bulk-upsert`, { entityType: "USERS", profiles })).status).toBe(202);
  const groups = [{ externalId: "g1", profile: { displayName: "Imported" } }];
  expect((await send("POST", `${session}/bulk-groups-upsert`, { profiles: groups })).status).toBe(202);
  const memberships = [{ groupExternalId: "g1", memberExternalIds: ["e1"] }];
  expect((await send("POST", `${session}/bulk-group-memberships-upsert`, { memberships })).status).toBe(202);
  expect((await send("POST", `${session}/start-import`)).body.status).toBe("TRIGGERED");
  expect((await send("POST", `${session}/start-import`)).status).toBe(400);
  expect((await send("DELETE", session)).body.errorCauses[0].errorSummary).toBe(
    "Only a session that is in CREATED or IN_PROGRESS status can be canceled.",
  );
  expect((await send("GET", `${path}/users/e1`)).body.profile.userName).toBe("e1@example.com");
  expect((await send("PATCH", `${path}/users/e1`, { profile: { firstName: "E" } })).body.profile).toEqual({
    userName: "e1@example.com",
    firstName: "E",
  });
  expect((await send("GET", `${path}/groups/g1/membership`)).body).toEqual({ memberExternalIds: ["e1"] });
  expect((await send("DELETE", `${path}/groups/g1/membership/e1`)).status).toBe(204);
  expect((await send("GET", `${path}/groups/g1/membership`)).body).toEqual({ memberExternalIds: [] });
  for (const end of ["users/e1", "groups/g1"]) {
    expect((await send("DELETE", `${path}/${end}`)).status).toBe(200);
    expect((await send("GET", `${path}/${end}`)).body.errorCode).toBe("E0000007");
  }
});

it("a client has one stream of security events, and its header is not shown", async () => {
  const path = "/api/v1/ssf/stream";
  const stream = {
    delivery: {
      method: "urn:ietf:rfc:8935",
      endpoint_url: "https://r.example.com/e",
      authorization_header: "ssf-secret",
    },
    events_requested: ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"],
  };
  expect((await send("GET", `${path}/status`)).status).toBe(404);
  const made = await send("POST", path, stream);
  expect([made.status, made.body.events_delivered, made.text.includes("ssf-secret")]).toEqual([
    201,
    stream.events_requested,
    false,
  ]);
  const { stream_id } = made.body;
  expect((await send("POST", path, stream)).status).toBe(409);
  expect((await send("PATCH", path, { events_requested: [] })).status).toBe(400);
  expect((await send("GET", `${path}/status?stream_id=${stream_id}`)).body).toEqual({ stream_id, status: "enabled" });
  expect((await send("POST", `${path}/verification`, { stream_id })).status).toBe(204);
  expect((await send("DELETE", path)).status).toBe(204);
  expect((await send("GET", path)).body).toEqual([]);
});

it.each([
  ["apps", "apps", "credentials"],
  ["identity providers", "idps", "credentials"],
])("a certificate of %s is requested, published and gone as a request", async (_name, kind, end) => {
  const [{ id }] = (await send("GET", `/api/v1/${kind}`)).body;
  const path = `/api/v1/${kind}/${id}/${end}/csrs`;
  expect((await send("POST", path, {})).body.errorSummary).toBe("Api validation failed: subject");
  const made = await send("POST", path, { subject: { commonName: "example.com" } });
  expect([made.status, (await send("GET", path)).body.map((one: { id: string }) => one.id)]).toEqual([
    201,
    [made.body.id],
  ]);
  const published = await send("POST", `${path}/${made.body.id}/lifecycle/publish`, { certificate: "DER" });
  expect([published.status, published.body.kty]).toEqual([201, "RSA"]);
  const gone = await send("GET", `${path}/${made.body.id}`);
  expect(gone.body.errorSummary).toBe(`Not found: Resource not found: ${made.body.id} (CertificateSigningRequest)`);
});

it("an identity provider signs with its newest key, and users are linked to it", async () => {
  const [{ id }] = (await send("GET", "/api/v1/idps")).body;
  const path = `/api/v1/idps/${id}`;
  expect((await send("POST", `${path}/credentials/keys/generate`)).status).toBe(400);
  const { body } = await send("POST", `${path}/credentials/keys/generate?validityYears=2`);
  expect((await send("GET", `${path}/credentials/keys/active`)).body).toEqual([body]);
  expect((await send("GET", `${path}/credentials/keys/${body.kid}`)).body).toEqual(body);

  const [user] = (await send("GET", "/api/v1/users?limit=1")).body;
  expect((await send("GET", `${path}/users/${user.id}`)).status).toBe(404);
  expect((await send("POST", `${path}/users/${user.id}`, { externalId: "x" })).body.externalId).toBe("x");
  expect((await send("GET", `${path}/users`)).body.map((link: { id: string }) => link.id)).toEqual([user.id]);
  expect((await send("DELETE", `${path}/users/${user.id}`)).status).toBe(204);
});

it("a security key is enrolled for a user before they have it", async () => {
  const [{ id: userId }] = (await send("GET", "/api/v1/users?limit=1")).body;
  const path = "/webauthn-registration/api/v1";
  const who = { userId, fulfillmentProvider: "yubico" };
  expect((await send("POST", `${path}/enroll`, { ...who, fulfillmentProvider: "x" })).status).toBe(400);
  const { credRequests } = (await send("POST", `${path}/enroll`, who)).body;
  const [{ authenticatorEnrollmentId: id }] = credRequests;
  await send("POST", `${path}/activate`, { ...who, credResponses: [{ authenticatorEnrollmentId: id }] });
  const [shown] = (await send("GET", `${path}/users/${userId}/enrollments`)).body;
  expect([shown.id, shown.status, shown.factorType]).toEqual([id, "ACTIVE", "webauthn"]);
  expect((await send("DELETE", `${path}/users/${userId}/enrollments/${id}`)).status).toBe(204);
  expect((await send("GET", `${path}/users/${userId}/enrollments`)).body).toEqual([]);
});

it("a phone is enrolled for a user, and shown masked", async () => {
  const [{ id }] = (await send("GET", "/api/v1/users?limit=1")).body;
  const authenticators: { id: string; key: string }[] = (await send("GET", "/api/v1/authenticators")).body;
  const authenticatorId = authenticators.find(({ key }) => key === "phone_number")?.id;
  const path = `/api/v1/users/${id}/authenticator-enrollments`;
  const made = await send("POST", `${path}/phone`, { authenticatorId, profile: { phoneNumber: "+14155550123" } });
  expect([made.body.status, made.body.profile.phoneNumber]).toEqual(["ACTIVE", "+XXXXXXX0123"]);
  expect((await send("GET", `${path}/${made.body.id}`)).body).toEqual(made.body);
  expect((await send("POST", `${path}/phone`, { authenticatorId, profile: { phoneNumber: "1" } })).status).toBe(400);
});

it("the org fails over and back, domain by domain", async () => {
  const [{ domain, isFailedOver }] = (await send("GET", "/api/v1/dr/status")).body.status;
  const failover = await send("POST", "/api/v1/dr/failover", { domains: [domain, "other.example.com"] });
  expect(failover.body.results.map(({ success }: { success: boolean }) => success)).toEqual([true, false]);
  expect([isFailedOver, (await send("GET", `/api/v1/dr/status/${domain}`)).body.status]).toEqual([
    false,
    [{ domain, isFailedOver: true }],
  ]);
  await send("POST", "/api/v1/dr/failback", {});
  expect((await send("GET", "/api/v1/dr/status")).body.status).toEqual([{ domain, isFailedOver: false }]);
});

it.each([
  ["/device-access/api/v1/desktop-mfa/recovery-pin-settings", { desktopMFARecoveryPinEnabled: true }, 200],
  ["/api/v1/first-party-app-settings/admin-console", { sessionIdleTimeoutMinutes: 30 }, 200],
  ["/okta-personal-settings/api/v1/export-blocklists", { domains: ["example.com"] }, 204],
])("the settings at %s are read and replaced", async (path, settings, status) => {
  expect((await send("PUT", path, settings)).status).toBe(status);
  expect((await send("GET", path)).body).toMatchObject(settings);
});

it("the documents of a brand's domain are customized by name", async () => {
  const [{ id }] = (await send("GET", "/api/v1/brands")).body;
  const path = `/api/v1/brands/${id}/well-known-uris`;
  const representation = { origins: ["https://example.com"] };
  expect((await send("PUT", `${path}/webauthn/customized`, { representation })).body.representation).toEqual(
    representation,
  );
  expect((await send("GET", `${path}?expand=all`)).body._embedded.webauthn).toEqual({ customized: { representation } });
  expect((await send("PUT", `${path}/assetlinks.json/customized`, { representation })).status).toBe(400);
  expect((await send("GET", `${path}/other`)).status).toBe(404);
});

it("an AI agent is registered, activated and deleted in the background", async () => {
  const path = "/workload-principals/api/v1/ai-agents";
  expect((await send("POST", path, { profile: {} })).body.errorSummary).toBe("Api validation failed: profile.name");
  const made = await send("POST", path, { profile: { name: "Helper" } });
  const agent = `${path}/${made.body.resource.id}`;
  expect([made.status, (await send("GET", agent)).body.status]).toEqual([202, "STAGED"]);
  expect((await call(org, token, new URL(made.body._links.self.href).pathname)).body.status).toBe("COMPLETED");
  await send("POST", `${agent}/lifecycle/activate`);
  expect((await send("DELETE", agent)).status).toBe(400);
  await send("POST", `${agent}/lifecycle/deactivate`);
  expect((await send("PATCH", agent, { profile: { description: "D" } })).body.profile).toEqual({
    name: "Helper",
    description: "D",
  });
  expect((await send("DELETE", agent)).status).toBe(204);
});

it("a privileged account is claimed, and its password never shown", async () => {
  const [{ id }] = (await send("GET", "/api/v1/users?limit=1")).body;
  const path = "/privileged-access/api/v1/resources";
  const credentials = { userName: "root", password: "vault-secret" };
  const made = await send("POST", path, { resourceType: "OKTA_USER_ACCOUNT", resourceId: id, credentials });
  expect([made.status, made.text.includes("vault-secret")]).toEqual([201, false]);
  expect((await send("POST", `${path}/${made.body.id}/claim`)).body.status).toBe("ACTIVE");
  expect((await send("DELETE", `${path}/${made.body.id}`)).status).toBe(204);
});

it("consent for Okta Aerial is granted to an account and revoked by it", async () => {
  const path = "/api/v1/org/privacy/aerial";
  expect((await send("GET", path)).status).toBe(404);
  expect((await send("POST", `${path}/grant`, { accountId: "a1" })).body.accountId).toBe("a1");
  expect((await send("POST", `${path}/revoke`, { accountId: "a2" })).status).toBe(404);
  expect((await send("POST", `${path}/revoke`, { accountId: "a1" })).status).toBe(200);
  const admin = { profile: { firstName: "A", lastName: "B", email: "a@example.com", login: "a@example.com" } };
  const child = { name: "Child", subdomain: "child-org", edition: "SKU", admin };
  expect((await send("POST", "/api/v1/orgs", child)).body).toMatchObject({ status: "ACTIVE", tokenType: "SSWS" });
  expect((await send("POST", "/api/v1/orgs", { ...child, subdomain: "!" })).status).toBe(400);
});

it("an integration is submitted once, with its parts", async () => {
  const path = "/integrations/api/v1/submissions";
  expect((await send("POST", path, { name: "Shop" })).body.errorCode).toBe("E0000001");
  const { body, status } = await send("POST", path, {
    name: "Shop",
    description: "A shop",
    logo: "https://l.example.com",
  });
  expect([status, body.status]).toEqual([201, "NEW"]);
  const settings = `${path}/${body.id}/capabilities/shared/auth-settings/default`;
  expect((await send("PUT", settings, { type: "OAUTH2" })).status).toBe(200);
  expect((await send("GET", settings)).body).toEqual({ type: "OAUTH2" });
  expect((await send("POST", `${path}/${body.id}/submit`)).status).toBe(200);
  expect((await send("POST", `${path}/${body.id}/submit`)).status).toBe(400);
  expect((await send("GET", `${path}/x1/testing`)).body.errorSummary).toBe(
    "Not found: Resource not found: x1 (Submission)",
  );
});

it("an authorization server trusts others, and is asked for them either way", async () => {
  const servers = "/api/v1/authorizationServers";
  const ids = async (path: string) => (await send("GET", path)).body.map(({ id }: { id: string }) => id);
  const { body: other } = await send("POST", servers, { name: "Trusted", audiences: ["api://trusted"] });
  const path = `${servers}/default/associatedServers`;
  expect((await send("POST", path, { trusted: ["default"] })).status).toBe(400);
  expect((await send("POST", path, { trusted: ["ausNone"] })).body.errorCode).toBe("E0000007");
  expect((await send("POST", path, { trusted: [other.id] })).body[0].id).toBe(other.id);
  expect(await ids(path)).toEqual([other.id]);
  expect(await ids(`${path}?trusted=false`)).toEqual([]);
  expect(await ids(`${servers}/${other.id}/associatedServers?trusted=false`)).toEqual(["default"]);
  expect((await send("DELETE", `${path}/${other.id}`)).status).toBe(204);
  expect((await send("DELETE", `${path}/${other.id}`)).status).toBe(404);
});
