import type { AttackLab, CallerName } from "./attack-lab.ts";
import { exchangeBytes, type RawHeader, type RawRequest, type RawResponse, readRaw, writeRaw } from "./raw-http.ts";

/** The revision that stands alone, whose headers name the method and the tool. */
const REVISION = "2026-07-28";

/** A message to the MCP server. */
export interface McpMessage {
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Default: `/mcp`. */
  readonly target?: string;
  readonly headers?: readonly RawHeader[];
  /** What the client says that it can do. */
  readonly capabilities?: object;
}

/** Writes a message as a client of the current revision does. */
export function mcpRequest({
  method,
  params,
  target = "/mcp",
  headers = [],
  capabilities = {},
}: McpMessage): RawRequest {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": REVISION,
    "io.modelcontextprotocol/clientInfo": { name: "attacker", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": capabilities,
  };
  const name = params?.name ?? params?.uri;
  const known: RawHeader[] = [
    ["Content-Type", "application/json"],
    ["Accept", "application/json, text/event-stream"],
    ["MCP-Protocol-Version", REVISION],
    ["Mcp-Method", method],
    ...(typeof name === "string" ? [["Mcp-Name", headerValue(name)] as const] : []),
  ];
  const replaced = new Set(headers.map(([header]) => header.toLowerCase()));
  return {
    method: "POST",
    target,
    headers: [...known.filter(([header]) => !replaced.has(header.toLowerCase())), ...headers],
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { _meta, ...params } }),
  };
}

/** Encodes what cannot stand in a header, as the revision says. */
function headerValue(text: string): string {
  return /^[!-~]([ -~]*[!-~])?$/.test(text) ? text : `=?base64?${Buffer.from(text).toString("base64")}?=`;
}

/** What the MCP server returned. */
export interface McpResult {
  readonly error?: { readonly code: number; readonly message: string };
  readonly result?: {
    readonly isError?: boolean;
    readonly resultType?: string;
    readonly requestState?: string;
    readonly inputRequests?: Readonly<Record<string, { readonly params: { readonly message: string } }>>;
    readonly content?: readonly { readonly text: string }[];
    readonly structuredContent?: Readonly<Record<string, unknown>>;
  };
}

/** Reads the message in a response, whose chunks may still have their lengths between them. */
export function readMcp({ body, headers }: RawResponse): McpResult {
  const isChunked = headers.get("transfer-encoding")?.includes("chunked");
  const text = Buffer.from(isChunked ? joinChunks(body) : body, "latin1").toString();
  const [json = "{}"] = /\{[\s\S]*\}/.exec(text) ?? [];
  return JSON.parse(json) as McpResult;
}

function joinChunks(body: string): string {
  let rest = body;
  let joined = "";
  for (;;) {
    const [line = ""] = /^[\da-f]+\r\n/i.exec(rest) ?? [];
    const length = Number.parseInt(line, 16);
    if (!length) return joined;
    joined += rest.slice(line.length, line.length + length);
    rest = rest.slice(line.length + length + 2);
  }
}

/** Sends a message in preparation of an attack. */
export async function sendMcp(lab: AttackLab, caller: CallerName, message: McpMessage): Promise<McpResult> {
  const { headers = [], ...request } = mcpRequest(message);
  const authorization = ["Authorization", `Bearer ${lab.keys[caller]}`] as const;
  const bytes = writeRaw(lab.port, { ...request, headers: [authorization, ...headers] });
  const response = readRaw(await exchangeBytes(lab.port, bytes));
  lab.transcript.push(response.bytes);
  return readMcp(response);
}
