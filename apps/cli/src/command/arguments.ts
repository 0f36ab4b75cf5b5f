/**
 * Rewrites flags to what the parser knows: `--q ada` becomes `-q ada`, because a name of one letter is an alias, and `--env=` becomes
 * `--env ""`. After `--`, nothing is a flag.
 */
export function normalizeArguments(args: readonly string[]): readonly string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return args.flatMap((arg, at) => {
    if (at >= end) return [arg];
    const known = /^--[a-z](=|$)/.test(arg) ? arg.slice(1) : arg;
    return /^--?[a-z][\w.-]*=$/i.test(known) ? [known.slice(0, -1), ""] : [known];
  });
}
