import {
  type Application,
  ArgumentScannerError,
  buildApplication,
  formatMessageForArgumentScannerError,
  text_en,
} from "@stricli/core";
import type { CommandContext } from "./command/context.ts";
import { flagName } from "./command/flags.ts";
import { buildRoot, loadRoute } from "./command/group.ts";
import { COMMANDS } from "./commands/index.ts";
import { reportError } from "./errors.ts";
import { createStyle } from "./terminal/style.ts";
import { readVersion } from "./version.ts";

/** Builds the command line for some arguments. Its own messages are those of the parser: an unknown flag, a missing argument. */
export async function createApplication(json: boolean, args: readonly string[]): Promise<Application<CommandContext>> {
  const usage = (message: string) =>
    json ? JSON.stringify({ error: { code: "usage", message } }) : `${createStyle(process.stderr).red("✖")} ${message}`;
  return buildApplication(buildRoot(await loadRoute(COMMANDS, args)), {
    name: "okta-edge",
    versionInfo: { currentVersion: readVersion() },
    scanner: {
      caseStyle: "allow-kebab-for-camel",
      allowArgumentEscapeSequence: true,
      distanceOptions: { threshold: 2, weights: { insertion: 1, deletion: 1, substitution: 1, transposition: 1 } },
    },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
    localization: {
      text: {
        ...text_en,
        exceptionWhileParsingArguments: (error) => usage(describeParseError(error, args)),
        noCommandRegisteredForInput: ({ input, corrections }) =>
          usage(`Unknown command ${input}.${didYouMean(corrections.map((name) => name.replaceAll("`", "")))}`),
      },
    },
  });
}

/** The parser's errors in this command line's words, with flags as they were passed. */
function describeParseError(error: unknown, args: readonly string[]): string {
  if (!(error instanceof ArgumentScannerError)) return reportError(error).message;
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) =>
      `Unknown flag ${flagName(input)}.${didYouMean(corrections.map(flagName))}`,
    AliasNotFoundError: ({ input }) =>
      `Unknown flag ${args.some((arg) => arg.split("=")[0] === `--${input}`) ? "--" : "-"}${input}.`,
    UnsatisfiedFlagError: ({ externalFlagName }) => `--${externalFlagName} needs a value.`,
    UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is required.`,
    UnexpectedPositionalError: ({ input }) => `Unexpected argument ${input || '""'}.`,
    UnexpectedFlagError: ({ externalFlagName }) => `--${externalFlagName} must be passed once.`,
  }).replace(/([^.?])$/, "$1.");
}

function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? "" : ` Did you mean ${names.join(" or ")}?`;
}
