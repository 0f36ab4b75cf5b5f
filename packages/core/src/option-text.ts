import { configurationError } from "./errors.ts";

/** Removes whitespace, a byte order mark (as `trim` does), and a pair of quotation marks. */
export function unquote(value: string): string {
  const text = value.trim();
  return (/^(["'`])(.*)\1/s.exec(text)?.[2] ?? text).trim();
}

/**
 * Returns the text of an option without surrounding whitespace, byte order mark and quotation marks.
 *
 * @throws {ConfigurationError} when a quotation mark is not closed.
 */
export function trimOption(option: string, value: string): string {
  const text = unquote(value);
  if (/^["'`]|["'`]$/.test(text)) throw configurationError("invalid_option.quote", { option });
  return text;
}
