import type { Bindings } from "./bindings.ts";
import { waitUntil } from "./runtime.ts";

/** Lines that the queue of this isolate did not accept, and that no line has reported yet. */
let lost = 0;

/** Returns how many lines were lost since this was last called. */
export function takeLostLines(): number {
  const count = lost;
  lost = 0;
  return count;
}

/** Sends a line to the queue, if one is bound. A line that the queue does not accept is counted, and is still in the log. */
export function sendToQueue({ AUDIT_QUEUE }: Bindings, line: object): void {
  if (!AUDIT_QUEUE) return;
  const sending = AUDIT_QUEUE.send(line).catch((error: unknown) => {
    lost++;
    console.error(JSON.stringify({ audit: "line_lost", cause: String(error).slice(0, 200) }));
  });
  waitUntil(sending);
}
