/** Splits a line as a shell does: words, and single quotes. */
export function splitWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|\\'|[^\s'])+/g)].map(([word]) => word.replace(/'([^']*)'|\\(')/g, "$1$2"));
}
