import { AAGUID, app, authenticator, securityKeyModel, user } from "./scene.ts";
import type { Request, Walk } from "./walk.ts";

const SECURITY_KEYS = "/webauthn-registration/api/v1";

/** A security key that is enrolled for a user. */
async function securityKey(walk: Walk) {
  const who = { userId: user(walk), fulfillmentProvider: "yubico" };
  const made = await walk.send("POST", `${SECURITY_KEYS}/enroll`, who);
  return { ...who, id: String(made.body.credRequests[0].authenticatorEnrollmentId) };
}

/** Requests about authenticators, and the keys of users and of hooks. */
export const AUTHENTICATOR_REQUESTS: Readonly<Record<string, Request>> = {
  "GET /.well-known/app-authenticator-configuration": async (walk) => {
    const settings = { appInstanceId: app(walk), userVerification: "PREFERRED" };
    await walk.send("POST", "/api/v1/authenticators", { key: "custom_app", name: "Our app", settings });
    return [`/.well-known/app-authenticator-configuration?oauthClientId=${settings.appInstanceId}`];
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
  "POST /api/v1/authenticators/{}/lifecycle/deactivate": (walk) => [
    `/api/v1/authenticators/${authenticator(walk, "okta_email")}/lifecycle/deactivate`,
  ],
  "PUT /api/v1/authenticators/{}": (walk) => [
    `/api/v1/authenticators/${authenticator(walk, "okta_email")}`,
    { key: "okta_email", name: "Mail" },
  ],
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
};
