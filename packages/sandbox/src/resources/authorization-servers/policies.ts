import { type Collection, defineCollection } from "../../collections/collection.ts";
import { anyObject, list, object, oneOf, required, text } from "../../collections/fields.ts";
import { ACCESS, ALLOW, ONE } from "./access.ts";
import { authorizationServers } from "./server.ts";

export const policies: Collection = defineCollection({
  ...ACCESS,
  key: "authorizationServerPolicies",
  path: `${ONE}/policies`,
  param: "policyId",
  kind: "Policy",
  idPrefix: "00p",
  parent: authorizationServers,
  created: 201,
  fields: {
    type: { ...oneOf("OAUTH_AUTHORIZATION_POLICY"), byDefault: "OAUTH_AUTHORIZATION_POLICY" },
    name: { ...text, max: 255 },
    description: { type: "string", byDefault: "" },
    priority: { type: "integer", min: 1, byDefault: 1 },
    conditions: required(object({ clients: required(anyObject) })),
  },
  lifecycle: { initial: "ACTIVE", answer: 204, canBeSent: true },
  unique: ["name"],
  make: () => ({ system: false }),
  onDelete({ id }, call) {
    const parentKey = `${call.params.authServerId}/${id}`;
    for (const rule of rules.all(call.org.store, parentKey)) rules.remove(call.org.store, rule.id, parentKey);
  },
  links: (_policy, self) => ({ rules: { href: `${self}/rules`, hints: { allow: ["GET"] } } }),
  allow: ALLOW,
});

const lifetime = (byDefault: number, max: number) => ({ type: "integer" as const, min: 0, max, byDefault });

export const rules: Collection = defineCollection({
  ...ACCESS,
  key: "authorizationServerPolicyRules",
  path: `${ONE}/policies/{policyId}/rules`,
  param: "ruleId",
  kind: "PolicyRule",
  idPrefix: "0pr",
  parent: policies,
  created: 201,
  fields: {
    type: { ...oneOf("RESOURCE_ACCESS"), byDefault: "RESOURCE_ACCESS" },
    name: { ...text, max: 255 },
    priority: { type: "integer", min: 0, byDefault: 1 },
    conditions: required(
      object({
        people: {
          type: "object",
          byDefault: { users: { include: [], exclude: [] }, groups: { include: ["EVERYONE"], exclude: [] } },
        },
        grantTypes: required(object({ include: required({ type: "array" }) })),
        scopes: { type: "object", fields: { include: list } },
      }),
    ),
    actions: {
      type: "object",
      fields: {
        token: {
          type: "object",
          fields: {
            accessTokenLifetimeMinutes: lifetime(60, 1440),
            refreshTokenLifetimeMinutes: lifetime(0, 2_628_000),
            refreshTokenWindowMinutes: lifetime(10_080, 2_628_000),
          },
        },
      },
    },
  },
  lifecycle: { initial: "ACTIVE", answer: 204, canBeSent: true },
  unique: ["name"],
  make: () => ({ system: false }),
  allow: ALLOW,
});
