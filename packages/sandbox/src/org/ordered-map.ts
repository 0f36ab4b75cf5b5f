/**
 * A map that knows the place of each entry in the order in which they came, and can go on from a place without a walk through all
 * that comes before it. An entry keeps its place when others go.
 */
export class OrderedMap<Value> extends Map<string, Value> {
  // A field would be made only after the constructor of Map, which adds nothing here.
  readonly #ids: (string | undefined)[] = [];
  readonly #places = new Map<string, number>();

  override set(id: string, value: Value): this {
    if (!this.has(id)) {
      this.#places.set(id, this.#ids.length);
      this.#ids.push(id);
    }
    return super.set(id, value);
  }

  override delete(id: string): boolean {
    const place = this.#places.get(id);
    // The place stays known: a cursor may name an entry that is gone.
    if (place !== undefined) this.#ids[place] = undefined;
    return super.delete(id);
  }

  override clear(): void {
    this.#ids.length = 0;
    this.#places.clear();
    super.clear();
  }

  /** The place of an entry, counted from 0; that of one that is gone is the one it had. */
  placeOf(id: string): number {
    return this.#places.get(id) ?? this.#ids.length;
  }

  /** The entries from a place on. */
  *valuesFrom(place: number): Generator<Value> {
    for (let at = Math.max(0, place); at < this.#ids.length; at++) {
      const id = this.#ids[at];
      const value = id === undefined ? undefined : this.get(id);
      if (value !== undefined) yield value;
    }
  }
}
