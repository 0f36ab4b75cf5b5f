import { closestMatch } from "leven";
import * as v from "valibot";
import type { Action, Schema } from "./action.ts";

/** What is wrong with one part of an action's input. It quotes names, never values. */
export interface InputIssue {
  /** Of an action, where the request has it; `input` for a composition, which makes several requests. */
  readonly in: "path" | "query" | "body" | "input";
  /** The parameter, or the place in the body such as `profile.login`. */
  readonly name: string;
  /** What is wrong, to follow the name: "must be a number". */
  readonly message: string;
}

/** Issues that are reported at most: a response must not be many times the size of the request. */
const MOST_ISSUES = 20;

/** Characters of a name that are quoted, which is whatever was sent. */
const LONGEST_NAME = 100;

/** How strictly a query is checked. */
export interface QueryCheckOptions {
  /**
   * Whether parameters that the action does not know are accepted.
   *
   * @defaultValue false
   */
  readonly allowUnknown?: boolean;
}

/**
 * Checks the query of a request, as text, against what an action declares. An empty parameter counts as absent: clients that are
 * built from forms send all of them.
 *
 * @param action - An action of the catalog.
 * @param query - The query of the request.
 * @param options - Whether parameters that the action does not declare pass.
 * @returns The issues; an empty list if there are none.
 */
export function checkQueryText(
  action: Pick<Action, "query">,
  query: URLSearchParams,
  { allowUnknown = false }: QueryCheckOptions = {},
): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  const values: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    if (issues.length === MOST_ISSUES) break;
    const schema = Object.hasOwn(action.query, name) ? action.query[name] : undefined;
    const texts = query.getAll(name).filter((text) => text !== "");
    if (texts.length === 0) continue;
    if (!schema) {
      if (!allowUnknown) issues.push(quote("query", name, `is not known${nearest(name, action)}`));
    } else if (texts.length > 1) {
      issues.push({ in: "query", name, message: "is given more than once" });
    } else {
      values[name] = readText(texts[0] ?? "", schema);
    }
  }
  return [...issues, ...check(querySchema(action), values, "query")].slice(0, MOST_ISSUES);
}

const querySchemas = /* @__PURE__ */ new WeakMap<object, Schema>();

function querySchema(action: Pick<Action, "query">): Schema {
  const schema = querySchemas.get(action) ?? v.object(action.query);
  querySchemas.set(action, schema);
  return schema;
}

/** How thoroughly a body is checked. */
export interface BodyCheckOptions {
  /**
   * Whether the check ends at the first fault. A long list of invalid items takes its time.
   *
   * @defaultValue false
   */
  readonly onlyFirst?: boolean;
}

/**
 * Checks the body of a request. A member that is not declared passes: orgs have attributes of their own.
 *
 * @param action - An action of the catalog.
 * @param body - The parsed body.
 * @param options - Whether the first issue is enough.
 * @returns the issues; an empty list if there are none.
 */
export function checkBody(
  action: Pick<Action, "body">,
  body: unknown,
  { onlyFirst = false }: BodyCheckOptions = {},
): readonly InputIssue[] {
  return action.body ? check(action.body, body, "body", onlyFirst) : [];
}

/** Checks values against schemas by name, and that no others are there. */
export function checkValues(
  schemas: Readonly<Record<string, Schema>>,
  values: Readonly<Record<string, unknown>>,
  place: InputIssue["in"],
): readonly InputIssue[] {
  return check(v.object(schemas), values, place);
}

function check(schema: Schema, value: unknown, place: InputIssue["in"], abortEarly = false): readonly InputIssue[] {
  const { issues = [] } = v.safeParse(schema, value, { abortEarly });
  return issues.slice(0, MOST_ISSUES).map((issue) => quote(place, v.getDotPath(issue) ?? "", describeIssue(issue)));
}

function quote(place: InputIssue["in"], name: string, message: string): InputIssue {
  return { in: place, name: name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name, message };
}

/** Valibot's own messages quote what they were given, which may be a password. */
function describeIssue({ kind, type, expected, received, requirement, message }: v.BaseIssue<unknown>): string {
  if (kind === "schema") return received === "undefined" ? "is missing" : `must be ${readable(expected)}`;
  if (type === "check") return message;
  if (type === "min_length") return requirement === 1 ? "must not be empty" : `must have ${requirement} or more`;
  if (type === "max_length") return `must not be longer than ${requirement}`;
  if (type === "min_value") return `must be ${requirement} or more`;
  if (type === "max_value") return `must be at most ${requirement}`;
  if (type === "includes") return `must hold ${expected}`;
  if (type === "integer") return "must be a whole number";
  return `must be ${readable(expected)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  Object: "an object",
  Array: "a list",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};

function readable(expected: string | null): string {
  return (expected ?? "something else")
    .replace(/^\((.*)\)$/, "$1")
    .split(" | ")
    .map((part) => KINDS[part] ?? part)
    .join(" or ");
}

/** Reads a text as what its schema speaks of; what cannot be read is left for the schema to refuse. */
function readText(text: string, schema: Schema): unknown {
  switch (typeOf(schema)) {
    case "number":
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case "boolean":
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
    default:
      return text;
  }
}

/** The type of a schema, or of what it wraps as optional. */
function typeOf(schema: Schema): string {
  return "wrapped" in schema ? typeOf(schema.wrapped as Schema) : schema.type;
}

/**
 * Describes a parameter in a line.
 *
 * @param schema - The schema of the parameter.
 * @returns the line.
 */
export function describeParameter(schema: Schema): string {
  return v.getDescription("wrapped" in schema ? (schema.wrapped as Schema) : schema) ?? "";
}

function nearest(name: string, action: Pick<Action, "query">): string {
  const known = Object.keys(action.query);
  const closest = closestMatch(name.toLowerCase(), known, { maxDistance: 4 });
  if (closest) return `; did you mean ${closest}?`;
  return known.length > 0 ? `; there are ${known.join(", ")}` : "; there are none";
}
