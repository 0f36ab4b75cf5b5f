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

export const removeEmailBounces = defineAction({
  id: "org.removeEmailBounces",
  method: "POST",
  path: "/api/v1/org/email/bounces/remove-list",
  scope: "okta.orgs.manage",
  risk: "write",
  summary: "Let Okta send mail again to addresses that bounced",
  description:
    "For users who get no activation or reset mail. Works in the background; addresses that are not a user's are listed under `errors`. Mail that bounces again is stopped again.",
  body: v.optional(v.looseObject({ emailAddresses: v.optional(v.array(v.string())) })),
  response: oktaObject("RemovedBounces", {
    errors: v.optional(
      v.array(v.looseObject({ emailAddress: v.optional(v.string()), reason: v.optional(v.string()) })),
    ),
  }),
  example: { body: { emailAddresses: ["ada.lovelace@example.com"] } },
});
