import type { WriteStream } from "node:tty";
import { onInterrupt } from "./interrupt.ts";

/** Reports what a command is doing, on stderr. */
export interface Progress {
  /** Shows a text while work is being done, in a terminal only, and removes it afterwards. */
  wait<Result>(text: string | (() => string), work: () => Promise<Result>): Promise<Result>;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
const CLEAR_LINE = "\r\u001B[2K";

/**
 * Creates the progress reports of a stream. The spinner of @clack/prompts reads the keyboard and ends the process with 0 on Ctrl-C; this
 * one leaves Ctrl-C to the process.
 */
export function createProgress(stream: WriteStream): Progress {
  async function wait<Result>(text: string | (() => string), work: () => Promise<Result>): Promise<Result> {
    if (!stream.isTTY) return work();
    let frame = 0;
    const draw = () => {
      frame += 1;
      const shown = typeof text === "string" ? text : text();
      stream.write(CLEAR_LINE + `${FRAMES[frame % FRAMES.length]} ${shown}`.slice(0, Math.max(1, stream.columns - 1)));
    };
    const clear = () => stream.write(CLEAR_LINE + SHOW_CURSOR);
    const stopListening = onInterrupt(clear);
    stream.write(HIDE_CURSOR);
    draw();
    const timer = setInterval(draw, 80);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      stopListening();
      clear();
    }
  }
  return { wait };
}
