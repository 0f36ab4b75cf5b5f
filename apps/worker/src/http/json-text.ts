/** Returns a value as the text of a response: JSON with a line break at its end, for terminals. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
