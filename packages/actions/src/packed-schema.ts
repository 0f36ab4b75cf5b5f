import * as v from "valibot";
import type { Schema } from "./action.ts";
import { isDate } from "./catalog/parameters.ts";

/**
 * A schema as JSON: what validation needs of it, and no descriptions. Either the letter of a type, or a letter with its argument; checks
 * follow. The letters: `t` string of at least one character, `s` string, `n` number, `b` boolean, `u` unknown, `j` object of any members, `e` picklist, `a` list, `o` object,
 * `?` optional, `0` nullable.
 */
export type PackedSchema = string | readonly [letter: string, argument?: unknown, checks?: readonly PackedCheck[]];

type PackedCheck = readonly [type: string, requirement?: unknown];

/** The checks that a packed schema can have. */
const CHECKS: Readonly<Record<string, (requirement: never) => v.GenericPipeAction>> = {
  min_length: (requirement: number) => v.minLength<string, number>(requirement) as v.GenericPipeAction,
  max_length: (requirement: number) => v.maxLength<string, number>(requirement) as v.GenericPipeAction,
  min_value: (requirement: number) => v.minValue(requirement) as v.GenericPipeAction,
  max_value: (requirement: number) => v.maxValue(requirement) as v.GenericPipeAction,
  includes: (requirement: string) => v.includes<string, string>(requirement) as v.GenericPipeAction,
  integer: () => v.integer() as v.GenericPipeAction,
  check: () => isDate as v.GenericPipeAction,
};

/** What a schema says beside its checks, which validation does not need. */
const WORDS = new Set(["title", "description", "metadata"]);

interface AnySchema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly options?: readonly string[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly value?: Schema;
  readonly pipe?: readonly [Schema, ...AnyCheck[]];
}

interface AnyCheck {
  readonly type: string;
  readonly requirement?: unknown;
}

/** The checks of a schema; a pipe may begin with another pipe. */
function checksOf(schema: Schema): readonly AnyCheck[] {
  const { pipe } = schema as unknown as AnySchema;
  if (!pipe) return [];
  const [inner, ...checks] = pipe;
  return [...checksOf(inner), ...checks];
}

/** Packs a schema. Throws for what cannot be packed. */
export function packSchema(schema: Schema): PackedSchema {
  const { type, wrapped, item, options, entries, value } = schema as unknown as AnySchema;
  const checks = checksOf(schema)
    .filter(({ type }) => !WORDS.has(type))
    .map(({ type, requirement }): PackedCheck => {
      if (!CHECKS[type]) throw new Error(`The check ${type} cannot be packed.`);
      return type === "check" || requirement === undefined ? [type] : [type, requirement];
    });
  const pack = (letter: string, argument?: unknown): PackedSchema => {
    if (checks.length > 0) return [letter, argument ?? null, checks];
    return argument === undefined ? letter : [letter, argument];
  };
  switch (type) {
    case "string":
      return JSON.stringify(checks) === '[["min_length",1]]' ? "t" : pack("s");
    case "number":
      return pack("n");
    case "boolean":
      return pack("b");
    case "unknown":
      return pack("u");
    case "picklist":
      return pack("e", options);
    case "optional":
      return pack("?", wrapped && packSchema(wrapped));
    case "nullable":
      return pack("0", wrapped && packSchema(wrapped));
    case "array":
      return pack("a", item && packSchema(item));
    case "record":
      if ((value as unknown as AnySchema).type !== "unknown")
        throw new Error("Only records of anything can be packed.");
      return pack("j");
    case "loose_object":
      return pack("o", packSchemas(entries ?? {}));
    default:
      throw new Error(`A schema of the type ${type} cannot be packed.`);
  }
}

/** Packs schemas by name. */
export function packSchemas(schemas: Readonly<Record<string, Schema>>): Readonly<Record<string, PackedSchema>> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, packSchema(schema)]));
}

/** Makes the schema again. */
export function unpackSchema(packed: PackedSchema): Schema {
  const [letter, argument, checks] = typeof packed === "string" ? [packed] : packed;
  const schema = unpackType(letter ?? "", argument);
  if (!checks) return schema;
  const actions = checks.map(([type, requirement]) => CHECKS[type]?.(requirement as never));
  return v.pipe(schema, ...(actions as [v.GenericPipeAction])) as Schema;
}

/** Makes schemas by name again. */
export function unpackSchemas(packed: Readonly<Record<string, PackedSchema>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(packed).map(([name, schema]) => [name, unpackSchema(schema)]));
}

function unpackType(letter: string, argument: unknown): Schema {
  switch (letter) {
    case "t":
      return v.pipe(v.string(), v.minLength(1));
    case "s":
      return v.string();
    case "n":
      return v.number();
    case "b":
      return v.boolean();
    case "j":
      return v.record(v.string(), v.unknown());
    case "e":
      return v.picklist(argument as readonly string[]);
    case "?":
      return v.optional(unpackSchema(argument as PackedSchema));
    case "0":
      return v.nullable(unpackSchema(argument as PackedSchema));
    case "a":
      return v.array(unpackSchema(argument as PackedSchema));
    case "o":
      return v.looseObject(unpackSchemas(argument as Readonly<Record<string, PackedSchema>>));
    default:
      return v.unknown();
  }
}
