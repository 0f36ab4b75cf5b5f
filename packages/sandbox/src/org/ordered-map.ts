/**
 * A map that knows the place of each entry in the order in which they came, and can go on from a place without a walk through all
 * that comes before it. An entry keeps its place when others go.
 */
export class OrderedMap<Value> extends Map<string, Value> {
  // A field would be made only after the constructor of Map, which adds nothing here. Values, not IDs: a walk looks nothing up.
  readonly #values: (Value | undefined)[] = [];
  readonly #places = new Map<string, number>();

  override set(id: string, value: Value): this {
    const place = this.has(id) ? this.placeOf(id) : this.#values.length;
    this.#places.set(id, place);
    this.#values[place] = value;
    return super.set(id, value);
  }

  override delete(id: string): boolean {
    const place = this.#places.get(id);
    // The place stays known: a cursor may name an entry that is gone.
    if (place !== undefined) this.#values[place] = undefined;
    return super.delete(id);
  }

  override clear(): void {
    this.#values.length = 0;
    this.#places.clear();
    super.clear();
  }

  /** The place of an entry, counted from 0; that of one that is gone is the one it had. */
  placeOf(id: string): number {
    return this.#places.get(id) ?? this.#values.length;
  }

  /** The entries from a place on. */
  *valuesFrom(place: number): Generator<Value> {
    for (let at = Math.max(0, place); at < this.#values.length; at++) {
      const value = this.#values[at];
      if (value !== undefined) yield value;
    }
  }
}
