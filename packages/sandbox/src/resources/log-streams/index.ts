import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";

/** Where the System Log is sent as it grows. */
export const logStreams: Collection = defineCollection({
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
