import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";

/** What counts as unusual behavior. */
export const behaviors: Collection = defineCollection({
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
