import { buildCommand, type Command, type TypedCommandParameters } from "@stricli/core";
import type { Session } from "../session.ts";
import type { CommandContext } from "./context.ts";
import { resolveFlags } from "./flag-values.ts";
import type { Arguments, ArgumentValues, Flag, Flags, FlagValues } from "./flags.ts";
import { fullDescription, usageLine } from "./help.ts";

/** A command line that works, and what it does. */
export interface Example {
  /** What follows `okta-edge <command>`. */
  readonly input: string;
  readonly brief: string;
}

/** What a command produced. */
export interface Outcome {
  /** Printed by `--json`. */
  readonly data: unknown;
  /** Printed otherwise, on stdout. */
  readonly text: string;
  /** False: the exit code is 1. Default: true. */
  readonly ok?: boolean;
}

/** The declaration of a command. `--help` and docs/cli.md are made from it. */
export interface CommandDeclaration<F extends Flags, A extends Arguments> {
  /** One line, in the third person, without a period. */
  readonly brief: string;
  /** Whole sentences, for `--help`. */
  readonly description?: string;
  readonly flags?: F;
  readonly args?: A;
  readonly examples: readonly Example[];
  /** Environment variables that are read beside those of the flags, secrets above all. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs the command. Nothing returned: the command has printed its own output. */
  readonly run: (input: {
    readonly flags: FlagValues<F>;
    readonly args: ArgumentValues<A>;
    readonly session: Session;
  }) => Promise<Outcome | undefined>;
}

/** A command with the declaration that it was made from. */
export interface DeclaredCommand {
  readonly command: Command<CommandContext>;
  readonly declaration: CommandDeclaration<Flags, Arguments>;
}

/**
 * Defines a command: flags resolve from the command line, then the environment, then their defaults; `--json` is added; errors become
 * a message on stderr and an exit code.
 */
export function defineCommand<
  const F extends Flags = Record<never, never>,
  const A extends Arguments = Record<never, never>,
>(declaration: CommandDeclaration<F, A>): DeclaredCommand {
  const { brief, flags, args, run } = declaration;
  const all: Flags = { ...flags, ...JSON_FLAG };
  const parameters = {
    flags: Object.fromEntries(Object.entries(all).map(([name, flag]) => [name, parserFlag(flag)])),
    // The parser knows names of two letters and more. A shorter one is an alias: see `normalizeArguments`.
    aliases: Object.fromEntries(Object.keys(all).flatMap((name) => (name.length === 1 ? [[name, name]] : []))),
    positional: {
      kind: "tuple",
      parameters: Object.entries(args ?? {}).map(([placeholder, { brief, optional }]) => ({
        brief,
        placeholder,
        parse: (text: string) => text,
        ...(optional && { optional }),
      })),
    },
    // Stricli infers these types from a literal; here they are computed from the declaration.
  } as unknown as TypedCommandParameters<Record<string, unknown>, string[], CommandContext>;
  const command = buildCommand<Record<string, unknown>, string[], CommandContext>({
    docs: {
      brief,
      fullDescription: fullDescription(declaration),
      customUsage: [
        usageLine(declaration),
        ...declaration.examples.map(({ input, brief }) => ({ input: input || " ", brief })),
      ],
    },
    parameters,
    async func(given, ...positional) {
      await this.session.run(async (session) => {
        const values = resolveFlags(flags ?? ({} as F), given, session.env);
        const named = Object.fromEntries(Object.keys(args ?? {}).map((name, at) => [name, positional[at]]));
        return await run({ flags: values, args: named as ArgumentValues<A>, session });
      });
    },
  });
  return { command, declaration: declaration as unknown as CommandDeclaration<Flags, Arguments> };
}

/** The flag that every command has. {@link Session} reads it. */
const JSON_FLAG = {
  json: { kind: "switch", brief: "Print the result as JSON" },
} as const satisfies Flags;

/** Declares a flag to the parser. Values stay text until {@link resolveFlags}, which knows the environment as well. */
function parserFlag(flag: Flag): Record<string, unknown> {
  const brief = withSources(flag);
  if (flag.kind === "switch" || flag.kind === "boolean") {
    return { kind: "boolean", optional: true, withNegated: flag.kind === "boolean", brief };
  }
  const placeholder = flag.kind === "choice" ? flag.values.join("|") : flag.placeholder;
  const parse = (text: string) => text;
  const values = flag.kind === "choice" ? flag.values : [];
  const proposeCompletions = (partial: string) => values.filter((value) => value.startsWith(partial));
  return {
    kind: "parsed",
    parse,
    proposeCompletions,
    optional: true,
    variadic: flag.kind === "list",
    brief,
    placeholder,
  };
}

function withSources(flag: Flag): string {
  const fallback = "default" in flag && flag.default !== undefined ? `default: ${flag.default}` : undefined;
  const required = "required" in flag && flag.required ? "required" : undefined;
  const notes = [required, flag.env && `or ${flag.env}`, fallback].filter(Boolean).join("; ");
  return notes ? `${flag.brief} (${notes})` : flag.brief;
}
