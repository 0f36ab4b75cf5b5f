/** Values by their path, such as `profile.login`. */
export type Flat = Readonly<Record<string, string>>;

/** How deep objects are looked into. */
const DEPTH = 1;

/**
 * Flattens an item of a response to text by path. Links and embedded items are left out, and so are lists of objects.
 *
 * @param depth - how deep objects are looked into.
 */
export function flatten(item: unknown, depth: number = DEPTH): Flat {
  // Without a prototype: a column can have any name, `constructor` too.
  const flat: Record<string, string> = Object.create(null);
  const visit = (value: unknown, path: string, level: number) => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      if (value.every((member) => typeof member !== "object")) flat[path] = value.join(", ");
    } else if (typeof value === "object") {
      if (level > depth) return;
      for (const [name, member] of Object.entries(value)) {
        if (!name.startsWith("_")) visit(member, path ? `${path}.${name}` : name, level + 1);
      }
    } else flat[path || "value"] = String(value);
  };
  visit(item, "", 0);
  return flat;
}
