import {
  type AuthInfo,
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { callDirectly } from "./direct-call.ts";
import type { McpHost } from "./host.ts";
import { rpcResponse } from "./rpc-response.ts";
import { createServer } from "./server.ts";
import { toolsOf } from "./tools.ts";
import { readSelection, type Selection } from "./toolsets.ts";

/** The host and the selected tools of a request that is being served. */
interface Serving {
  readonly host: McpHost;
  readonly selection: Selection;
}

const servings = new WeakMap<AuthInfo, Serving>();

/** Serves the revision 2026-07-28. Nothing changes while a request is served, so that there is nothing to subscribe to. */
const modern = createMcpHandler(({ authInfo }) => createServer(...servingOf(authInfo)), {
  legacy: "reject",
  maxSubscriptions: 16,
});

function servingOf(authInfo: AuthInfo | undefined): readonly [McpHost, Selection] {
  const serving = authInfo && servings.get(authInfo);
  if (!serving) throw new Error("Unreachable: a request without a host.");
  return [serving.host, serving.selection];
}

/** Characters of what errors repeat: the ID of a message, and the names in it. */
const MAX_NAME = 4096;

function isTooLong(body: unknown): boolean {
  const { id, method, params } = (body ?? {}) as Message;
  return [id, method, params?.name, params?.uri].some((text) => typeof text === "string" && text.length > MAX_NAME);
}

interface Message {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: { readonly name?: unknown; readonly uri?: unknown } | null;
}

/**
 * Serves one MCP request: of the revision 2026-07-28, or of an earlier one without a session.
 *
 * @param request - its body has been read.
 * @param body - the body as JSON; undefined if it is not JSON.
 */
export async function serveMcp(request: Request, body: unknown, host: McpHost): Promise<Response> {
  if (body === undefined) return rpcError(400, -32700, "The body is not valid JSON.");
  // One HTTP request is one call: the caller's rate limit counts them.
  if (Array.isArray(body)) return rpcError(400, -32600, "Batches are not supported. Send one message per request.");
  if (isTooLong(body)) return rpcError(400, -32602, `The ID and the names must not exceed ${MAX_NAME} characters.`);
  const selection = readSelection(request, toolsOf(host.documents));
  if ("unknown" in selection)
    return rpcError(400, -32602, `There is no such toolset. The toolsets are ${selection.unknown}.`);
  const direct = await callDirectly(request, body, host, selection);
  if (direct) return direct;
  const head = new Request(request.url, { method: "POST", headers: request.headers, signal: request.signal });
  const authInfo: AuthInfo = { token: "", clientId: host.caller, scopes: [] };
  if (await isLegacyRequest(head, body)) {
    const server = createServer(host, selection);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    return endLine(await transport.handleRequest(head, { parsedBody: body }));
  }
  servings.set(authInfo, { host, selection });
  return endLine(await modern.fetch(head, { parsedBody: body, authInfo }));
}

/** JSON of the SDK's ends with a line break, as every other. */
async function endLine(response: Response): Promise<Response> {
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return isJson ? new Response(`${await response.text()}\n`, response) : response;
}

function rpcError(status: number, code: number, message: string): Response {
  return rpcResponse({ jsonrpc: "2.0", id: null, error: { code, message } }, status);
}
