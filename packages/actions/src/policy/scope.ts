/** The scopes of a caller: a list, or all that the connection has. */
export type GrantedScopes = readonly string[] | "all";

/**
 * Reports whether scopes include the one needed: `okta.users.manage` includes `okta.users.read`.
 *
 * @param granted - The scopes that are granted.
 * @param needed - The scope that is needed.
 * @returns whether one of them includes it.
 */
export function coversScope(granted: GrantedScopes, needed: string): boolean {
  return (
    granted === "all" ||
    granted.includes(needed) ||
    (needed.endsWith(".read") && granted.includes(needed.replace(/\.read$/, ".manage")))
  );
}

/**
 * Returns the scopes that a caller has at a connection. Manage includes read on either side: a caller with `okta.users.manage` at a
 * connection with `okta.users.read` has `okta.users.read`, and so does a caller with `okta.users.read` at one with `okta.users.manage`.
 *
 * @param caller - The scopes of the caller.
 * @param connection - The scopes of the connection.
 * @returns the scopes that both have.
 */
export function effectiveScopes(caller: GrantedScopes, connection: readonly string[]): readonly string[] {
  if (caller === "all") return connection;
  const scopes = caller.map((scope) => {
    if (coversScope(connection, scope)) return scope;
    const read = scope.replace(/\.manage$/, ".read");
    return connection.includes(read) ? read : "";
  });
  return [...new Set(scopes)].filter(Boolean);
}

/**
 * Returns scopes without repetition, and without a read scope beside the manage scope that includes it.
 *
 * @param scopes - Any scopes.
 * @returns the scopes that are left.
 */
export function compactScopes(scopes: Iterable<string>): readonly string[] {
  const all = [...new Set(scopes)];
  return all.filter((scope) => !scope.endsWith(".read") || !all.includes(scope.replace(/\.read$/, ".manage")));
}
