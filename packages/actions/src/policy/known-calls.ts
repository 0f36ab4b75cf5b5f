import { gateActions } from "../gate.ts";
import { listMoreOperations, listOperations, type Operation } from "../operations.ts";
import type { PolicyTarget } from "./call.ts";

/** Paths alike but for the names of their parameters are the same. */
const keyOf = ({ method, path }: Pick<Operation, "method" | "path">) =>
  `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`;

let known: ReadonlyMap<string, PolicyTarget> | undefined;

function readTargets(): ReadonlyMap<string, PolicyTarget> {
  const actions = new Map(gateActions().map((action) => [keyOf(action), action]));
  return new Map(
    [...listOperations(), ...listMoreOperations()].map((operation) => {
      const key = keyOf(operation);
      return [key, { operation, action: actions.get(key) }];
    }),
  );
}

/**
 * Lists everything that can be called: every operation, with its action if there is one. It is read when it is first needed.
 *
 * @returns the operations, with their actions.
 */
export function knownTargets(): readonly PolicyTarget[] {
  known ??= readTargets();
  return [...known.values()];
}

/** Finds what can be called by its method and path, whatever the names of the parameters. */
export function findTarget(of: Pick<Operation, "method" | "path">): PolicyTarget | undefined {
  known ??= readTargets();
  return known.get(keyOf(of));
}
