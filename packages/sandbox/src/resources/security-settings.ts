import type { ResourceDeclaration } from "../api/resource.ts";
import { type Collection, defineCollection, mustBeInactive } from "../collections/collection.ts";
import { flag, list, object, oneOf, required, text } from "../collections/fields.ts";
import { defineSingleton } from "../collections/singleton.ts";
import { OktaError, validation } from "../org/okta-error.ts";

const behaviors: Collection = defineCollection({
  key: "behaviors",
  path: "/api/v1/behaviors",
  param: "behaviorId",
  kind: "BehaviorSettings",
  idPrefix: "bhv",
  scope: "okta.behaviors",
  resource: "policies",
  fields: {
    name: { ...text, max: 128 },
    type: required(oneOf("ANOMALOUS_DEVICE", "ANOMALOUS_IP", "ANOMALOUS_LOCATION", "ANOMALOUS_ASN", "VELOCITY")),
    settings: { type: "object", byDefault: {} },
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  unique: ["name"],
  allow: ["GET", "PUT", "DELETE"],
  seeds: () => [
    {
      name: "New IP",
      type: "ANOMALOUS_IP",
      settings: { maxEventsUsedForEvaluation: 50, minEventsNeededForEvaluation: 0 },
    },
    { name: "Velocity", type: "VELOCITY", settings: { velocityKph: 805 } },
  ],
});

const captchas: Collection = defineCollection({
  key: "captchas",
  path: "/api/v1/captchas",
  param: "captchaId",
  kind: "Captcha",
  idPrefix: "cap",
  scope: "okta.captchas",
  resource: "org",
  created: 201,
  times: undefined,
  operations: ["list", "create", "get", "replace", "update", "delete"],
  fields: { name: text, siteKey: text, type: required(oneOf("HCAPTCHA", "RECAPTCHA_V2")) },
  check(_draft, { call, before, body }) {
    if (!before && captchas.all(call.org.store).length > 0) {
      const summary =
        "CAPTCHA count limit reached. At most one CAPTCHA instance is allowed per Org. Please remove existing CAPTCHA to create a new one.";
      throw new OktaError({ status: 403, code: "E0000166", summary, causes: [summary] });
    }
    if (!before && typeof body.secretKey !== "string")
      throw validation("secretKey", "secretKey: The field cannot be left blank");
  },
  allow: ["GET", "POST", "PUT", "DELETE"],
});

const orgCaptcha = defineSingleton({
  key: "orgCaptcha",
  path: "/api/v1/org/captcha",
  scope: "okta.captchas",
  resource: "org",
  bucket: "org",
  fields: {
    captchaId: { type: "string", byDefault: null },
    enabledPages: { ...list, values: ["SIGN_IN", "SSPR", "SSR"] },
  },
  initial: { captchaId: null, enabledPages: null },
  methods: ["PUT", "DELETE"],
  check({ captchaId }, call) {
    if (captchaId !== null && !captchas.get(call.org.store, String(captchaId)))
      throw validation("captchaId", "captchaId: The CAPTCHA instance does not exist");
  },
  show: (settings, { org }) => ({
    ...settings,
    _links: { self: { href: `${org.orgUrl}/api/v1/org/captcha`, hints: { allow: ["GET", "PUT"] } } },
  }),
});

const threatInsight = defineSingleton({
  key: "threatInsight",
  path: "/api/v1/threats/configuration",
  scope: "okta.threatInsights",
  resource: "policies",
  methods: ["POST"],
  isPartial: false,
  fields: { action: required(oneOf("none", "audit", "block")), excludeZones: list },
  initial: {
    action: "none",
    excludeZones: [],
    created: "2025-01-06T09:00:00.000Z",
    lastUpdated: "2025-01-06T09:00:00.000Z",
  },
  check({ excludeZones }, { org }) {
    const unknown = (excludeZones as readonly unknown[]).find((id) => !org.store.zones.has(String(id)));
    if (unknown !== undefined) throw validation("excludeZones", `excludeZones: The zone ${unknown} does not exist`);
  },
  show: (settings, { org }) => ({
    ...settings,
    _links: { self: { href: `${org.orgUrl}/api/v1/threats/configuration`, hints: { allow: ["GET", "POST"] } } },
  }),
});

const ATTACK = { scope: "okta.orgs", resource: "org", bucket: "attack-protection" } as const;

const lockout = defineSingleton({
  ...ATTACK,
  key: "userLockout",
  path: "/attack-protection/api/v1/user-lockout-settings",
  fields: { preventBruteForceLockoutFromUnknownDevices: flag(false) },
  initial: { preventBruteForceLockoutFromUnknownDevices: false },
});

const authenticatorSettings = defineSingleton({
  ...ATTACK,
  key: "attackProtectionAuthenticators",
  path: "/attack-protection/api/v1/authenticator-settings",
  fields: { verifyKnowledgeSecondWhen2faRequired: flag(false) },
  initial: { verifyKnowledgeSecondWhen2faRequired: false },
});

const botProtection = defineSingleton({
  key: "botProtection",
  path: "/api/v1/bot-protection/configuration",
  scope: "okta.botProtection",
  resource: "org",
  methods: ["POST"],
  isPartial: false,
  fields: {
    mode: required(oneOf("DISABLED", "LOG_ONLY", "ENFORCED")),
    level: required(oneOf("ANY", "LOW", "MEDIUM", "HIGH")),
    enforcementType: { ...oneOf("OKTA_CHALLENGE"), byDefault: "OKTA_CHALLENGE" },
    supportedFlows: list,
  },
  initial: { mode: "LOG_ONLY", level: "MEDIUM", enforcementType: "OKTA_CHALLENGE", supportedFlows: [] },
});

const LIMITS = { scope: "okta.rateLimits", resource: "org", bucket: "rate-limit-settings" } as const;
const USE_CASE = oneOf("ENFORCE", "DISABLE", "PREVIEW");

const rateLimitSettings = [
  defineSingleton({
    ...LIMITS,
    key: "rateLimitNotifications",
    path: "/api/v1/rate-limit-settings/admin-notifications",
    fields: { notificationsEnabled: required({ type: "boolean" }) },
    initial: { notificationsEnabled: true },
  }),
  defineSingleton({
    ...LIMITS,
    key: "rateLimitPerClient",
    path: "/api/v1/rate-limit-settings/per-client",
    fields: {
      defaultMode: required(USE_CASE),
      useCaseModeOverrides: object({ LOGIN_PAGE: USE_CASE, OAUTH2_AUTHORIZE: USE_CASE, OIE_APP_INTENT: USE_CASE }),
    },
    initial: { defaultMode: "ENFORCE", useCaseModeOverrides: {} },
  }),
  defineSingleton({
    ...LIMITS,
    key: "rateLimitWarning",
    path: "/api/v1/rate-limit-settings/warning-threshold",
    fields: { warningThreshold: { type: "integer", required: true, min: 30, max: 90 } },
    initial: { warningThreshold: 90 },
  }),
];

const logStreams: Collection = defineCollection({
  key: "logStreams",
  path: "/api/v1/logStreams",
  param: "logStreamId",
  kind: "AppInstance",
  idPrefix: "0oa",
  scope: "okta.logStreams",
  resource: "org",
  fields: {
    name: { ...text, max: 100 },
    type: { ...required(oneOf("aws_eventbridge", "splunk_cloud_logstreaming")), fixed: true },
    settings: required({ type: "object" }),
  },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  unique: ["name"],
  check({ settings }) {
    // Okta does not return the token of a collector.
    const { token: _, ...shown } = settings as Readonly<Record<string, unknown>>;
    return { settings: shown };
  },
  checkDelete: mustBeInactive,
  list: { defaultLimit: 20 },
});

const pushProviders: Collection = defineCollection({
  key: "pushProviders",
  path: "/api/v1/push-providers",
  param: "pushProviderId",
  kind: "PushProviderConfigEntity",
  idPrefix: "ppc",
  scope: "okta.pushProviders",
  resource: "org",
  times: undefined,
  fields: { name: text, providerType: required(oneOf("APNS", "FCM")), configuration: required({ type: "object" }) },
  check({ configuration, providerType }, { call }) {
    // Okta shows which project or team it is, and no key.
    const { serviceAccountJson, keyId, teamId, fileName } = configuration as Readonly<Record<string, unknown>>;
    const project = (serviceAccountJson as Readonly<Record<string, unknown>> | undefined)?.project_id;
    return {
      configuration:
        providerType === "FCM"
          ? { projectId: project, ...(fileName !== undefined && { fileName }) }
          : { keyId, teamId, ...(fileName !== undefined && { fileName }) },
      lastUpdatedDate: new Date(call.org.now() * 1000).toISOString(),
    };
  },
  allow: ["GET", "PUT", "DELETE"],
});

const smsTemplates: Collection = defineCollection({
  key: "smsTemplates",
  path: "/api/v1/templates/sms",
  param: "templateId",
  kind: "AppInstance",
  idPrefix: "cst",
  scope: "okta.templates",
  resource: "org",
  operations: ["list", "create", "get", "replace", "update", "delete"],
  fields: {
    name: { ...text, max: 50 },
    type: { ...required(oneOf("SMS_VERIFY_CODE")), fixed: true },
    template: { ...text, max: 161, pattern: /\$\{code\}/ },
    translations: { type: "object", byDefault: {} },
  },
  unique: ["type"],
});

const uiSchemas: Collection = defineCollection({
  key: "uiSchemas",
  path: "/api/v1/meta/uischemas",
  param: "id",
  kind: "UISchemaEntity",
  idPrefix: "uis",
  scope: "okta.uischemas",
  resource: "org",
  bucket: "meta",
  fields: {
    uiSchema: required(
      object({ type: { ...oneOf("Group"), byDefault: "Group" }, elements: required({ type: "array" }) }),
    ),
  },
  allow: ["GET", "PUT", "DELETE"],
  seeds: () => [
    {
      uiSchema: {
        type: "Group",
        label: "Sign up",
        buttonLabel: "Sign up",
        elements: ["firstName", "lastName", "email"].map((name) => ({
          type: "Control",
          scope: `#/properties/${name}`,
          label: name,
          options: { format: "text" },
        })),
      },
    },
  ],
});

const hookKeys: Collection = defineCollection({
  key: "hookKeys",
  path: "/api/v1/hook-keys",
  param: "id",
  kind: "HookKey",
  idPrefix: "HKY",
  scope: "okta.inlineHooks",
  resource: "org",
  fields: { name: text },
  unique: ["name"],
  make: () => ({ keyId: crypto.randomUUID(), isUsed: "false" }),
  checkDelete({ isUsed }) {
    if (isUsed === "true") throw validation("id", "id: A key that is in use cannot be deleted");
  },
  show: ({ keyId }) => ({
    _embedded: {
      kty: "RSA",
      alg: "RSA",
      kid: keyId,
      use: null,
      e: "AQAB",
      n: String(keyId).replaceAll("-", "").repeat(8),
    },
  }),
});

const groups: readonly ResourceDeclaration[] = [
  behaviors,
  captchas,
  orgCaptcha,
  threatInsight,
  lockout,
  authenticatorSettings,
  botProtection,
  ...rateLimitSettings,
  logStreams,
  pushProviders,
  smsTemplates,
  uiSchemas,
  hookKeys,
];

/** Settings that protect the org, and what it sends things with. */
export const securitySettings: ResourceDeclaration = {
  operations: groups.flatMap(({ operations }) => operations),
  seed(context) {
    for (const group of groups) group.seed?.(context);
  },
};
