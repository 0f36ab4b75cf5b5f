import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { appUserSchema, groupSchema, userSchema } from "../directory/profile-schema.ts";
import { isoDate } from "../org/clock.ts";
import type { App, ProfileSchema, SchemaAttribute } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { defaultSchemaId } from "../org/org-ids.ts";

const ACCESS: Access = { scope: "okta.schemas", resource: "org", bucket: "meta" };
const READ = { ...gate(ACCESS, "read"), method: "GET" } as const;
const MANAGE = { ...gate(ACCESS, "manage"), method: "POST" } as const;

const USER = "/api/v1/meta/schemas/user/{schemaId}";
const GROUP = "/api/v1/meta/schemas/group/default";
const APP_USER = "/api/v1/meta/schemas/apps/{appId}/default";

/** The operations on what the profiles of users, groups and app users hold. */
export const schemaOperations: readonly Operation[] = [
  { ...READ, path: USER, handle: (call) => Response.json(showUserSchema(call)) },
  { ...MANAGE, path: USER, handle: (call) => change(call, findUserSchema(call).schema, showUserSchema) },
  { ...READ, path: GROUP, handle: (call) => Response.json(showGroupSchema(call)) },
  { ...MANAGE, path: GROUP, handle: (call) => change(call, groupSchema(call.org.store), showGroupSchema) },
  { ...READ, path: APP_USER, handle: (call) => Response.json(showAppSchema(call)) },
  {
    ...MANAGE,
    path: APP_USER,
    handle: (call) => change(call, appUserSchema(call.org.store, findApp(call).id), showAppSchema),
  },
];

type Shown = Record<string, unknown>;

/** The ID of a schema of users is that of their type, but for its beginning. */
function findUserSchema({ org, params }: Call): { readonly id: string; readonly schema: ProfileSchema } {
  const sent = params.schemaId ?? "";
  const id = sent === "default" ? defaultSchemaId(org.store) : sent;
  if (id === defaultSchemaId(org.store)) return { id, schema: userSchema(org.store) };
  const typeId = id.replace(/^.../, "oty");
  if (!id.startsWith("osc") || !org.store.resources.get("userTypes")?.has(typeId)) throw notFound(id, "UserSchema");
  return { id, schema: userSchema(org.store, typeId) };
}

function showUserSchema(call: Call): Shown {
  const { id, schema } = findUserSchema(call);
  const typeId = id.replace(/^.../, "oty");
  const type = call.org.store.resources.get("userTypes")?.get(typeId);
  return {
    ...showSchema(call.org, `user/${id}`, schema),
    name: type?.name ?? "user",
    title: type?.displayName ?? "User",
    description: "Okta user profile template with default permission settings",
    _links: {
      self: { href: `${call.org.orgUrl}/api/v1/meta/schemas/user/${id}`, method: "GET", rel: "self" },
      type: { href: `${call.org.orgUrl}/api/v1/meta/types/user/${typeId}`, method: "GET", rel: "type" },
    },
  };
}

function showGroupSchema({ org }: Call): Shown {
  return {
    ...showSchema(org, "group/default", groupSchema(org.store)),
    name: "group",
    title: "Okta group",
    description: "Default group profile",
    _links: { self: { href: `${org.orgUrl}/api/v1/meta/schemas/group/default`, method: "GET", rel: "self" } },
  };
}

function showAppSchema(call: Call): Shown {
  const { org } = call;
  const { id, definition } = findApp(call);
  return {
    ...showSchema(org, `apps/${id}/default`, appUserSchema(org.store, id)),
    name: definition.name,
    title: `${definition.label} User`,
    _links: { self: { href: `${org.orgUrl}/api/v1/meta/schemas/apps/${id}/default`, method: "GET", rel: "self" } },
  };
}

function showSchema({ orgUrl }: Org, path: string, { created, lastUpdated, base, custom }: ProfileSchema): Shown {
  return {
    id: `${orgUrl}/api/v1/meta/schemas/${path}`,
    $schema: "http://json-schema.org/draft-04/schema#",
    lastUpdated,
    created,
    definitions: { custom: showDefinition("#custom", custom), base: showDefinition("#base", base) },
    type: "object",
    properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
  };
}

function showDefinition(id: string, attributes: ProfileSchema["base"]): Shown {
  const show = (attribute: SchemaAttribute) => ({
    mutability: "READ_WRITE",
    scope: "NONE",
    permissions: [{ principal: "SELF", action: "READ_ONLY" }],
    master: { type: "PROFILE_MASTER" },
    ...attribute,
  });
  return {
    id,
    type: "object",
    properties: Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, show(attribute)])),
    required: Object.keys(attributes).filter((name) => attributes[name]?.required),
  };
}

const TYPES: readonly unknown[] = ["string", "boolean", "number", "integer", "array", "object"];

/** Adds, changes and removes attributes: null removes one. Those that are not sent stay. */
async function change(call: Call, schema: ProfileSchema, show: (call: Call) => Shown): Promise<Response> {
  const { definitions } = await readBody(call);
  const sent = (name: string) => {
    const definition = isObject(definitions) ? definitions[name] : undefined;
    return isObject(definition) && isObject(definition.properties) ? definition.properties : {};
  };
  const base: Record<string, SchemaAttribute> = { ...schema.base };
  for (const [name, attribute] of Object.entries(sent("base"))) {
    const before = base[name];
    if (!before) throw validation("base", `${name}: A base attribute cannot be added`);
    if (attribute === null) throw validation("base", `${name}: A base attribute cannot be removed`);
    base[name] = readAttribute(name, attribute, before);
  }
  const custom: Record<string, SchemaAttribute> = { ...schema.custom };
  for (const [name, attribute] of Object.entries(sent("custom"))) {
    if (!/^[a-zA-Z_$][\w$-]*$/.test(name)) throw validation(name, `${name}: The name of the attribute is not valid`);
    if (Object.hasOwn(base, name)) throw validation(name, `${name}: The attribute is a base attribute`);
    if (attribute === null) delete custom[name];
    else custom[name] = readAttribute(name, attribute, custom[name]);
  }
  Object.assign(schema, { base, custom, lastUpdated: isoDate(call.org.now()) });
  return Response.json(show(call));
}

function readAttribute(name: string, sent: unknown, before: SchemaAttribute | undefined): SchemaAttribute {
  if (!isObject(sent)) throw validation(name, `${name}: The attribute must be an object`);
  const type = sent.type ?? before?.type;
  if (!TYPES.includes(type)) throw validation("type", `${name}: The type of the attribute is not valid`);
  if (before && before.type !== type) throw validation("type", `${name}: The type of an attribute cannot be changed`);
  const { title = before?.title } = sent;
  if (typeof title !== "string" || title === "") throw validation("title", `${name}: The title cannot be left blank`);
  const attribute = { ...before, ...sent, title, type } as SchemaAttribute;
  // What is null is not set.
  return Object.fromEntries(Object.entries(attribute).filter(([, value]) => value !== null)) as SchemaAttribute;
}

function findApp({ org, params }: Call): App {
  const id = params.appId ?? "";
  const app = org.store.apps.get(id);
  if (!app) throw notFound(id, "AppInstance");
  return app;
}
