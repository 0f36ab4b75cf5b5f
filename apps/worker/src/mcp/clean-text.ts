/**
 * Characters that a person does not see and a model may read as text: controls but tab and line feed, format characters, tags, variation
 * selectors and fillers.
 */
const INVISIBLE = /[^\P{C}\t\n]|\p{Default_Ignorable_Code_Point}/gu;

/** What nearly every text is: visible, short, and on one line. */
const PLAIN = /^[ -~]{0,200}$/;
const PLAIN_WORD = /^[!-~]{1,40}$/;

/** Characters of a text that are kept. */
const MAX_TEXT = 4000;

/** Removes invisible characters from text that comes from Okta, and cuts it after 4,000 characters, saying so. */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  const visible = text.replaceAll(INVISIBLE, "");
  if (visible.length <= MAX_TEXT) return visible;
  return `${visible.slice(0, MAX_TEXT)}… [${visible.length - MAX_TEXT} characters cut]`;
}

/** Removes invisible characters, and puts the text on one line of at most `most` characters. */
export function cleanLine(text: string, most = 200): string {
  if (PLAIN_WORD.test(text) && text.length <= most) return text;
  const line = text.replaceAll(INVISIBLE, "").replaceAll(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
