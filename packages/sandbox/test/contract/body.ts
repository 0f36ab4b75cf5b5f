import type { OktaSpec, SpecSchema } from "../../../actions/test/support/okta-spec.ts";

type Described = SpecSchema & {
  readonly example?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly additionalProperties?: unknown;
};

/** Values by format, where the description has no example. */
const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2027-02-01T00:00:00.000Z",
  date: "2027-02-01",
  email: "a@example.com",
  uri: "https://example.com",
  url: "https://example.com",
};

/**
 * Makes the smallest body that a schema allows: what is required, from the description's examples of values, its defaults and
 * its enumerations.
 */
export function smallestBody(spec: Pick<OktaSpec, "resolve">, schema: SpecSchema): unknown {
  return sampleOf(schema, 0);

  function sampleOf(unresolved: SpecSchema, depth: number): unknown {
    const described = flatten(unresolved);
    const {
      enum: words,
      example,
      default: byDefault,
      type,
      format = "",
      items,
      minimum = 1,
      minLength = 0,
    } = described;
    if (described.properties || type === "object") return objectOf(described, depth);
    if (example !== undefined && typeof example !== "object") return example;
    if (byDefault !== undefined && byDefault !== null) return byDefault;
    if (words) return words[0];
    if (type === "array") return items && depth < 6 ? [sampleOf(items, depth + 1)] : [];
    if (type === "integer" || type === "number") return minimum;
    if (type === "boolean") return true;
    return FORMATS[format] ?? "text".padEnd(minLength, "x");
  }

  function objectOf({ properties = {}, required = [] }: Described, depth: number): Record<string, unknown> {
    if (depth > 6) return {};
    const members = required.flatMap((name) => {
      const property = properties[name];
      if (!property || flatten(property).readOnly) return [];
      return [[name, sampleOf(property, depth + 1)] as const];
    });
    return Object.fromEntries(members);
  }

  /** A schema with what it refers to; of alternatives the first. */
  function flatten(unresolved: SpecSchema): Described {
    const { allOf = [], oneOf = [], anyOf = [], ...own } = spec.resolve(unresolved) as Described;
    const parts = [own, ...allOf.map(flatten), ...[...oneOf, ...anyOf].slice(0, 1).map(flatten)];
    const required = parts.flatMap((part) => part.required ?? []);
    const properties = Object.assign({}, ...parts.map((part) => part.properties));
    return Object.assign({}, ...parts, { required }, Object.keys(properties).length > 0 && { properties });
  }
}
