import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { id, oneOf, paging, text } from "./parameters.ts";

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

const zoneBody = v.looseObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  type: oneOf(["IP", "DYNAMIC", "DYNAMIC_V2"], "What decides: addresses, or places and networks"),
  usage: v.optional(oneOf(["POLICY", "BLOCKLIST"], "For policies to refer to, or to block at once. Default: POLICY")),
  status: v.optional(oneOf(["ACTIVE", "INACTIVE"], "Okta sets it")),
  gateways: v.optional(
    v.nullable(v.pipe(v.array(anyObject), v.description('Addresses: `{ "type": "CIDR", "value": "192.0.2.0/24" }`'))),
  ),
  proxies: v.optional(v.nullable(v.array(anyObject))),
});

const exampleZone = {
  type: "IP",
  name: "Attackers",
  usage: "BLOCKLIST",
  gateways: [{ type: "CIDR", value: "198.51.100.0/24" }],
};

export const create = defineAction({
  id: "zones.create",
  method: "POST",
  path: "/api/v1/zones",
  scope: "okta.networkZones.manage",
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Create a network zone",
  description:
    "With `usage` BLOCKLIST, no one signs in from there from now on, admins included. With POLICY nothing changes until a rule refers to it. Change it with zones.replace.",
  body: zoneBody,
  response: zone,
  example: { body: exampleZone },
});

export const replace = defineAction({
  id: "zones.replace",
  method: "PUT",
  path: "/api/v1/zones/{zoneId}",
  scope: "okta.networkZones.manage",
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Replace a network zone, to block or allow addresses",
  description:
    "Addresses that are not sent leave the zone: send all of zones.get with the change, and keep it to undo. A wrong range blocks everyone, or opens what rules protect.",
  params: { zoneId: id("the zone") },
  body: zoneBody,
  response: zone,
  example: { zoneId: "nzo1example", body: exampleZone },
});
