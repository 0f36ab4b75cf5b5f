import type { DeclaredConnection } from "../settings/connection-settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { Gateway } from "./gateway.ts";

/** The paths of an app, and of an app as an OAuth client: its credentials, grants and admin roles are below them. */
const APP_PATH = /^\/(?:api\/v1\/apps|oauth2\/v1\/clients)\/([^/]+)/;

/**
 * Reports whether a path is that of an app which the Worker itself uses, at the org of a connection. Whoever changes it can re-key the
 * Worker, or give it other scopes and roles.
 */
export function isOwnApp(gateway: Gateway, connection: string, path: string): boolean {
  const [, id] = APP_PATH.exec(path) ?? [];
  if (id === undefined) return false;
  const wanted = decodeURIComponent(id).toLowerCase();
  const connections = gateway.connections();
  const org = originOf(readOptions(connections.get(connection)));
  return [...connections.values()].some((declared) => {
    const options = readOptions(declared);
    return options?.clientId.toLowerCase() === wanted && originOf(options) === org;
  });
}

function originOf(options: { readonly orgUrl: string } | undefined): string | undefined {
  return options && new URL(options.orgUrl).origin;
}

function readOptions(declared: DeclaredConnection | undefined) {
  try {
    return declared?.read().options;
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}
