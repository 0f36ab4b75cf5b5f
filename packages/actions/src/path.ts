/** Characters of a segment that are accepted: far more than any ID or login has. */
const MAX_SEGMENT = 512;

/** How often a segment is decoded to see what it could become; a segment that still changes then is rejected. */
const MAX_DECODINGS = 8;

/** Why a path is rejected. */
export type PathFault =
  /** A segment is empty, or the path does not begin with a slash. */
  | "empty"
  /** A segment contains a slash. */
  | "slash"
  /** A segment is `.` or `..`, or contains one beside a backslash. */
  | "dots"
  /** A segment is encoded as no encoder encodes it: letters as escapes, delimiters in clear, invalid UTF-8. */
  | "encoding"
  /** A segment contains an invisible character, or one that is turned into a delimiter by Unicode normalization. */
  | "character"
  | "too_long";

/** A path as Okta reads it, or why it is rejected. */
export type PathReading = { readonly segments: readonly string[] } | { readonly fault: PathFault };

/**
 * Reads the path of a URL: splits it at its slashes, then decodes each segment once. A decision on the decoded segments is a decision on
 * what Okta executes, because a path that another reader could take for something else is rejected. An encoder such as
 * `encodeURIComponent` produces no such path, except for text with slashes, dots alone, or invisible characters.
 *
 * @param pathname - as a URL has it: begins with a slash, percent-encoded.
 * @returns the decoded segments, or why the path is rejected.
 *
 * @example
 * ```ts
 * readPath("/api/v1/users/guest%23EXT%23@example.com"); // { segments: ["api", "v1", "users", "guest#EXT#@example.com"] }
 * readPath("/api/v1/groups/%72ules"); // { fault: "encoding" }
 * ```
 */
export function readPath(pathname: string): PathReading {
  const [first, ...rest] = pathname.split("/");
  if (first !== "") return { fault: "empty" };
  const segments: string[] = [];
  for (const raw of rest) {
    const segment = readSegment(raw);
    if ("fault" in segment) return segment;
    segments.push(segment.text);
  }
  return { segments };
}

/** Delimiters that an encoder always writes as escapes. Java servers cut a segment at `;`, browsers read `\` as a slash. */
const DELIMITERS = /[\\;?#]/;

/** Escapes of letters, digits, `-`, `.` and `_`, which no encoder produces. */
const NEEDLESS_ESCAPE = /%(?:2[DE]|3\d|[46][1-9A-F]|5[0-9AF]|7[0-9A])/i;

/** Characters that are not visible, and those that only look like a slash or a backslash but are taken for one by some systems. */
const INVISIBLE_OR_SLASH = /[\u2044\u2215\u2216\u29f5\u29f8]|\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u;

/** Segments that mean the same to every reader: IDs, and most names. */
const PLAIN = /^[\w~-]+$/;

function readSegment(raw: string): { readonly text: string } | { readonly fault: PathFault } {
  if (raw === "") return { fault: "empty" };
  if (raw.length > MAX_SEGMENT) return { fault: "too_long" };
  if (PLAIN.test(raw)) return { text: raw };
  if (DELIMITERS.test(raw) || NEEDLESS_ESCAPE.test(raw)) return { fault: "encoding" };
  let text: string;
  try {
    text = decodeURIComponent(raw);
  } catch {
    return { fault: "encoding" };
  }
  const fault = findFault(text) ?? findNestedFault(text);
  return fault ? { fault } : { text };
}

function findFault(text: string): PathFault | undefined {
  if (text.includes("/")) return "slash";
  if (text.trim() !== text || INVISIBLE_OR_SLASH.test(text)) return "character";
  // A delimiter is accepted as itself, not as what Unicode makes of another character.
  const others = text.replaceAll(/[\\;?#%]/g, "x").normalize("NFKC");
  if (/[\\/;?#%]/.test(others) || INVISIBLE_OR_SLASH.test(others)) return "character";
  return text.normalize("NFKC").split(DELIMITERS).some(isDots) ? "dots" : undefined;
}

function isDots(text: string): boolean {
  return text === "." || text === "..";
}

/** Escapes, in text that is already decoded, of delimiters and control characters, and overlong ones. */
const NESTED_DELIMITER = /%(?:[01][\dA-F]|2[3F]|3[BF]|5C|7F|C[01]%)/i;

/** Finds what a segment becomes for a reader that decodes it more than once. */
function findNestedFault(text: string): PathFault | undefined {
  let nested = text;
  for (let decodings = 0; decodings < MAX_DECODINGS; decodings++) {
    if (NESTED_DELIMITER.test(nested)) return "encoding";
    const next = decodeEscapes(nested);
    if (next === nested) return undefined;
    const fault = findFault(next);
    if (fault) return fault;
    nested = next;
  }
  return "encoding";
}

/** Decodes the escapes in a text that are valid, and leaves all other text as it is. */
function decodeEscapes(text: string): string {
  return text.replaceAll(/(?:%[\dA-F]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replaceAll(/%[0-7][\dA-F]/gi, (one) => decodeURIComponent(one));
    }
  });
}

/** Returns a segment as the most lenient reader compares it: in lower case, normalized, and decoded as often as possible. */
export function foldSegment(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  let folded = text;
  for (let decodings = 0; decodings < MAX_DECODINGS && folded.includes("%"); decodings++)
    folded = decodeEscapes(folded);
  return folded.normalize("NFKC").toLowerCase();
}

/**
 * Reports whether a segment is, to some readers, one of several folded literals: in capitals, encoded twice, or cut at a delimiter, such
 * as `Rules`, `%72ules` and `rules;x` for `rules`.
 *
 * @param text - The decoded segment.
 * @param folded - The literals, as `foldSegment` returns them.
 * @returns whether it resembles one of them.
 */
export function resemblesLiteral(text: string, folded: ReadonlySet<string>): boolean {
  const lenient = foldSegment(text);
  return folded.has(lenient) || lenient.split(/[\\;?#%]/).some((part) => folded.has(part));
}

/**
 * Describes a rejected path to a person.
 *
 * @param fault - What {@link readPath} returns.
 * @returns the end of a sentence that begins with "The path".
 */
export function describePathFault(fault: PathFault): string {
  return FAULTS[fault];
}

const FAULTS: Readonly<Record<PathFault, string>> = {
  empty: "must not have an empty segment",
  slash: "must not contain a slash within a segment: use the ID, or search",
  dots: "must not have a segment of dots alone",
  encoding:
    "must be percent-encoded as encodeURIComponent does it: no letter, digit, -, . or _ as an escape, and no second encoding",
  character: "must not contain invisible characters, or characters that resemble a delimiter: use the ID, or search",
  too_long: `must not have a segment of more than ${MAX_SEGMENT} characters`,
};
