import type { Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { anyObject, oneOf, optionalText, required, text } from "../../collections/fields.ts";
import { noPermission } from "../../org/okta-error.ts";

/** The checks that Okta's osquery plugin runs on a device: Okta's own, and those of the org. */
const checks: Collection = defineCollection({
  key: "devicePostureChecks",
  path: "/api/v1/device-posture-checks",
  param: "postureCheckId",
  kind: "DevicePostureCheck",
  idPrefix: "dch",
  scope: "okta.devicePostureChecks",
  resource: "policies",
  times: ["createdDate", "lastUpdate"],
  fields: {
    name: { ...text, max: 255 },
    description: optionalText,
    platform: { ...required(oneOf("MACOS", "WINDOWS")), fixed: true },
    mappingType: { ...oneOf("CHECKBOX", "TEXTBOX"), byDefault: "CHECKBOX" },
    query: text,
    variableName: { ...text, pattern: /^[A-Za-z]\w*$/ },
    remediationSettings: anyObject,
  },
  unique: ["name", "variableName"],
  check(_draft, { before }) {
    if (before?.type === "BUILTIN") throw noPermission();
    return undefined;
  },
  make: (_draft, { call: { app } }) => ({ type: "CUSTOM", createdBy: app.clientId, lastUpdatedBy: app.clientId }),
  checkDelete({ type }) {
    if (type === "BUILTIN") throw noPermission();
  },
  allow: ["GET", "PUT", "DELETE"],
  seeds: () =>
    (["MACOS", "WINDOWS"] as const).map((platform) => ({
      name: `Firewall (${platform})`,
      description: "The firewall is on",
      platform,
      mappingType: "CHECKBOX",
      query: "SELECT 1 AS firewall FROM alf WHERE global_state > 0;",
      variableName: `firewall_${platform.toLowerCase()}`,
      type: "BUILTIN",
    })),
});

const byDefault: Operation = {
  method: "GET",
  path: "/api/v1/device-posture-checks/default",
  scope: "okta.devicePostureChecks.read",
  permission: { resource: "policies", access: "read" },
  bucket: "device-posture-checks",
  handle(call) {
    const builtIn = checks.all(call.org.store).filter(({ type }) => type === "BUILTIN");
    return Response.json(builtIn.map((check) => checks.show(check, call)));
  },
};

/** Device posture checks; those of Okta's own have a list for themselves. */
export const devicePostureChecks: ResourceDeclaration = {
  operations: [byDefault, ...checks.operations],
  seed: (context) => checks.seed(context),
};
