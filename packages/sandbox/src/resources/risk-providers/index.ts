import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, text } from "../../collections/fields.ts";

/** The services that report to the org how risky an IP address is. */
export const riskProviders: Collection = defineCollection({
  key: "riskProviders",
  path: "/api/v1/risk/providers",
  param: "riskProviderId",
  kind: "RiskProvider",
  idPrefix: "00r",
  scope: "okta.riskProviders",
  resource: "org",
  created: 201,
  fields: {
    name: { ...text, max: 50 },
    action: { ...oneOf("none", "log_only", "enforce_and_log"), byDefault: "log_only" },
    clientId: { ...text, fixed: true },
  },
  unique: ["clientId"],
  allow: ["GET", "PUT", "DELETE"],
});
