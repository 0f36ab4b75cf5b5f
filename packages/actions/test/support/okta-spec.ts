import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type AnySchema } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";

/** Where Okta's own description of its API lies, if it is there: beside the project, or where OKTA_SPEC says. */
const FOLDER = process.env.OKTA_SPEC ?? fileURLToPath(new URL("../../../../../shared/okta/", import.meta.url));

export const isSpecPresent = existsSync(`${FOLDER}/management.yaml`) && existsSync(`${FOLDER}/observed.json`);

/** An operation as Okta describes it. */
export interface SpecOperation {
  readonly operationId: string;
  readonly parameters?: readonly SpecParameter[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?:
    | undefined
    | {
        readonly $ref?: string;
        readonly required?: boolean;
        readonly content?: Readonly<Record<string, { readonly schema: SpecSchema }>>;
      };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: AnySchema }>> }>
  >;
}

/** A schema, as far as it is compared. */
export interface SpecSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly readOnly?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SpecSchema>>;
  readonly items?: SpecSchema;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly SpecSchema[];
  readonly oneOf?: readonly SpecSchema[];
  readonly anyOf?: readonly SpecSchema[];
  readonly discriminator?: { readonly mapping?: Readonly<Record<string, string>> };
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface SpecParameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: SpecSchema;
}

type SpecPath = Readonly<Record<string, SpecOperation>> & { readonly parameters?: readonly SpecParameter[] };

interface Spec {
  readonly paths: Readonly<Record<string, SpecPath>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Okta's description, ready to be asked. */
export interface OktaSpec {
  find(method: string, path: string): SpecOperation | undefined;
  /** An operation's parameters of a place. */
  parameters(
    method: string,
    path: string,
    place: string,
  ): readonly { readonly name: string; readonly required: boolean; readonly schema: SpecSchema | undefined }[];
  /** The schema of an operation's body. */
  requestBody(method: string, path: string): SpecSchema | undefined;
  /** Follows references. */
  resolve(schema: SpecSchema): SpecSchema;
  /** What is wrong with a body by the schema of an operation's answer; undefined where it describes none. */
  validate(operation: SpecOperation, status: string, body: unknown): readonly string[] | undefined;
  /** The statuses of success that real orgs were seen to answer an operation with. */
  observed(operationId: string): readonly string[];
  /** How often real orgs were seen to answer each operation with each status. */
  readonly recordings: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const bare = (path: string) => path.replaceAll(/\{\w+\}/g, "{}");

/** A schema that says it can be null, but not what it is otherwise, in a form that a validator accepts. */
function readNullable(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null || !("nullable" in schema) || "type" in schema) return schema;
  const { nullable, ...rest } = schema;
  return nullable === true ? { anyOf: [rest, { type: "null" }] } : rest;
}

/** Reads Okta's description. */
export function readSpec(): OktaSpec {
  const spec: Spec = parse(readFileSync(`${FOLDER}/management.yaml`, "utf8"), { maxAliasCount: -1 });
  const { statuses } = JSON.parse(readFileSync(`${FOLDER}/observed.json`, "utf8"));
  const paths = new Map(Object.entries(spec.paths).map(([path, item]) => [bare(path), item]));
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateFormats: true, logger: false });
  addFormats.default(ajv);
  // Some examples and properties hold what a validator would take for its own words.
  const isNoise = (name: string, value: unknown) =>
    name === "example" ||
    name === "examples" ||
    (name === "$id" && typeof value === "string") ||
    // Java's flags in a pattern, which JavaScript does not know.
    (name === "pattern" && typeof value === "string" && value.startsWith("(?")) ||
    name === "discriminator";
  const schemas = JSON.parse(
    JSON.stringify(spec.components.schemas, (name, value) => (isNoise(name, value) ? undefined : readNullable(value))),
  );
  ajv.addSchema({ components: { schemas } }, "okta");
  const find = (method: string, path: string): SpecOperation | undefined => {
    const operation = paths.get(bare(path))?.[method.toLowerCase()];
    const name = operation?.requestBody?.$ref?.split("/").at(-1);
    if (!operation || name === undefined) return operation;
    return { ...operation, requestBody: spec.components.requestBodies?.[name] as SpecOperation["requestBody"] };
  };
  const resolve = (parameter: SpecParameter): SpecParameter => {
    if (!parameter.$ref) return parameter;
    const name = parameter.$ref.split("/").at(-1) ?? "";
    return spec.components.parameters?.[name] as SpecParameter;
  };
  const resolveSchema = (schema: SpecSchema): SpecSchema => {
    if (!schema.$ref) return schema;
    const [, kind = "", name = ""] = /^#\/components\/(\w+)\/(.+)$/.exec(schema.$ref) ?? [];
    return resolveSchema((spec.components[kind]?.[name] ?? {}) as SpecSchema);
  };
  return {
    find,
    parameters(method, path, place) {
      const all = [...(paths.get(bare(path))?.parameters ?? []), ...(find(method, path)?.parameters ?? [])].map(
        resolve,
      );
      const wanted = all.filter((parameter) => parameter.in === place);
      return [
        ...new Map(wanted.map(({ name, required = false, schema }) => [name, { name, required, schema }])).values(),
      ];
    },
    requestBody: (method, path) => find(method, path)?.requestBody?.content?.["application/json"]?.schema,
    resolve: resolveSchema,
    validate(operation, status, body) {
      const schema = operation.responses[status]?.content?.["application/json"]?.schema;
      if (!schema) return undefined;
      const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"okta#/components'));
      const validate = ajv.compile(absolute);
      validate(body);
      return (validate.errors ?? []).map(
        ({ instancePath, message, data }) =>
          `${instancePath.replaceAll(/\/\d+/g, "/*")} ${data === null ? "is null" : message}`,
      );
    },
    observed: (operationId) => Object.keys(statuses[operationId] ?? {}).filter((status) => status.startsWith("2")),
    recordings: statuses,
  };
}
