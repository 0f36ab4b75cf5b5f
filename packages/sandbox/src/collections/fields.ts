import { isObject } from "../api/request-body.ts";
import { validation } from "../org/okta-error.ts";

/** What a member of a body may be. */
export interface Field {
  /** Undefined for any. */
  readonly type?: "string" | "boolean" | "integer" | "number" | "array" | "object";
  readonly required?: boolean;
  /** The values that it, or each of its elements, may have. */
  readonly values?: readonly unknown[];
  /** Of a text, its length; of a number, the number. */
  readonly max?: number;
  readonly min?: number;
  readonly pattern?: RegExp;
  /** What it is when it is not sent. */
  readonly byDefault?: unknown;
  /** The members of an object. Those that are not named are kept as they are. */
  readonly fields?: Fields;
  /** Whether it stays what it was when the resource is replaced. */
  readonly fixed?: boolean;
}

/** The members of a body that a resource keeps. */
export type Fields = Readonly<Record<string, Field>>;

/** A text that must be sent. */
export const text: Field = { type: "string", required: true };

/** A text that is null unless it is sent. */
export const optionalText: Field = { type: "string", byDefault: null };

/** An object that is kept as it is sent. */
export const anyObject: Field = { type: "object" };

/** A text that is one of some. */
export const oneOf = (...values: readonly string[]): Field => ({ type: "string", values });

/** A flag with its default. */
export const flag = (byDefault: boolean): Field => ({ type: "boolean", byDefault });

/** A list with its default of nothing. */
export const list: Field = { type: "array", byDefault: [] };

/** A field that must be sent. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** An object with the members that are named. */
export const object = (fields: Fields): Field => ({ type: "object", fields });

/**
 * Reads the members that a resource keeps.
 *
 * @param before - What is replaced; undefined for a new resource.
 * @throws {OktaError} E0000001 that names each member at fault.
 */
export function readFields(
  body: Readonly<Record<string, unknown>>,
  fields: Fields,
  before?: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const causes: string[] = [];
  const values = readMembers(body, fields, before, "", causes);
  const [first] = causes;
  if (first !== undefined) throw validation(first.split(":")[0] ?? "", ...causes);
  return values;
}

function readMembers(
  body: Readonly<Record<string, unknown>>,
  fields: Fields,
  before: Readonly<Record<string, unknown>> | undefined,
  path: string,
  causes: string[],
): Record<string, unknown> {
  const members = Object.entries(fields).flatMap(([name, field]) => {
    const sent = body[name];
    if (field.fixed && before !== undefined) {
      if (sent !== undefined && sent !== before[name] && typeof sent !== "object") {
        causes.push(`${path}${name}: The field cannot be changed`);
      }
      return before[name] === undefined ? [] : [[name, before[name]] as const];
    }
    const isBlank = sent === undefined || sent === null || sent === "";
    if (field.required && isBlank) {
      causes.push(`${path}${name}: The field cannot be left blank`);
      return [];
    }
    if (sent === undefined || sent === null) {
      const nested = field.fields && Object.values(field.fields).some(({ byDefault }) => byDefault !== undefined);
      if (nested) return [[name, readMembers({}, field.fields ?? {}, undefined, `${path}${name}.`, causes)] as const];
      return field.byDefault === undefined ? [] : [[name, field.byDefault] as const];
    }
    const fault = faultOf(sent, field);
    if (fault) causes.push(`${path}${name}: ${fault}`);
    if (fault || !field.fields || !isObject(sent)) return [[name, sent] as const];
    const known = isObject(before?.[name]) ? before[name] : undefined;
    return [[name, { ...sent, ...readMembers(sent, field.fields, known, `${path}${name}.`, causes) }] as const];
  });
  return Object.fromEntries(members);
}

function faultOf(value: unknown, field: Field): string | undefined {
  const { type, values, max = Number.POSITIVE_INFINITY, min = Number.NEGATIVE_INFINITY, pattern } = field;
  if (type && !hasType(value, type)) return `The field must be ${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
  const invalid = values && [value].flat().find((one) => !values.includes(one));
  if (invalid !== undefined) return `'${invalid}' is not one of ${values?.join(", ")}`;
  if (typeof value === "string") {
    if (value.length > max) return "The field is too long";
    if (value.length < min) return "The field is too short";
    if (pattern && !pattern.test(value)) return "The field has an invalid value";
  }
  if (typeof value === "number" && (value > max || value < min)) return `The field must be from ${min} to ${max}`;
  return undefined;
}

function hasType(value: unknown, type: NonNullable<Field["type"]>): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
