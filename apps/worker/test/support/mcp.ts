import { CALLER_KEY, type TestGateway } from "./gateway.ts";

/** A JSON-RPC message that the MCP server returns. */
export interface McpMessage {
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The result of a tool. */
export interface ToolResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: Record<string, unknown>;
  readonly resultType?: string;
  readonly requestState?: string;
  readonly inputRequests?: Readonly<Record<string, { readonly params: { readonly message: string } }>>;
}

/** How a test calls the MCP server. */
export interface McpOptions {
  /** Default: `/mcp`. */
  readonly path?: string;
  readonly key?: string;
  /** The revision. Default: 2026-07-28. */
  readonly revision?: "2026-07-28" | "2025-11-25" | "2025-06-18";
  readonly capabilities?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a message to the MCP server as a client of a revision does. */
export async function sendMcp(
  gateway: TestGateway,
  method: string,
  params: Record<string, unknown> = {},
  options: McpOptions = {},
): Promise<Response> {
  const { path = "/mcp", key = CALLER_KEY, revision = "2026-07-28", capabilities = {}, headers = {} } = options;
  const isModern = revision === "2026-07-28";
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": revision,
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": capabilities,
  };
  const name = params.name ?? params.uri;
  return gateway.fetch(
    new Request(`https://worker.example${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
        ...(method !== "initialize" && { "mcp-protocol-version": revision }),
        ...(isModern && { "mcp-method": method, ...(typeof name === "string" && { "mcp-name": name }) }),
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: isModern ? { ...params, _meta } : params }),
    }),
  );
}

/** Calls the MCP server and returns its message. */
export async function callMcp(...args: Parameters<typeof sendMcp>): Promise<McpMessage> {
  return (await sendMcp(...args)).json();
}

/** Calls a tool and returns its result. */
export async function callTool(
  gateway: TestGateway,
  name: string,
  args: Record<string, unknown> = {},
  options: McpOptions & { readonly params?: Record<string, unknown> } = {},
): Promise<ToolResult> {
  const { params, ...rest } = options;
  const { result, error } = await callMcp(gateway, "tools/call", { name, arguments: args, ...params }, rest);
  if (error) throw new Error(`${error.code}: ${error.message}`);
  return result as unknown as ToolResult;
}

/** The names of the tools that the server lists, of all pages. */
export async function listTools(gateway: TestGateway, options: McpOptions = {}): Promise<readonly string[]> {
  const names: string[] = [];
  let cursor: unknown;
  do {
    const { result } = await callMcp(gateway, "tools/list", cursor === undefined ? {} : { cursor }, options);
    const { tools } = result as { readonly tools: readonly { readonly name: string }[] };
    names.push(...tools.map(({ name }) => name));
    cursor = result?.nextCursor;
  } while (cursor !== undefined);
  return names;
}
