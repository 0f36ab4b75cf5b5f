import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";

/** The target of a request. */
export interface Target {
  readonly connection: string;
  /** Okta's path. */
  readonly path: string;
  /** The part of the Worker's path before Okta's: empty, or the connection's prefix. */
  readonly prefix: string;
}

/** Reads the connection and Okta's path from the Worker's path. A slash at the end is ignored: form-based clients send one. */
export function readTarget(pathname: string): Target {
  const trimmed = pathname.length > 1 ? pathname.replace(/(?<!\/)\/$/, "") : pathname;
  const [, connection, path] = /^\/connections\/([^/]*)(\/.*)$/.exec(trimmed) ?? [];
  if (connection === undefined || path === undefined)
    return { connection: DEFAULT_CONNECTION, path: trimmed, prefix: "" };
  return { connection, path, prefix: `/connections/${connection}` };
}
