import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { id, paging, text } from "./parameters.ts";

export const zone = oktaObject("NetworkZone", {
  id: v.string(),
  type: v.string(),
  name: v.string(),
  status: v.string(),
  system: v.optional(v.boolean()),
  usage: v.optional(v.string()),
  gateways: v.optional(v.nullable(v.array(anyObject))),
  created: happened,
  lastUpdated: happened,
});

export const list = defineAction({
  id: "zones.list",
  method: "GET",
  path: "/api/v1/zones",
  scope: "okta.networkZones.read",
  risk: "read",
  summary: "List network zones",
  description: "IP addresses, places and services that policies refer to, or that are blocked (`usage` BLOCKLIST).",
  query: {
    filter: v.optional(text('`id eq "nzo…"` or `usage eq "POLICY"`')),
    ...paging(),
  },
  response: zone,
  isList: true,
  example: {},
});

export const get = defineAction({
  id: "zones.get",
  method: "GET",
  path: "/api/v1/zones/{zoneId}",
  scope: "okta.networkZones.read",
  risk: "read",
  summary: "Get a network zone",
  description: "Its addresses, to be changed with zones.replace.",
  params: { zoneId: id("the zone") },
  response: zone,
  example: { zoneId: "nzo1example" },
});
