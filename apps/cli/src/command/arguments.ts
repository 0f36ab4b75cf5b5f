/** Rewrites flags of one letter to what the parser knows: `--q ada` becomes `-q ada`. After `--`, nothing is a flag. */
export function normalizeArguments(args: readonly string[]): readonly string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return args.map((arg, at) => (at < end && /^--[a-z](=|$)/.test(arg) ? arg.slice(1) : arg));
}
