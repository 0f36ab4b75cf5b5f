import { type ConversionConfig, type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import type { Action, Schema } from "./action.ts";
import { TOPICS } from "./catalog/topics.ts";
import { problem } from "./problem.ts";
import type { RaisedRisk } from "./risk.ts";

/** What an OpenAPI document says beside the actions. */
export interface OpenApiOptions {
  /** Where the Worker is. */
  readonly serverUrl: string;
  /** The version of the document. */
  readonly version: string;
}

type Json = Record<string, unknown>;

const JSON_TYPE = "application/json";
const PROBLEM_TYPE = "application/problem+json";

/**
 * Describes actions as an OpenAPI document.
 *
 * @param actions - The actions.
 * @param options - Where the API is served, and its version.
 * @returns the document, as plain data.
 * @see {@link https://spec.openapis.org/oas/v3.1.1 OpenAPI 3.1}
 */
export function describeActions(
  actions: readonly Action[],
  { serverUrl, version }: OpenApiOptions,
): Record<string, unknown> {
  const definitions = namedSchemas(actions);
  const convert = (schema: Schema) => toOpenApiSchema(schema, definitions);
  const paths: Record<string, Json> = {};
  for (const action of actions) {
    const path = paths[action.path] ?? {};
    paths[action.path] = path;
    path[action.method.toLowerCase()] = describeAction(action, convert);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "okta-edge",
      version,
      summary: "Okta actions, called with a caller's key.",
      description:
        "The paths are Okta's own. A caller can use the actions that its Okta scopes allow. A list is returned a page at a time, or with `Accept: application/x-ndjson` as one stream of all pages, an item a line.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [...new Set(actions.map(tagOf))].map((name) => ({ name, description: TOPICS[name] })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "The caller's key" },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "The caller's key" },
      },
      schemas: Object.fromEntries(
        Object.entries(definitions).map(([name, schema]) => [name, toOpenApiSchema(schema, definitions, name)]),
      ),
    },
  };
}

/** The part of an action's ID before its dot, which is what it is about. */
function tagOf({ id }: Action): string {
  return id.slice(0, id.indexOf("."));
}

function describeAction(action: Action, convert: (schema: Schema) => JsonSchema): Json {
  const { id, summary, description, scope, furtherScopes, risk, marks, raisedBy, isIdempotent } = action;
  return {
    operationId: id,
    tags: [tagOf(action)],
    summary,
    ...(description && { description }),
    ...describeParameters(action, convert),
    ...(action.body && {
      requestBody: {
        required: action.body.type !== "optional",
        content: {
          [JSON_TYPE]: {
            schema: convert(unwrap(action.body)),
            ...(action.example.body ? { example: action.example.body } : {}),
          },
        },
      },
    }),
    responses: {
      [action.status]: describeSuccess(action, convert),
      "4XX": {
        description: "Refused, by the Worker or by Okta",
        content: { [PROBLEM_TYPE]: { schema: convert(problem) } },
      },
      "5XX": {
        description: "Failed, in the Worker or at Okta",
        content: { [PROBLEM_TYPE]: { schema: convert(problem) } },
      },
    },
    "x-okta-scope": [scope, ...furtherScopes].join(" "),
    "x-okta-edge-risk": { risk, marks, ...(raisedBy && { raisedBy: describeRaise(raisedBy) }) },
    "x-idempotent": isIdempotent,
  };
}

function describeRaise({ when, marks }: RaisedRisk): Json {
  return { when, risk: "destructive", marks };
}

function describeParameters(action: Action, convert: (schema: Schema) => JsonSchema): Json {
  const describe = (place: string, schemas: Readonly<Record<string, Schema>>) =>
    Object.entries(schemas).map(([name, schema]) => {
      const { description, ...converted } = convert(unwrap(schema));
      return {
        name,
        in: place,
        required: schema.type !== "optional",
        ...(description && { description }),
        schema: converted,
        ...(action.example[name] !== undefined && { example: action.example[name] }),
      };
    });
  const headers = action.headers.map((name) => ({ name, in: "header", required: false, schema: { type: "string" } }));
  const parameters = [...describe("path", action.params), ...describe("query", action.query), ...headers];
  return parameters.length > 0 ? { parameters } : {};
}

function describeSuccess({ response, isList, summary }: Action, convert: (schema: Schema) => JsonSchema): Json {
  if (!response) return { description: "Done" };
  const item = convert(response);
  const links = {
    Link: { description: 'The pages around, as Okta links them: rel="self", rel="next"', schema: { type: "string" } },
  };
  return {
    description: summary,
    ...(isList && { headers: links }),
    // Not the stream of all pages: clients that are generated would have to expect a text in place of the list.
    content: { [JSON_TYPE]: { schema: isList ? { type: "array", items: item } : item } },
  };
}

function unwrap(schema: Schema): Schema {
  return schema.type === "optional" && "wrapped" in schema ? (schema.wrapped as Schema) : schema;
}

/** The schemas that have a title, by it: they are said once, and referred to. */
function namedSchemas(actions: readonly Action[]): Record<string, Schema> {
  const named: Record<string, Schema> = {};
  for (const schema of [problem, ...actions.map(({ response }) => response)]) {
    const title = schema && v.getTitle(schema);
    if (schema && title) named[title] = schema;
  }
  return named;
}

function toOpenApiSchema(schema: Schema, definitions: Record<string, Schema>, name?: string): JsonSchema {
  const config: ConversionConfig = {
    target: "draft-2020-12",
    typeMode: "input",
    errorMode: "ignore",
    definitions,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
    // Bounds that are documented and not enforced.
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      "pipe" in valibotSchema ? { ...jsonSchema, ...v.getMetadata(valibotSchema as Schema) } : undefined,
  };
  // A definition refers to itself if it is asked for by its own schema.
  const { [name ?? ""]: _, ...others } = definitions;
  const { $schema, $defs, ...converted } = toJsonSchema(schema, {
    ...config,
    definitions: name ? others : definitions,
  });
  return converted;
}
