import { type Caller, hasConnection } from "../callers/callers.ts";
import { effectiveScopes, type GrantedScopes } from "../callers/scope.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { tokenScopes } from "./caller-policy.ts";
import type { Gateway } from "./gateway.ts";

/** Returns the scopes that a caller has at any of its connections. A connection with invalid settings does not limit them. */
export async function callerScopes(gateway: Gateway, caller: Caller): Promise<GrantedScopes> {
  const own = await tokenScopes(caller);
  const scopes = new Set<string>();
  for (const [name, declared] of gateway.connections()) {
    if (!hasConnection(caller, name)) continue;
    const connection = readScopes(declared);
    if (!connection) return own;
    for (const scope of effectiveScopes(own, connection)) scopes.add(scope);
  }
  return [...scopes];
}

function readScopes(declared: DeclaredConnection): readonly string[] | undefined {
  try {
    return declared.read().options.scopes;
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
