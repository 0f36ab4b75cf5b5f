import type { Table } from "./question.ts";
import { format, formatSpread, median } from "./statistics.ts";

/** One of those that do the same work. */
export interface Contestant<Sample extends object> {
  readonly name: string;
  /** Measures once. */
  measure(): Promise<Sample>;
}

/** The samples of a contestant, one of each round. */
export interface Measured<Sample extends object> {
  readonly name: string;
  readonly samples: readonly Sample[];
}

/**
 * Measures contestants in turn, round after round, so that a slow moment of the machine affects all of them. A first round, which fills
 * caches and lets the compilers work, is not counted.
 */
export async function alternate<Sample extends object>(
  contestants: readonly Contestant<Sample>[],
  rounds: number,
): Promise<readonly Measured<Sample>[]> {
  const samples = contestants.map((): Sample[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const offset of contestants.keys()) {
      // Each one is first once: whatever the first one pays is shared.
      const place = (round + offset) % contestants.length;
      const sample = await contestants[place]?.measure();
      if (round > 0 && sample) samples[place]?.push(sample);
    }
  }
  return contestants.map(({ name }, place) => ({ name, samples: samples[place] ?? [] }));
}

/** Returns the numbers of one kind in the samples. */
export function valuesOf<Sample extends object>({ samples }: Measured<Sample>, kind: keyof Sample): readonly number[] {
  return samples.map((sample) => Number(sample[kind]));
}

/** Returns the median, over the rounds, of one contestant's share of another one's figure in the same round. */
export function shareOf<Sample extends object>(
  one: Measured<Sample>,
  other: Measured<Sample> | undefined,
  kind: keyof Sample,
): number {
  const floors = other ? valuesOf(other, kind) : [];
  return median(valuesOf(one, kind).map((value, round) => value / (floors[round] ?? Number.NaN)));
}

/** A figure of the samples as columns of a table. */
export interface Figure<Sample extends object> {
  readonly kind: keyof Sample;
  readonly title: string;
}

/** Writes a table: the median and spread of the first figure with its share of the first contestant's, then the medians of the others. */
export function compareTable<Sample extends object>(
  measured: readonly Measured<Sample>[],
  figures: readonly [Figure<Sample>, ...Figure<Sample>[]],
  caption?: string,
): Table {
  const [main, ...others] = figures;
  const [floor] = measured;
  return {
    ...(caption !== undefined && { caption }),
    columns: ["", main.title, "lowest–highest", `share of ${floor?.name ?? ""}`, ...others.map(({ title }) => title)],
    rows: measured.map((one) => [
      one.name,
      format(median(valuesOf(one, main.kind))),
      formatSpread(valuesOf(one, main.kind)),
      shareOf(one, floor, main.kind).toFixed(2),
      ...others.map(({ kind }) => format(median(valuesOf(one, kind)))),
    ]),
  };
}
