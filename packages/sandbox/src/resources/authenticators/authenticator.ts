import { type Access, gate } from "../../api/gate.ts";
import type { Call, Gate, Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";
import type { Resource } from "../../org/model.ts";
import { OktaError, validation } from "../../org/okta-error.ts";

/** The type and the methods of each authenticator that Okta knows. */
export const KINDS: Readonly<Record<string, { readonly type: string; readonly methods: readonly string[] }>> = {
  custom_app: { type: "app", methods: ["push"] },
  custom_otp: { type: "security_key", methods: ["otp"] },
  duo: { type: "app", methods: ["duo"] },
  external_idp: { type: "federated", methods: ["idp"] },
  google_otp: { type: "app", methods: ["otp"] },
  okta_email: { type: "email", methods: ["email"] },
  okta_password: { type: "password", methods: ["password"] },
  okta_verify: { type: "app", methods: ["push", "signed_nonce", "totp"] },
  onprem_mfa: { type: "security_key", methods: ["otp"] },
  phone_number: { type: "phone", methods: ["sms", "voice"] },
  rsa_token: { type: "security_key", methods: ["otp"] },
  security_question: { type: "security_question", methods: ["security_question"] },
  smart_card_idp: { type: "federated", methods: ["cert"] },
  symantec_vip: { type: "app", methods: ["otp"] },
  tac: { type: "tac", methods: ["tac"] },
  webauthn: { type: "security_key", methods: ["webauthn"] },
  yubikey_token: { type: "security_key", methods: ["otp"] },
};

export const ACCESS: Access = { scope: "okta.authenticators", resource: "policies", bucket: "authenticators" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");
export const ONE = "/api/v1/authenticators/{authenticatorId}";

/** The authenticators that the org comes with. */
const SEEDS = [
  { key: "okta_email", name: "Email", settings: { allowedFor: "any", tokenLifetimeInMinutes: 5 } },
  { key: "okta_password", name: "Password" },
  { key: "phone_number", name: "Phone", settings: { allowedFor: "any" } },
  {
    key: "okta_verify",
    name: "Okta Verify",
    settings: {
      channelBinding: { style: "NUMBER_CHALLENGE", required: "NEVER" },
      compliance: { fips: "OPTIONAL" },
      userVerification: "PREFERRED",
    },
  },
  { key: "webauthn", name: "Security Key or Biometric" },
  { key: "tac", name: "Temporary Access Code" },
] as const;

/** The authenticators of the org. */
export const authenticators: Collection = defineCollection({
  ...ACCESS,
  key: "authenticators",
  entities: ({ authenticators: kept }) => kept,
  path: "/api/v1/authenticators",
  param: "authenticatorId",
  kind: "Authenticator",
  idPrefix: "aut",
  operations: ["list", "create", "get", "replace"],
  lifecycle: { initial: "ACTIVE", answer: 200 },
  fields: {
    key: { ...required(oneOf(...Object.keys(KINDS))), fixed: true },
    name: text,
    agreeToTerms: { type: "boolean" },
    provider: { type: "object" },
    settings: { type: "object" },
  },
  check(draft, { call, before }) {
    const { key } = draft;
    const others = authenticators.all(call.org.store).filter(({ id }) => id !== before?.id);
    if (!before && key !== "custom_app" && key !== "custom_otp" && others.some((other) => other.key === key))
      throw new OktaError({
        status: 409,
        code: "E0000157",
        summary: `Another authenticator with key: ${key} is already active.`,
      });
    // What a replacement does not say of the settings stays.
    const { settings = before?.settings } = draft;
    return { type: KINDS[String(key)]?.type, ...(settings !== undefined && { settings }) };
  },
  list: { q: ["name"] },
  links: (_authenticator, self) => ({ methods: { href: `${self}/methods`, hints: { allow: ["GET"] } } }),
  allow: ["GET", "PUT"],
  seeds: () => SEEDS.map((seeded) => ({ ...seeded, type: KINDS[seeded.key]?.type })),
});

/** Okta sends no text messages and makes no calls of its own: something of the org's must. */
function checkTelephony({ org }: Call, { key }: Resource): void {
  const hooks = [...(org.store.resources.get("inlineHooks")?.values() ?? [])];
  const providers = [...(org.store.resources.get("telephonyProviders")?.values() ?? [])];
  const isThere =
    hooks.some(({ type, status }) => type === "com.okta.telephony.provider" && status === "ACTIVE") ||
    providers.some(({ status }) => status === "ACTIVE");
  if (key !== "phone_number" || isThere) return;
  throw new OktaError({
    status: 400,
    code: "E0000226",
    summary: "You must have an active telephony inline hook to activate and use the Phone authenticator.",
  });
}

/** An authenticator that a policy wants cannot be switched off; the phone needs what sends to it. */
export const guarded: readonly Operation[] = authenticators.operations.map((operation): Operation => {
  if (operation.method === "PUT" || operation.path.endsWith("/lifecycle/activate"))
    return {
      ...operation,
      handle(call) {
        checkTelephony(call, authenticators.find(call));
        return operation.handle(call);
      },
    };
  if (!operation.path.endsWith("/lifecycle/deactivate")) return operation;
  return {
    ...operation,
    handle(call) {
      const { key, status } = authenticators.find(call);
      if (status !== "ACTIVE") throw validation("api.authenticator.error.unsupported.active.deactivate");
      const policies = [...call.org.store.policies.values()].filter(
        (policy) => policy.type === "MFA_ENROLL" && policy.status === "ACTIVE",
      );
      const wanting = policies.filter(({ settings }) => {
        const wanted = isObject(settings) && Array.isArray(settings.authenticators) ? settings.authenticators : [];
        return wanted.some(
          (one) => isObject(one) && one.key === key && isObject(one.enroll) && one.enroll.self !== "NOT_ALLOWED",
        );
      });
      if (wanting.length > 0)
        throw new OktaError({
          status: 403,
          code: "E0000148",
          summary:
            "Cannot modify/disable this authenticator because it is enabled in one or more policies. To continue, disable the authenticator in these policies.",
          causes: [`Authenticator Enrollment Policies: ${wanting.map(({ name }) => name).join(", ")}`],
        });
      return operation.handle(call);
    },
  };
});
