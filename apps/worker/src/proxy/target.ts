import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";

/** Where a request is sent. */
export interface Target {
  readonly connection: string;
  /** Okta's path, without empty segments. */
  readonly path: string;
  /** The query with its question mark, without empty parameters; empty if there is none. */
  readonly search: string;
  /** The Worker's path before Okta's path: nothing, or the connection's prefix. */
  readonly prefix: string;
}

/**
 * Reads the connection and Okta's request out of the Worker's URL. Everything that is decided on a request, and everything that is sent to
 * Okta, goes by the result.
 *
 * - Empty segments are removed: a trailing slash means the path without it, as in Okta. n8n sends `/api/v1/users/` and `/api/v1//users/`.
 * - Empty query parameters are removed: clients that are built from forms send all of them, as in `?q=&search=&limit=10`.
 *
 * What the path means is decided by `readPath` and `matchOperation` in packages/actions.
 */
export function readTarget({ pathname, search }: Pick<URL, "pathname" | "search">): Target {
  if (!/\/(\/|$)|^\/connections\//.test(pathname)) {
    return { connection: DEFAULT_CONNECTION, path: pathname, search: withoutEmptyParameters(search), prefix: "" };
  }
  const segments = pathname.split("/").filter(Boolean);
  const [first, connection = "", ...rest] = segments;
  const isNamed = first === "connections" && rest.length > 0;
  return {
    connection: isNamed ? connection : DEFAULT_CONNECTION,
    path: `/${(isNamed ? rest : segments).join("/")}`,
    search: withoutEmptyParameters(search),
    prefix: isNamed ? `/connections/${connection}` : "",
  };
}

function withoutEmptyParameters(search: string): string {
  if (search === "") return "";
  const parameters = search
    .slice(1)
    .split("&")
    .filter((parameter) => /=./s.test(parameter));
  return parameters.length > 0 ? `?${parameters.join("&")}` : "";
}
