import { UsageError } from "../errors.ts";

/** Splits a flag's value at commas and whitespace. */
export function splitList(text: string, flag: string): readonly string[] {
  const values = text.split(/[\s,]+/).filter(Boolean);
  if (values.length === 0) throw new UsageError(`${flag} must name at least one.`);
  return values;
}
