import type { StoredResponse } from "../cloudflare/bindings.ts";

/** Headers that are true only at the time of the response. */
const TRANSIENT = /^(date|x-rate-limit-.*|retry-after)$/;

/** Encodes a response: a line of JSON, then the body as it is. */
export function encodeResponse({ body, ...head }: StoredResponse): Uint8Array {
  const headers = head.headers.filter(([name]) => !TRANSIENT.test(name));
  const line = new TextEncoder().encode(`${JSON.stringify({ ...head, headers })}\n`);
  const bytes = new Uint8Array(line.byteLength + body.byteLength);
  bytes.set(line);
  bytes.set(body, line.byteLength);
  return bytes;
}

/** Decodes a response. */
export function decodeResponse(bytes: Uint8Array): StoredResponse {
  const end = bytes.indexOf(10);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { ...head, body: bytes.subarray(end + 1) };
}
