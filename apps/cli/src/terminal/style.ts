import type { WriteStream } from "node:tty";
import picocolors from "picocolors";

/** Functions that color text, or leave it as it is. */
export type Style = ReturnType<typeof picocolors.createColors>;

/** Whether a stream shows colors: terminals do, unless `NO_COLOR` is set. */
export function hasColor(stream: Pick<WriteStream, "isTTY">): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}

/** Creates the style of a stream. */
export function createStyle(stream: Pick<WriteStream, "isTTY">): Style {
  return picocolors.createColors(hasColor(stream));
}
