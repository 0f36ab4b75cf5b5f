import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { readDocuments } from "@okta-edge/actions/documents";
import { type ActionTool, toolsOf } from "../../src/mcp/tools.ts";
import { findRoute } from "../../src/proxy/route.ts";
import {
  bodyOf,
  createWhatToolsName,
  fillIds,
  type Ids,
  OKTA_MCP_TOOLS,
  type OktaMcpTool,
  PNG,
  type Send,
} from "./okta-mcp-tools.ts";

const CATALOG = fileURLToPath(import.meta.resolve("@okta-edge/actions/documents.txt"));

/** What does the same as a tool of okta-mcp-server. */
export interface Equivalent {
  readonly tool: string;
  /** Our tools by their names; operations that `call_action` calls by Okta's `operationId`. */
  readonly equivalents: readonly { readonly name: string; readonly isTool: boolean }[];
  /** The results of the calls that failed. */
  readonly failures: readonly string[];
}

/** A call over MCP. */
interface Call {
  readonly name: string;
  readonly isTool: boolean;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Calls, over MCP, what does the same as each tool of okta-mcp-server: the action or operation of each of its requests. */
export async function callEquivalents(url: string, key: string): Promise<readonly Equivalent[]> {
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  const target = new URL("/mcp?toolsets=all,catalog", url);
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(target, { requestInit }));
  const catalog = toolsOf(readDocuments(readFileSync(CATALOG, "utf8")));
  const byAction = new Map([...catalog.values()].map((tool) => [tool.action.id, tool]));
  const stamp = `${Date.now().toString(36)}m`;
  const ids = await createWhatToolsName(sendTo(url, requestInit), `${stamp}x`);
  const equivalents: Equivalent[] = [];
  for (const tool of OKTA_MCP_TOOLS) {
    const calls = callsOf(tool, byAction, ids, stamp);
    const failures: string[] = [];
    for (const { name, isTool, args } of calls) {
      const called = isTool
        ? { name, arguments: args }
        : { name: "call_action", arguments: { action: name, arguments: args } };
      const { isError, content } = await client.callTool(called);
      if (isError) failures.push(`${name} ${JSON.stringify(args)}: ${JSON.stringify(content)}`);
    }
    const names = new Map(calls.map((call) => [call.name, { name: call.name, isTool: call.isTool }]));
    equivalents.push({ tool: tool.name, equivalents: [...names.values()], failures });
  }
  await client.close();
  return equivalents;
}

/** The calls that make the requests of a tool. The catalog's routes say what they are. */
function callsOf(
  { name, requests }: OktaMcpTool,
  tools: ReadonlyMap<string, ActionTool>,
  ids: Ids,
  stamp: string,
): readonly Call[] {
  return requests.map(({ method, target }) => {
    const { pathname, searchParams } = new URL(fillIds(target, ids), "https://example.okta.com");
    const route = findRoute(method, pathname, { passThrough: true });
    if (!("operation" in route)) throw new Error(`${method} ${pathname}: ${route.detail}`);
    const tool = route.action && tools.get(route.name);
    const parameters = readParameters(tool?.action.path ?? route.operation.path, pathname);
    const query = Object.fromEntries(searchParams);
    const body = /^(POST|PUT)$/.test(method) ? bodyOf(name, ids, stamp) : undefined;
    if (tool) {
      const given = tool.body === "members" ? body : tool.body === "whole" ? { body } : {};
      return { name: tool.name, isTool: true, args: { ...parameters, ...query, ...(given as object) } };
    }
    const file = { base64: Buffer.from(PNG).toString("base64"), type: "image/png" };
    const content = name.startsWith("upload_") ? { file } : body === undefined ? {} : { body };
    const args = { ...parameters, ...(searchParams.size > 0 && { query }), ...content };
    return { name: route.name, isTool: false, args };
  });
}

/** Reads the parameters of a path. */
function readParameters(template: string, pathname: string): Readonly<Record<string, string>> {
  const segments = pathname.split("/");
  const entries = template.split("/").flatMap((part, place) => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    return name === undefined ? [] : [[name, decodeURIComponent(segments[place] ?? "")] as const];
  });
  return Object.fromEntries(entries);
}

/** Sends requests over REST. */
function sendTo(url: string, { headers }: { readonly headers: Readonly<Record<string, string>> }): Send {
  return async (method, target, body) => {
    const content = { "content-type": "application/json" };
    const init = body === undefined ? { headers } : { headers: { ...headers, ...content }, body: JSON.stringify(body) };
    const response = await fetch(new URL(target, url), { method, ...init });
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

/** The table of tools. */
export function describeEquivalents(all: readonly Equivalent[]): string {
  const sorted = [...all].sort((one, other) => (one.tool < other.tool ? -1 : 1));
  const rows = sorted.map(({ tool, equivalents }) => {
    const tools = equivalents.filter(({ isTool }) => isTool).map(({ name }) => `\`${name}\``);
    const operations = equivalents.filter(({ isTool }) => !isTool).map(({ name }) => `\`${name}\``);
    return `| \`${tool}\` | ${tools.join(", ")} | ${operations.join(", ")} |`;
  });
  const own = all.filter(({ equivalents }) => equivalents.every(({ isTool }) => isTool)).length;
  return [
    `Of ${all.length} tools, ${own} have tools here, and ${all.length - own} are operations that \`call_action\` calls.`,
    "",
    "| tool of okta-mcp-server | tools here | operations for `call_action` |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}
