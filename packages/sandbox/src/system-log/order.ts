import type { LogEvent } from "../org/model.ts";

const NUMBERS = new WeakMap<LogEvent, number>();
const LATEST = new WeakMap<readonly LogEvent[], number>();

/**
 * Numbers events in the order in which they were written, from 1 on. An event keeps its number when older ones are forgotten,
 * so that a stream goes on where it was left.
 */
export function numberEvents(events: readonly LogEvent[]): (event: LogEvent) => number {
  let latest = LATEST.get(events) ?? 0;
  for (const event of events) {
    if (NUMBERS.has(event)) continue;
    latest++;
    NUMBERS.set(event, latest);
  }
  LATEST.set(events, latest);
  return (event) => NUMBERS.get(event) ?? latest;
}
