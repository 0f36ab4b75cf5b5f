/** The part of JSON Schema that schema/audit-v1.json and the MCP registry's schema use. A library would compile code, which workerd does not allow. */
export interface Schema {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

const KNOWN =
  /^(const|enum|type|pattern|minLength|maxLength|minimum|maximum|maxItems|items|required|properties|additionalProperties|title|description|\$schema|\$id)$/;

/** Returns what is wrong with a value, each with its place; none if the schema allows it. */
export function checkSchema(schema: Schema, value: unknown, place = ""): readonly string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KNOWN.test(keyword));
  if (unknown.length > 0) throw new Error(`The check does not know ${unknown.join(", ")}.`);
  const problems: string[] = [];
  const expect = (isRight: boolean, rule: string) => {
    if (!isRight) problems.push(`${place || "the line"}: ${rule}`);
  };
  if ("const" in schema) expect(value === schema.const, `is not ${schema.const}`);
  if (schema.enum) expect(schema.enum.includes(value), `is not one of ${schema.enum.join(", ")}`);
  if (schema.type) expect(typeOf(value, schema.type), `is not of type ${schema.type}`);
  if (typeof value === "string") {
    if (schema.pattern) expect(new RegExp(schema.pattern, "u").test(value), `does not match ${schema.pattern}`);
    if (schema.minLength) expect(value.length >= schema.minLength, `is shorter than ${schema.minLength}`);
    if (schema.maxLength) expect(value.length <= schema.maxLength, `is longer than ${schema.maxLength}`);
  }
  if (typeof value === "number") {
    expect(value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value), "is out of range");
  }
  if (Array.isArray(value)) {
    expect(value.length <= (schema.maxItems ?? value.length), "has too many items");
    for (const [at, item] of value.entries())
      problems.push(...checkSchema(schema.items ?? {}, item, `${place}[${at}]`));
  } else if (typeof value === "object" && value !== null) {
    const { properties = {}, required = [], additionalProperties } = schema;
    for (const name of required) expect(name in value, `lacks ${name}`);
    for (const [name, member] of Object.entries(value)) {
      const known = properties[name] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
      if (known) problems.push(...checkSchema(known, member, `${place}.${name}`));
      else expect(additionalProperties !== false, `has the unknown member ${name}`);
    }
  }
  return problems;
}

function typeOf(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
