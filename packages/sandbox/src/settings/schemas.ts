import type { Call, Operation, Org } from "../api/operation.ts";
import { attributeNames, attributeType } from "../directory/user-profile.ts";
import { notFound } from "../org/okta-error.ts";

const READ = { method: "GET", permission: { resource: "org", access: "read" }, bucket: "meta" } as const;

/** The operations on what users and app users have, and on the types of users. */
export const schemaOperations: readonly Operation[] = [
  { ...READ, path: "/api/v1/meta/schemas/user/{schemaId}", scope: "okta.schemas.read", handle: showUserSchema },
  { ...READ, path: "/api/v1/meta/schemas/apps/{appId}/default", scope: "okta.schemas.read", handle: showAppSchema },
  {
    ...READ,
    path: "/api/v1/meta/types/user",
    scope: "okta.userTypes.read",
    handle: ({ org }) => Response.json([showUserType(org)]),
  },
];

/** The ID of the schema that all users have. */
const schemaId = ({ store }: Org) => store.userTypeId.replace(/^.../, "osc");

function showUserSchema({ org, params }: Call): Response {
  const id = params.schemaId ?? "";
  if (id !== "default" && id !== schemaId(org)) throw notFound(id, "UserSchema");
  const url = `${org.orgUrl}/api/v1/meta/schemas/user/${schemaId(org)}`;
  const { base, custom } = attributeNames();
  return Response.json({
    id: url,
    $schema: "http://json-schema.org/draft-04/schema#",
    name: "user",
    title: "User",
    description: "Okta user profile template with default permission settings",
    lastUpdated: created(org),
    created: created(org),
    definitions: { base: definition("#base", base), custom: definition("#custom", custom) },
    type: "object",
    properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
    _links: { self: { href: url, method: "GET", rel: "self" } },
  });
}

function showAppSchema({ org, params }: Call): Response {
  const id = params.appId ?? "";
  const app = org.store.apps.get(id);
  if (!app) throw notFound(id, "AppInstance");
  const url = `${org.orgUrl}/api/v1/meta/schemas/apps/${id}/default`;
  return Response.json({
    id: url,
    $schema: "http://json-schema.org/draft-04/schema#",
    name: app.definition.label,
    title: `${app.definition.label} User`,
    lastUpdated: app.lastUpdated,
    created: app.created,
    definitions: { base: definition("#base", ["userName"]), custom: definition("#custom", []) },
    type: "object",
    properties: { profile: { allOf: [{ $ref: "#/definitions/base" }, { $ref: "#/definitions/custom" }] } },
    _links: { self: { href: url, method: "GET" } },
  });
}

function definition(id: string, names: readonly string[]): Record<string, unknown> {
  const attribute = (name: string) => ({
    title: name,
    type: attributeType(name) ?? "string",
    mutability: "READ_WRITE",
    scope: "NONE",
    permissions: [{ principal: "SELF", action: "READ_ONLY" }],
    master: { type: "PROFILE_MASTER" },
  });
  return {
    id,
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, attribute(name)])),
    required: ["login", "email"].filter((name) => names.includes(name)),
  };
}

function showUserType(org: Org): Record<string, unknown> {
  const { userTypeId } = org.store;
  const url = `${org.orgUrl}/api/v1/meta`;
  return {
    id: userTypeId,
    displayName: "User",
    name: "user",
    description: "Okta user profile template with default permission settings",
    createdBy: "sprz9fj1ycBcsgopy1d6",
    lastUpdatedBy: "sprz9fj1ycBcsgopy1d6",
    created: created(org),
    lastUpdated: created(org),
    default: true,
    _links: {
      self: { rel: "self", href: `${url}/types/user/${userTypeId}`, method: "GET" },
      schema: { rel: "schema", href: `${url}/schemas/user/${schemaId(org)}`, method: "GET" },
    },
  };
}

const created = ({ store }: Org) => [...store.groups.values()][0]?.created;
