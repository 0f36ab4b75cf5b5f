import * as v from "valibot";

/** An error as the Worker returns it: a problem document (RFC 9457) that Okta's clients can read as well. */
export const problem = v.pipe(
  v.looseObject({
    type: v.optional(v.string()),
    title: v.optional(v.string()),
    status: v.optional(v.number()),
    detail: v.optional(v.string()),
    code: v.optional(v.pipe(v.string(), v.description("Stable, for programs"))),
    requestId: v.optional(v.string()),
    errorCode: v.pipe(v.string(), v.description("Okta's, such as E0000007")),
    errorSummary: v.string(),
    errorCauses: v.optional(v.array(v.looseObject({ errorSummary: v.string() }))),
  }),
  v.title("Problem"),
);
