import * as v from "valibot";
import { defineAction } from "../action.ts";
import { happened, oktaObject } from "./okta-object.ts";
import { paging, text } from "./parameters.ts";

const authorizationServer = oktaObject("AuthorizationServer", {
  id: v.string(),
  name: v.optional(v.string()),
  description: v.optional(v.nullable(v.string())),
  audiences: v.optional(v.array(v.string())),
  issuer: v.optional(v.string()),
  status: v.optional(v.string()),
  created: happened,
  lastUpdated: happened,
});

export const list = defineAction({
  id: "authorizationServers.list",
  method: "GET",
  path: "/api/v1/authorizationServers",
  scope: "okta.authorizationServers.read",
  risk: "read",
  summary: "List the custom authorization servers",
  description: "Servers that issue tokens for your own APIs. Okta's org authorization server is not among them.",
  query: { q: v.optional(text("Part of the name or an audience")), ...paging({ usual: 200, most: 200 }) },
  response: authorizationServer,
  isList: true,
  example: {},
});
