import type { OktaClient } from "@okta-edge/core";
import * as v from "valibot";
import type { Action, ActionInput, Schemas } from "./action.ts";
import { ActionInputError } from "./action-request.ts";
import { checkValues } from "./input.ts";
import { type Mark, type Risk, type RiskAssessment, riskOf } from "./risk.ts";
import { type ActionInit, callAction } from "./typed-client.ts";

/** One call of a composition. */
export interface ActionCall {
  /** The action to call. */
  readonly action: Action;
  /** Its input, as the typed client accepts it. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Something that Okta has no operation for, made of actions. */
export interface Composition<Input = never, Output = unknown> {
  /** Such as `groups.findByName`. */
  readonly id: string;
  /** What it does, in a line. */
  readonly summary: string;
  /** What one should know beside it. */
  readonly description: string;
  /** The schemas of its input. */
  readonly params: Schemas;
  /** An input that makes sense, for documents. */
  readonly example: Input;
  /** The calls that it makes for an input, in order. */
  calls(input: Input): readonly ActionCall[];
  /** Makes its result from those of the calls: a list for one that lists, otherwise the response. */
  finish(results: readonly unknown[], input: Input): Output | Promise<Output>;
}

/** A composition whatever its input. */
export type AnyComposition = Omit<Composition, "example"> & { readonly example: Readonly<Record<string, unknown>> };

/** What {@link defineComposition} accepts: a {@link Composition} with the schemas of its input. */
export interface CompositionDeclaration<Params extends Schemas, Output>
  extends Omit<Composition<v.InferInput<v.ObjectSchema<Params, undefined>>, Output>, "params"> {
  /** The schemas of its input. */
  readonly params: Params;
}

/**
 * Declares a composition. Scopes, risk and marks are those of its calls.
 *
 * @param declaration - Its input, its calls, and what it makes of their responses.
 * @returns the composition.
 */
export function defineComposition<const Params extends Schemas, Output>(
  declaration: CompositionDeclaration<Params, Output>,
): Composition<v.InferInput<v.ObjectSchema<Params, undefined>>, Output> {
  return declaration;
}

/** One call of a composition, with input that its action accepts. */
export function callOf<A extends Action>(action: A, input: ActionInput<A>): ActionCall {
  return { action, input: input as Readonly<Record<string, unknown>> };
}

/**
 * Returns the scopes that the calls of a composition need.
 *
 * @param composition - A composition of the catalog.
 * @param input - The input of the composition.
 * @returns the scopes, each once.
 */
export function scopesOf<Input>(composition: Composition<Input, unknown>, input: Input): readonly string[] {
  const scopes = composition.calls(input).flatMap(({ action }) => [action.scope, ...action.furtherScopes]);
  return [...new Set(scopes)];
}

const LEVELS: readonly Risk[] = ["read", "write", "destructive"];

/**
 * Assesses the risk of a composition: the highest of its calls, with the marks of all.
 *
 * @param composition - A composition of the catalog.
 * @param input - The input of the composition.
 * @returns the risk and its marks.
 */
export function riskOfComposition<Input>(composition: Composition<Input, unknown>, input: Input): RiskAssessment {
  const assessed = composition.calls(input).map((call) => riskOf(call.action, call.input));
  const highest = Math.max(0, ...assessed.map(({ risk }) => LEVELS.indexOf(risk)));
  return {
    risk: LEVELS[highest] ?? "destructive",
    marks: [...new Set(assessed.flatMap(({ marks }): readonly Mark[] => marks))],
  };
}

/**
 * Calls a composition: its calls one after the other, until one fails.
 *
 * @param client - The client that sends the requests.
 * @param composition - A composition of the catalog.
 * @param input - The input of the composition.
 * @param init - Options of each call, such as `signal` and `timeout` (milliseconds).
 * @returns what the composition makes of the responses.
 * @throws {ActionInputError} `invalid_input` for input that is not what it declares; and everything that {@link callAction} throws.
 *
 * @example
 * ```ts
 * const groups = await callComposition(okta, findGroupByName, { name: "Engineering" });
 * ```
 */
export async function callComposition<Input, Output>(
  client: OktaClient,
  composition: Composition<Input, Output>,
  input: Input,
  init: ActionInit = {},
): Promise<Output> {
  const results: unknown[] = [];
  const issues = checkValues(composition.params, Object(input), "input");
  if (issues.length > 0) throw new ActionInputError(composition, issues);
  for (const { action, input: one } of composition.calls(v.parse(v.object(composition.params), input) as Input)) {
    results.push(await callAction(client, action, one, init));
  }
  return composition.finish(results, input);
}
