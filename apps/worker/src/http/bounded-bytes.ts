import { openBytes } from "../cloudflare/runtime.ts";

/** Bytes that are read at once, growing: a request's body has a few KiB, a page of users some hundreds. */
const FIRST_PART = 16 * 1024;
const LARGEST_PART = 1024 * 1024;

/**
 * Reads a stream up to a number of bytes; returns undefined, and stops reading, if it has more.
 *
 * @param expected - How many it most likely has.
 */
export async function readAtMost(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
  expected = 0,
): Promise<Uint8Array | undefined> {
  if (!stream) return new Uint8Array();
  const bytes = openBytes(stream);
  const parts: Uint8Array[] = [];
  let length = 0;
  // One more, which shows that it is the last part.
  for (
    let size = Math.max(FIRST_PART, Math.min(expected + 1, LARGEST_PART));
    ;
    size = Math.min(4 * size, LARGEST_PART)
  ) {
    const { part, isLast } = await bytes.read(size);
    length += part.byteLength;
    if (length > most) {
      bytes.cancel();
      return undefined;
    }
    parts.push(part);
    if (isLast) return concatenate(parts, length);
  }
}

/** Returns parts as one; a single one as it is. */
export function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
