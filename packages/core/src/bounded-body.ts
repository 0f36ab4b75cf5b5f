import { abortable } from "./time-limit.ts";

/**
 * Reads a body as text up to a limit.
 *
 * @param limit - In bytes.
 * @param signal - Stops reading and closes the connection when it aborts.
 * @returns undefined if the body is longer.
 * @throws the reason of `signal` when it aborts.
 */
export async function readBoundedText(
  response: Response,
  limit: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), signal);
      if (done) return text + decoder.decode();
      length += value.byteLength;
      if (length > limit) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    // Not awaited: cancelling one branch of a clone waits for the other.
    reader.cancel().catch(() => {});
  }
}

/** Cancels a body that is not read, so that its connection is free again. */
export function discardBody(response: Response): void {
  response.body?.cancel().catch(() => {});
}
