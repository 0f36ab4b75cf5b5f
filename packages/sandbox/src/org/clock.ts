/** The org's clock: seconds since the epoch, fractions allowed. */
export type Clock = () => number;

/** A moment as Okta writes it in JSON. */
export function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
