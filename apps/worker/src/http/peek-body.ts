import { concatenate } from "./bounded-bytes.ts";

/** The beginning of a body, and a body to read in its place. */
export interface PeekedBody {
  /** The whole body; undefined if it is longer than was read, or could not be read to its end. */
  readonly bytes: Uint8Array | undefined;
  /** The same body. It fails where the original one did. */
  readonly body: ReadableStream<Uint8Array>;
}

/** Reads a body up to a number of bytes without taking it from its next reader. */
export async function peekBody(stream: ReadableStream<Uint8Array>, most: number): Promise<PeekedBody> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let end: { readonly error?: unknown } | undefined;
  try {
    while (length <= most && !end) {
      const { done, value } = await reader.read();
      if (done) end = {};
      else {
        chunks.push(value);
        length += value.byteLength;
      }
    }
  } catch (error) {
    end = { error };
  }
  const bytes = end && !("error" in end) ? concatenate(chunks, length) : undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = chunks.shift();
      if (chunk) return controller.enqueue(chunk);
      if (end) return "error" in end ? controller.error(end.error) : controller.close();
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { bytes, body };
}
