import { jsonText } from "../http/json-text.ts";

/** Responds with a message of JSON-RPC. */
export function rpcResponse(message: Readonly<Record<string, unknown>>, status = 200): Response {
  return new Response(jsonText(message), { status, headers: { "content-type": "application/json" } });
}
