import { MARKS, type Mark } from "@okta-edge/actions";
import type { ActionDocument, Documents } from "@okta-edge/actions/documents";
import { catalogTools } from "./catalog-tools.ts";

type Json = Readonly<Record<string, unknown>>;

/** Where an argument belongs in the request. */
export type Place = "path" | "query" | "body";

/** A tool of the catalog: an action with the names and schemas that MCP shows. */
export interface ActionTool {
  readonly name: string;
  readonly action: ActionDocument;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Json & { readonly type: "object" };
  readonly outputSchema: Json & { readonly type: "object" };
  readonly annotations: Readonly<Record<string, boolean | string>>;
  /** The arguments by name. Arguments of a body that are not listed are members of it. */
  readonly places: ReadonlyMap<string, Place>;
  readonly required: readonly string[];
  /** How the body is built: of arguments, as the argument `body`, or not at all. */
  readonly body: "members" | "whole" | "none";
  readonly isList: boolean;
}

/** Every tool of the catalog by name, in the catalog's order. */
export type Catalog = ReadonlyMap<string, ActionTool>;

const catalogs = new WeakMap<Documents, Catalog>();

/** Derives the tools from the documentation of the actions, once. */
export function toolsOf(documents: Documents): Catalog {
  const known = catalogs.get(documents);
  if (known) return known;
  const tools = documents.actions.map((action) => toTool(action, documents));
  const catalog = new Map([...tools].sort((a, b) => (a.name < b.name ? -1 : 1)).map((tool) => [tool.name, tool]));
  catalogs.set(documents, catalog);
  return catalog;
}

/** Returns the name of an action's tool: `users_reset_password` for `users.resetPassword`. */
function toolName(action: string): string {
  return action.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(".", "_");
}

/** The items of a list that are returned if the call does not say how many. */
const DEFAULT_LIMIT = 25;

/** Arguments are the parts of an action's request, but headers. */
function toTool(action: ActionDocument, documents: Documents): ActionTool {
  const { id, method, operation } = action;
  const { summary, parameters = [], "x-okta-edge-risk": risk } = operation;
  const { requestBody, responses, "x-idempotent": isIdempotent } = operation as unknown as OperationSchemas;
  const places = new Map<string, Place>();
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const { name, in: place, required: isRequired, description, ...rest } of parameters) {
    if (place !== "path" && place !== "query") continue;
    places.set(name, place);
    const schema = (rest as { readonly schema?: Json }).schema ?? {};
    properties[name] = { ...schema, ...(description && { description }) };
    if (name === "limit" && place === "query")
      properties[name] = { ...(properties[name] as Json), default: DEFAULT_LIMIT };
    if (isRequired) required.push(name);
  }
  const bodySchema = requestBody?.content["application/json"].schema;
  const members = Object.entries((bodySchema?.properties ?? {}) as Json);
  const body = !bodySchema
    ? "none"
    : members.length > 0 && members.every(([name]) => !places.has(name))
      ? "members"
      : "whole";
  if (body === "members") {
    for (const [name, schema] of members) {
      places.set(name, "body");
      properties[name] = schema;
    }
    required.push(...((bodySchema?.required ?? []) as string[]).filter(() => requestBody?.required));
  } else if (body === "whole") {
    places.set("body", "body");
    properties.body = bodySchema;
    if (requestBody?.required) required.push("body");
  }
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"))?.[1];
  const result = success?.content?.["application/json"].schema;
  const isList = result?.type === "array";
  const isRead = risk.risk === "read";
  return {
    name: toolName(id),
    action,
    title: summary,
    description: describe(action, documents),
    inputSchema: withDefinitions(
      {
        type: "object",
        properties,
        ...(required.length > 0 && { required }),
        // Orgs have attributes of their own in bodies.
        additionalProperties: body === "members",
      },
      documents,
    ),
    outputSchema: withDefinitions(outputSchema(result, isList), documents, loosen),
    annotations: {
      title: summary,
      readOnlyHint: isRead || (method === "GET" && risk.marks.every((mark) => mark === "secret")),
      destructiveHint: risk.risk === "destructive" || risk.raisedBy !== undefined,
      idempotentHint: isIdempotent === true,
      openWorldHint: false,
    },
    places,
    required,
    body,
    isList,
  };
}

interface OperationSchemas {
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<"application/json", { readonly schema: Json }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<"application/json", { readonly schema: Json }>> }>
  >;
  readonly "x-idempotent"?: boolean;
}

/** A list has its count and a cursor. What has no body has a status. */
function outputSchema(result: Json | undefined, isList: boolean): Json & { readonly type: "object" } {
  const cut = { type: "string", description: "What does not fit the result" };
  if (isList) {
    const properties = {
      items: { type: "array", items: result?.items ?? {} },
      count: { type: "integer", description: "The number of items in this result" },
      next: { type: "string", description: "Pass it as `after` to get the next page" },
      cut,
    };
    return { type: "object", properties, required: ["items", "count"] };
  }
  return {
    type: "object",
    properties: { status: { type: ["integer", "string"] }, cut },
    ...(result && { allOf: [result] }),
  };
}

/** Removes what a shortened result does not keep: required members, formats, patterns and descriptions. */
function loosen(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(loosen);
  if (typeof schema !== "object" || schema === null) return schema;
  const {
    required,
    pattern,
    format,
    minLength,
    maxLength,
    description,
    title,
    enum: values,
    const: value,
    ...rest
  } = schema as Json;
  return Object.fromEntries(
    Object.entries(rest).map(([name, member]) => [
      name,
      name === "properties"
        ? Object.fromEntries(Object.entries(member as Json).map(([key, one]) => [key, loosen(one)]))
        : loosen(member),
    ]),
  );
}

/** Puts the definitions that a schema refers to beside it. */
function withDefinitions<Schema extends Json>(
  schema: Schema,
  { openApi }: Documents,
  change: (schema: unknown) => unknown = (same) => same,
): Schema {
  const { schemas } = (openApi as { readonly components: { readonly schemas: Json } }).components;
  const found: Record<string, unknown> = {};
  const visit = (value: unknown) => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (Object.hasOwn(found, name)) continue;
      found[name] = change(schemas[name]);
      visit(found[name]);
    }
  };
  const changed = change === loosen ? keepTop(schema) : schema;
  visit(changed);
  const text = JSON.stringify({ ...changed, ...(Object.keys(found).length > 0 && { $defs: found }) });
  return JSON.parse(text.replaceAll('"#/components/schemas/', '"#/$defs/')) as Schema;
}

/** The members that every result of a kind has stay required. */
function keepTop(schema: Json): Json {
  const { required, properties, ...rest } = schema;
  return {
    ...(loosen(rest) as Json),
    ...(loosen({ properties }) as Json),
    ...(required !== undefined && { required }),
  };
}

/** Says what a tool does and when to use another, with the names of tools in place of those of actions. */
function describe({ operation }: ActionDocument, documents: Documents): string {
  const { summary, description = "", "x-okta-edge-risk": risk, "x-okta-scope": scope } = operation;
  const names = new Map(documents.actions.map(({ id }) => [id, toolName(id)]));
  const named = description.replaceAll(/\b[a-zA-Z]+\.[a-zA-Z]+\b/g, (word) => names.get(word) ?? word);
  const reasons = (marks: readonly Mark[]) => marks.map((mark) => `${mark}: ${MARKS[mark]}`).join(" ");
  const raised =
    risk.raisedBy && `Destructive with ${risk.raisedBy.when.join(" or ")}. ${reasons(risk.raisedBy.marks)}`;
  return [`${summary}.`, named, `Risk: ${risk.risk}.`, reasons(risk.marks), raised, `Okta scope: ${scope}.`]
    .filter(Boolean)
    .join(" ");
}

/** The names of the three tools that reach everything else. */
export const CATALOG_TOOL_NAMES: readonly string[] = catalogTools.map(({ name }) => name);
