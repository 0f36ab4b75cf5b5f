import { type Collection, defineCollection } from "../../collections/collection.ts";
import { anyObject, oneOf, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

/** What a device must fulfil; a policy names at least one condition. */
const CONDITIONS = [
  "osVersion",
  "osVersionConstraints",
  "diskEncryptionType",
  "screenLockType",
  "secureHardwarePresent",
  "jailbreak",
  "thirdPartySignalProviders",
  "devicePostureChecks",
] as const;

/** The policies on what devices must fulfil. */
export const deviceAssurances: Collection = defineCollection({
  key: "deviceAssurances",
  entities: ({ deviceAssurances: kept }) => kept,
  path: "/api/v1/device-assurances",
  param: "deviceAssuranceId",
  kind: "DeviceAssuranceEntity",
  readKind: "DeviceAssuranceRuleManagerImpl",
  idPrefix: "dae",
  scope: "okta.deviceAssurance",
  resource: "policies",
  fields: {
    name: { ...text, max: 50 },
    platform: { ...required(oneOf("ANDROID", "CHROMEOS", "IOS", "MACOS", "WINDOWS")), fixed: true },
    displayRemediationMode: oneOf("HIDE", "SHOW"),
    gracePeriod: anyObject,
    osVersion: anyObject,
    osVersionConstraints: { type: "array" },
    diskEncryptionType: anyObject,
    screenLockType: anyObject,
    secureHardwarePresent: { type: "boolean" },
    jailbreak: { type: "boolean" },
    thirdPartySignalProviders: anyObject,
    devicePostureChecks: anyObject,
  },
  times: ["createdDate", "lastUpdate"],
  unique: ["name"],
  check(draft) {
    if (CONDITIONS.every((name) => draft[name] === undefined))
      throw validation("deviceAssuranceMediated", "Please select at least one device condition before saving");
  },
  make: (_draft, { call: { app } }) => ({ createdBy: app.clientId, lastUpdatedBy: app.clientId }),
  show: ({ id, name }) => ({
    status: undefined,
    type: undefined,
    resourceId: id,
    resourceDisplayName: { value: name, sensitive: false },
    resourceType: "DeviceAssurancePolicy",
  }),
  allow: ["GET", "PUT", "DELETE"],
  seeds({ store }) {
    const [admin] = store.users.keys();
    return [
      {
        platform: "MACOS",
        name: "Company Macs",
        osVersion: { minimum: "14.5.0" },
        diskEncryptionType: { include: ["ALL_INTERNAL_VOLUMES"] },
        createdBy: admin,
        lastUpdatedBy: admin,
      },
    ];
  },
});
