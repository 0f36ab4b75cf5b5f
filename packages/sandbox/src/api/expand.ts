/** What a call asks to have embedded: `expand`, as a list with commas or repeated. */
export function expansionsOf(url: URL): ReadonlySet<string> {
  return new Set(url.searchParams.getAll("expand").flatMap((text) => text.split(",")));
}

/**
 * The member `_embedded` with what is asked for, of all that can be embedded; nothing if none of it is.
 *
 * @param all - The word that asks for everything, where there is one.
 */
export function embed(
  url: URL,
  embeddable: Readonly<Record<string, () => unknown>>,
  all?: string,
): { readonly _embedded?: Readonly<Record<string, unknown>> } {
  const asked = expansionsOf(url);
  const found = Object.entries(embeddable).flatMap(([name, make]) => {
    const value = asked.has(name) || (all !== undefined && asked.has(all)) ? make() : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return found.length > 0 ? { _embedded: Object.fromEntries(found) } : {};
}
