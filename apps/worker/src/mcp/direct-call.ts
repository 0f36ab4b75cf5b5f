import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  SERVER_INFO_META_KEY,
} from "@modelcontextprotocol/server";
import type { McpHost } from "./host.ts";
import { prepareCall } from "./prepare-call.ts";
import { toResult } from "./result.ts";
import { rpcResponse } from "./rpc-response.ts";
import { serverInfo } from "./server-info.ts";
import { findTool, targetOf } from "./targets.ts";
import type { Selection } from "./toolsets.ts";

type Json = Readonly<Record<string, unknown>>;

/** Members of a message and of its parameters. Whatever has others is left to the SDK. */
const MESSAGE = new Set(["jsonrpc", "id", "method", "params"]);
const PARAMS = new Set(["name", "arguments", "_meta"]);
const META = new Set([
  PROTOCOL_VERSION_META_KEY,
  CLIENT_INFO_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  "progressToken",
]) as ReadonlySet<string>;

/**
 * Answers a plain call of a tool, which is nearly every message, without the SDK: its schemas cost more than everything else of a call.
 * What is out of the ordinary in any way is left to the SDK: other methods, malformed messages, destructive calls, wrong arguments.
 *
 * @returns undefined for what is left to the SDK. Nothing has been sent then.
 */
export async function callDirectly(
  { headers }: Request,
  body: unknown,
  host: McpHost,
  selection: Selection,
): Promise<Response | undefined> {
  const call = readCall(headers, body);
  const tool = call && findTool(host, selection, call.name);
  if (!tool) return undefined;
  const target = targetOf(tool);
  const prepared = prepareCall(host, target, call.args);
  if ("issue" in prepared || prepared.risk.risk === "destructive") return undefined;
  const { method, path, body: content, file } = prepared.call;
  const result = await toResult(await host.send({ method, path, body: content, file, tool: tool.name, isMain: true }));
  const more = call.isModern && { resultType: "complete", _meta: { [SERVER_INFO_META_KEY]: serverInfo(host.version) } };
  return rpcResponse({ result: { ...result, ...more }, jsonrpc: "2.0", id: call.id });
}

interface ReadCall {
  readonly id: string | number;
  readonly name: string;
  readonly args: Json;
  readonly isModern: boolean;
}

/** Reads a message that is a plain call of a tool, of the revision that its headers name. */
function readCall(headers: Headers, body: unknown): ReadCall | undefined {
  if (!isObject(body) || !hasOnly(body, MESSAGE)) return undefined;
  const { jsonrpc, id, method, params } = body;
  if (jsonrpc !== "2.0" || method !== "tools/call" || !isObject(params) || !hasOnly(params, PARAMS)) return undefined;
  if (typeof id !== "string" && !Number.isSafeInteger(id)) return undefined;
  const { name, arguments: args = {}, _meta: meta = {} } = params;
  // A member `__proto__` would be the prototype of a copy.
  if (typeof name !== "string" || !isObject(args) || Object.hasOwn(args, "__proto__")) return undefined;
  if (!isObject(meta) || !hasOnly(meta, META)) return undefined;
  const { progressToken = 0 } = meta;
  if (typeof progressToken !== "string" && !Number.isSafeInteger(progressToken)) return undefined;
  const isJson = headers.get("content-type") === "application/json";
  const accept = headers.get("accept") ?? "";
  if (!isJson || !accept.includes("application/json") || !accept.includes("text/event-stream")) return undefined;
  const revision = headers.get("mcp-protocol-version");
  const isModern = revision === "2026-07-28";
  if (isModern ? !isEnvelope(headers, meta, name) : !isEarlier(revision, meta)) return undefined;
  return { id: id as string | number, name, args, isModern };
}

/** An earlier revision, whose messages have no envelope. */
function isEarlier(revision: string | null, meta: Json): boolean {
  return /^2025-(11-25|06-18)$/.test(revision ?? "") && Object.keys(meta).every((key) => key === "progressToken");
}

/** The envelope of the revision 2026-07-28, and headers that say the same. */
function isEnvelope(headers: Headers, meta: Json, name: string): boolean {
  const info = meta[CLIENT_INFO_META_KEY];
  return (
    headers.get("mcp-method") === "tools/call" &&
    headers.get("mcp-name") === name &&
    meta[PROTOCOL_VERSION_META_KEY] === "2026-07-28" &&
    isObject(info) &&
    typeof info.name === "string" &&
    typeof info.version === "string" &&
    hasOnly(info, INFO) &&
    isObject(meta[CLIENT_CAPABILITIES_META_KEY])
  );
}

const INFO = new Set(["name", "version"]);

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(value: Json, known: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => known.has(key));
}
