import type { Caller } from "../callers/callers.ts";
import { effectiveScopes } from "../callers/scope.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { Gateway } from "./gateway.ts";

/** Returns the scopes that a caller has at any of its connections. A connection with invalid settings does not limit them. */
export function callerScopes(gateway: Gateway, caller: Caller): readonly string[] {
  const scopes = [...gateway.connections()]
    .filter(([name]) => caller.connections.includes(name))
    .flatMap(([, declared]) => {
      const connection = readScopes(declared);
      return connection ? effectiveScopes(caller.scopes, connection) : caller.scopes;
    });
  return [...new Set(scopes)];
}

function readScopes(declared: DeclaredConnection): readonly string[] | undefined {
  try {
    return declared.read().OKTA_SCOPES.split(/\s+/);
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
