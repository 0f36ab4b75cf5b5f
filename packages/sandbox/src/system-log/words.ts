/**
 * Whether an event mentions every word, in any case. A word is a whole attribute, a word of one, or a part of one between
 * hyphens.
 */
export function mentions(shown: Record<string, unknown>, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const mentioned = new Set<string>();
  collect(shown, mentioned);
  return words.every((word) => mentioned.has(word));
}

function collect(value: unknown, mentioned: Set<string>): void {
  if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) collect(member, mentioned);
  } else if (typeof value === "string") {
    for (const word of value.toLowerCase().split(/\s+/)) {
      mentioned.add(word);
      for (const part of word.split("-")) mentioned.add(part);
    }
  } else if (value !== null && value !== undefined) {
    mentioned.add(String(value));
  }
}
