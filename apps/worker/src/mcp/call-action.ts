import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import type { Operation } from "@okta-edge/actions/operations";
import type { Arguments } from "./build-call.ts";
import { callTarget, refuse } from "./call-tool.ts";
import { fileSchema } from "./file-argument.ts";
import type { McpHost } from "./host.ts";
import type { Target } from "./prepare-call.ts";
import { contentResult } from "./result.ts";
import { targetOf } from "./targets.ts";
import { type Catalog, toolsOf } from "./tools.ts";
import type { Selection } from "./toolsets.ts";

/** Handles one of the three tools that search, describe and call. */
export async function callCatalogTool(
  host: McpHost,
  selection: Selection,
  name: string,
  args: Arguments,
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const catalog = toolsOf(host.documents);
  if (name === "search_actions") return search(host, selection, catalog, args);
  const id = typeof args.action === "string" ? args.action : "";
  const tool = [...catalog.values()].find(({ action }) => action.id === id && host.mayUse(id));
  const operation = tool ? undefined : host.operations().find((one) => one.id === id);
  if (!tool && !operation) {
    return refuse(
      host,
      "unknown_action",
      "There is no such action, or the caller may not use it. Find one with search_actions.",
    );
  }
  const target = tool ? targetOf(tool) : targetOfOperation(operation as Operation);
  if (selection.isReadOnly && target.risk.risk !== "read")
    return refuse(host, "risk_not_allowed", "This server is read-only.");
  if (name === "describe_action") {
    const { risk, title } = target;
    const description =
      tool?.description ??
      `${title}. ${target.method} ${target.path}. See Okta's API reference for its query and body.`;
    const inputSchema = tool?.inputSchema ?? schemaOfOperation(target);
    return contentResult({ action: id, description, risk: risk.risk, inputSchema });
  }
  const passed = args.arguments ?? {};
  if (typeof passed !== "object" || passed === null || Array.isArray(passed)) {
    return refuse(host, "invalid_arguments", "The argument arguments must be an object.");
  }
  return callTarget(host, target, passed as Arguments, context);
}

/** An operation beyond the catalog: the parameters of its path are known, its query and body are not. */
function targetOfOperation({ id, method, path, risk, marks }: Operation): Target {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const places = new Map(parameters.map((name) => [name, "path" as const] as const));
  const hasBody = method !== "GET";
  return {
    name: "call_action",
    title: id,
    id,
    method,
    path,
    places: new Map<string, "path" | "query" | "body">([
      ...places,
      ["query", "query"],
      ...(hasBody ? (["body", "file"] as const).map((name) => [name, "body"] as const) : []),
    ]),
    required: parameters,
    body: hasBody ? "whole" : "none",
    isLoose: true,
    risk: { risk, marks },
  };
}

function schemaOfOperation({ places, required }: Target): Readonly<Record<string, unknown>> {
  const types = { path: "string", query: "object", body: "object" };
  const properties = Object.fromEntries(
    [...places].map(([name, place]) => [name, name === "file" ? fileSchema : { type: types[place] }]),
  );
  return { type: "object", properties, required };
}

/** Ranks what the caller may use by the words that its name and summary contain. */
function search(host: McpHost, { isReadOnly }: Selection, catalog: Catalog, args: Arguments): CallToolResult {
  const words =
    String(args.query ?? "")
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.slice(0, 20) ?? [];
  if (words.length === 0) return refuse(host, "invalid_arguments", "Required and missing: query.");
  const limit = Math.min(50, Math.max(1, Math.floor(Number(args.limit ?? 10)) || 10));
  const entries = [
    ...[...catalog.values()]
      .filter(({ action }) => host.mayUse(action.id))
      .map(({ action, title, description }) => ({
        action: action.id,
        summary: title,
        risk: action.operation["x-okta-edge-risk"].risk,
        text: description,
      })),
    ...host
      .operations()
      .map(({ id, method, path, risk }) => ({ action: id, summary: `${method} ${path}`, risk, text: "" })),
  ];
  const items = entries
    .filter(({ risk }) => !isReadOnly || risk === "read")
    .map((entry) => ({ entry, score: score(words, entry) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ entry: { action, summary, risk } }) => ({ action, summary, risk }));
  return contentResult({ items, count: items.length });
}

function score(
  words: readonly string[],
  { action, summary, text }: Readonly<Record<"action" | "summary" | "text", string>>,
): number {
  const head = `${action.replaceAll(/([A-Z])/g, " $1")} ${summary}`.toLowerCase();
  const rest = text.toLowerCase();
  return words.reduce((sum, word) => {
    const stem = word.length > 3 ? word.replace(/s$/, "") : word;
    return sum + (head.includes(stem) ? 3 : 0) + (rest.includes(stem) ? 1 : 0);
  }, 0);
}
