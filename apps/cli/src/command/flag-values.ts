import { UsageError } from "../errors.ts";
import { type Flag, type Flags, type FlagValues, flagName } from "./flags.ts";

/** Resolves flags: the command line first, then the environment, then the default. */
export function resolveFlags<F extends Flags>(
  flags: F,
  given: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): FlagValues<F> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, resolveFlag(name, flag, given[name], env)]),
  ) as FlagValues<F>;
}

function resolveFlag(
  name: string,
  flag: Flag,
  given: unknown,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  if (flag.kind === "list") return given ?? [];
  const fromEnv = flag.env === undefined ? undefined : env[flag.env]?.trim() || undefined;
  if (flag.kind === "switch") return given === true || isOn(fromEnv);
  if (flag.kind === "boolean" && typeof given === "boolean") return given;
  const text = typeof given === "string" ? given : fromEnv;
  const source = typeof given === "string" || !flag.env ? flagName(name) : flag.env;
  if (text === undefined) {
    if ("default" in flag && flag.default !== undefined) return flag.default;
    if (!flag.required) return undefined;
    throw new UsageError(`${flagName(name)} is required.`, {
      hint: flag.env && `Pass ${flagName(name)} or set ${flag.env}.`,
    });
  }
  if (flag.kind === "boolean") return isOn(text);
  if (flag.kind === "number") return parseNumber(text, source, flag);
  if (flag.kind === "choice" && !flag.values.includes(text)) {
    throw new UsageError(`${source} must be ${orList(flag.values)}.`);
  }
  return text;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !/^(0|false|off|no)$/i.test(value);
}

function parseNumber(
  text: string,
  source: string,
  { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: { readonly minimum?: number; readonly maximum?: number },
): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= minimum && number <= maximum) return number;
  const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  throw new UsageError(`${source} must be a whole number ${range}.`);
}

/** `a`, `a or b`, `a, b or c`. */
function orList(values: readonly string[]): string {
  return [values.slice(0, -1).join(", "), values.at(-1)].filter(Boolean).join(" or ");
}
