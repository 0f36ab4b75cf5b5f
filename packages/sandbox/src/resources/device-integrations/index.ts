import { type Collection, defineCollection } from "../../collections/collection.ts";

/** Services that report devices to the org. They are there from the start, and can be switched on and off. */
const INTEGRATIONS = [
  ["com.okta.device.osquery", "Device posture provider", "MACOS"],
  ["com.crowdstrike.zta", "CrowdStrike", "WINDOWS"],
  ["com.okta.windowssecuritycenter", "Windows Security Center", "WINDOWS"],
  ["com.google.dtc", "Chrome Device Trust", "CHROMEOS"],
  ["com.android.zero.trust", "Android Device Trust", "ANDROID"],
] as const;

/** The endpoint security integrations of the org. */
export const deviceIntegrations: Collection = defineCollection({
  key: "deviceIntegrations",
  path: "/api/v1/device-integrations",
  param: "deviceIntegrationId",
  kind: "DeviceIntegration",
  idPrefix: "dev",
  scope: "okta.deviceIntegrations",
  resource: "policies",
  operations: ["list", "get"],
  times: undefined,
  fields: {},
  lifecycle: {
    initial: "DEACTIVATED",
    steps: { activate: "ACTIVE", deactivate: "DEACTIVATED" },
    answer: 200,
  },
  seeds: () => INTEGRATIONS.map(([name, displayName, platform]) => ({ name, displayName, platform })),
});
