import type { ResourceDeclaration } from "../../api/resource.ts";
import { flag, required } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { notFound } from "../../org/okta-error.ts";

const ORG = { scope: "okta.orgs", resource: "org" } as const;
const DESKTOP_MFA = "/device-access/api/v1/desktop-mfa";
const PERSONAL = { scope: "okta.personal.adminSettings", resource: "org", bucket: "personal", changed: 204 } as const;

const settings = [
  defineSingleton({
    ...ORG,
    key: "numberMatchingChallenge",
    path: `${DESKTOP_MFA}/enforce-number-matching-challenge-settings`,
    bucket: "device-access",
    fields: { desktopMFAEnforceNumberMatchingChallengeEnabled: required({ type: "boolean" }) },
    initial: { desktopMFAEnforceNumberMatchingChallengeEnabled: false },
  }),
  defineSingleton({
    ...ORG,
    key: "desktopRecoveryPin",
    path: `${DESKTOP_MFA}/recovery-pin-settings`,
    bucket: "device-access",
    fields: {
      desktopMFARecoveryPinEnabled: flag(false),
      desktopMFARecoveryPinDuration: { type: "string", byDefault: "P7D" },
    },
    initial: { desktopMFARecoveryPinEnabled: false, desktopMFARecoveryPinDuration: "P7D" },
  }),
  defineSingleton({
    key: "firstPartyAppSettings",
    path: "/api/v1/first-party-app-settings/{appName}",
    scope: "okta.apps",
    resource: "apps",
    bucket: "first-party-app-settings",
    parent: {
      // Okta has settings for its Admin Console only.
      keyOf({ params }) {
        if (params.appName !== "admin-console") throw notFound(params.appName ?? "", "AppSettings");
        return params.appName;
      },
    },
    fields: {
      sessionIdleTimeoutMinutes: { type: "integer", min: 5, max: 120, byDefault: 15 },
      sessionMaxLifetimeMinutes: { type: "integer", min: 5, max: 1_440, byDefault: 720 },
    },
    initial: { sessionIdleTimeoutMinutes: 15, sessionMaxLifetimeMinutes: 720 },
  }),
  defineSingleton({
    ...PERSONAL,
    key: "exportBlocklist",
    path: "/okta-personal-settings/api/v1/export-blocklists",
    fields: { domains: required({ type: "array" }) },
    initial: { domains: [] },
  }),
];

/** Okta has no operation that reads it. */
const personalFeatures = defineSingleton({
  ...PERSONAL,
  key: "personalFeatures",
  path: "/okta-personal-settings/api/v1/edit-feature",
  fields: { enableExportApps: flag(false), enableEnduserEntryPoints: flag(false) },
  initial: {},
});

/** The settings of Desktop MFA, of the Admin Console and of Okta Personal. */
export const featureSettings: ResourceDeclaration = {
  operations: [
    ...settings.flatMap(({ operations }) => operations),
    ...personalFeatures.operations.filter(({ method }) => method === "PUT"),
  ],
};
