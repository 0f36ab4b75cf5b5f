import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, oktaObject } from "./okta-object.ts";
import { moment, oneOf, paging, text } from "./parameters.ts";

const party = v.looseObject({
  id: v.optional(v.nullable(v.string())),
  type: v.optional(v.nullable(v.string())),
  alternateId: v.optional(v.nullable(v.string())),
  displayName: v.optional(v.nullable(v.string())),
});

export const logEvent = oktaObject("LogEvent", {
  uuid: v.string(),
  published: v.string(),
  eventType: v.string(),
  severity: v.pipe(v.string(), v.description("DEBUG, INFO, WARN or ERROR")),
  displayMessage: v.optional(v.nullable(v.string())),
  actor: v.optional(v.nullable(party)),
  target: v.optional(v.nullable(v.array(party))),
  outcome: v.optional(
    v.nullable(v.looseObject({ result: v.optional(v.string()), reason: v.optional(v.nullable(v.string())) })),
  ),
  client: v.optional(v.nullable(anyObject)),
});

export const list = defineAction({
  id: "logs.list",
  method: "GET",
  path: "/api/v1/logs",
  scope: "okta.logs.read",
  risk: "read",
  summary: "Query or poll the System Log",
  description:
    "With `since` and `until` it ends. Without `until` and ascending it polls: the last page always has a next one, to be requested again later. Events are kept for 90 days. Use it to find who did something, failed sign-ins, and what an agent did.",
  query: {
    since: v.optional(moment("Start. Default: 7 days before the end")),
    until: v.optional(moment("End. Default: now; without it, polling never ends")),
    filter: v.optional(
      text('SCIM expression: `eventType eq "user.account.lock" or outcome.result eq "FAILURE" and actor.id eq "00u…"`'),
    ),
    q: v.optional(text("Words to find anywhere in an event: at most ten, of at most 40 characters")),
    sortOrder: v.optional(oneOf(["ASCENDING", "DESCENDING"], "Default: ASCENDING, the oldest first")),
    ...paging({ usual: 100, most: 1000, least: 0 }),
  },
  response: logEvent,
  isList: true,
  example: {
    filter: 'eventType eq "user.account.lock" or eventType eq "user.session.start" and outcome.reason eq "LOCKED_OUT"',
    limit: 100,
  },
});
