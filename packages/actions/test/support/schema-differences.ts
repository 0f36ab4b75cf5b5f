import { toJsonSchema } from "@valibot/to-json-schema";
import type { Action, Schema } from "../../src/action.ts";
import type { OktaSpec, SpecSchema } from "./okta-spec.ts";

/** What a schema says, whichever side it comes from. */
interface Shape {
  readonly required: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, SpecSchema>;
  readonly words: ReadonlySet<string> | undefined;
  readonly bounds: Readonly<Record<string, number>>;
  readonly items: SpecSchema | undefined;
}

const BOUNDS = ["minimum", "maximum", "minLength", "maxLength"] as const;

/** Reads a schema. Its alternatives are taken together: required is what all of them require. */
function shapeOf(schema: SpecSchema, resolve: (schema: SpecSchema) => SpecSchema): Shape {
  const whole = resolve(schema);
  const own: Shape = {
    required: new Set(whole.required ?? []),
    properties: new Map(Object.entries(whole.properties ?? {})),
    words: whole.enum && new Set(whole.enum.map(String)),
    bounds: Object.fromEntries(BOUNDS.flatMap((name) => (whole[name] === undefined ? [] : [[name, whole[name]]]))),
    items: whole.items,
  };
  const parts = (whole.allOf ?? []).map((part) => shapeOf(part, resolve));
  const mapped = Object.values(whole.discriminator?.mapping ?? {}).map(($ref): SpecSchema => ({ $ref }));
  // A mapped schema refers back to its base by allOf: of it, only what it adds is read.
  const added = mapped.flatMap((one) =>
    (resolve(one).allOf ?? [resolve(one)]).filter((part) => resolve(part) !== whole),
  );
  const alternatives = [...(whole.oneOf ?? []), ...(whole.anyOf ?? []), ...added].map((part) => shapeOf(part, resolve));
  const [first, ...others] = alternatives.map(({ required }) => required);
  const requiredByAll = [...(first ?? [])].filter((name) => others.every((required) => required.has(name)));
  const all = [own, ...parts, ...alternatives];
  const words = all.flatMap((shape) => [...(shape.words ?? [])]);
  return {
    required: new Set(
      [own, ...parts].flatMap(({ required }) => [...required]).concat(added.length > 0 ? [] : [...requiredByAll]),
    ),
    properties: new Map(all.flatMap(({ properties }) => [...properties])),
    words: words.length > 0 ? new Set(words) : undefined,
    bounds: Object.assign({}, ...[...parts, own].map(({ bounds }) => bounds)),
    items: all.find(({ items }) => items)?.items,
  };
}

const asJson = (schema: Schema): SpecSchema =>
  toJsonSchema(schema, { typeMode: "input", errorMode: "ignore" }) as SpecSchema;

/** Lists every difference between an action's input, or what it says of a response, and Okta's description. */
export function schemaDifferences(action: Action, spec: OktaSpec): readonly string[] {
  const { method, path } = action;
  const theirs = (schema: SpecSchema) => shapeOf(schema, spec.resolve);
  const ours = (schema: SpecSchema) => shapeOf(schema, (same) => same);
  const differences: string[] = [];
  const compare = (place: string, mine: SpecSchema, okta: SpecSchema, depth = 0): void => {
    const [here, there] = [ours(mine), theirs(okta)];
    for (const name of here.required)
      if (!there.required.has(name)) differences.push(`${place}.${name}: required here`);
    for (const name of there.required)
      if (!here.required.has(name)) differences.push(`${place}.${name}: required by Okta`);
    for (const name of here.properties.keys())
      if (!there.properties.has(name)) differences.push(`${place}.${name}: unknown to Okta`);
    for (const [name, property] of there.properties) {
      const mine = here.properties.get(name);
      if (mine) compare(`${place}.${name}`, mine, property, depth + 1);
      else if (here.properties.size > 0 && !spec.resolve(property).readOnly)
        differences.push(`${place}.${name}: not named here`);
    }
    compareValues(place, here, there);
    if (here.items && there.items && depth < 6) compare(`${place}[]`, here.items, there.items, depth + 1);
  };
  const compareValues = (place: string, here: Shape, there: Shape) => {
    const [mine, okta] = [[...(here.words ?? [])].sort().join(" "), [...(there.words ?? [])].sort().join(" ")];
    if (mine !== okta) differences.push(`${place}: ${mine || "any text"} here, ${okta || "any text"} in Okta's`);
    for (const name of BOUNDS) {
      if (here.bounds[name] !== there.bounds[name])
        differences.push(
          `${place}: ${name} ${here.bounds[name] ?? "none"} here, ${there.bounds[name] ?? "none"} in Okta's`,
        );
    }
  };
  const query = new Map(spec.parameters(method, path, "query").map((parameter) => [parameter.name, parameter]));
  for (const [name, schema] of Object.entries(action.query)) {
    const parameter = query.get(name);
    if (!parameter) differences.push(`query ${name}: unknown to Okta`);
    else {
      if (parameter.required !== (schema.type !== "optional")) differences.push(`query ${name}: required on one side`);
      compare(`query ${name}`, asJson(schema), parameter.schema ?? {});
    }
  }
  for (const name of query.keys()) if (!(name in action.query)) differences.push(`query ${name}: not named here`);
  for (const { name } of spec.parameters(method, path, "header")) {
    if (!action.headers.includes(name)) differences.push(`header ${name}: not named here`);
  }
  const body = spec.requestBody(method, path);
  if (action.body && body) compare("body", asJson(action.body), body);
  return differences;
}

/** Lists what the schema of a response restricts to certain words. */
export function restrictedWords(schema: SpecSchema, place = "response"): readonly string[] {
  return [
    ...(schema.enum ? [place] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => restrictedWords(one, `${place}.${name}`)),
    ...(schema.items ? restrictedWords(schema.items, `${place}[]`) : []),
  ];
}
