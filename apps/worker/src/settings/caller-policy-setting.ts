import { MARKS, type Mark } from "@okta-edge/actions";
import * as v from "valibot";

const texts = (what: string) =>
  v.pipe(
    v.array(v.pipe(v.string("must be text."), v.minLength(1, "must not be empty.")), `must be a list of ${what}.`),
  );

/** A login in place of an ID would protect no one. */
const ids = (kind: string, start: string) =>
  v.array(
    v.pipe(
      v.string("must be text."),
      v.regex(new RegExp(`^${start}[0-9A-Za-z]+$`), `must be the ID of a ${kind}, which begins with ${start}.`),
    ),
    `must be a list of ${kind} IDs.`,
  );

const marks = Object.keys(MARKS) as [Mark, ...Mark[]];

/** The members of a caller in `CALLERS` that narrow what its scopes allow. */
export const POLICY_ENTRIES = {
  actions: v.optional(
    v.pipe(texts("actions, for example users.unlock"), v.minLength(1, "must contain at least one action.")),
  ),
  maxRisk: v.optional(v.picklist(["read", "write", "destructive"], "must be read, write or destructive.")),
  deny: v.optional(v.array(v.picklist(marks, `must be one of ${marks.join(", ")}.`), "must be a list of marks.")),
  where: v.optional(
    v.record(
      v.string(),
      v.array(
        v.union([v.string(), v.number(), v.boolean()], "must be text, a number, true or false."),
        "must be a list of the values that are allowed.",
      ),
      'must be an object, for example {"groupId":["00g1example"]}.',
    ),
  ),
  protected: v.optional(
    v.strictObject(
      { groups: v.optional(ids("group", "00g")), users: v.optional(ids("user", "00u")) },
      'must be an object, for example {"groups":["00g1example"],"users":["00u1example"]}.',
    ),
  ),
  fields: v.optional(
    v.pipe(
      v.array(
        v.pipe(v.string("must be text."), v.regex(/^\w{1,64}$/, "must be an attribute, for example email.")),
        "must be a list of profile attributes.",
      ),
    ),
  ),
};

/** The names of these members. */
export const POLICY_MEMBERS = Object.keys(POLICY_ENTRIES).join(", ");
