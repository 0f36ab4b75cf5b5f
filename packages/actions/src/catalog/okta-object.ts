import * as v from "valibot";

/** What links are like, with which Okta says what can be done next. */
const links = v.optional(v.record(v.string(), v.unknown()));

type LinkedObject<Entries extends v.ObjectEntries> = v.LooseObjectSchema<
  Entries & { readonly _links: typeof links },
  undefined
>;

/** The schema of a thing of Okta's. It has a name so that the types of actions can speak of it, and not spell out what valibot infers. */
export interface OktaObject<Entries extends v.ObjectEntries>
  extends v.SchemaWithPipe<
    readonly [LinkedObject<Entries>, v.TitleAction<v.InferOutput<LinkedObject<Entries>>, string>]
  > {}

/** A thing of Okta's: the members that are known of it, and whatever else an org puts there. */
export const oktaObject = <const Entries extends v.ObjectEntries>(
  title: string,
  entries: Entries,
): OktaObject<Entries> => v.pipe(v.looseObject({ ...entries, _links: links }), v.title(title));

/** An empty JSON object: it was done. */
export const nothing = v.pipe(v.looseObject({}), v.description("Empty: it is done"));

/** When something happened, or null if it has not yet. */
export const happened = v.optional(v.nullable(v.string()));

/** JSON of any members. */
export const anyObject = v.record(v.string(), v.unknown());
