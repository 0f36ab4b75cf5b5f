import type { CommandDeclaration } from "./define.ts";
import { type Arguments, type Flag, type Flags, flagName } from "./flags.ts";

/** Writes the usage line: arguments, flags that are required, then those that are not. */
export function usageLine<F extends Flags, A extends Arguments>({ flags, args }: CommandDeclaration<F, A>): string {
  const positional = Object.entries(args ?? {}).map(([name, { optional }]) => (optional ? `[${name}]` : name));
  const named = Object.entries(flags ?? {}).map(([name, flag]) => {
    const text = flagUsage(name, flag);
    return { text, required: "required" in flag && flag.required === true };
  });
  return [
    ...positional,
    ...named.filter(({ required }) => required).map(({ text }) => text),
    ...named.filter(({ required }) => !required).map(({ text }) => `[${text}]`),
    "[--json]",
  ].join(" ");
}

/** Writes the usage line of a command in the help of its group: what is required. */
export function shortUsageLine<F extends Flags, A extends Arguments>({
  flags,
  args,
}: CommandDeclaration<F, A>): string {
  const required = Object.entries(flags ?? {}).filter(([, flag]) => "required" in flag && flag.required);
  return [
    ...Object.entries(args ?? {}).map(([name, { optional }]) => (optional ? `[${name}]` : name)),
    ...required.map(([name, flag]) => flagUsage(name, flag)),
    "[flags]",
  ].join(" ");
}

function flagUsage(name: string, flag: Flag): string {
  const written = flagName(name);
  if (flag.kind === "switch") return written;
  if (flag.kind === "boolean") return `${written}|${flagName(`no-${name}`)}`;
  const value = flag.kind === "choice" ? flag.values.join("|") : flag.placeholder;
  return `${written} ${value}${flag.kind === "list" ? " ..." : ""}`;
}

/** Writes the description, and the environment variables that are not flags. */
export function fullDescription<F extends Flags, A extends Arguments>({
  brief,
  description = `${brief}.`,
  environment = {},
}: CommandDeclaration<F, A>): string {
  const width = Math.max(0, ...Object.keys(environment).map(({ length }) => length));
  const lines = Object.entries(environment).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return [wrap(description), ...(lines.length === 0 ? [] : ["", "ENVIRONMENT", ...lines])].join("\n");
}

/** The widest line of a description. */
const WIDTH = 100;

function wrap(text: string): string {
  return text.replace(new RegExp(`(?![^\\n]{1,${WIDTH}}$)([^\\n]{1,${WIDTH}})\\s`, "g"), "$1\n");
}
