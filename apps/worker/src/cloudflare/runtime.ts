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
