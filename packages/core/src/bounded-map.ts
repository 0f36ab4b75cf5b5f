/** Sets an entry as the most recent one of a map, and deletes the oldest entry of a map that is full. */
export function setBounded<Value>(entries: Map<string, Value>, key: string, value: Value, maxEntries: number): void {
  entries.delete(key);
  entries.set(key, value);
  if (entries.size > maxEntries) entries.delete(entries.keys().next().value as string);
}
