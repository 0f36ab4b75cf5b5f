import * as v from "valibot";

/** What links are like, with which Okta says what can be done next. */
const links = v.optional(v.record(v.string(), v.unknown()));

/** A thing of Okta's: the members that are known of it, and whatever else an org puts there. */
export const oktaObject = <const Entries extends v.ObjectEntries>(title: string, entries: Entries) =>
  v.pipe(v.looseObject({ ...entries, _links: links }), v.title(title));

/** An empty JSON object: it was done. */
export const nothing = v.pipe(v.looseObject({}), v.description("Empty: it is done"));

/** When something happened, or null if it has not yet. */
export const happened = v.optional(v.nullable(v.string()));

/** JSON of any members. */
export const anyObject = v.record(v.string(), v.unknown());
