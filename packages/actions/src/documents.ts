import type { OpenApiOptions } from "./openapi.ts";
import type { OperationMethod } from "./operations.ts";
import type { Mark, RaisedRisk, Risk } from "./risk.ts";

/** A parameter of an action, as the OpenAPI document has it. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
}

/** An action as an operation of the OpenAPI document. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly DescribedParameter[];
  readonly "x-okta-scope": string;
  readonly "x-okta-edge-risk": { readonly risk: Risk; readonly marks: readonly Mark[]; readonly raisedBy?: RaisedRisk };
}

/** The documentation of one action. */
export interface ActionDocument {
  readonly id: string;
  readonly method: OperationMethod;
  readonly path: string;
  readonly operation: DescribedOperation;
  /** The request of its example. */
  readonly example: { readonly path: string; readonly body?: unknown };
}

/** The documentation of every action, as `documents.txt` of this package contains it. */
export interface Documents {
  readonly actions: readonly ActionDocument[];
  /** The OpenAPI document of all actions, without its paths. */
  readonly openApi: Readonly<Record<string, unknown>>;
}

/**
 * Reads the text of `@okta-edge/actions/documents.txt`. It is a file of its own so that a Worker can carry it beside its code: only
 * requests for documentation pay for it.
 */
export function readDocuments(text: string): Documents {
  return JSON.parse(text);
}

/** Makes the OpenAPI document of some of the actions. */
export function selectOpenApi(
  { openApi }: Documents,
  actions: readonly ActionDocument[],
  { serverUrl, version }: OpenApiOptions,
): Record<string, unknown> {
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  for (const { path, method, operation } of actions) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const { info, tags, components, ...rest } = openApi as {
    readonly info: object;
    readonly tags: readonly { readonly name: string }[];
    readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  };
  const used = new Set(actions.map(({ id }) => id.slice(0, id.indexOf("."))));
  return {
    ...rest,
    info: { ...info, version },
    servers: [{ url: serverUrl }],
    tags: tags.filter(({ name }) => used.has(name)),
    paths,
    components: { ...components, schemas: referenced(paths, components.schemas) },
  };
}

/** The schemas that are referred to, by way of others too. */
function referenced(root: unknown, schemas: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const visit = (value: unknown) => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (name in found) continue;
      found[name] = schemas[name];
      visit(schemas[name]);
    }
  };
  visit(root);
  return found;
}
