/** What every flag may declare. */
interface FlagBase {
  /** One line for `--help` and docs/cli.md, without a period. */
  readonly brief: string;
  /** The environment variable that is read when the flag is absent. */
  readonly env?: string;
}

/** A flag with a text value: `--name VALUE`. */
export interface TextFlag extends FlagBase {
  readonly kind: "text";
  /** How the value is called in the usage line. */
  readonly placeholder: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** A flag without a value: `--name`. */
export interface SwitchFlag extends FlagBase {
  readonly kind: "switch";
}

/** A flag whose value is one of a few: `--name a`. */
export interface ChoiceFlag extends FlagBase {
  readonly kind: "choice";
  readonly values: readonly string[];
  readonly required?: boolean;
  readonly default?: string;
}

/** A flag with a whole number. */
export interface NumberFlag extends FlagBase {
  readonly kind: "number";
  readonly placeholder: string;
  readonly required?: boolean;
  readonly default?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A flag that is true, false or absent: `--name`, `--no-name` or `--name=false`. */
export interface BooleanFlag extends FlagBase {
  readonly kind: "boolean";
  readonly required?: boolean;
}

/** A flag with a text value that may be passed several times. */
export interface ListFlag extends FlagBase {
  readonly kind: "list";
  readonly placeholder: string;
}

/** A flag of a command. Flags never hold secrets: arguments are visible to every user of the machine. */
export type Flag = TextFlag | SwitchFlag | ChoiceFlag | NumberFlag | BooleanFlag | ListFlag;

/** The flags of a command, by their names in camelCase. The command line uses kebab-case. */
export type Flags = Readonly<Record<string, Flag>>;

type Raw<F> = F extends SwitchFlag | BooleanFlag
  ? boolean
  : F extends NumberFlag
    ? number
    : F extends ListFlag
      ? readonly string[]
      : F extends { readonly values: readonly (infer V)[] }
        ? V
        : string;

type IsGiven<F> = F extends SwitchFlag | ListFlag
  ? true
  : F extends { readonly required: true } | { readonly default: string | number }
    ? true
    : false;

/** The value of a flag: never undefined where it is required, has a default, or is a switch or a list. */
type FlagValue<F> = IsGiven<F> extends true ? Raw<F> : Raw<F> | undefined;

/** The values of flags. */
export type FlagValues<F> = { readonly [Name in keyof F]: FlagValue<F[Name]> };

/** A positional argument. */
export interface Argument {
  readonly brief: string;
  readonly optional?: boolean;
}

/** The positional arguments of a command, in their order. */
export type Arguments = Readonly<Record<string, Argument>>;

/** The values of positional arguments. */
export type ArgumentValues<A> = {
  readonly [Name in keyof A]: A[Name] extends { readonly optional: true } ? string | undefined : string;
};

/** Writes a flag's name as it stands on the command line. */
export function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
}
