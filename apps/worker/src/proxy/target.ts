import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";

/** Where a request is going. */
export interface Target {
  readonly connection: string;
  /** Okta's path. */
  readonly path: string;
  /** What stands before Okta's path at the Worker: nothing, or the connection's prefix. */
  readonly prefix: string;
}

/** Reads the connection and Okta's path out of the Worker's path. */
export function readTarget(pathname: string): Target {
  const [, connection, path] = /^\/connections\/([^/]*)(\/.*)$/.exec(pathname) ?? [];
  if (connection === undefined || path === undefined)
    return { connection: DEFAULT_CONNECTION, path: pathname, prefix: "" };
  return { connection, path, prefix: `/connections/${connection}` };
}
