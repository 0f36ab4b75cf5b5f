import type { ActionTool, Catalog } from "./tools.ts";

/** The actions of a help desk: the default. */
const HELP_DESK: readonly string[] = [
  "users.get",
  "users.list",
  "users.unlock",
  "users.resetPassword",
  "users.clearSessions",
  "users.suspend",
  "users.unsuspend",
  "users.listGroups",
  "users.listAppLinks",
  "factors.list",
  "groups.list",
  "groups.addMember",
  "logs.list",
];

/** Which tools a client wants. */
export interface Selection {
  /** Reports whether a tool is selected. */
  has(tool: ActionTool): boolean;
  /** Whether the three tools that search, describe and call are selected. */
  readonly hasCatalog: boolean;
  readonly isReadOnly: boolean;
}

/** The toolset that is all tools, the default one, and the one of the three tools. */
const ALL = "all";
const DEFAULT = "helpdesk";
const CATALOG = "catalog";

/**
 * Reads which tools a client wants: `?toolsets=users,groups&readonly=1`, or the headers `X-MCP-Toolsets` and `X-MCP-Readonly`.
 *
 * @returns undefined for a toolset that does not exist.
 */
export function readSelection(request: Request, catalog: Catalog): Selection | { readonly unknown: string } {
  const place = request.url.indexOf("?");
  const searchParams = new URLSearchParams(place < 0 ? "" : request.url.slice(place));
  const wanted = searchParams.get("toolsets") ?? request.headers.get("x-mcp-toolsets") ?? DEFAULT;
  const readonly = searchParams.get("readonly") ?? request.headers.get("x-mcp-readonly") ?? "";
  const names = new Set(
    wanted
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  );
  const known = toolsetsOf(catalog);
  const unknown = [...names].find((name) => !known.has(name));
  if (unknown !== undefined) return { unknown: [...known].join(", ") };
  const isReadOnly = /^(1|true|on|yes)$/i.test(readonly);
  return {
    has: (tool) =>
      (names.has(ALL) || names.has(topicOf(tool)) || (names.has(DEFAULT) && HELP_DESK.includes(tool.action.id))) &&
      (!isReadOnly || isRead(tool)),
    hasCatalog: names.has(CATALOG),
    isReadOnly,
  };
}

const toolsets = new WeakMap<Catalog, ReadonlySet<string>>();

/** The names of the toolsets: of the three that are none of a topic, and of the topics. */
function toolsetsOf(catalog: Catalog): ReadonlySet<string> {
  const known = toolsets.get(catalog) ?? new Set([ALL, DEFAULT, CATALOG, ...[...catalog.values()].map(topicOf)]);
  toolsets.set(catalog, known);
  return known;
}

const topicOf = ({ action }: ActionTool) => action.id.slice(0, action.id.indexOf("."));

const isRead = ({ action }: ActionTool) => action.operation["x-okta-edge-risk"].risk === "read";
