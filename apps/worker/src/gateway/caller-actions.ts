import { requiredOfCaller } from "@okta-edge/actions/operations";
import { coversScope, knownTargets, nameOf } from "@okta-edge/actions/policy";
import type { Caller } from "../callers/callers.ts";
import { loadPolicy } from "./caller-policy.ts";
import { callerScopes } from "./caller-scopes.ts";
import type { Gateway } from "./gateway.ts";

/**
 * Returns the names of what a caller may call at its connections, with some input: IDs of actions.
 *
 * @param options - `passThrough`: Okta's operation IDs too, of operations that are not in the catalog.
 */
export async function callerActions(
  gateway: Gateway,
  caller: Caller,
  { passThrough = false }: { readonly passThrough?: boolean } = {},
): Promise<readonly string[]> {
  const scopes = await callerScopes(gateway, caller);
  const loaded = await loadPolicy(caller);
  return knownTargets()
    .filter((target) => {
      const { operation, action } = target;
      if (operation.scopes.length === 0 || (!action && !passThrough)) return false;
      const isAdmitted = loaded
        ? loaded.admit(loaded.policy.declaration, target).length === 0
        : requiredOfCaller(operation).every((scope) => coversScope(caller.scopes, scope));
      return isAdmitted && operation.scopes.every((scope) => coversScope(scopes, scope));
    })
    .map(nameOf);
}
