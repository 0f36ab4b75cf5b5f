/** The longest segment that is accepted: far more than any ID or login. */
const MAX_SEGMENT = 512;

/** How often a segment is decoded to see what a server that decodes twice would make of it. */
const MAX_DECODINGS = 4;

/** Slashes, characters that some systems read as one, and characters that cannot be seen. */
const FORBIDDEN = /[/\u2044\u2215\u2216\u29f5\u29f8]|\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u;

/** Characters that have a meaning in a URL. Logins contain them, percent-encoded: `name_example.com#EXT#@…` of Azure guests. */
const SPECIAL = /[\\;%?#]/;

/** What a normal encoder leaves as it is: letters, digits, hyphen, dot, underscore and tilde. */
const ENCODED_WITHOUT_NEED = /%(?:2[de]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)/i;

/**
 * Reports whether every segment of a URL's path means the same to every server that reads it, however often it decodes it. A segment
 * must not be empty, a dot or two, contain a slash or a control character in any form, or be encoded in a way that no normal encoder
 * produces.
 *
 * @param pathname - as a URL has it: begins with a slash, percent-encoded.
 */
export function hasSafeSegments(pathname: string): boolean {
  const [first, ...segments] = pathname.split("/");
  return first === "" && segments.every(isSafeSegment);
}

function isSafeSegment(segment: string): boolean {
  // Java servers cut a segment at a semicolon that is not encoded.
  if (segment.length > MAX_SEGMENT || segment.includes(";") || ENCODED_WITHOUT_NEED.test(segment)) return false;
  const text = decode(segment);
  return text !== undefined && text !== "" && isSafeText(text, MAX_DECODINGS);
}

function isSafeText(text: string, decodings: number): boolean {
  // Characters that become others in their plainest form (Unicode NFKC) must not become one with a meaning in a URL.
  const plain = text.normalize("NFKC");
  if (FORBIDDEN.test(text) || FORBIDDEN.test(plain) || text.trim() !== text) return false;
  if (plain !== text && SPECIAL.test(plain)) return false;
  if (plain.split(SPECIAL).some((part) => part.trim() === "." || part.trim() === "..")) return false;
  const decoded = /%[\da-f]{2}/i.test(text) ? decode(text) : undefined;
  return decoded === undefined || decoded === text || (decodings > 0 && isSafeText(decoded, decodings - 1));
}

/** Returns the parts of a segment between characters that have a meaning in a URL, in each of its decodings. */
export function partsOf(segment: string): readonly string[] {
  const parts: string[] = [];
  let text: string | undefined = segment;
  for (let decodings = 0; text !== undefined && decodings <= MAX_DECODINGS; decodings++) {
    const next = decode(text);
    text = next === text ? undefined : next;
    if (text !== undefined) parts.push(...text.split(SPECIAL));
  }
  return parts;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
