/** A JSON Schema, as far as the OpenAPI document of the catalog uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** The schemas that others refer to, by name. */
export type Schemas = Readonly<Record<string, Schema>>;

/** Returns the schema that a reference names, or the schema itself. */
export function resolveSchema(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.slice("#/components/schemas/".length);
  const found = name === undefined ? schema : schemas[name];
  if (!found) throw new Error(`No schema ${name}`);
  return found;
}

/** Describes the type of a value in words: `string or null`, `list of string`. */
export function typeName(schema: Schema): string {
  const { anyOf, type, items, $ref } = schema;
  if (anyOf) return [...new Set(anyOf.map(typeName))].join(" or ");
  if ($ref) return "object";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (type === "array") return items ? `list of ${typeName(items)}` : "list";
  if (type === undefined) return schema.enum ? "string" : "any";
  return typeof type === "string" ? type : type.join(" or ");
}

/** Describes what a schema demands of a value beside its type. */
export function limitsOf({ minimum, maximum, minLength, maxLength, minItems, maxItems }: Schema): readonly string[] {
  return [
    range(minimum, maximum, ""),
    // Every text that is required has at least one character.
    range(minLength === 1 ? undefined : minLength, maxLength, " characters"),
    range(minItems, maxItems, " items"),
  ].filter((text) => text !== "");
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`;
  if (least !== undefined) return `at least ${least}${unit}`;
  return most === undefined ? "" : `at most ${most}${unit}`;
}

/** Returns the values that a schema allows, if they are listed. */
export function valuesOf({ enum: values, anyOf = [], items }: Schema): readonly unknown[] {
  return values ?? anyOf.map(valuesOf).find((found) => found.length > 0) ?? (items ? valuesOf(items) : []);
}

/** A member of a body, with its path: `profile.login`. */
export interface Field {
  readonly path: string;
  readonly isRequired: boolean;
  readonly schema: Schema;
}

/** Lists the members of an object and of the objects in it. A list of objects is `rules[].name`. */
export function fieldsOf(schema: Schema, schemas: Schemas, prefix = ""): readonly Field[] {
  const { properties = {}, required = [], items, anyOf } = resolveSchema(schema, schemas);
  if (items) return fieldsOf(items, schemas, `${prefix.replace(/\.$/, "")}[].`.replace(/^\[\]\.$/, "[]."));
  const inner = anyOf?.find((option) => option.type === "object");
  if (inner) return fieldsOf(inner, schemas, prefix);
  return Object.entries(properties).flatMap(([name, member]) => {
    const path = prefix + name;
    return [{ path, isRequired: required.includes(name), schema: member }, ...fieldsOf(member, schemas, `${path}.`)];
  });
}

/** Members of which the same is to be said. */
export interface AlikeFields extends Omit<Field, "path"> {
  readonly paths: readonly string[];
}

/** Puts fields in a row of their own only if there is something to say of each. */
export function mergeAlike(fields: readonly Field[]): readonly AlikeFields[] {
  const merged: AlikeFields[] = [];
  for (const { path, isRequired, schema } of fields) {
    const last = merged.at(-1);
    const isAlike = last && JSON.stringify([last.isRequired, last.schema]) === JSON.stringify([isRequired, schema]);
    if (isAlike && !schema.description) merged.splice(-1, 1, { ...last, paths: [...last.paths, path] });
    else merged.push({ paths: [path], isRequired, schema });
  }
  return merged;
}
