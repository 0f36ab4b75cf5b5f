import type { Action, Schema } from "./action.ts";
import { describeParameter } from "./input.ts";

/** What a parameter or a member of a body accepts, for command lines and forms. */
export interface Parameter {
  /** `other` is an object, a list, or anything else that is not written as one word. */
  readonly kind: "text" | "number" | "boolean" | "choice" | "other";
  /** Whether it must be given. */
  readonly isRequired: boolean;
  /** What it is, in a line; empty if that is not known. */
  readonly description: string;
  /** The values of a choice. */
  readonly values: readonly string[];
  /** The smallest number. */
  readonly minimum: number | undefined;
  /** The members of an object. */
  readonly members: Readonly<Record<string, Schema>>;
}

/** The parts of valibot's schemas that are read. */
interface SchemaParts {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly options?: readonly string[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly pipe?: readonly SchemaStep[];
}

/** A step of a pipe: a check, a description, or a schema with a pipe of its own. */
interface SchemaStep {
  readonly type: string;
  readonly requirement?: unknown;
  readonly pipe?: readonly SchemaStep[];
}

const KINDS: Readonly<Record<string, Parameter["kind"]>> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  picklist: "choice",
};

/**
 * Reads what a schema of the catalog accepts.
 *
 * @param schema - The schema of a parameter.
 * @returns the type, and the values or limits that it has.
 *
 * @example
 * ```ts
 * readParameter(users.list.query.sortOrder).values; // ["asc", "desc"]
 * ```
 */
export function readParameter(schema: Schema): Parameter {
  const { type, wrapped, options = [], entries = {}, pipe = [] } = schema as SchemaParts;
  if (wrapped) return { ...readParameter(wrapped), isRequired: false };
  const minimum = allSteps(pipe).find((step) => step.type === "min_value")?.requirement;
  return {
    kind: KINDS[type] ?? "other",
    isRequired: true,
    description: describeParameter(schema),
    values: options,
    minimum: typeof minimum === "number" ? minimum : undefined,
    members: entries,
  };
}

function allSteps(pipe: readonly SchemaStep[]): readonly SchemaStep[] {
  return pipe.flatMap((step) => [step, ...allSteps(step.pipe?.filter((inner) => inner !== step) ?? [])]);
}

/**
 * Returns the members of an action's body by name; none if it has no body, or any member is accepted.
 *
 * @param action - An action of the catalog.
 * @returns the schema of each member.
 */
export function bodyMembers({ body }: Action): Readonly<Record<string, Schema>> {
  return body ? readParameter(body).members : {};
}
