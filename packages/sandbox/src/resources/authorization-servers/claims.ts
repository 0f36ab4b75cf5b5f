import { type Collection, defineCollection } from "../../collections/collection.ts";
import { flag, list, oneOf, required, text } from "../../collections/fields.ts";
import { ACCESS, ALLOW, ONE } from "./access.ts";
import { authorizationServers } from "./server.ts";

export const claims: Collection = defineCollection({
  ...ACCESS,
  key: "oauth2Claims",
  path: `${ONE}/claims`,
  param: "claimId",
  kind: "OAuth2Claim",
  idPrefix: "ocl",
  parent: authorizationServers,
  created: 201,
  times: undefined,
  fields: {
    name: text,
    status: { ...oneOf("ACTIVE", "INACTIVE"), byDefault: "ACTIVE" },
    claimType: required(oneOf("IDENTITY", "RESOURCE")),
    valueType: required(oneOf("EXPRESSION", "GROUPS", "SYSTEM")),
    value: { type: "string" },
    group_filter_type: oneOf("CONTAINS", "EQUALS", "REGEX", "STARTS_WITH"),
    conditions: { type: "object", fields: { scopes: list }, byDefault: { scopes: [] } },
    alwaysIncludeInToken: flag(true),
  },
  unique: ["name"],
  make: () => ({ system: false }),
  allow: ALLOW,
});
