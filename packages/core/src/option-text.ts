import { configurationError } from "./errors.ts";

/**
 * Returns the text of an option without surrounding whitespace, byte order mark and quotation marks.
 *
 * @throws {ConfigurationError} when a quotation mark is not closed.
 */
export function trimOption(option: string, value: string): string {
  // `trim` removes a byte order mark too.
  const trimmed = value.trim();
  const text = (/^(["'`])(.*)\1$/s.exec(trimmed)?.[2] ?? trimmed).trim();
  if (/^["'`]|["'`]$/.test(text)) throw configurationError("invalid_option.quote", { option });
  return text;
}
