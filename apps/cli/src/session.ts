import type { Outcome } from "./command/define.ts";
import { CliError, EXIT, reportError } from "./errors.ts";
import { toJson } from "./output/json.ts";
import { cleanText } from "./terminal/clean-text.ts";
import { createProgress, type Progress } from "./terminal/progress.ts";
import { createPrompts, type Prompts } from "./terminal/prompts.ts";
import { createStyle, type Style } from "./terminal/style.ts";

/** One run of the command line: where it reads, where it writes, and how it ends. */
export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The current folder. */
  readonly folder: string;
  /** Whether `--json` was passed. */
  readonly json: boolean;
  /** Colors for stdout. */
  readonly style: Style;
  /** Colors for stderr. */
  readonly errorStyle: Style;
  readonly prompts: Prompts;
  readonly progress: Progress;
  /** Writes a line to stderr: notes that are not part of the result. */
  note(text: string): void;
  /** Runs a command's body, prints its outcome or its error, and sets the exit code. */
  run(body: (session: Session) => Promise<Outcome | undefined>): Promise<void>;
  /** Prints an error as the session prints every error. */
  fail(error: unknown): void;
}

/** Creates the session of this process. */
export function createSession(args: readonly string[]): Session {
  const { env, stdout, stderr } = process;
  const json = args.includes("--json");
  const style = createStyle(stdout);
  const errorStyle = createStyle(stderr);
  const fail = (error: unknown) => {
    const { code, message, hint, exitCode } = reportError(error);
    process.exitCode = exitCode;
    if (json) stderr.write(`${toJson({ error: { code, message, hint } })}\n`);
    else {
      stderr.write(`${errorStyle.red("✖")} ${cleanLines(message)}\n`);
      if (hint) stderr.write(`  ${cleanLines(hint)}\n`);
    }
    if (env.OKTA_EDGE_DEBUG && !(error instanceof CliError) && error instanceof Error) {
      stderr.write(`${error.stack}\n`);
    }
  };
  const session: Session = {
    env,
    folder: process.cwd(),
    json,
    style,
    errorStyle,
    prompts: createPrompts(),
    progress: createProgress(stderr),
    note: (text) => void stderr.write(`${text}\n`),
    async run(body) {
      try {
        const outcome = await body(session);
        if (!outcome) return;
        stdout.write(json ? `${toJson(outcome.data, 2)}\n` : `${outcome.text.replace(/\n?$/, "\n")}`);
        if (outcome.ok === false) process.exitCode = EXIT.failed;
      } catch (error) {
        fail(error);
      }
    },
    fail,
  };
  return session;
}

/** Errors quote Okta, Workers and arguments. Some have several lines. */
function cleanLines(text: string): string {
  return text.split("\n").map(cleanText).join("\n");
}
