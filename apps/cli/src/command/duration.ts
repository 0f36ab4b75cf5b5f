import { UsageError } from "../errors.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a duration such as `7d`, `24h`, `30m` or `0`.
 *
 * @param flag - what the duration is called on the command line.
 * @returns milliseconds.
 * @throws {UsageError} when it is not a duration.
 */
export function parseDuration(text: string, flag: string): number {
  const [, count = "", unit = "s"] = /^(\d{1,6})([smhd])$|^0$/.exec(text.trim()) ?? [];
  if (count === "" && text.trim() !== "0") {
    throw new UsageError(`${flag} must be a duration such as 7d, 24h, 30m or 0.`);
  }
  return Number(count) * (UNITS[unit] ?? 0);
}
