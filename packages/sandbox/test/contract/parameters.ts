import { app, group, imported, linked, type Made, policy, user } from "./scene.ts";
import type { Walk } from "./walk.ts";

/** What a path's parameter is, by the path before it; where it is not here, the first one of the list there. */
export const PARAMETERS: Readonly<Record<string, string | ((walk: Walk, at: string) => Made<string>)>> = {
  "/api/v1/apps": (walk) => app(walk),
  "/api/v1/groups": (walk) => group(walk),
  "/api/v1/users": (walk) => user(walk),
  "/api/v1/policies": (walk) => policy(walk, "ACCESS_POLICY"),
  "/api/v1/apps/{}/features": "USER_PROVISIONING",
  "/api/v1/apps/{}/policies": (walk) => policy(walk, "ACCESS_POLICY"),
  "/api/v1/authenticators/{}/methods": async ({ list }, at) => String((await list(at))[0]?.type),
  "/api/v1/authorizationServers/{}/clients": ({ org }) => org.app.clientId,
  "/api/v1/meta/schemas/logStream": "aws_eventbridge",
  "/api/v1/org/privacy/oktaSupport/cases": "1000001",
  "/api/v1/brands/{}/well-known-uris": "webauthn",
  "/api/v1/dr/status": ({ org }) => new URL(org.sandbox.orgUrl).hostname,
  "/api/v1/features/{}": "enable",
  "/api/v1/first-party-app-settings": "admin-console",
  "/api/v1/iam/roles/{}/permissions": "okta.users.read",
  "/api/v1/identity-sources": (walk) => app(walk),
  "/api/v1/identity-sources/{}/users": (walk) => imported(walk, "users"),
  "/api/v1/identity-sources/{}/groups": (walk) => imported(walk, "groups"),
  "/api/v1/identity-sources/{}/groups/{}/membership": "m1",
  "/api/v1/idps/{}/credentials/keys": ({ make }, at) => make(`${at}/generate?validityYears=2`),
  "/api/v1/idps/{}/users": async (walk, at) => {
    await walk.send("POST", `${at}/${user(walk)}`, { externalId: "x" });
    return user(walk);
  },
  "/api/v1/meta/schemas/user/linkedObjects": async (walk) => {
    await linked(walk);
    return "lead";
  },
  "/api/v1/meta/schemas/apps": (walk) => app(walk),
  "/api/v1/meta/schemas/user": "default",
  "/api/v1/org/contacts": "TECHNICAL",
  "/api/v1/roles": "SUPER_ADMIN",
  "/api/v1/roles/{}/subscriptions": "CONNECTOR_AGENT",
  "/api/v1/users/{}/subscriptions": "CONNECTOR_AGENT",
  "/api/v1/sessions": ({ org }) => [...org.sandbox.store.sessions.keys()][0] ?? "",
  "/oauth2/v1/clients": ({ org }) => org.app.clientId,
  "/webauthn-registration/api/v1/users": (walk) => user(walk),
};

/** Collections whose first ones the org needs, or whose steps need one of their own: what is changed or deleted is made for it. */
export const NEW: ReadonlySet<string> = new Set([
  "/api/v1/apps",
  "/api/v1/apps/{}/credentials/secrets",
  "/api/v1/authorizationServers",
  "/api/v1/authorizationServers/{}/policies",
  "/api/v1/authorizationServers/{}/policies/{}/rules",
  "/api/v1/authorizationServers/{}/scopes",
  "/api/v1/brands",
  "/api/v1/device-assurances",
  "/api/v1/device-posture-checks",
  "/api/v1/domains",
  "/api/v1/groups",
  "/api/v1/idps",
  "/api/v1/meta/types/user",
  "/api/v1/policies",
  "/api/v1/policies/{}/rules",
  "/api/v1/realms",
  "/api/v1/zones",
]);
