import { AAGUID, app, authenticator, group, type Made, MODULUS, plainUser, SMS, user, VERA } from "./scene.ts";
import type { Walk } from "./walk.ts";

type Body = Readonly<Record<string, unknown>> | readonly unknown[] | string;

const FILE = { file: "image" };
const SUBJECT = { subject: { commonName: "example.com" } };
const PROFILE = { profile: { userName: "x2@example.com", displayName: "X" } };
const name = (type: string) => ({ name: type, title: type, description: type, type: "USER" });
const enrollment = (walk: Walk) => ({ userId: user(walk), fulfillmentProvider: "yubico" });

/**
 * What is sent to make one of a collection and to replace it, or to another path, where the description's schema requires less
 * than the org does. The bodies of the declared collections are in support/collection-cases.ts.
 */
export const BODIES: Readonly<Record<string, Body | ((walk: Walk, at: string) => Made<unknown>)>> = {
  "/api/v1/users": { profile: VERA },
  "/api/v1/users/{}": { profile: VERA },
  "/api/v1/users/{}/factors": SMS,
  "/api/v1/users/{}/classification": { type: "LITE" },
  "/api/v1/users/{}/authenticator-enrollments/tac": (walk) => ({ authenticatorId: authenticator(walk, "tac") }),
  "/api/v1/users/{}/authenticator-enrollments/phone": (walk) => ({
    authenticatorId: authenticator(walk, "phone_number"),
    profile: { phoneNumber: "+14155550123" },
  }),
  "/api/v1/groups": { profile: { name: "Astronomy", description: "Looks up" } },
  "/api/v1/groups/{}/owners": (walk) => ({ id: user(walk), type: "USER" }),
  "/api/v1/groups/rules": (walk) => ({
    type: "group_rule",
    name: "Astronomers",
    conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.department=="Astronomy"' } },
    actions: { assignUserToGroups: { groupIds: [group(walk)] } },
  }),
  "/api/v1/apps": {
    name: "bookmark",
    label: "Atlas",
    signOnMode: "BOOKMARK",
    settings: { app: { requestIntegration: false, url: "https://atlas.example.com" } },
  },
  "/api/v1/apps/{}/users": (walk) => ({ id: plainUser(walk), scope: "USER" }),
  "/api/v1/apps/{}/logo": FILE,
  "/api/v1/apps/{}/cwo/connections": (walk, at) => ({
    requestingAppInstanceId: at.split("/")[4],
    resourceAppInstanceId: app(walk, "Zoom"),
  }),
  "/api/v1/apps/{}/interclient-allowed-apps": (walk) => ({ id: app(walk, "Zoom") }),
  "/api/v1/apps/{}/credentials/jwks": { kid: "k1", kty: "RSA", alg: "RS256", use: "sig", e: "AQAB", n: MODULUS },
  "/api/v1/apps/{}/credentials/csrs": SUBJECT,
  "/api/v1/apps/{}/connections/default": { profile: { authScheme: "TOKEN", token: "t" } },
  "/api/v1/apps/{}/group-push/mappings": (walk) => ({ sourceGroupId: group(walk), targetGroupName: "Pushed" }),
  "/api/v1/api-tokens/{}": { name: "Nightly export", network: { connection: "ANYWHERE" } },
  "/api/v1/authenticators/{}/aaguids": { aaguid: AAGUID, name: "My key" },
  "/api/v1/authenticators/{}/aaguids/{}": { name: "Our key" },
  "/api/v1/authenticators": { key: "google_otp", name: "Google Authenticator" },
  "/api/v1/authorizationServers/{}/credentials/lifecycle/keyRotate": { use: "sig" },
  "/api/v1/brands/{}/themes/{}": {
    primaryColorHex: "#123456",
    secondaryColorHex: "#654321",
    signInPageTouchPointVariant: "OKTA_DEFAULT",
    endUserDashboardTouchPointVariant: "OKTA_DEFAULT",
    errorPageTouchPointVariant: "OKTA_DEFAULT",
    emailTemplateTouchPointVariant: "OKTA_DEFAULT",
  },
  "/api/v1/brands/{}/themes/{}/logo": FILE,
  "/api/v1/brands/{}/themes/{}/favicon": FILE,
  "/api/v1/brands/{}/themes/{}/background-image": FILE,
  "/api/v1/brands/{}/pages/sign-out/customized": { type: "EXTERNALLY_HOSTED", url: "https://bye.example.com" },
  "/api/v1/identity-sources/{}/users": { externalId: "x2", ...PROFILE },
  "/api/v1/identity-sources/{}/users/{}": { externalId: "x1", ...PROFILE },
  "/api/v1/identity-sources/{}/groups": { externalId: "x2", ...PROFILE },
  "/api/v1/identity-sources/{}/groups/{}": PROFILE,
  "/api/v1/identity-sources/{}/groups/{}/membership": { memberExternalIds: ["m2"] },
  "/api/v1/identity-sources/{}/sessions/{}/bulk-upsert": {
    entityType: "USERS",
    profiles: [{ externalId: "x1", ...PROFILE }],
  },
  "/api/v1/identity-sources/{}/sessions/{}/bulk-delete": { entityType: "USERS", profiles: [{ externalId: "x1" }] },
  "/api/v1/identity-sources/{}/sessions/{}/bulk-groups-upsert": { profiles: [{ externalId: "x1", ...PROFILE }] },
  "/api/v1/identity-sources/{}/sessions/{}/bulk-groups-delete": { externalIds: ["x1"] },
  "/api/v1/identity-sources/{}/sessions/{}/bulk-group-memberships-upsert": {
    memberships: [{ groupExternalId: "x1", memberExternalIds: ["m1"] }],
  },
  "/api/v1/identity-sources/{}/sessions/{}/bulk-group-memberships-delete": {
    memberships: [{ groupExternalId: "x1", memberExternalIds: ["m1"] }],
  },
  "/api/v1/idps/{}/credentials/csrs": SUBJECT,
  "/api/v1/idps/{}/users/{}": { externalId: "x" },
  "/api/v1/meta/schemas/user/linkedObjects": { primary: name("lead"), associated: name("member") },
  "/api/v1/idps/credentials/keys/{}": { x5c: ["MIIDnjCCAoagAwIBAgIGAVG3MN+PMA0GCSqGSIb3DQEBBQUAMIGPMQswCQYDVQQG"] },
  "/api/v1/org": { companyName: "Example" },
  "/api/v1/org/factors/yubikey_token/tokens": {
    serialNumber: "7886622",
    publicId: "ccccccijgibu",
    privateId: "b74be6169486",
    aesKey: "1fcc6d8ce39bf1604e0b17f3e0a11067",
  },
  "/api/v1/org/privacy/oktaSupport/cases/{}": { impersonation: { status: "ENABLED" } },
  "/api/v1/org/contacts/{}": (walk) => ({ userId: user(walk) }),
  "/api/v1/policies/simulate": (walk) => [
    { appInstance: app(walk), policyContext: { user: { id: user(walk) }, groups: { ids: [group(walk, "Everyone")] } } },
  ],
  "/api/v1/principal-rate-limits": ({ org }) => ({
    principalId: org.app.clientId,
    principalType: "OAUTH_CLIENT",
    defaultPercentage: 50,
    defaultConcurrencyPercentage: 75,
  }),
  "/api/v1/ssf/stream": {
    delivery: { method: "urn:ietf:rfc:8935", endpoint_url: "https://r.example.com/e" },
    events_requested: ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"],
  },
  "/api/v1/telephony-providers/{}/test": { phoneNumber: "+14155550123", factor: "SMS" },
  "/webauthn-registration/api/v1/enroll": enrollment,
  "/webauthn-registration/api/v1/initiate-fulfillment-request": enrollment,
  "/okta-personal-settings/api/v1/export-blocklists": { domains: ["example.com"] },
};
