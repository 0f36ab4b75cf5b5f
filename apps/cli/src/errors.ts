import type { OktaEdgeError } from "@okta-edge/core";

/** The exit codes of every command. docs/cli.md lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Details of a {@link CliError}. */
export interface CliErrorDetails {
  /** The next step for the reader. */
  readonly hint?: string | undefined;
  /** A stable name for programs, in snake_case. */
  readonly code?: string | undefined;
  readonly cause?: unknown;
}

/** An error that is shown to the reader as it is: message, hint, no stack. */
export class CliError extends Error {
  override readonly name: string = "CliError";
  readonly exitCode: number;
  readonly code: string;
  readonly hint: string | undefined;

  constructor(message: string, exitCode: number, { hint, code = "failed", cause }: CliErrorDetails = {}) {
    super(message, { cause });
    this.exitCode = exitCode;
    this.code = code;
    this.hint = hint;
  }
}

/** Something failed: exit code 1. */
export class FailedError extends CliError {
  override readonly name = "FailedError";

  constructor(message: string, details: CliErrorDetails = {}) {
    super(message, EXIT.failed, details);
  }
}

/** The command line is wrong or incomplete: exit code 2. */
export class UsageError extends CliError {
  override readonly name = "UsageError";

  constructor(message: string, details: CliErrorDetails = {}) {
    super(message, EXIT.usage, { code: "usage", ...details });
  }
}

/** The reader pressed Ctrl-C in a prompt: exit code 130. */
export class InterruptedError extends CliError {
  override readonly name = "InterruptedError";

  constructor() {
    super("Interrupted.", EXIT.interrupted, { code: "interrupted" });
  }
}

/** What is shown of an error. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly exitCode: number;
}

/** Describes any error without its stack. The message of an unexpected error may quote a secret, so that only system errors keep theirs. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof CliError || isOktaEdgeError(error)) {
    const { code, message, hint } = error;
    return { code, message, hint, exitCode: error instanceof CliError ? error.exitCode : EXIT.failed };
  }
  if (isSystemError(error)) {
    return { code: error.code.toLowerCase(), message: `${error.message}.`, hint: undefined, exitCode: EXIT.failed };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return {
    code: "unexpected",
    message: `Unexpected error (${name}).`,
    hint: "Run the command again with OKTA_EDGE_DEBUG=1 for the stack, and report it. Remove secrets from it first.",
    exitCode: EXIT.failed,
  };
}

/** Errors of the core have a hint. Its code is not loaded to recognize them: the start of every command would wait for it. */
function isOktaEdgeError(error: unknown): error is OktaEdgeError {
  return error instanceof Error && "hint" in error && "code" in error && typeof error.code === "string";
}

/** Errors of the file system and of child processes name paths and system calls only. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}
