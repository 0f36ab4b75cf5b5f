import * as v from "valibot";
import { defineAction } from "../action.ts";
import { oktaObject } from "./okta-object.ts";

export const orgSettings = oktaObject("OrgSettings", {
  id: v.string(),
  status: v.optional(v.string()),
  companyName: v.optional(v.nullable(v.string())),
  subdomain: v.optional(v.string()),
  created: v.optional(v.string()),
});

export const get = defineAction({
  id: "org.get",
  method: "GET",
  path: "/api/v1/org",
  scope: "okta.orgs.read",
  risk: "read",
  summary: "Get the org's settings",
  description: "Name, addresses, contacts and subdomain.",
  response: orgSettings,
  example: {},
});
