import type { ActionRequest } from "./action-request.ts";

/** Where a curl line leads, and with what key. */
export interface CurlOptions {
  /** The Worker's URL, without a slash at its end. */
  readonly origin: string;
  /** The key of the caller, or a placeholder. */
  readonly key: string;
}

/**
 * Returns the curl command of a request, on one line.
 *
 * @param request - Method, path and body.
 * @param options - Where the Worker is, and the caller's key.
 * @returns the command.
 */
export function curlCommand({ method, path, body }: ActionRequest, { origin, key }: CurlOptions): string {
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
