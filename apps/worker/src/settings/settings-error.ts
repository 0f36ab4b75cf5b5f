import * as v from "valibot";

/** A setting is missing or wrong: the message names it, and quotes nothing of its value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  /** What is wrong with each setting. */
  readonly problems: readonly string[];

  /** For programs: what kind of fault it is. */
  readonly code: string;

  constructor(problems: readonly string[], code = "not_configured") {
    super(problems.join(" "));
    this.problems = problems;
    this.code = code;
  }
}

/** Checks settings; throws a {@link SettingsError} that names every one that is wrong, by the name that `tell` gives it. */
export function parseSettings<Settings extends v.GenericSchema>(
  schema: Settings,
  values: unknown,
  tell: (name: string) => string = (name) => name,
): v.InferOutput<Settings> {
  const result = v.safeParse(schema, values);
  if (result.success) return result.output;
  throw new SettingsError(result.issues.map((issue) => `${tell(v.getDotPath(issue) ?? "")} ${issue.message}`));
}

/** Reads a setting that is JSON; throws a {@link SettingsError} that says so without quoting it. */
export function parseJsonSetting(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SettingsError([`${name} is not JSON.`]);
  }
}

/** An empty setting is one that was left out: wrangler and CI systems pass such on. */
export const optionalSetting = v.optional(
  v.pipe(
    v.string(),
    v.trim(),
    v.transform((text) => text || undefined),
  ),
);

/** A setting that is on or off. */
export const switchSetting = v.pipe(
  optionalSetting,
  v.optional(v.picklist(["on", "off"], "must be on or off."), "off"),
);
