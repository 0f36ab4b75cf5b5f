import { callableOf } from "./build-call.ts";
import type { McpHost } from "./host.ts";
import type { Target } from "./prepare-call.ts";
import { type ActionTool, toolsOf } from "./tools.ts";
import type { Selection } from "./toolsets.ts";

/** Returns what calls a tool of the catalog. */
export function targetOf(tool: ActionTool): Target {
  const { id, operation } = tool.action;
  return { ...callableOf(tool), name: tool.name, title: tool.title, id, risk: operation["x-okta-edge-risk"] };
}

/** Finds a tool of the caller's. Only tools that the client has selected can be called. */
export function findTool(host: McpHost, selection: Selection, name: string): ActionTool | undefined {
  const tool = toolsOf(host.documents).get(name);
  return tool && selection.has(tool) && host.mayUse(tool.action.id) ? tool : undefined;
}
