import { base64url } from "jose";
import { OrderedMap } from "../org/ordered-map.ts";

/** What places an item in a list: compared member by member. */
export type CursorKey = readonly (string | number | boolean | null)[];

/** Length of the check at a cursor's end. */
const CHECK = 7;

/** Writes a key as a cursor. One that is changed or made up is detected; a client that follows links need not know what is in it. */
export function writeCursor(prefix: string, key: CursorKey): string {
  const text = base64url.encode(JSON.stringify(key));
  return prefix + text + check(prefix + text);
}

/** The key in a cursor; undefined for what is not a cursor of this kind. */
export function readCursor(prefix: string, cursor: string): CursorKey | undefined {
  const end = cursor.length - CHECK;
  if (!cursor.startsWith(prefix) || end <= prefix.length || check(cursor.slice(0, end)) !== cursor.slice(end)) {
    return undefined;
  }
  return JSON.parse(new TextDecoder().decode(base64url.decode(cursor.slice(prefix.length, end))));
}

/** FNV-1a in base 36. It is not a protection: it distinguishes a cursor from a guess. */
function check(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`cursor ${text}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36).padStart(CHECK, "0");
}

/** Below zero, zero or above, as one key comes before, with or after the other. Null comes last, whichever way the first goes. */
export function compareKeys(one: CursorKey, other: CursorKey, isDescending = false): number {
  for (let place = 0; place < Math.max(one.length, other.length); place++) {
    const [a, b] = [one[place] ?? null, other[place] ?? null];
    if (a === b) continue;
    if (a === null || b === null) return a === null ? 1 : -1;
    const isBefore = typeof a === typeof b ? a < b : typeof a < typeof b;
    return isBefore === (isDescending && place === 0) ? 1 : -1;
  }
  return 0;
}

const PLACES = new WeakMap<ReadonlyMap<string, unknown>, Map<string, number>>();

/**
 * Where each of the org's entities stands in the order in which they came. An entity keeps its place when others go, so that
 * a list can go on behind one that is gone.
 */
export function placesOf(entities: ReadonlyMap<string, unknown>): (id: string) => number {
  if (entities instanceof OrderedMap) return (id) => entities.placeOf(id);
  const places = PLACES.get(entities) ?? new Map<string, number>();
  PLACES.set(entities, places);
  for (const id of entities.keys()) if (!places.has(id)) places.set(id, places.size);
  return (id) => places.get(id) ?? places.size;
}
