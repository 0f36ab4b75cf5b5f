import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { id, oneOf, paging, text } from "./parameters.ts";

const MANAGE = "okta.eventHooks.manage";
const eventHookId = id("the event hook");

const eventHook = oktaObject("EventHook", {
  id: v.string(),
  name: v.string(),
  status: v.optional(v.string()),
  verificationStatus: v.optional(v.string()),
  description: v.optional(v.nullable(v.string())),
  created: happened,
  lastUpdated: happened,
  events: v.optional(anyObject),
  channel: v.optional(anyObject),
});

export const list = defineAction({
  id: "eventHooks.list",
  method: "GET",
  path: "/api/v1/eventHooks",
  scope: "okta.eventHooks.read",
  risk: "read",
  summary: "List event hooks",
  description: "Addresses that Okta sends events to, with their state. The secrets of their headers are not included.",
  query: paging(),
  response: eventHook,
  isList: true,
  example: {},
});

export const create = defineAction({
  id: "eventHooks.create",
  method: "POST",
  path: "/api/v1/eventHooks",
  scope: MANAGE,
  risk: "destructive",
  marks: ["blinds"],
  summary: "Create an event hook",
  description:
    "Okta sends the events, which hold names and addresses of users, to the address from eventHooks.verify on. Undo with eventHooks.deactivate.",
  body: v.looseObject({
    name: text("Name of the hook"),
    description: v.optional(v.nullable(v.string())),
    events: v.looseObject({
      type: oneOf(["EVENT_TYPE"], "The one type that there is"),
      items: v.pipe(v.array(v.string()), v.description("Event types, such as `user.account.lock`")),
      filter: v.optional(v.nullable(anyObject)),
    }),
    channel: v.looseObject({
      type: oneOf(["HTTP"], "The one type that there is"),
      version: text("`1.0.0`"),
      config: v.looseObject({
        uri: text("Address, beginning with https://"),
        headers: v.optional(v.array(anyObject)),
        authScheme: v.optional(
          v.pipe(anyObject, v.description('`{ "type": "HEADER", "key": "authorization", "value": "…" }`, a secret')),
        ),
      }),
    }),
  }),
  response: eventHook,
  example: {
    body: {
      name: "Ticket system",
      events: { type: "EVENT_TYPE", items: ["user.account.lock"] },
      channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://tickets.example.com/okta" } },
    },
  },
});

export const verify = defineAction({
  id: "eventHooks.verify",
  method: "POST",
  path: "/api/v1/eventHooks/{eventHookId}/lifecycle/verify",
  scope: MANAGE,
  risk: "write",
  summary: "Verify an event hook",
  description:
    "Okta calls the address once, and it must prove that it expects the hook; events are sent from then on. For active hooks. Undo with eventHooks.deactivate.",
  params: { eventHookId },
  response: eventHook,
  example: { eventHookId: "who1example" },
});

export const activate = defineAction({
  id: "eventHooks.activate",
  method: "POST",
  path: "/api/v1/eventHooks/{eventHookId}/lifecycle/activate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["blinds"],
  summary: "Activate an event hook",
  description: "Okta sends events again; those in between are not sent later. Undo with eventHooks.deactivate.",
  params: { eventHookId },
  response: eventHook,
  example: { eventHookId: "who1example" },
});

export const deactivate = defineAction({
  id: "eventHooks.deactivate",
  method: "POST",
  path: "/api/v1/eventHooks/{eventHookId}/lifecycle/deactivate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["blinds"],
  summary: "Deactivate an event hook",
  description:
    "Its receiver, a ticket system or an alarm, gets no events from now on, and those in between are not sent later. Undo with eventHooks.activate.",
  params: { eventHookId },
  response: eventHook,
  example: { eventHookId: "who1example" },
});
