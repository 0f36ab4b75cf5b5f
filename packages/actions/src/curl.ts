import type { Action } from "./action.ts";
import { buildActionRequest } from "./action-request.ts";

/** Where a curl line leads, and with what key. */
export interface CurlOptions {
  /** The Worker's URL, without a slash at its end. */
  readonly origin: string;
  readonly key: string;
}

/** The curl command of an action's example, on one line, as automation platforms import it. */
export function curlLine(action: Action, { origin, key }: CurlOptions): string {
  const { method, path, body } = buildActionRequest(action, action.example);
  const parts = ["curl"];
  if (method !== "GET") parts.push("-X", method);
  parts.push("-H", quote(`Authorization: Bearer ${key}`));
  if (body !== undefined) parts.push("-H", quote("Content-Type: application/json"), "-d", quote(JSON.stringify(body)));
  parts.push(quote(origin + path));
  return parts.join(" ");
}

/** In single quotes a shell reads nothing but their end. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
