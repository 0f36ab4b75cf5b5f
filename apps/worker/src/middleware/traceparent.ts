/** Version 00 of the header, and what a later version must begin with. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:$|-)/;

/**
 * Continues a client's trace with a span of its own; undefined if there is none, or it is invalid.
 *
 * @see {@link https://www.w3.org/TR/trace-context/ W3C Trace Context}
 */
export function continueTrace(header: string | undefined): string | undefined {
  const [, trace, flags] = TRACEPARENT.exec(header ?? "") ?? [];
  if (trace === undefined || (header?.startsWith("00-") && header.length !== 55)) return undefined;
  const span = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0"));
  return `00-${trace}-${span.join("")}-${flags}`;
}
