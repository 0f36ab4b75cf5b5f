import type { ResourceDeclaration } from "../../api/resource.ts";
import { object, oneOf, required } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";

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

/** Whom the org warns of rate limits, and how it applies them. */
export const rateLimitResources: ResourceDeclaration = {
  operations: rateLimitSettings.flatMap(({ operations }) => operations),
};
