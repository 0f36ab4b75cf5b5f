import type { WriteStream } from "node:tty";
import { onInterrupt } from "./interrupt.ts";
import type { Style } from "./style.ts";

/** Reports what a command is doing, on stderr. */
export interface Progress {
  /** Shows a text while work is being done, then its result. */
  step<Result>(text: string, work: (update: (text: string) => void) => Promise<Result>): Promise<Result>;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
const CLEAR_LINE = "\r\u001B[2K";

/**
 * Creates the progress reports of a stream. A terminal shows one line that moves; anything else shows nothing until a step ends.
 * The spinner of @clack/prompts reads the keyboard and ends the process with 0 on Ctrl-C. This one leaves Ctrl-C to the process.
 */
export function createProgress(stream: WriteStream, style: Style): Progress {
  return {
    async step(text, work) {
      if (!stream.isTTY) {
        const result = await work(() => {});
        stream.write(`✔ ${text}\n`);
        return result;
      }
      let shown = text;
      let frame = 0;
      const draw = () => {
        frame += 1;
        const line = `${FRAMES[frame % FRAMES.length]} ${shown}`.slice(0, Math.max(1, stream.columns - 1));
        stream.write(`${CLEAR_LINE}${line}`);
      };
      const stopListening = onInterrupt(() => stream.write(`${CLEAR_LINE}${SHOW_CURSOR}`));
      stream.write(HIDE_CURSOR);
      draw();
      const timer = setInterval(draw, 80);
      const finish = (line: string) => {
        clearInterval(timer);
        stopListening();
        stream.write(`${CLEAR_LINE}${SHOW_CURSOR}${line}`);
      };
      try {
        const result = await work((next) => {
          shown = next;
        });
        finish(`${style.green("✔")} ${text}\n`);
        return result;
      } catch (error) {
        finish(`${style.red("✖")} ${text}\n`);
        throw error;
      }
    },
  };
}
