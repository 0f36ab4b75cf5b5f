import { waitUntil as keepAlive } from "cloudflare:workers";

/** Keeps a promise alive after the response. */
export type WaitUntil = (promise: Promise<unknown>) => void;

/** Keeps a promise alive after the response of the request that is being handled. After its client is gone it has 30 s. */
export const waitUntil: WaitUntil = (promise) => keepAlive(promise);

/** Compares two texts of bytes of equal length in constant time. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return crypto.subtle.timingSafeEqual(a, b);
}

/** Passes a body on with its length, which the receiver gets as `Content-Length`; fails if the body has another length. */
export function fixLength(body: ReadableStream<Uint8Array>, length: number): ReadableStream<Uint8Array> {
  return body.pipeThrough(new FixedLengthStream(length));
}

/**
 * Passes the body of a response on natively, and keeps the request alive until its end. The runtime would otherwise end the request when
 * the headers are sent, and its timers with it: the time limit of the call, which aborts the body on both sides, would not apply.
 */
export function passOn(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return body.pipeThrough(new IdentityTransformStream());
}

/** A stream of bytes that is read in large parts. */
export interface Bytes {
  /** Resolves with the next part, of about so many bytes. The last one may be empty. */
  read(size: number): Promise<{ readonly part: Uint8Array; readonly isLast: boolean }>;
  cancel(): void;
}

/** Opens a stream for reading. The runtime's own, which have parts of 4 KiB, are read by as many bytes as are asked for. */
export function openBytes(stream: ReadableStream<Uint8Array>): Bytes {
  const open = (bytes: ReadableStream) => bytes.getReader({ mode: "byob" });
  let reader: ReadableStreamBYOBReader;
  try {
    reader = open(stream);
  } catch {
    // A stream of JavaScript's own.
    reader = open(passOn(stream));
  }
  return {
    async read(size) {
      const { done, value = new Uint8Array() } = await reader.readAtLeast(size, new Uint8Array(size));
      return { part: value, isLast: done || value.byteLength < size };
    },
    cancel: () => void reader.cancel().catch(() => {}),
  };
}
