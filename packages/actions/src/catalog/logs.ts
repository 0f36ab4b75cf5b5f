import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, oktaObject } from "./okta-object.ts";
import { moment, oneOf, text, whole } from "./parameters.ts";

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
  severity: v.picklist(["DEBUG", "INFO", "WARN", "ERROR"]),
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
    "Without `until` and ascending it polls: the last page has a next one for ever, to be asked again later. With `since` and `until` it ends. Events are kept for 90 days.",
  query: {
    since: v.optional(moment("The beginning. Default: 7 days before the end")),
    until: v.optional(moment("The end. Default: now, and no end for polling")),
    filter: v.optional(
      text('SCIM expression: `eventType eq "user.account.lock" or outcome.result eq "FAILURE" and actor.id eq "00u…"`'),
    ),
    q: v.optional(text("Words to be found anywhere in an event: ten at most, of 40 characters at most")),
    sortOrder: v.optional(oneOf(["ASCENDING", "DESCENDING"], "Which end comes first. Default: ASCENDING")),
    limit: v.optional(whole("How many on a page: 100 if not said, 1000 at most", 0)),
    after: v.optional(text("Cursor of the page, out of the `Link` header of the page before; never made up")),
  },
  response: logEvent,
  isList: true,
  example: {
    filter: 'eventType eq "user.account.lock" or eventType eq "user.session.start" and outcome.reason eq "LOCKED_OUT"',
    limit: 100,
  },
});
