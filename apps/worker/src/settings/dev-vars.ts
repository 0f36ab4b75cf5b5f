import type { SettingProblem } from "./settings-error.ts";

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** A PEM over several lines without quotes: readers of `.dev.vars` would stop at the end of its first line. */
const UNQUOTED_PEM =
  /^([ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*)(-----BEGIN [^\n]*\n[\s\S]*?\n[ \t]*-----END [^\n]*-----)[ \t]*$/gm;

/** A value in the typographic quotes that text editors put in place of straight ones. */
const TYPOGRAPHIC_QUOTES = /^([ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*)[“”„‘’](.*)[“”‘’][ \t]*$/gm;

/**
 * Decodes `.dev.vars` as editors and shells write it, so that every reader of that format reads the values.
 *
 * Accepts UTF-8 and UTF-16 with or without a byte order mark (PowerShell's `>` writes UTF-16). Puts a PEM of several lines into quotes,
 * and replaces typographic quotes around a value.
 *
 * @param bytes - The contents of the file.
 * @returns the text, for example for dotenv.
 */
export function decodeDevVars(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes))
    .decode(bytes)
    .replace(/\r\n?/g, "\n")
    .replace(UNQUOTED_PEM, (_, start: string, pem: string) => `${start}"${pem}"`)
    .replace(TYPOGRAPHIC_QUOTES, (_, start: string, value: string) => {
      const mark = value.includes('"') ? "'" : '"';
      return `${start}${mark}${value}${mark}`;
    });
}

/** An assignment as dotenv reads it: the name, and the value with its quotes, which can have several lines. */
const ASSIGNMENT =
  /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;

/**
 * Finds the settings that a file sets several times, such as by a line of the example that is still there. Only the last one counts.
 *
 * @param text - The text that `decodeDevVars` returned.
 * @returns a problem for each setting, unless its lines are the same. They do not stop the Worker.
 */
export function findRepeatedSettings(text: string): readonly SettingProblem[] {
  const values = new Map<string, readonly string[]>();
  for (const [, name = "", value = ""] of text.matchAll(ASSIGNMENT)) {
    values.set(name, [...(values.get(name) ?? []), value.trim()]);
  }
  return [...values].flatMap(([setting, lines]) => {
    if (new Set(lines).size < 2) return [];
    const times = lines.length === 2 ? "twice" : `${lines.length} times`;
    const message = `${setting} is set ${times}; the last one counts.`;
    return [{ setting, message, hint: "Remove the lines that do not count.", code: "repeated_setting" }];
  });
}

/** Without a mark, text in UTF-16 has a zero in every second byte, because names of settings are ASCII. */
function encodingOf(bytes: Uint8Array): string {
  for (const [encoding, mark] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) return encoding;
  }
  if (bytes.length > 1 && bytes[1] === 0 && bytes[0] !== 0) return "utf-16le";
  if (bytes.length > 1 && bytes[0] === 0 && bytes[1] !== 0) return "utf-16be";
  return "utf-8";
}
