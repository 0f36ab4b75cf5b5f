import type { Call, Operation } from "../api/operation.ts";
import { type CursorKey, compareKeys, readCursor, writeCursor } from "../lists/cursor.ts";
import { compileFilter } from "../lists/filter-match.ts";
import { invalidPaging } from "../lists/pagination.ts";
import type { LogEvent } from "../org/model.ts";
import { showLogEvent } from "./event.ts";
import { type EventSequence, firstSince, joinEvents, takeEvents } from "./history.ts";
import { numberEvents } from "./order.ts";
import { type LogQuery, readLogQuery } from "./query.ts";
import { mentions } from "./words.ts";

/** The operation on the System Log. */
export const systemLogOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/logs",
    scope: "okta.logs.read",
    permission: { resource: "logs", access: "read" },
    bucket: "logs",
    handle: listEvents,
  },
];

const DAY = 86_400_000;

/** Days that the org keeps events. */
const RETENTION = 90;

/** Days that are looked through if no beginning is given. */
const USUAL = 7;

/** What links carry on from one page to the next. Where the list began is in the cursor. */
const PARAMETERS = ["until", "filter", "q", "sortOrder"];

interface Page {
  readonly events: readonly LogEvent[];
  /** Undefined where there is nothing more, and never will be. */
  readonly next: string | undefined;
}

function listEvents({ org, url }: Call): Response {
  const now = org.now() * 1000;
  const query = readLogQuery(url.searchParams, now);
  const kept = org.store.events.filter(({ published }) => Date.parse(published) >= now - RETENTION * DAY);
  const numberOf = numberEvents(org.store.events);
  const shown = (event: LogEvent): Record<string, unknown> => showLogEvent(event);
  const passes = query.filter && compileFilter(query.filter);
  const isAsked = (event: LogEvent) => (!passes || passes(shown(event))) && mentions(shown(event), query.words);
  // Without an end and forwards, it is a stream: each page is what was written since the one before.
  const readPage = query.until === undefined && !query.isDescending ? readStream : readSpan;
  const { history } = org.store;
  const { events, next } = history
    ? readLong(joinEvents(history, org.store.events), query, isAsked, now)
    : readPage({ query, kept, numberOf, isAsked, now });

  const link = (rel: "self" | "next", parameters: readonly string[], after?: string) => {
    const values = new URLSearchParams();
    for (const name of parameters) {
      const value = url.searchParams.get(name);
      if (value) values.set(name, value);
    }
    values.set("limit", String(query.limit));
    if (after !== undefined) values.set("after", after);
    return `<${org.orgUrl}${url.pathname}?${values}>; rel="${rel}"`;
  };
  const headers = new Headers({ "content-type": "application/json" });
  headers.append("link", link("self", ["since", ...PARAMETERS], query.after));
  if (next !== undefined) headers.append("link", link("next", PARAMETERS, next));
  return new Response(JSON.stringify(events.map(shown)), { headers });
}

interface PageNeed {
  readonly query: LogQuery;
  readonly kept: readonly LogEvent[];
  /** The place of an event in the order in which they were written, from 1 on. */
  readonly numberOf: (event: LogEvent) => number;
  readonly isAsked: (event: LogEvent) => boolean;
  readonly now: number;
}

/** A page of the stream, in the order in which events were written. There is always another, though it may be empty. */
function readStream({ query, kept, numberOf, isAsked, now }: PageNeed): Page {
  const [cursor] = readKey("stream", query.after, ["number"]) ?? [];
  const since = query.since ?? now - USUAL * DAY;
  const firstNew = kept.find((event) =>
    cursor === undefined ? Date.parse(event.published) >= since : numberOf(event) > Number(cursor),
  );
  const newest = kept.at(-1);
  const begun = firstNew ? numberOf(firstNew) - 1 : Number(cursor ?? (newest ? numberOf(newest) : 0));
  const events = kept.filter((event) => numberOf(event) > begun && isAsked(event)).slice(0, query.limit);
  const last = events.at(-1);
  return { events, next: writeCursor("stream", [last ? numberOf(last) : begun]) };
}

/** A page of the time between two moments, in the order in which events were published, or the other way round. */
function readSpan({ query, kept, numberOf, isAsked, now }: PageNeed): Page {
  const key = readKey("span", query.after, ["number", "number", "number", "number"]);
  const [sinceOfFirst, untilOfFirst, ...behind] = key ?? [];
  const until = Number(untilOfFirst ?? query.until ?? now);
  const since = Number(sinceOfFirst ?? query.since ?? until - USUAL * DAY);
  const direction = query.isDescending ? -1 : 1;
  const placeOf = (event: LogEvent): CursorKey => [Date.parse(event.published), numberOf(event)];
  const compare = (one: CursorKey, other: CursorKey) => direction * compareKeys(one, other);
  const events = kept
    .filter(({ published }) => Date.parse(published) >= since && Date.parse(published) <= until)
    .filter((event) => (key === undefined || compare(placeOf(event), behind) > 0) && isAsked(event))
    .sort((one, other) => compare(placeOf(one), placeOf(other)));
  const page = events.slice(0, query.limit);
  const last = page.at(-1);
  const isMore = last !== undefined && page.length < events.length;
  return { events: page, next: isMore ? writeCursor("span", [since, until, ...placeOf(last)]) : undefined };
}

/** A page of the log of a large org, found by halving and read no further than it goes. The order is that of both kinds of pages. */
function readLong(all: EventSequence, query: LogQuery, isAsked: (event: LogEvent) => boolean, now: number): Page {
  const isStream = query.until === undefined && !query.isDescending;
  if (isStream) {
    const [cursor] = readKey("stream", query.after, ["number"]) ?? [];
    const begun = cursor === undefined ? firstSince(all, query.since ?? now - USUAL * DAY) : Number(cursor);
    const taken = takeEvents(all, begun, all.length, query.limit, isAsked);
    const last = taken.at(-1);
    return { events: taken.map(({ event }) => event), next: writeCursor("stream", [last ? last.place + 1 : begun]) };
  }
  const key = readKey("span", query.after, ["number", "number", "number", "number"]);
  const until = Number(key?.[1] ?? query.until ?? now);
  const since = Number(key?.[0] ?? query.since ?? until - USUAL * DAY);
  const [low, high] = [firstSince(all, since), firstSince(all, until + 1)];
  const behind = key === undefined ? undefined : Number(key[3]);
  const [from, to] = query.isDescending
    ? [(behind ?? high) - 1, low - 1]
    : [behind === undefined ? low : behind + 1, high];
  const taken = takeEvents(all, from, to, query.limit + 1, isAsked);
  const page = taken.slice(0, query.limit);
  const last = page.at(-1);
  const isMore = last !== undefined && page.length < taken.length;
  return {
    events: page.map(({ event }) => event),
    next: isMore ? writeCursor("span", [since, until, Date.parse(last.event.published), last.place]) : undefined,
  };
}

function readKey(prefix: string, cursor: string | undefined, shape: readonly string[]): CursorKey | undefined {
  if (cursor === undefined) return undefined;
  const key = readCursor(prefix, cursor);
  if (key?.length !== shape.length || key.some((member, place) => typeof member !== shape[place]))
    throw invalidPaging();
  return key;
}
