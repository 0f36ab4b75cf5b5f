import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";
import { faultsOf, STREAM_TYPES, schemaOperations } from "./schemas.ts";

/** Where the System Log is sent as it grows. */
const streams: Collection = defineCollection({
  key: "logStreams",
  path: "/api/v1/logStreams",
  param: "logStreamId",
  kind: "AppInstance",
  idPrefix: "0oa",
  scope: "okta.logStreams",
  resource: "org",
  fields: {
    name: { ...text, max: 100 },
    type: { ...required(oneOf(...STREAM_TYPES)), fixed: true },
    settings: required({ type: "object" }),
  },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  unique: ["name"],
  check({ type, settings }, { before }) {
    const [fault, ...others] = faultsOf(String(type), settings, before?.settings);
    if (fault !== undefined) throw validation("settings", fault, ...others);
    // Okta does not return the token of a collector.
    const { token: _, ...shown } = settings as Readonly<Record<string, unknown>>;
    return { settings: shown };
  },
  checkDelete: mustBeInactive,
  list: { defaultLimit: 20 },
});

/** Log streams, and the schemas of the services that they lead to. */
export const logStreams: ResourceDeclaration = { operations: [...streams.operations, ...schemaOperations] };
