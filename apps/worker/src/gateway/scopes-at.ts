import { effectiveScopes, type GrantedScopes } from "../callers/scope.ts";

/** By the scopes of a connection and those of a caller: both are lists of the settings, which do not change, and are compared as objects. */
const known = new WeakMap<readonly string[], WeakMap<readonly string[], readonly string[]>>();

/**
 * Returns the scopes that a caller has at a connection, as {@link effectiveScopes} does. It returns the same list every time, so that the
 * core finds the token of these scopes without comparing them.
 */
export function scopesAt(caller: GrantedScopes, connection: readonly string[]): readonly string[] {
  if (caller === "all") return connection;
  const lists = known.get(connection) ?? new WeakMap<readonly string[], readonly string[]>();
  known.set(connection, lists);
  const scopes = lists.get(caller) ?? Object.freeze(effectiveScopes(caller, connection));
  lists.set(caller, scopes);
  return scopes;
}
