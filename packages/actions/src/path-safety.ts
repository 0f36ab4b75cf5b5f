/** The longest segment that is let through: far more than any ID or login. */
const LONGEST = 512;

/** The five at the end of the first class only look like a slash or a backslash, but some systems take them for one. */
const FORBIDDEN = /[/\\;%?#\u2044\u2215\u2216\u29f5\u29f8]|\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u;

/**
 * Whether every segment of a URL's path means the same to everyone who reads it, however often they decode it: none is empty, a
 * dot or two, or hides a slash, a backslash, a semicolon (which Java servers cut at), where a query or a fragment begins, a control
 * character, another escape, or a character that is made one of these by whoever puts text into its plainest form (Unicode NFKC).
 *
 * @param pathname as a URL has it: begins with a slash, percent-encoded.
 */
export function hasSafeSegments(pathname: string): boolean {
  const [first, ...segments] = pathname.split("/");
  return first === "" && segments.every(isSafeSegment);
}

function isSafeSegment(segment: string): boolean {
  if (segment === "" || segment.length > LONGEST) return false;
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    return false;
  }
  const plain = text.normalize("NFKC");
  if (plain === "." || plain === ".." || text.trim() !== text) return false;
  // A percent sign that is left after decoding might be decoded again by whoever comes next.
  return !FORBIDDEN.test(text) && !FORBIDDEN.test(plain);
}
