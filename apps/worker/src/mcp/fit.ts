/** Characters of a result's JSON: about 8,000 tokens. */
const MAX_RESULT = 30_000;

const sizeOf = (value: unknown) => JSON.stringify(value).length;

/** The structured content of a result. */
export type Content = Readonly<Record<string, unknown>>;

/** Shortens a list to the size limit, and says what was cut. A shortened list has no cursor, which would skip what was cut. */
export function fitList(items: readonly unknown[], next: string | undefined): Content {
  let size = 0;
  const kept = items.findIndex((item) => {
    size += sizeOf(item) + 1;
    return size > MAX_RESULT;
  });
  if (kept < 0) return { items, count: items.length, ...(next !== undefined && { next }) };
  if (kept === 0) {
    const [first] = items;
    return { items: [fitItem(first)], count: 1, cut: `Only the first of ${items.length} items, shortened, fits.` };
  }
  const cut = `Only the first ${kept} of ${items.length} items fit. Repeat the call with limit=${kept} to get a cursor to the rest, or narrow the search.`;
  return { items: items.slice(0, kept), count: kept, cut };
}

function fitItem(item: unknown): unknown {
  return typeof item === "object" && item !== null && !Array.isArray(item) ? fitObject(item as Content) : "[cut]";
}

/** Removes the largest members of an object until it fits, and names them. */
export function fitObject(content: Content): Content {
  let size = sizeOf(content);
  if (size <= MAX_RESULT) return content;
  const members = Object.entries(content).map(([name, value]) => ({ name, value, size: sizeOf(value) + name.length }));
  const removed = new Set<string>();
  for (const member of members.sort((one, other) => other.size - one.size)) {
    if (size <= MAX_RESULT) break;
    size -= member.size;
    removed.add(member.name);
  }
  const kept = Object.entries(content).filter(([name]) => !removed.has(name));
  return { ...Object.fromEntries(kept), cut: `Too large for a result: ${[...removed].slice(0, 20).join(", ")}.` };
}
