/** The longest segment that is let through: far more than any ID or login. */
const LONGEST = 512;

/**
 * Whether every segment of a URL's path means the same to everyone who reads it, however often they decode it: none is empty, a
 * dot or two, or hides a slash, a backslash, a semicolon (which Java servers cut at), a control character or another escape.
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
  if (text === "." || text === ".." || text.trim() !== text) return false;
  // A percent sign that is left after decoding might be decoded again by whoever comes next.
  return !/[/\\;%]|\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u.test(text);
}
