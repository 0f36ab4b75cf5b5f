import { run, type StricliProcess } from "@stricli/core";
import { createApplication } from "./application.ts";
import { normalizeArguments } from "./command/arguments.ts";
import { EXIT } from "./errors.ts";
import { allowClosedPipes } from "./output/stdout.ts";
import { createSession } from "./session.ts";

/** Runs the command line and sets the exit code of the process: 0, 1 (failed), 2 (usage) or 130 (Ctrl-C). */
export async function main(args: readonly string[]): Promise<void> {
  const session = createSession(args);
  allowClosedPipes();
  const { stdout, stderr, env } = process;
  if (args[0] === "__complete") {
    const { complete } = await import("./completion/complete.ts");
    for (const line of await complete(args.slice(1), session)) stdout.write(`${line}\n`);
    return;
  }
  const parser: StricliProcess = { stdout, stderr, env };
  await run(await createApplication(session.json, args), normalizeArguments(args), { process: parser, session });
  // A command sets the exit code itself. The parser's own codes are negative, and all of them are errors of usage.
  if (Number(parser.exitCode) < 0) process.exitCode ??= EXIT.usage;
}
