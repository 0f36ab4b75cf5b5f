import { type IPty, spawn } from "@lydell/node-pty";
import { BIN, cleanEnv, type RunOptions } from "./cli.ts";

/** Keys, as a terminal sends them. */
export const KEYS = {
  enter: "\r",
  tab: "\t",
  down: "\u001B[B",
  backspace: "\u007F",
  clearLine: "\u0015",
  ctrlC: "\u0003",
} as const;

/** A command that runs in a pseudo-terminal. */
export interface TerminalRun {
  /** Everything printed so far, without colors and cursor movements. */
  text(): string;
  /** Everything printed so far, as it was sent. */
  raw(): string;
  /** Waits until a text is printed after the last one waited for. Rejects when the command ends before. */
  until(text: string): Promise<void>;
  /** Types text, or a key of {@link KEYS}. */
  type(text: string): void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
  kill(): void;
}

/** Runs the built command in a pseudo-terminal. */
export function runInTerminal(args: readonly string[], options: Omit<RunOptions, "input"> = {}): TerminalRun {
  return follow(spawn(process.execPath, [BIN, ...args], ptyOptions(options)));
}

/** Runs a shell command in a pseudo-terminal; `$OKTA_EDGE` is the built command. */
export function runShellInTerminal(command: string, options: Omit<RunOptions, "input"> = {}): TerminalRun {
  const env = { ...options.env, OKTA_EDGE: `${process.execPath} ${BIN}` };
  return follow(spawn("/bin/sh", ["-c", command], ptyOptions({ ...options, env })));
}

function ptyOptions({ cwd, env }: Omit<RunOptions, "input">) {
  // Wide, so that no line is wrapped in the middle of what a test waits for.
  return { name: "xterm-256color", cols: 220, rows: 40, env: cleanEnv(env), ...(cwd && { cwd }) };
}

function follow(pty: IPty): TerminalRun {
  let output = "";
  let seen = 0;
  let isOver = false;
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watch of [...watchers]) watch();
  };
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      isOver = true;
      resolve(signal ? 128 + signal : exitCode);
      notify();
    });
  });
  pty.onData((data) => {
    output += data;
    notify();
  });
  const text = () => plain(output);
  return {
    text,
    raw: () => output,
    ended,
    type: (keys) => pty.write(keys),
    kill: () => pty.kill("SIGKILL"),
    until: (expected) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const at = text().indexOf(expected, seen);
          if (at < 0 && !isOver) return;
          watchers.delete(watch);
          if (at < 0) {
            reject(new Error(`It ended before it printed "${expected}":\n${text()}`));
            return;
          }
          seen = at + expected.length;
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
  };
}

/** What a reader sees of a terminal's output, line by line as it was sent. */
function plain(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  return output.replace(/\u001B(\[[\d;?]*[A-Za-z]|\][^\u0007]*\u0007|[()][A-Z0-9]|[=>78])/g, "").replace(/\r/g, "");
}
