import type { LogEvent, LogHistory } from "../org/model.ts";

/** The events of the log in the order in which they were written: those of the history, and then those that are kept. */
export interface EventSequence {
  readonly length: number;
  at(place: number): LogEvent;
}

/** Joins the history of an org and its other events. */
export function joinEvents(history: LogHistory, events: readonly LogEvent[]): EventSequence {
  return {
    length: history.length + events.length,
    at: (place) => (place < history.length ? history.at(place) : (events[place - history.length] as LogEvent)),
  };
}

/** The place of the first event that was published at a time or after it (milliseconds since the epoch). */
export function firstSince({ length, at }: EventSequence, time: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(at(middle).published) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first events that are asked for, from a place on, in one direction up to another place. */
export function takeEvents(
  { at }: EventSequence,
  from: number,
  to: number,
  limit: number,
  isAsked: (event: LogEvent) => boolean,
): readonly { readonly place: number; readonly event: LogEvent }[] {
  const taken: { readonly place: number; readonly event: LogEvent }[] = [];
  const step = from <= to ? 1 : -1;
  for (let place = from; place !== to && taken.length < limit; place += step) {
    const event = at(place);
    if (isAsked(event)) taken.push({ place, event });
  }
  return taken;
}
